"""The second step: nothing more goes out in the brand's name. One line per tool; only what was read back is paused."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from guard.protocol.deeds import SayPaused
from guard.protocol.incidents import IncidentView, Repause, ToolLine
from guard.protocol.requests import Freeze
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.incident.cards import Card, LinkButton, Rows
from ui.windows.incident.fields import Unfold, plain_button
from ui.windows.incident.page import Doing, Page
from ui.windows.incident.settled import SETTLED, SettledBar
from ui.windows.incident.signs import OutcomeSign


class LineRow(QWidget):
    """What came of pausing one tool, and what to do where that was not enough."""

    said_paused = Signal(object, object)
    """A deed ``SayPaused``, and what is to be called once it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._scheduler = ""
        self.sign = OutcomeSign()
        self.name = Said("", bold=True)
        self.outcome = Said("")
        self._text = Said("", Tone.QUIET, look.Size.SMALL)
        self._do = Said("")
        self._said = Said("", Tone.QUIET)
        self.link = LinkButton(self.tr("Open it"))
        example = self.tr("Switched it off at 23:31, and saw that it is off")
        question = self.tr("What did you do, and where did you see that it is off?")
        self.by_hand = Unfold(self.tr("I did it myself…"), question, self.tr("Note it"), example)
        self.by_hand.sent.connect(self._send)
        self._lay_out()

    def show_item(self, line: ToolLine) -> None:
        """Shows how it is now."""
        self._scheduler = line.scheduler
        self.sign.show_outcome(line.outcome)
        self.name.say(line.name)
        text, tone = self._words(line.outcome)
        self.outcome.say(text, tone)
        self._text.say(line.text)
        self._do.say(self.tr("Do this: {what}").format(what=legible(line.do)) if line.do else "")
        self._said.say(self.tr("Paused by hand, and not read back: {how}").format(how=legible(line.said)))
        settled = line.outcome in ("paused", "nothing", "pausing")
        self._text.setVisible(bool(line.text))
        self._do.setVisible(bool(line.do) and not line.said)
        self._said.setVisible(bool(line.said))
        self.link.lead("" if settled else line.link)
        self.link.setAccessibleName(self.tr("Open {tool}").format(tool=legible(line.name)))
        self.by_hand.opener.setAccessibleName(self.tr("I paused {tool} myself").format(tool=legible(line.name)))
        self.by_hand.setVisible(not settled and not line.said)
        self._below.setVisible(not settled)

    def _words(self, outcome: str) -> tuple[str, Tone]:
        return {
            "paused": (self.tr("Paused, and read back"), Tone.GOOD),
            "nothing": (self.tr("Asked: nothing would go out"), Tone.GOOD),
            "pausing": (self.tr("Pausing…"), Tone.QUIET),
            "failed": (self.tr("Not paused: that failed"), Tone.BAD),
        }.get(outcome, (self.tr("Not verified: nobody could look"), Tone.WARN))

    def _send(self, how: str) -> None:
        self.said_paused.emit(SayPaused(scheduler=self._scheduler, how=how), self.by_hand.done(how))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(look.GAP)
        top.addWidget(self.name, 1)
        top.addWidget(self.outcome, 1)
        words = QVBoxLayout()
        words.setSpacing(look.GAP // 2)
        words.addLayout(top)
        for widget in (self._text, self._do, self._said):
            words.addWidget(widget)
        self._below = QWidget()
        ways = QHBoxLayout(self._below)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(look.GAP)
        ways.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        ways.addWidget(self.by_hand, 1)
        words.addWidget(self._below)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.GAP * 3 // 2)
        whole.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(words, 1)


class PausePage(Page):
    """See above."""

    STEP = "pause"

    def __init__(self, doing: Doing) -> None:
        super().__init__(doing)
        self._brand = self._title = self._incident = ""
        self.thaw = Card()
        self._open_said = Said("", bold=True)
        self.freeze = plain_button(self.tr("Freeze now"), look.Part.PRIMARY)
        self.freeze.setAccessibleName(self.tr("Freeze the brand now"))
        self.freeze.clicked.connect(self._on_freeze)
        self.thaw.add(self._open_said)
        self.thaw.add_left(self.freeze)
        self.frozen = Said("", Tone.GOOD)
        self.progress = SettledBar()
        self.progress.setAccessibleName(self.tr("Tools that are paused and read back, or have nothing to send"))
        self.counted = Said("", bold=True)
        self.lines = Rows[ToolLine](lambda line: line.scheduler, self._row)
        self.none = Said(self.tr("No tool is known that posts for this brand by itself."), Tone.QUIET)
        self.repause = plain_button(self.tr("Try again"))
        self.repause.setToolTip(self.tr("Pauses every tool once more and reads it back; nothing is done twice."))
        self.repause.clicked.connect(lambda: self.ask(Repause, incident=self._incident))
        tools = Card(self.tr("Tools that post by themselves"))
        tools.add(self.counted, self.progress, self.lines, self.none)
        tools.add_left(self.repause)
        self.add(self.thaw, self.frozen, tools)

    def show_body(self, view: IncidentView) -> None:
        """Shows how it is now."""
        self._brand, self._title, self._incident = view.badge.id, view.title, view.incident
        name = legible(view.badge.name)
        self.thaw.setVisible(not view.frozen)
        self._open_said.say(self.tr("Posts can still leave as {brand}.").format(brand=name))
        self.frozen.setVisible(view.frozen)
        self.frozen.say(self.tr("✓ Frozen: from this desk nothing leaves as {brand}.").format(brand=name))
        self.lines.show_items(view.lines)
        self.none.setVisible(not view.lines and not view.pausing)
        settled = sum(line.outcome in SETTLED for line in view.lines)
        text = self.tr("Paused and read back, or with nothing to send: {count} of {all}")
        self.counted.say(text.format(count=settled, all=len(view.lines)))
        self.counted.setVisible(bool(view.lines))
        self.progress.setVisible(view.pausing)
        self.progress.show_lines(view.lines)
        self.repause.setVisible(view.frozen)
        self.repause.setEnabled(not view.pausing)

    def _on_freeze(self) -> None:
        reason = self._title or self.tr("A slip got out")
        self.ask(Freeze, identity=self._brand, reason=reason)

    def _row(self) -> LineRow:
        row = LineRow()
        row.said_paused.connect(lambda deed, done: self.act(deed, done))
        return row
