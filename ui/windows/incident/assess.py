"""The first step: what is known, whom it hits, how badly, and who must be told."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from guard.protocol.deeds import Assess
from guard.protocol.incidents import IncidentView, TeamView
from ui import look
from ui.windows.forms.said import Said, Tone
from ui.windows.hold.passage import Passage
from ui.windows.incident.cards import Card, LinkButton, Rows, Sentences, side_by_side
from ui.windows.incident.fields import KeptLine, KeptText, KeptTick, plain_button
from ui.windows.incident.header import severity_words
from ui.windows.incident.page import Doing, Page
from ui.windows.incident.teams import TeamRow

_COLUMNS = 2
_HALF, _WHOLE = 250, 480
"""Pixels: a longer tick does not fit beside another one, and the words of one longer still are broken into lines."""
_MOST_HIGH = 220
"""Pixels of the post's text, before it scrolls."""


class Known(Card):
    """The post itself, and what is known of how it left: read before anybody claims anything."""

    def __init__(self) -> None:
        super().__init__()
        self._head = Said(self.tr("What is known"), bold=True)
        self._text: Passage | None = None
        self._shown = ""
        self.facts = Sentences()
        self.link = LinkButton(self.tr("Open the post"))
        self.add(self._head, self.facts)
        self.add_left(self.link)

    def show_view(self, view: IncidentView) -> None:
        """Shows how it is now."""
        self.link.lead(view.url)
        self.facts.tell(view.facts or [self.tr("Nothing yet. Claim nothing before you know it.")])
        if view.text and view.text != self._shown:
            self._shown = view.text
            if self._text is not None:
                self._text.deleteLater()
            self._text = Passage(view.text, look.font(), self, most=_MOST_HIGH)
            self._text.setAccessibleName(self.tr("The post"))
            self.column.insertWidget(1, self._text)


class Hits(QWidget):
    """Tick boxes: those the engine knows, and whatever a person adds."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.ticks: dict[str, KeptTick] = {}
        self._next = 0
        """The place in the grid for the next."""
        self.own = KeptLine(self.tr("Somebody else whom it hits"), self.tr("Somebody else"))
        self.own.textChanged.connect(self.changed)

    @property
    def chosen(self) -> list[str]:
        """All that are ticked, and what was typed."""
        ticked = [hit for hit, tick in self.ticks.items() if tick.isChecked()]
        return [*ticked, *([self.own.words] if self.own.words else [])]

    def show_view(self, view: IncidentView) -> None:
        """Shows how it is now; what is ticked but not sent stays."""
        for hit in dict.fromkeys((*view.hits_known, *view.hits)):
            if hit not in self.ticks:
                self.ticks[hit] = KeptTick(_broken(hit, QFontMetrics(look.font())))
                self.ticks[hit].setAccessibleName(hit)
                self.ticks[hit].toggled.connect(self.changed)
                self._place(self.ticks[hit])
            self.ticks[hit].offer(on=hit in view.hits)
        if self.own.words in view.hits:
            self.own.clear()

    def _place(self, tick: KeptTick) -> None:
        """Two side by side; a long one has the row for itself."""
        is_long = tick.sizeHint().width() > _HALF
        if is_long and self._next % _COLUMNS:
            self._next += 1
        self._grid.addWidget(tick, self._next // _COLUMNS, self._next % _COLUMNS, 1, _COLUMNS if is_long else 1)
        self._next += _COLUMNS if is_long else 1

    def edited(self) -> bool:
        """Whether something is not sent yet."""
        return bool(self.own.words) or any(tick.edited for tick in self.ticks.values())


def _broken(text: str, letters: QFontMetrics) -> str:
    """The words on as many lines as they need: a tick box does not break them by itself."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and letters.horizontalAdvance(longer) > _WHOLE:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


class AssessPage(Page):
    """See above."""

    STEP = "assess"

    def __init__(self, doing: Doing) -> None:
        super().__init__(doing)
        self.known = Known()
        self.hits = Hits()
        self._graves = QButtonGroup(self)
        self.grave: dict[str, QRadioButton] = {}
        self._offered = ""
        grave = Card(self.tr("How bad is it?"))
        for name, text in (
            ("low", self.tr("Few will care, and it is over tomorrow.")),
            ("medium", self.tr("People are hurt or annoyed; the brand must say something.")),
            ("high", self.tr("Somebody is in danger, or the news will tell of it.")),
        ):
            button = self.grave[name] = QRadioButton(severity_words(name)[0])
            button.setFont(look.font())
            button.toggled.connect(self._wake)
            button.setAccessibleDescription(text)
            self._graves.addButton(button)
            grave.add(button, _meaning(text))
        self.text = KeptText(self.tr("In a sentence: what happened?"), self.tr("Only what you know"), 2)
        self.save = plain_button(self.tr("Note this assessment"), look.Part.PRIMARY)
        self.save.clicked.connect(self._send)
        self.unsaved = Said("", Tone.QUIET, look.Size.SMALL)
        self.teams = Rows[TeamView](lambda team: team.id, self._row)
        self._arrange(grave)

    def show_body(self, view: IncidentView) -> None:
        """Shows how it is now."""
        self.known.show_view(view)
        self.hits.show_view(view)
        if self._severity() == self._offered and view.severity in self.grave:
            self.grave[view.severity].setChecked(True)
        self._offered = view.severity
        self.teams.show_items(sorted(view.teams, key=lambda team: not team.suits))
        self._teams.setVisible(bool(view.teams))
        self._wake()

    def _severity(self) -> str:
        return next((name for name, button in self.grave.items() if button.isChecked()), "")

    def _rows(self) -> list[TeamRow]:
        return [row for row in self.teams.rows.values() if isinstance(row, TeamRow)]

    def _wake(self) -> None:
        """There is something to send once it differs and the two questions are answered."""
        edited = self.hits.edited() or self._severity() != self._offered or bool(self.text.words)
        edited = edited or any(row.needed.edited for row in self._rows())
        ready = bool(self.hits.chosen and self._severity())
        self.save.setEnabled(edited and ready)
        text = self.tr("Not noted yet.") if ready else self.tr("Say whom it hits and how bad it is; then note it.")
        self.unsaved.say(text if edited else "")

    def _send(self) -> None:
        note = self.text.words
        teams = [row.team for row in self._rows() if row.needed.isChecked()]
        deed = Assess(hits=self.hits.chosen, severity=self._severity(), teams=teams, text=note)
        self.act(deed, lambda: self.text.done_with(note))

    def _row(self) -> TeamRow:
        row = TeamRow()
        row.needed.toggled.connect(self._wake)
        row.told.connect(lambda deed, done: self.act(deed, done))
        return row

    def _arrange(self, grave: Card) -> None:
        hits = Card(self.tr("Whom does it hit?"))
        hits.add(self.hits, self.hits.own)
        self._teams = Card(
            self.tr("Who must know?"),
            self.tr("Those who fit come first, with the number for this hour. Call; then say so."),
        )
        self._teams.add(self.teams)
        note = Card(self.tr("In a sentence: what happened?"))
        note.add(self.text, side_by_side(self.save, self.unsaved))
        self.text.textChanged.connect(self._wake)
        self.hits.changed.connect(self._wake)
        self.add(self.known, hits, grave, self._teams, note)


def _meaning(text: str) -> QWidget:
    """What a severity means, below its button."""
    said = Said(text, Tone.QUIET, look.Size.SMALL)
    said.setContentsMargins(4 * look.GAP, 0, 0, 0)
    return said
