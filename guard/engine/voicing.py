"""The voices that were learnt on this desk, read again when they were learnt anew."""

import stat
from collections.abc import Mapping
from pathlib import Path

from guard.model.voice import Voiced
from guard.voice.model import Voices
from guard.voice.store import BrokenVoices, file_in, load

LARGEST = 32 * 1024 * 1024
"""Bytes of a file that is read: a hundred voices have less."""


class Voicing:
    """Reads the file at the first text and whenever it is another one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: tuple[int, int] | None = None
        self._voices = Voices()
        self.trouble = ""
        """Why no voice is known, where that is not because none was learnt."""

    def voiced(self, text: str) -> Mapping[str, Voiced]:
        """How the text sounds beside each brand; nothing where no voice was learnt or the file cannot be read."""
        self._look()
        return self._voices.voiced(text)

    def _look(self) -> None:
        try:
            found = file_in(self._folder).stat()
            seen = found.st_mtime_ns, found.st_size
        except OSError:
            found, seen = None, (0, 0)
        if seen == self._seen:
            return
        self._seen, self._voices, self.trouble = seen, Voices(), ""
        if found and not (stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST):
            self.trouble = f"{file_in(self._folder)} is too large, or no file"
            return
        try:
            self._voices = load(self._folder)
        except (BrokenVoices, OSError) as error:
            self.trouble = str(error)
