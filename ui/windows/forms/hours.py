"""Working hours: days to switch on, and from when to when."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import QLocale, QTime, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QPushButton, QTimeEdit, QToolButton, QVBoxLayout, QWidget

from ui import look
from ui.windows.forms.order import chain
from ui.windows.forms.said import Said, Tone

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WRITTEN = re.compile(r"(?:(\S+) )?(\d\d):(\d\d)-(\d\d):(\d\d)")


class HoursField(QWidget):
    """Any number of working hours."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[HoursLine] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look.GAP // 2)
        self._always = Said(self.tr("No hours are set: it posts at any time."), Tone.QUIET)
        self.add = QPushButton(self.tr("Add hours"))
        self.add.clicked.connect(self._add_usual)
        below = QHBoxLayout()
        below.addWidget(self.add)
        below.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.GAP)
        whole.addWidget(self._always)
        whole.addLayout(self._rows)
        whole.addLayout(below)

    @property
    def hours(self) -> list[str]:
        """The hours as the workspace writes them."""
        return [line.written for line in self._lines if line.written]

    def put(self, hours: Iterable[str]) -> None:
        """Shows these."""
        for line in list(self._lines):
            self._drop(line)
        for text in hours:
            self._show(text)
        self._always.setVisible(not self._lines)

    def _add_usual(self) -> None:
        self._show("Mon-Fri 08:00-18:00")
        self._always.hide()
        self.edited.emit()

    def _show(self, text: str) -> None:
        line = HoursLine(text)
        line.edited.connect(self.edited)
        line.removed.connect(partial(self._remove, line))
        self._rows.addWidget(line)
        chain(self._lines[-1].stops[-1] if self._lines else self.add, *line.stops)
        self._lines.append(line)

    def _remove(self, line: "HoursLine") -> None:
        self._drop(line)
        self._always.setVisible(not self._lines)
        self.add.setFocus()
        self.edited.emit()

    def _drop(self, line: "HoursLine") -> None:
        self._lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()


class HoursLine(QWidget):
    """The days, and from when to when; the end may lie past midnight."""

    edited = Signal()
    removed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        match = _WRITTEN.fullmatch(text)
        days = set(_days(match[1])) if match else set()
        times = [int(part) for part in match.groups()[1:]] if match else [8, 0, 18, 0]
        self._buttons = [self._button(number, checked=number in days) for number in range(7)]
        self._from, self._to = (_time(hour, minute) for hour, minute in (times[:2], times[2:]))
        for field, name in ((self._from, self.tr("From")), (self._to, self.tr("Until"))):
            field.setAccessibleName(name)
            field.timeChanged.connect(self._on_edited)
        remove = QToolButton()
        remove.setText("✕")
        remove.setAutoRaise(True)
        remove.setAccessibleName(self.tr("Remove these hours"))
        remove.setToolTip(remove.accessibleName())
        remove.clicked.connect(self.removed)
        self.stops = (*self._buttons, self._from, self._to, remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in self._buttons:
            row.addWidget(button)
        row.addSpacing(look.GAP)
        for part in (self._from, Said("–"), self._to):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(remove)

    @property
    def written(self) -> str:
        """The hours as the workspace writes them; empty without a day."""
        days = [number for number, button in enumerate(self._buttons) if button.isChecked()]
        first, last = (field.time().toString("HH:mm") for field in (self._from, self._to))
        last = "24:00" if last == "00:00" else last
        if not days:
            return ""
        return f"{first}-{last}" if len(days) == len(_DAYS) else f"{_spelt(days)} {first}-{last}"

    def _button(self, day: int, *, checked: bool) -> QToolButton:
        button = QToolButton()
        locale = QLocale()
        button.setText(locale.standaloneDayName(day + 1, QLocale.FormatType.ShortFormat).rstrip(".")[:2])
        button.setAccessibleName(locale.standaloneDayName(day + 1))
        button.setFixedWidth(QFontMetrics(look.font()).horizontalAdvance("Mm") + 2 * look.GAP)
        button.setCheckable(True)
        button.setChecked(checked)
        button.toggled.connect(self._on_edited)
        return button

    def _on_edited(self, *_: object) -> None:
        self.edited.emit()


def _days(words: str | None) -> Iterator[int]:
    """The days of ``Mon-Wed,Fri``; all where no day is said."""
    for part in (words or "Mon-Sun").split(","):
        first, _, last = part.partition("-")
        if first in _DAYS and (last or first) in _DAYS:
            yield from range(_DAYS.index(first), _DAYS.index(last or first) + 1)


def _spelt(days: list[int]) -> str:
    """The days as the workspace writes them: ``Mon-Wed,Fri``."""
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join("-".join(_DAYS[day] for day in dict.fromkeys((run[0], run[-1]))) for run in runs)


def _time(hour: int, minute: int) -> QTimeEdit:
    field = QTimeEdit(QTime(hour % 24, minute))
    field.setDisplayFormat("HH:mm")
    field.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    field.lineEdit().setTextMargins(look.GAP, 0, 0, 0)
    return field
