"""One writer at a time over all processes.

SQLite's own write lock would keep rows apart, but it cannot say who holds it, does not cover the making of a new
file or its mending, and its exclusive mode would shut readers out. A lock of the operating system covers all three
and ends with its holder, however that dies. It stands on a file of its own: closing any descriptor of the database
would silently drop the locks SQLite holds on it.
"""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from guard.files import try_lock, unlock
from guard.journal.error import JournalError

_HOLDER_SIZE = 80

# On Windows locked bytes cannot be read by others, so the lock lies far behind the holder's name.
_PLACE = 1 << 30


class WriterLock:
    """The right to write one journal. Not shared between threads: whoever has the turn in this process takes it."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._path = journal.with_name(journal.name + "-writer")
        self._file: int | None = None
        me = f"process {os.getpid()} ({Path(sys.argv[0]).name})".encode(errors="replace")
        self._me = me[:_HOLDER_SIZE].ljust(_HOLDER_SIZE)

    def take(self, patience: float) -> None:
        """Gets the right to write, or tells within ``patience`` seconds who has it."""
        file = self._opened()
        give_up = time.monotonic() + patience
        pause = 0.0005
        while True:
            try:
                try_lock(file, _PLACE)
                break
            except OSError:
                if time.monotonic() >= give_up:
                    raise JournalError(
                        self._journal, f"the journal is in use by {self._holder(file)}", "let that end, then try again"
                    ) from None
            time.sleep(pause)
            pause = min(pause * 2, 0.01)
        with suppress(OSError):  # a full disk must not take the lock away, only the name of who has it
            os.lseek(file, 0, os.SEEK_SET)
            os.write(file, self._me)

    def note(self, seq: int, mac: str) -> None:
        """Remembers the end of the journal beside it, so that an end that is lost later is seen. Holds the lock.

        It is not synced: after a power cut it may lag behind, never run ahead of what is durable.
        """
        with suppress(OSError):
            os.lseek(self._opened(), _HOLDER_SIZE, os.SEEK_SET)
            os.write(self._opened(), f"{seq:>20} {mac:>64}\n".encode("ascii"))

    def noted(self) -> tuple[int, str] | None:
        """The end that was noted last, or None where there is none that can be read."""
        with suppress(OSError, ValueError):
            seq, mac = self._path.read_bytes()[_HOLDER_SIZE:].decode("ascii").split()
            return int(seq), mac
        return None

    def release(self) -> None:
        """Lets the next writer in."""
        if self._file is not None:
            unlock(self._file, _PLACE)

    def close(self) -> None:
        """Gives the file back to the operating system; the lock may be taken again afterwards."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _opened(self) -> int:
        if self._file is None:
            try:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise JournalError(
                    self._path, f"cannot be opened ({error.strerror})", "check the rights of the folder"
                ) from None
        return self._file

    @staticmethod
    def _holder(file: int) -> str:
        os.lseek(file, 0, os.SEEK_SET)
        return os.read(file, _HOLDER_SIZE).decode(errors="replace").strip() or "another process"
