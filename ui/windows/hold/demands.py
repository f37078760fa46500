"""What must be done before it leaves: one control for each thing. None of them lets anything go, whatever is typed."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from guard.protocol.card import Card, CardDemand
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.hold.buttons import AnswerButton
from ui.windows.hold.colleague import Passing
from ui.windows.hold.done import SIDE, Box, Label, Mark
from ui.windows.hold.words import Words

SHORTEST_REASON = 8
"""Letters that a reason has at least; the engine counts them as well."""
_LONGEST = 300


class Demanded(QWidget):
    """One thing to do: a mark that shows whether it is done, what it is, and room for what is wrong with it."""

    changed = Signal()

    def __init__(self, demand: CardDemand, parent: QWidget) -> None:
        super().__init__(parent)
        self.demand = demand
        self._refused: str | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP + 2)
        self._mark = Mark(self)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout()
        self.column.setSpacing(look.GAP // 2)
        row.addLayout(self.column, 1)
        self._wrong = Said("", Tone.BAD, look.Size.SMALL, bold=True)
        self._wrong.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def how(self) -> str:
        """How it was met, as the engine is told; empty where it is not."""
        return ""

    @property
    def met(self) -> bool:
        """Whether all is there that the engine asks for, and not what it has just refused."""
        return bool(self.how) and self.how != self._refused

    def refuse(self, text: str) -> None:
        """What is wrong with what was there."""
        self._refused = self.how
        self._wrong.say(text)
        self._wrong.show()
        self.changed.emit()

    def finish(self) -> None:
        """Puts what is wrong below everything else, and listens to itself."""
        self.column.addWidget(self._wrong)
        self.changed.connect(self._on_changed)
        self._on_changed()

    def titled(self, title: str) -> Words:
        """What is to be done, in words."""
        words = Words(title, look.font(), self)
        self._mark.setFixedHeight(max(SIDE, words.fontMetrics().height()))
        self.column.addWidget(words)
        return words

    def _on_changed(self) -> None:
        self._mark.show_met(met=self.met)
        if self._refused is not None and self.how != self._refused:
            self._refused = None
            self._wrong.hide()


class Tick(Demanded):
    """One item of the checklist."""

    def __init__(self, demand: CardDemand, parent: QWidget) -> None:
        super().__init__(demand, parent)
        self._mark.hide()  # the box is the mark
        row = QHBoxLayout()
        row.setSpacing(look.GAP + 2)
        self.box = Box(self)
        self.box.setAccessibleName(legible(demand.text))
        words = Label(demand.text, self.box, self)
        self.box.setFixedSize(SIDE, max(SIDE, words.fontMetrics().height()))
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        self.column.addLayout(row)
        self.box.toggled.connect(lambda _on: self.changed.emit())
        self.finish()

    @property
    def how(self) -> str:
        """Ticked, or not."""
        return "ticked" if self.box.isChecked() else ""


class Reason(Demanded):
    """A reason in a few words."""

    def __init__(self, demand: CardDemand, parent: QWidget) -> None:
        super().__init__(demand, parent)
        words = self.titled(demand.text)
        self.field = _field(self.tr("In a few words; it is kept in the journal"), demand.text, self)
        words.setBuddy(self.field)
        self.column.addWidget(self.field)
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        self.finish()

    @property
    def how(self) -> str:
        """What was typed, once it is long enough."""
        typed = self.field.text().strip()
        return typed if sum(map(str.isalpha, typed)) >= SHORTEST_REASON else ""


class Look(Demanded):
    """A picture that must have been seen large."""

    wanted = Signal(str)
    """The path or name of the file that is to be shown."""

    def __init__(self, demand: CardDemand, parent: QWidget) -> None:
        super().__init__(demand, parent)
        self._looked = False
        words = self.titled(demand.text)
        self.button = AnswerButton(self.tr("Look at it large"), look.Part.PLAIN, self)
        self.button.setAccessibleDescription(words.text())
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(lambda: self.wanted.emit(demand.about))
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.finish()

    def looked(self) -> None:
        """It was in sight for long enough."""
        self._looked = True
        self.changed.emit()

    @property
    def how(self) -> str:
        """Seen, or not."""
        return "looked at" if self._looked else ""


class Colleague(Demanded):
    """A colleague's code or PIN, and ways to pass the post to them."""

    def __init__(self, card: Card, demand: CardDemand, parent: QWidget) -> None:
        super().__init__(demand, parent)
        words = self.titled(demand.text)
        self.field = _field(self.tr("Their code, or their PIN"), demand.text, self)
        words.setBuddy(self.field)
        row = QHBoxLayout()
        row.setSpacing(look.GAP)
        row.addWidget(self.field, 1)
        self.passing = Passing(card, self)
        for button in self.passing.buttons:
            row.addWidget(button)
        self.column.addLayout(row)
        self.column.addWidget(self.passing)
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        self.finish()

    @property
    def how(self) -> str:
        """What was typed."""
        return self.field.text().strip()


class Demands(QWidget):
    """All that must be done; nothing leaves before all of it is."""

    changed = Signal()
    wanted = Signal(str)
    """See ``Look``."""

    def __init__(self, card: Card, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Before it leaves"))
        column = QVBoxLayout(self)
        gap = look.GAP * 2
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        self.rows = [self._row(card, demand) for demand in card.demands]
        for row in self.rows:
            column.addWidget(row)
            row.changed.connect(self.changed)

    @property
    def met(self) -> Mapping[str, str]:
        """What was done, by the demand's key."""
        return {row.demand.key: row.how for row in self.rows if row.met}

    @property
    def left(self) -> int:
        """How much is still to be done."""
        return sum(not row.met for row in self.rows)

    def looked(self, about: str) -> None:
        """This file was in sight for long enough."""
        for row in self.rows:
            if isinstance(row, Look) and row.demand.about == about:
                row.looked()

    def take_focus(self, about: str) -> None:
        """Gives the keyboard back to where this file was asked for."""
        for row in self.rows:
            if isinstance(row, Look) and row.demand.about == about:
                row.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, text: str) -> QWidget:
        """What the engine did not take, beside the demand that it speaks of; gives that one."""
        said = [row for row in self.rows if row.demand.text == text]
        codes = [row for row in self.rows if isinstance(row, Colleague)]
        row = (said or codes or self.rows)[0]
        row.refuse(text)
        return row

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """A surface of its own."""
        colors = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colors.line)
        painter.setBrush(colors.surface)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), look.RADIUS, look.RADIUS)
        painter.end()

    def _row(self, card: Card, demand: CardDemand) -> Demanded:
        match demand.ask:
            case "reason":
                return Reason(demand, self)
            case "colleague":
                return Colleague(card, demand, self)
            case "look":
                row = Look(demand, self)
                row.wanted.connect(self.wanted)
                return row
            case _:
                return Tick(demand, self)


def _field(placeholder: str, name: str, parent: QWidget) -> QLineEdit:
    field = QLineEdit(parent)
    field.setFont(look.font())
    field.setMaxLength(_LONGEST)
    field.setPlaceholderText(placeholder)
    field.setAccessibleName(legible(name))
    return field
