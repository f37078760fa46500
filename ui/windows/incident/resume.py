"""The sixth step: what waits is looked at again, one by one. Unfreezing sends nothing by itself."""

from PySide6.QtCore import Signal

from guard.protocol.deeds import Decide
from guard.protocol.incidents import IncidentView, ToolLine, WaitingItem
from guard.protocol.requests import Unfreeze
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.incident.cards import Card, LinkButton, Rows, side_by_side
from ui.windows.incident.careful import CarefulButton
from ui.windows.incident.fields import KeptLine, plain_button
from ui.windows.incident.page import Doing, Page
from ui.windows.incident.waiting import WaitingRow


class ByHandRow(Card):
    """A tool that somebody paused by hand: only a person can say what becomes of it."""

    decided = Signal(object, object)
    """A deed ``Decide``, and what is to be called once it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._scheduler = ""
        self._title = Said("", bold=True)
        self._said = Said("", Tone.QUIET)
        self.link = LinkButton(self.tr("Open it"))
        self.how = KeptLine("", self.tr("What you did there, or why it stays off"))
        self.runs = plain_button(self.tr("It runs again"))
        self.stays = plain_button(self.tr("It stays off"))
        self.runs.clicked.connect(lambda: self._send("restore"))
        self.stays.clicked.connect(lambda: self._send("leave_out"))
        self.how.textChanged.connect(self._wake)
        self.fate = Said("")
        self._buttons = side_by_side(self.link, self.runs, self.stays)
        self.add(self._title, self._said, self.how, self._buttons, self.fate)
        self._wake()

    def show_item(self, line: ToolLine) -> None:
        """Shows how it is now."""
        self._scheduler, name = line.scheduler, legible(line.name)
        self._title.say(line.name)
        text = self.tr("Paused by hand: {how}\nLook at what waits there before you switch it on.")
        plain = self.tr("Paused by hand: {how}")
        self._said.say((plain if line.decided else text).format(how=legible(line.said)))
        self.fate.say(*self._fate_words(line.decided))
        self.fate.setVisible(bool(line.decided))
        for part in (self.how, self._buttons):
            part.setVisible(not line.decided)
        self.link.lead(line.link)
        self.link.setAccessibleName(self.tr("Open {tool}").format(tool=name))
        self.how.setAccessibleName(self.tr("What becomes of {tool}").format(tool=name))
        self.runs.setAccessibleName(self.tr("{tool} runs again").format(tool=name))
        self.stays.setAccessibleName(self.tr("{tool} stays off").format(tool=name))

    def _fate_words(self, decided: str) -> tuple[str, Tone]:
        return {
            "restore": (self.tr("✓ It runs again, as somebody here said."), Tone.GOOD),
            "leave_out": (self.tr("– It stays off, as somebody here said."), Tone.QUIET),
        }.get(decided, (self.tr("It was decided."), Tone.QUIET))

    def _wake(self) -> None:
        for button in (self.runs, self.stays):
            button.setEnabled(bool(self.how.words))

    def _send(self, choice: str) -> None:
        how = self.how.words
        deed = Decide(scheduler=self._scheduler, item="", choice=choice, reason=how)
        self.decided.emit(deed, lambda: self.how.done_with(how))


class ResumePage(Page):
    """See above."""

    STEP = "resume"

    def __init__(self, doing: Doing) -> None:
        super().__init__(doing)
        self._brand = ""
        self.counted = Said("", bold=True)
        self.items = Rows[WaitingItem](lambda item: (item.scheduler, item.item), self._row)
        self.by_hand = Rows[ToolLine](lambda line: line.scheduler, self._by_hand_row)
        self.thaw = Card(self.tr("Unfreeze"))
        self._frozen = Said("")
        self.unfreeze = CarefulButton("")
        self.unfreeze.meant.connect(lambda: self.ask(Unfreeze, identity=self._brand))
        self.thaw.add(self._frozen)
        self.thaw.add_left(self.unfreeze)
        self.add(self.thaw, self.counted, self.items, self.by_hand)

    def show_body(self, view: IncidentView) -> None:
        """Shows how it is now."""
        self._brand, name = view.badge.id, legible(view.badge.name)
        items = [item for item in view.waiting if item.item]
        by_hand = [line for line in view.lines if line.said]
        left = sum(item.fate in ("waiting", "noted") for item in items)
        left += sum(not line.decided for line in by_hand)
        count = len(items) + len(by_hand)
        text = self.tr("To decide: {count} of {all}. Read each again: what fitted yesterday may hurt today.")
        nothing = self.tr("No tool holds anything back for this brand.")
        self.counted.say(text.format(count=left, all=count) if count else nothing)
        self.items.show_items(items)
        self.by_hand.show_items(by_hand)
        told = self.tr(
            "After this, posts can leave as {brand} again. Nothing goes out by that alone: you put back what waits."
        )
        free = self.tr("✓ Not frozen: posts can leave as {brand}.")
        self._frozen.say((told if view.frozen else free).format(brand=name), Tone.PLAIN if view.frozen else Tone.GOOD)
        self.unfreeze.setText(self.tr("Unfreeze {brand}").format(brand=name).replace("&", "&&"))
        self.unfreeze.setVisible(view.frozen)

    def _row(self) -> WaitingRow:
        row = WaitingRow()
        row.decided.connect(lambda deed, done: self.act(deed, done))
        return row

    def _by_hand_row(self) -> ByHandRow:
        row = ByHandRow()
        row.decided.connect(lambda deed, done: self.act(deed, done))
        return row
