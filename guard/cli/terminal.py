"""The person's own terminal, key by key, whatever standard input and output are."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol, TextIO

from guard.cli.failure import Failure

_PASTE_ON, _PASTE_OFF = "\x1b[?2004h", "\x1b[?2004l"
_NONE = "There is no terminal here to ask at. Run this in one, or answer in the window."


class Terminal(Protocol):
    """Keys in, text out."""

    file: TextIO

    def read(self, seconds: float) -> str | None:
        """What was typed within that time, or an empty text; None where the terminal is gone."""

    def enter(self) -> None:
        """Takes the keys as they come, after another program as well; drops what was typed. Raises OSError."""

    @property
    def width(self) -> int:
        """Its columns."""

    @property
    def moves(self) -> bool:
        """Whether a line can be written anew in its place."""


if sys.platform == "win32":

    @contextmanager
    def terminal() -> "Iterator[Terminal]":
        """The console; raises Failure where there is none."""
        if not sys.stdin or not sys.stdin.isatty():
            raise Failure(_NONE)
        with open("CONOUT$", "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - a device, no path
            yield _Console(file)

    class _Console:
        moves = True

        def __init__(self, file: TextIO) -> None:
            self.file = file

        def read(self, seconds: float) -> str | None:
            import msvcrt
            import time

            until = time.monotonic() + seconds
            while not msvcrt.kbhit() and time.monotonic() < until:
                time.sleep(0.01)
            keys = ""
            while msvcrt.kbhit():
                key = msvcrt.getwch()
                if key in "\x00\xe0":
                    msvcrt.getwch()  # a function key
                elif key == "\x03":
                    raise KeyboardInterrupt
                else:
                    keys += "\x04" if key == "\x1a" else key
            return keys

        def enter(self) -> None:
            self.read(0)

        @property
        def width(self) -> int:
            return os.get_terminal_size(self.file.fileno()).columns

else:
    import codecs
    import select
    import termios

    @contextmanager
    def terminal() -> "Iterator[Terminal]":
        """The controlling terminal; raises Failure where there is none. What is left unread at the end is dropped."""
        try:
            keys = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
        except OSError:
            raise Failure(_NONE) from None
        before = termios.tcgetattr(keys)
        opened = _Tty(keys)
        try:
            opened.enter()
            yield opened
        finally:
            opened.leave(before)

    class _Tty:
        def __init__(self, keys: int) -> None:
            encoding = sys.stdout.encoding or "utf-8"
            self.file: TextIO = open(keys, "w", encoding=encoding, errors="replace")  # noqa: SIM115 - closed by leave
            self._keys = keys
            self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
            self.moves = os.environ.get("TERM", "dumb") not in {"dumb", "unknown", ""}

        def read(self, seconds: float) -> str | None:
            if not select.select([self._keys], [], [], seconds)[0]:
                return ""
            try:
                data = os.read(self._keys, 4096)
            except OSError:  # the other end of the terminal is closed
                return None
            return self._decoder.decode(data) if data else None

        def enter(self) -> None:
            try:
                mode = termios.tcgetattr(self._keys)
                mode[3] &= ~(termios.ICANON | termios.ECHO)
                mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
                termios.tcsetattr(self._keys, termios.TCSAFLUSH, mode)
            except termios.error as error:
                raise OSError(*error.args) from None
            if self.moves:
                self._say(_PASTE_ON)

        def leave(self, before: list[object]) -> None:
            """The terminal as it was; a half-typed answer must not end up in the shell."""
            with suppress(OSError, termios.error):  # it may be gone
                if self.moves:
                    self._say(_PASTE_OFF)
                termios.tcsetattr(self._keys, termios.TCSAFLUSH, before)  # type: ignore[arg-type]
            with suppress(OSError):
                self.file.close()

        @property
        def width(self) -> int:
            try:
                return os.get_terminal_size(self._keys).columns or 80
            except OSError:
                return 80

        def _say(self, text: str) -> None:
            os.write(self._keys, text.encode())  # not through the file: a signal may have come while it was written to
