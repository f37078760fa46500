"""Something that was going out when everything was paused, and what becomes of it now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guard.protocol.deeds import Decide
from guard.protocol.incidents import WaitingItem
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.incident.cards import Card, LinkButton, side_by_side
from ui.windows.incident.careful import CarefulButton
from ui.windows.incident.fields import Unfold
from ui.windows.incident.moments import when
from ui.windows.incident.owner import When

_OPEN = frozenset({"waiting", "noted"})


class WaitingRow(Card):
    """What it is, and the ways on. What is late has no way back to its old time."""

    decided = Signal(object, object)
    """A deed ``Decide``, and what is to be called once it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._scheduler = self._item = ""
        self._title = Said("", bold=True)
        self._about = Said("", Tone.QUIET, look.Size.SMALL)
        self._note = Said("", Tone.WARN)
        self._fate = Said("", Tone.GOOD)
        self.link = LinkButton(self.tr("Look at it"))
        self.back = CarefulButton("")
        self.back.meant.connect(lambda: self._restore(""))
        self.when = When(self.tr("When it goes out"))
        self.later = CarefulButton(self.tr("Put back at this time"))
        self.later.meant.connect(lambda: self._restore(self.when.chosen))
        question = self.tr("Why is it left out?")
        self.out = Unfold(self.tr("Leave out…"), question, self.tr("Leave out"), self.tr("It does not fit any more"))
        self.out.sent.connect(self._leave_out)
        self._ways = QWidget()
        column = QVBoxLayout(self._ways)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        column.addWidget(side_by_side(self.link, self.back))
        self._at = side_by_side(self.when, self.later)
        column.addWidget(self._at)
        column.addWidget(self.out)
        self.add(self._title, self._about, self._note, self._fate, self._ways)

    def show_item(self, item: WaitingItem) -> None:
        """Shows how it is now."""
        self._scheduler, self._item = item.scheduler, item.item
        title, is_post, waits = legible(item.title), item.kind == "post", item.fate in _OPEN
        self._title.say(item.title)
        due = self.tr("was to go out {time}").format(time=when(item.due)) if item.due else ""
        self._about.say(" · ".join(one for one in (item.tool, ", ".join(item.accounts), due) if one))
        self._note.say(self._warning(item))
        self._note.setVisible(waits and bool(self._note.text()))
        self._fate.say(*self._fate_words(item))
        self._fate.setVisible(not waits)
        self._ways.setVisible(waits)
        self.link.lead(item.link)
        self.back.setText(self._back_words(item).replace("&", "&&"))
        self.back.setVisible(not item.late)
        self._at.setVisible(is_post)
        for part, name in (
            (self.link, self.tr("Look at “{title}”")),
            (self.back, self.back.text() + ": {title}"),
            (self.when, self.tr("When “{title}” goes out")),
            (self.later, self.tr("Put “{title}” back at this time")),
            (self.out.opener, self.tr("Leave out “{title}”")),
        ):
            part.setAccessibleName(name.format(title=title))

    def _warning(self, item: WaitingItem) -> str:
        if item.fate == "noted":
            return self.tr("Whether it is paused was not read back: look there first.")
        return self.tr("Its time has passed: it goes out only at a new one.") if item.late else ""

    def _back_words(self, item: WaitingItem) -> str:
        if item.kind != "post":
            return self.tr("Switch it on again")
        if item.due:
            return self.tr("Put back: {time}").format(time=when(item.due))
        return self.tr("Put back as it was")

    def _fate_words(self, item: WaitingItem) -> tuple[str, Tone]:
        text, tone = {
            "restored": (self.tr("✓ Put back, {who}"), Tone.GOOD),
            "left out": (self.tr("– Left out, {who}"), Tone.QUIET),
            "sent": (self.tr("It went out all the same."), Tone.WARN),
            "gone": (self.tr("It is not there any more."), Tone.QUIET),
        }.get(item.fate, ("", Tone.QUIET))
        return text.format(who=legible(item.by)).rstrip(", "), tone

    def _restore(self, due: str) -> None:
        self.decided.emit(Decide(scheduler=self._scheduler, item=self._item, choice="restore", due=due), None)

    def _leave_out(self, why: str) -> None:
        deed = Decide(scheduler=self._scheduler, item=self._item, choice="leave_out", reason=why)
        self.decided.emit(deed, self.out.done(why))
