"""One run of the reading process: it is started, is given paths, and tells what it begins and what it found."""

import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from guard import frames
from guard.intake.limits import SILENCE_SECONDS
from guard.model.plain import from_plain
from guard.model.route import Snapshot

_PATHS_AT_ONCE = 1_000


class Run:
    """A reading process at work on some paths. Whoever starts it may do something else before asking for the answer."""

    def __init__(self, paths: list[str]) -> None:
        # -P: the folder that is being looked at must not lend its modules to the process that reads it.
        command = [sys.executable, "-P", "-m", "guard.intake.worker"]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL  # a traceback may show what stands in a file
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)  # noqa: S603
        self._answers: queue.Queue[Any] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._order, args=(paths,), daemon=True).start()

    def answer(self, heard: Callable[[str], None]) -> Snapshot | str:
        """What was found, or the path at which the process ended or fell silent; the process is gone afterwards.

        ``heard`` is told each path that is begun.
        """
        begun = ""
        parts: list[Snapshot] = []
        try:
            while (said := self._answers.get(timeout=SILENCE_SECONDS)) is not None:
                match said:
                    case {"begun": path}:
                        begun = path
                        heard(path)
                    case {"part": plain}:
                        parts.append(from_plain(plain))
                    case _:
                        return Snapshot.of(parts)
        except queue.Empty:
            pass
        finally:
            self.end()
        return begun

    def end(self) -> None:
        """Ends the process, whatever it is at; to end it twice does nothing."""
        self._process.kill()
        self._process.wait()

    def _order(self, paths: list[str]) -> None:
        orders = self._process.stdin
        if not orders:
            return
        # A pipe that breaks means that the process ended already; the listener tells. Closing it may fail once more.
        with suppress(OSError, ValueError):
            for at in range(0, len(paths), _PATHS_AT_ONCE):
                frames.write(orders, {"paths": paths[at : at + _PATHS_AT_ONCE]})
        with suppress(OSError, ValueError):
            orders.close()

    def _listen(self) -> None:
        answers = self._process.stdout
        try:
            while answers and (said := frames.read(answers)) is not None:
                self._answers.put(said)
        except (frames.BrokenFrame, ValueError, OSError):
            pass  # an end in the middle is an end
        finally:
            self._answers.put(None)
            if answers:
                answers.close()
