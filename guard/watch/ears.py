"""Events of some paths, as far as the system gives them, and whether they can be relied on."""

import errno
import math
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from guard.model.sentence import Sentence
from guard.watch.canary import Canary
from guard.watch.events import Events
from guard.watch.mounts import mounts
from guard.watch.pace import Pace
from guard.watch.plan import Plan, plan

_NOTHING = Plan(frozenset(), frozenset(), (), ())
_LIMITS = {
    errno.ENOSPC: "fs.inotify.max_user_watches",
    errno.EMFILE: "fs.inotify.max_user_instances, or how many files may be open,",
}


class Ears:
    """For one thread, which calls ``listen`` and ``tend``; ``heard`` and ``wake`` are called from others."""

    def __init__(self, canary: Path | None, pace: Pace, heard: Callable[[], None], wake: Callable[[], None]) -> None:
        """``heard`` when something that is listened to may have changed, ``wake`` when ``tend`` has something to do."""
        self._canary = Canary(canary) if canary else None
        self._pace, self._heard, self._wake = pace, heard, wake
        self._events: Events | None = None
        self._answered, self._lost = threading.Event(), threading.Event()
        self._check_at = self._silent_at = math.inf
        self.plan = _NOTHING
        self.sure = False
        """Whether an event that had to come came, since the listening began as it is now."""
        self.why: Sentence | None = None
        """Why events cannot be relied on."""

    @property
    def due(self) -> float:
        """When ``tend`` is to be called, by the monotonic clock."""
        waits = self._answered.is_set() or self._lost.is_set()
        return -math.inf if waits else min(self._check_at, self._silent_at)

    def listen(self, paths: Iterable[Path]) -> None:
        """Sees to it that changes of these paths are heard, where folders came, went or were exchanged, too."""
        wanted = plan(paths, mounts())
        ended = self._events is not None and not self._events.alive
        if wanted != self.plan or ended:
            self._begin(wanted)

    def tend(self) -> bool:
        """Does what is due. True where something may have been missed, so that only a look can tell."""
        now = time.monotonic()
        if self._answered.is_set():
            self._trust(now)
        if trouble := self._trouble(now):
            was_sure, self.why = self.sure, trouble
            if was_sure:
                self._begin(self.plan)
            else:
                self._doubt(trouble)
            return True
        if now < self._check_at:
            return False
        if self.why is None:
            self._check()
            return False
        self._begin(self.plan)
        return True

    def end(self) -> None:
        """Stops listening."""
        if self._events:
            self._events.stop()
        self._events = None
        if self._canary:
            self._canary.hush()

    def _begin(self, wanted: Plan) -> None:
        self.end()
        self.plan, self.sure = wanted, False
        self._lost.clear()
        try:
            own = self._canary.settle() if self._canary else None
            events = Events(wanted, own, self._told, self._lose)
            events.start()
        except (OSError, RuntimeError) as error:
            self._doubt(_refused(error))
            return
        self._events = events
        self._check()

    def _check(self) -> None:
        now = time.monotonic()
        self._answered.clear()
        if self._canary is None:
            self._trust(now)
            return
        self._check_at, self._silent_at = math.inf, now + self._pace.patience
        try:
            self._canary.sing()
        except OSError as error:
            self._doubt(Sentence.of("it cannot be checked whether events come ({error})", error=error.strerror))

    def _trust(self, now: float) -> None:
        self._answered.clear()
        self.sure, self.why = True, None
        self._check_at, self._silent_at = now + self._pace.check, math.inf
        if self._canary:
            self._canary.hush()

    def _doubt(self, why: Sentence) -> None:
        """Whatever still comes is taken; the next attempt is made in a while."""
        self.why, self.sure = why, False
        self._check_at, self._silent_at = time.monotonic() + self._pace.mend, math.inf

    def _trouble(self, now: float) -> Sentence | None:
        if self._lost.is_set():
            self._lost.clear()
            return Sentence.of("too much happened at once, and events were lost")
        if now >= self._silent_at:
            limit = _LIMITS[errno.ENOSPC]
            return Sentence.of("events do not come. Perhaps a limit is reached: raise {limit}", limit=limit)
        return None

    def _told(self, path: str) -> None:
        if self._canary and path == self._canary.file:
            self._answered.set()
            self._wake()
        elif self.plan.concerns(path):
            self._heard()

    def _lose(self) -> None:
        self._lost.set()
        self._wake()


def _refused(error: OSError | RuntimeError) -> Sentence:
    number = error.errno if isinstance(error, OSError) else None
    if number in _LIMITS:
        return Sentence.of("the system gives no more events. Raise {limit}", limit=_LIMITS[number])
    return Sentence.of("the system gives no events ({error})", error=str(error))
