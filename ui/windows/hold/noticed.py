"""Why it is held, and what is noticed besides: whatever the pointer or the keyboard is on shows its place above."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from guard.protocol.card import CardReason
from ui import look
from ui.legible import legible
from ui.windows.hold.passage import Passage
from ui.windows.hold.severity import Sign, color_of, rank, word_for
from ui.windows.hold.words import Words
from ui.windows.more import More

MOST = 3
"""Signals that are shown at once; the rest, and whatever is only a note, is shown on demand."""


class Notice(QWidget):
    """One reason or signal. A reason stands on a surface of its own, with a bar in the colour of how bad it is."""

    pointed = Signal(object)
    """The ``CardReason`` that the pointer or the keyboard came to; None when it left."""

    def __init__(self, what: CardReason, parent: QWidget, *, reason: bool) -> None:
        super().__init__(parent)
        self.what = what
        self._reason = reason
        self.setAccessibleName(f"{word_for(what.severity)}: {legible(what.text)}")
        row = QHBoxLayout(self)
        gap = look.GAP * 3 // 2
        row.setContentsMargins(
            look.GAP * 2 if reason else look.GAP, gap if reason else 4, look.GAP * 2, gap if reason else 4
        )
        row.setSpacing(look.GAP + 2)
        words = Words(what.text, look.font(), self)
        row.addWidget(Sign(what.severity, self, words.fontMetrics().height()), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(look.GAP // 4)
        column.addWidget(words)
        about = " · ".join(part for part in (what.evidence, what.rule) if part)
        column.addWidget(Passage(about, look.font(look.Size.SMALL), self, quiet=True))
        row.addLayout(column, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if what.spots or what.media:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setAccessibleDescription(self.tr("Its places above stand out while the keyboard is here."))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Its places come forward."""
        super().enterEvent(event)
        self._point()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """They step back, unless the keyboard is here."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._leave()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """As with the pointer."""
        super().focusInEvent(event)
        self._point()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """As with the pointer."""
        super().focusOutEvent(event)
        self._leave()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """A surface under a reason; a ring around what has the keyboard."""
        colors = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(1, 1, -1, -1)
        if self._reason:
            painter.setPen(colors.line)
            painter.setBrush(colors.surface)
            painter.drawRoundedRect(box, look.RADIUS, look.RADIUS)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color_of(self.what.severity, colors))
            painter.drawRoundedRect(0, 0, 5, self.height(), 2.5, 2.5)
        if self.hasFocus():
            painter.setPen(QPen(colors.accent, look.RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, look.RADIUS, look.RADIUS)
        painter.end()

    def _point(self) -> None:
        if self.what.spots or self.what.media:
            self.pointed.emit(self.what)

    def _leave(self) -> None:
        if self.what.spots or self.what.media:
            self.pointed.emit(None)


class Noticed(QWidget):
    """The signals: the worst at once, the rest behind one line."""

    def __init__(self, signals: Sequence[CardReason], parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        shown, rest = parted(signals)
        self.notices = [Notice(one, self, reason=False) for one in shown]
        for notice in self.notices:
            column.addWidget(notice)
        if not rest:
            return
        self.more = More(self._closed(len(shown), len(rest)), self.tr("Show less"), self)
        column.addWidget(self.more)
        self._below = QWidget(self)
        lines = QVBoxLayout(self._below)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        # Made now, though not shown: what is in the window when it opens is watched for stillness.
        hidden = [Notice(one, self._below, reason=False) for one in rest]
        for notice in hidden:
            lines.addWidget(notice)
        self.notices += hidden
        self._below.hide()
        column.addWidget(self._below)
        self.more.toggled.connect(self._below.setVisible)

    def _closed(self, shown: int, rest: int) -> str:
        if not shown:
            return self.tr("Show what is of less weight")
        return self.tr("Show 1 more") if rest == 1 else self.tr("Show {count} more").format(count=rest)


def parted(signals: Sequence[CardReason]) -> tuple[list[CardReason], list[CardReason]]:
    """What is shown at once, and the rest; both the worst first."""
    ordered = sorted(signals, key=lambda signal: -rank(signal.severity))
    shown = [signal for signal in ordered if rank(signal.severity)][:MOST]
    return shown, ordered[len(shown) :]
