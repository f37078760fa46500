"""Starts the engine as a process of its own: it goes on guarding when the shell ends or crashes."""

import sys
from time import monotonic

from PySide6.QtCore import QProcess

COMMAND = (sys.executable, "-P", "-m", "guard.cli.main", "engine")
"""``-P``: never anything from the folder in which the shell happened to be started."""
_BETWEEN = 10.0
"""Seconds between two starts: one that fails is not repeated in a hurry."""


class EngineStart:
    """Remembers whether this shell started the engine, so that it can be asked to end with it."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._last: float | None = None
        self.started = False

    def start(self) -> None:
        """Starts it, detached, unless that was tried a moment ago. Where two start, the engine's lock keeps one."""
        now = monotonic()
        if self._last is not None and now - self._last < _BETWEEN:
            return
        self._last = now
        process = QProcess()
        process.setProgram(self._command[0])
        process.setArguments(list(self._command[1:]))
        for redirect in (process.setStandardOutputFile, process.setStandardErrorFile):
            redirect(QProcess.nullDevice())
        process.setStandardInputFile(QProcess.nullDevice())
        self.started = bool(process.startDetached()) or self.started
