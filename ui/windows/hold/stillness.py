"""Nothing is answered by accident: input counts only after the window was in front and left alone for a second.

A window that appears under typing hands gets their keys within milliseconds. So everything is swallowed until the
window was active and still for a while (then it is *open*), and letting go asks for the same stillness right before
the press (then it is *ripe*): a Tab and a Space typed in one go do not release.
"""

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

STILL_FOR = 1000
"""Milliseconds."""
_TICK = 40

_Kind = QEvent.Type
_PRESSES = frozenset({_Kind.KeyPress, _Kind.MouseButtonPress, _Kind.MouseButtonDblClick, _Kind.TouchBegin,
                      _Kind.TabletPress, _Kind.Shortcut, _Kind.InputMethod, _Kind.Drop})  # fmt: skip
_INPUT = _PRESSES | {_Kind.KeyRelease, _Kind.MouseButtonRelease, _Kind.TouchUpdate, _Kind.TouchEnd,
                     _Kind.TabletRelease, _Kind.ContextMenu, _Kind.DragEnter}  # fmt: skip
_FOCUS = frozenset({_Kind.FocusIn, _Kind.FocusOut})
_PLACE = frozenset({_Kind.Move, _Kind.Resize})
_WINDOW = _PLACE | {_Kind.WindowActivate, _Kind.WindowDeactivate, _Kind.Show, _Kind.Hide, _Kind.WindowStateChange}


class Stillness(QObject):
    """Watches a window and everything in it, and swallows input while it is not open."""

    opened = Signal()
    shut = Signal()
    ran = Signal(float)
    """How much of the time of stillness has passed, 0 to 1."""

    def __init__(self, window: QWidget, still_for: int = STILL_FOR) -> None:
        super().__init__(window)
        self._window = window
        self._still_for = still_for
        self._fixed: frozenset[QObject] = frozenset()
        self._open = False
        self._passed = 0
        self._calm = False
        self._clock = QElapsedTimer()
        self._ticks = QTimer(self, interval=_TICK, timerType=Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)

    def watch(self, fixed: Iterable[QWidget]) -> None:
        """Watches the window and all that is in it now; ``fixed`` are the parts whose move shuts the window, too."""
        self._fixed = frozenset(fixed)
        for watched in (self._window, *self._window.findChildren(QWidget)):
            watched.installEventFilter(self)
        self.close()

    @property
    def open(self) -> bool:
        """Whether input is let through."""
        return self._open

    @property
    def ripe(self) -> bool:
        """Whether it is open and nothing was touched for the whole time."""
        return self._open and self._passed >= self._still_for

    @property
    def calm(self) -> bool:
        """Whether it was ripe when the latest press came."""
        return self._calm

    def close(self) -> None:
        """Shuts the window for input and begins anew."""
        was_open, self._open, self._calm = self._open, False, False
        self.stir()
        if was_open:
            self.shut.emit()

    def stir(self) -> None:
        """Something moved: the time begins anew."""
        self._passed = 0
        self._clock.restart()
        self._ticks.start()
        self.ran.emit(0.0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Swallows input while it is not open; notes everything that moves."""
        kind = event.type()
        if kind in _INPUT:
            return self._input(kind, event)
        if (kind in _WINDOW and watched is self._window) or (kind in _PLACE and watched in self._fixed):
            self.close()
        elif kind in _FOCUS:
            self.stir()
        return False

    def _input(self, kind: QEvent.Type, event: QEvent) -> bool:
        repeated = isinstance(event, QKeyEvent) and event.isAutoRepeat()
        if kind in _PRESSES:
            self._calm = self.ripe and not repeated
        self.stir()
        return not self._open

    def _tick(self) -> None:
        if not self._window.isActiveWindow():
            self._passed = 0
            self._ticks.stop()  # WindowActivate starts it again
            return
        # Time in which the event loop was stuck is no stillness: what was typed meanwhile is still to be delivered.
        self._passed += min(int(self._clock.restart()), 2 * _TICK)
        self.ran.emit(min(1.0, self._passed / self._still_for))
        if self._passed < self._still_for:
            return
        self._ticks.stop()
        if not self._open:
            self._open = True
            self.opened.emit()
