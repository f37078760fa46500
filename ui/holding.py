"""From a hold to its answer: one pop-up at a time for the oldest hold, and what the person's choice sets in motion.

No widget and no display: whatever opens windows, clipboards and pages is handed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer
from shiboken6 import Shiboken

from guard.protocol import ErrorCode, Problem
from guard.protocol.card import Rescue
from guard.protocol.desk import Desk
from guard.protocol.events import Closed
from guard.protocol.replies import Settled, Shown
from guard.protocol.requests import Answer, Choice, Show
from ui.link import Asker

_STANDS = (
    ErrorCode.BAD_ANSWER,
    ErrorCode.NOT_TYPED,
    ErrorCode.NOT_MET,
    ErrorCode.NOT_WRITTEN,
    ErrorCode.BAD_REQUEST,
    ErrorCode.BUG,
)
"""After these the hold still waits; after any other it does not, or nobody knows."""


class PopUp(Protocol):
    """The window of one hold."""

    @property
    def answered(self) -> Any:  # noqa: ANN401 - a Qt signal has no better type
        """A signal: the choice, and what was typed."""
        ...

    @property
    def rescue(self) -> Rescue | None:
        """The own account that was chosen, once the choice is ``rescue``."""
        ...

    @property
    def met(self) -> Mapping[str, str]:
        """What was done of all that must be done before it leaves, by the demand's key."""
        ...

    def queue(self, waiting: int) -> None:
        """Says how many others wait."""
        ...

    def refuse(self, text: str) -> None:
        """The answer did not count; the hold stands."""
        ...

    def refuse_met(self, text: str) -> None:
        """The same: something that must be done before is not done as it must be."""
        ...

    def settled(self, text: str) -> None:
        """The hold is settled without this window: it says so, until it is closed."""
        ...

    def close_settled(self) -> None:
        """Closes the window of a settled hold."""
        ...


class Means(Protocol):
    """What a choice may need of the desktop."""

    def open_pop_up(self, shown: Shown, waiting: int) -> PopUp:
        """A fresh window for this hold."""
        ...

    def bring_to_front(self, window: PopUp) -> None:
        """Raises a pop-up."""
        ...

    def keep_draft(self, text: str) -> None:
        """Puts the text on the clipboard."""
        ...

    def open_page(self, url: str) -> None:
        """Opens the page in the browser."""
        ...


@dataclass(slots=True)
class _Now:
    """The hold that is shown."""

    hold: str
    shown: Shown | None = None
    window: PopUp | None = None
    answering: bool = False


class Holding(QObject):
    """Keeps at most one pop-up open. Every hold gets a window of its own, never one that was there before."""

    def __init__(self, asker: Asker, means: Means, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asker, self._means = asker, means
        self._desk: Desk | None = None
        self._now: _Now | None = None
        self._resting: PopUp | None = None
        self._over: set[str] = set()

    def on_desk(self, desk: Desk) -> None:
        """Shows the oldest hold, if none is shown; says how many others wait."""
        waiting = {line.hold for line in desk.holds}
        self._over &= waiting
        self._desk = desk
        now = self._now
        if now is not None and now.hold not in waiting and not now.answering:
            self._finish(now)
        elif now is not None and now.window is not None:
            now.window.queue(max(0, desk.waiting - 1))
        self._next()

    def on_closed(self, closed: Closed) -> None:
        """A hold is settled, whoever did it. An answer that is on its way still brings its own end."""
        self._over.add(closed.hold)
        now = self._now
        if now is not None and now.hold == closed.hold and not now.answering:
            self._finish(now, closed.text)

    def on_connected(self, there: bool) -> None:
        """Without the engine no answer counts: the window goes, and comes back with it where the hold still waits."""
        if there:
            return
        self._desk = None
        if self._now is not None:
            self._finish(self._now, self.tr("The engine is gone; without it nothing is posted."))
        self._over.clear()

    def bring_to_front(self) -> None:
        """Raises the pop-up, if there is one."""
        if self._now is not None and self._now.window is not None:
            self._means.bring_to_front(self._now.window)

    def _next(self) -> None:
        if self._now is not None or self._desk is None:
            return
        oldest = next((line.hold for line in self._desk.holds if line.hold not in self._over), None)
        if oldest is None:
            return
        now = self._now = _Now(oldest)
        self._asker.ask(Show, lambda shown: self._open(now, shown), lambda _: self._finish(now), hold=oldest)

    def _open(self, now: _Now, shown: Shown) -> None:
        if now is not self._now:
            return
        self._close_resting()
        others = max(0, self._desk.waiting - 1) if self._desk else 0
        now.shown, now.window = shown, self._means.open_pop_up(shown, others)
        now.window.answered.connect(lambda choice, typed: self._answer(now, choice, typed))

    def _answer(self, now: _Now, choice: str, typed: str) -> None:
        if now is not self._now or now.answering or now.shown is None:
            return
        now.answering = True
        shown, chosen = now.shown, Choice(choice)
        self._asker.ask(
            Answer,
            lambda settled: self._settled(now, shown, settled, chosen),
            lambda problem: self._refused(now, shown, problem, chosen),
            hold=now.hold,
            token=shown.token,
            drawn=shown.drawn,
            choice=chosen,
            typed=typed,
            met=dict(now.window.met) if now.window is not None and chosen is Choice.RELEASE else {},
        )

    def _settled(self, now: _Now, shown: Shown, settled: Settled, choice: Choice) -> None:
        if settled.verdict == "allow":
            self._finish(now)
            return
        self._rescue(now, shown, choice, settled.rescue)
        # Forbidden while it waited (a freeze): whoever wanted to release it is told.
        self._finish(now, settled.text if choice is Choice.RELEASE else "")

    def _refused(self, now: _Now, shown: Shown, problem: Problem, choice: Choice) -> None:
        if problem.code in _STANDS:
            now.answering = False
            if now.window is not None:
                say = now.window.refuse_met if problem.code is ErrorCode.NOT_MET else now.window.refuse
                say(problem.text)
            return
        # Too late means denied: the draft is worth as much as in time. What is unknown opens no second composer.
        if problem.code is ErrorCode.TOO_LATE:
            self._rescue(now, shown, choice, None)
        self._finish(now, problem.text)

    def _rescue(self, now: _Now, shown: Shown, choice: Choice, url: str | None) -> None:
        """The draft first: on Wayland only a window that is in front may fill the clipboard."""
        if choice not in (Choice.RESCUE, Choice.EDIT):
            return
        self._means.keep_draft(shown.card.text)
        chosen = now.window.rescue if now.window else None
        page = chosen.url if chosen else url or ""
        if choice is Choice.RESCUE and page.startswith("https://"):
            self._means.open_page(page)

    def _finish(self, now: _Now, text: str = "") -> None:
        """Ends with this hold. Whoever answered needs no window any more; anybody else is told why it is over."""
        if now is not self._now:
            return
        self._now = None
        self._over.add(now.hold)
        if now.window is not None and text:
            now.window.settled(text)
            self._resting = now.window
        elif now.window is not None:
            now.window.close_settled()
        # Not at once: the window that goes and the one that comes shall not share a click.
        QTimer.singleShot(0, self, self._next)

    def _close_resting(self) -> None:
        resting, self._resting = self._resting, None
        if resting is not None and (not isinstance(resting, QObject) or Shiboken.isValid(resting)):
            resting.close_settled()
