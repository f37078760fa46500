"""The watching itself: one thread that waits for hints, scans, and says when something is another than before."""

import math
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from guard.model.sentence import Sentence
from guard.protocol.desk import Light
from guard.watch.ears import Ears
from guard.watch.pace import Pace, slept

_STOP_SECONDS = 5.0
_JUMP = 1.0
"""Seconds by which the clocks must have parted for the machine to have slept."""


class Watch:
    """Watches from ``start`` to ``stop``, whatever happens to files, folders and the means of the system."""

    def __init__(
        self,
        paths: Iterable[Path],
        changed: Callable[[], None],
        light: Callable[[Light], None],
        *,
        scan: Callable[[], object],
        canary: Path | None = None,
        pace: Pace | None = None,
        asleep: Callable[[], float] = slept,
    ) -> None:
        """All callbacks come from the watching thread, one at a time; what they raise ends nothing.

        ``scan`` gives another value whenever something has changed; ``changed`` is called when it does, and once at the
        beginning. ``canary`` is a folder for nothing but our own changes, by which it is found out whether events come.
        ``asleep`` tells for how many seconds the machine has slept.
        """
        self._paths = tuple(paths)
        self._changed, self._light, self._scan, self._asleep = changed, light, scan, asleep
        self._pace = pace or Pace()
        self._ears = Ears(canary, self._pace, self._hint, self._wake)
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._turn = threading.Condition()
        self._stopping = self._asked = False
        self._first_hint = self._last_hint = math.inf
        self._scan_at = -math.inf
        self._slept = asleep()
        self._seen: object = self  # no scan gives that
        self._failure: Sentence | None = None
        self._shown: Light | None = None

    def start(self) -> None:
        """Begins, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Ends; nothing is called back afterwards. May be called from a callback."""
        with self._turn:
            self._stopping = True
            self._turn.notify_all()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(_STOP_SECONDS)

    def follow(self, paths: Iterable[Path]) -> None:
        """Watches these paths from now on; the same ones as before cost nothing."""
        wanted = tuple(paths)
        with self._turn:
            if wanted != self._paths:
                self._paths, self._asked = wanted, True
                self._turn.notify_all()

    def look(self) -> None:
        """Scans soon, hint or no hint."""
        with self._turn:
            self._asked = True
            self._turn.notify_all()

    def _hint(self) -> None:
        now = time.monotonic()
        with self._turn:
            self._last_hint = now
            if self._first_hint == math.inf:
                self._first_hint = now
                self._turn.notify_all()

    def _wake(self) -> None:
        with self._turn:
            self._turn.notify_all()

    def _run(self) -> None:
        try:
            while not self._stopping:
                try:
                    self._step()
                except Exception as error:  # noqa: BLE001 - whatever fails, the watching goes on, and the light tells
                    self._failure = Sentence.of(
                        "what changed could not be passed on ({error})", error=type(error).__name__
                    )
                    self._scan_at = time.monotonic() + self._pace.polling
                self._show()
                self._wait()
        finally:
            self._ears.end()

    def _step(self) -> None:
        now = time.monotonic()
        with self._turn:
            paths = self._paths
            due = self._asked or now >= min(self._burst_over(), self._scan_at)
            if due:
                self._asked, self._first_hint, self._last_hint = False, math.inf, math.inf
        due = self._ears.tend() or due  # both are to be asked
        if due or self._woke_up():
            self._ears.listen(paths)  # before the scan, so that nothing falls between the two
            self._look()

    def _burst_over(self) -> float:
        return min(self._last_hint + self._pace.quiet, self._first_hint + self._pace.longest)

    def _woke_up(self) -> bool:
        before, self._slept = self._slept, self._asleep()
        return self._slept - before > _JUMP

    def _look(self) -> None:
        began = time.monotonic()
        seen = self._scan()
        took = time.monotonic() - began
        if seen != self._seen:
            self._changed()
            self._seen = seen  # what could not be passed on is found again by the next look
        self._failure = None
        self._scan_at = time.monotonic() + max(self._between(), took / self._pace.share)

    def _between(self) -> float:
        return self._pace.polling if self._reason() else self._pace.scan

    def _reason(self) -> Sentence | None:
        return self._failure or self._ears.why or next(iter(self._ears.plan.polled), None)

    def _show(self) -> None:
        if why := self._reason():
            text = Sentence.of(
                "Watching by polling, every {seconds:.0f} s: {why}.", seconds=self._pace.polling, why=why
            )
            light = Light("watch", Sentence.of("Watching"), "amber", text)
        elif self._ears.sure:
            light = Light("watch", Sentence.of("Watching"), "green", Sentence.of("Changes are noticed as they happen."))
        else:
            return
        if light != self._shown and not self._stopping:
            self._shown = light
            try:
                self._light(light)
            except Exception:  # noqa: BLE001 - there is nobody left to tell
                self._shown = None

    def _wait(self) -> None:
        with self._turn:
            now = time.monotonic()
            until = min(self._burst_over(), self._scan_at, self._ears.due, now + self._pace.tick)
            if not (self._stopping or self._asked) and until > now:
                self._turn.wait(until - now)
