"""A change of our own, whose event must come: without it nobody would notice that events have stopped."""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


class Canary:
    """Sings in a folder that is ours alone."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made and emptied as it is needed; nothing else may lie in it."""
        self._folder = folder
        self.file = ""
        """The path whose event is awaited; empty while none is."""

    def settle(self) -> str:
        """The real path of its folder, which is there and empty now; raises OSError."""
        self.hush()
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.path.realpath(self._folder)

    def sing(self) -> None:
        """Makes a folder and a file in it; raises OSError.

        The event of the file comes only if the system had a watch left for the new folder: a limit that is reached is
        told nowhere else.
        """
        inner = tempfile.mkdtemp(dir=os.path.realpath(self._folder))
        self.file = os.path.join(inner, "canary")
        with open(self.file, "x", encoding="ascii"):
            pass

    def hush(self) -> None:
        """Takes back what it made."""
        self.file = ""
        with suppress(OSError):
            for left in os.listdir(self._folder):
                shutil.rmtree(self._folder / left, ignore_errors=True)
