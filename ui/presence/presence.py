"""When to tell the engine that nobody is at the desk; looks only while a brand's hat is worn, and rarely."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

DEFAULT_LIMIT = 300.0
"""Seconds without a hand on the desk, until the engine has said its own."""
_SLACK = 1.0
"""Seconds by which a look comes late rather than early."""


class Sense(Protocol):
    """What one system can tell."""

    @property
    def left(self) -> Any:  # noqa: ANN401 - a Qt signal has no better type
        """A signal: the session was ``locked``, or the machine goes to sleep (``suspended``)."""
        ...

    def idle(self, then: Callable[[float | None], None]) -> None:
        """Hands over the seconds since the last key or pointer; None where this system does not tell."""
        ...


class Presence(QObject):
    """Says once that the person has left; again only after a hand on the desk or another hat."""

    away = Signal(str)
    """``idle``, ``locked`` or ``suspended``."""

    def __init__(self, sense: Sense | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sense = sense
        self._limit = DEFAULT_LIMIT
        self._watching = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._look)
        if sense is not None:
            sense.left.connect(self.away)

    def set_limit(self, seconds: float) -> None:
        """After how long without a hand on the desk nobody is there."""
        if seconds > 0 and seconds != self._limit:
            self._limit = seconds
            self._again()

    def watch(self, *, wanted: bool) -> None:
        """Looks after idling, or leaves that be: only a brand's hat is taken off by it."""
        if wanted != self._watching:
            self._watching = wanted
            self._again()

    def _again(self) -> None:
        self._timer.stop()
        if self._watching:
            self._look()

    def _look(self) -> None:
        if self._sense is not None:
            self._sense.idle(self._on_idle)

    def _on_idle(self, seconds: float | None) -> None:
        if seconds is None or not self._watching:
            return
        if seconds >= self._limit:
            self.away.emit("idle")
            seconds = 0.0
        # The limit cannot be reached before the rest of it has passed: until then there is nothing to look for.
        self._timer.start(int((self._limit - seconds + _SLACK) * 1000))
