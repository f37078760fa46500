"""A process of ours at the other end of two pipes: frames go to it, frames come from it, and it may die at any time."""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from guard import frames

_FAREWELL_SECONDS = 1.0
_ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
"""Threads of numpy's libraries would cost memory for nothing."""
_QUIETLY = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class Gone(Exception):
    """The process has ended, or said something that is no frame."""


class Silent(Exception):
    """The process said nothing for as long as was waited."""


class Child:
    """One process that runs a module of ours."""

    def __init__(self, module: str) -> None:
        # -P: the folder that is being looked at must not lend its modules to the process that reads it.
        command, pipe = [sys.executable, "-P", "-m", module], subprocess.PIPE
        # A traceback may show what stands in a file, so it goes nowhere.
        self._process = subprocess.Popen(  # noqa: S603
            command,
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.DEVNULL,
            creationflags=_QUIETLY,
            env={**os.environ, **_ONE_THREAD},
        )
        self._heard: queue.Queue[Any] = queue.Queue()
        self._untold: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        for work in (self._listen, self._speak):
            threading.Thread(target=work, name=f"{module} {work.__name__}", daemon=True).start()

    @property
    def id(self) -> int:
        """The process's id, to be told to people; nothing rests on it."""
        return self._process.pid

    def tell(self, value: Mapping[str, Any]) -> None:
        """Sends one frame, and waits for nobody to take it; raises Gone where it is too large for one."""
        try:
            self._untold.put(frames.pack(value))
        except (ValueError, frames.BrokenFrame):
            raise Gone from None

    def heard(self, seconds: float | None) -> Any:  # noqa: ANN401 - a frame carries any JSON
        """The next frame; raises Gone or Silent."""
        try:
            said = self._heard.get(timeout=seconds if seconds is None else max(0.0, seconds))
        except queue.Empty:
            raise Silent from None
        if said is None:
            self._heard.put(None)  # for whoever asks next
            raise Gone
        return said

    def end(self) -> None:
        """Ends the process, whatever it is at; to end it twice does nothing."""
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):  # it may hang in a file system that does not answer
            self._process.wait(_FAREWELL_SECONDS)
        self._untold.put(None)

    def _speak(self) -> None:
        """A process that stands still takes nothing from its pipe: nobody but this thread waits for that."""
        stream = self._process.stdin
        with suppress(OSError, ValueError):
            while stream is not None and (frame := self._untold.get()) is not None:
                stream.write(frame)
                stream.flush()
        if stream is not None:
            with suppress(OSError):
                stream.close()

    def _listen(self) -> None:
        stream = self._process.stdout
        try:
            while stream is not None and (said := frames.read(stream)) is not None:
                self._heard.put(said)
        except (frames.BrokenFrame, ValueError, OSError):
            pass  # an end in the middle is an end
        finally:
            self._heard.put(None)
            if stream is not None:
                stream.close()
