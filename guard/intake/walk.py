"""All files below the given paths, in a fixed order. Folders behind links are not entered."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from guard.intake.limits import FILES, FOLDER_DEPTH
from guard.model.route import Unreadable

# Neither holds a configuration of its own; both hold files by the thousand.
_NOT_ENTERED = frozenset({".git", "node_modules"})


@dataclass(slots=True)
class Walk:
    """One walk: the files it met and what it could not enter."""

    unreadable: list[Unreadable] = field(default_factory=list)
    not_entered: int = 0
    """Folders left out by name or behind links."""
    seen: int = 0

    def files(self, paths: Iterable[str]) -> Iterator[str]:
        """Every file below the paths, each folder's entries sorted by name."""
        for path in paths:
            if os.path.isdir(path):
                yield from self._below(path)
            else:
                yield path

    def _below(self, root: str) -> Iterator[str]:
        folders = [(root, 0)]
        while folders:
            folder, depth = folders.pop()
            inside: list[str] = []
            for entry in self._entries(folder):
                if _is_folder(entry):
                    if entry.name in _NOT_ENTERED:
                        self.not_entered += 1
                    elif depth >= FOLDER_DEPTH:
                        reason = f"is nested deeper than {FOLDER_DEPTH} folders"
                        self.unreadable.append(Unreadable(entry.path, reason, remedy="name the folder itself"))
                    else:
                        inside.append(entry.path)
                    continue
                if os.path.isdir(entry.path):
                    self.not_entered += 1
                    continue
                self.seen += 1
                if self.seen > FILES:
                    reason = f"holds more than {FILES:,} files; the rest was not read"
                    self.unreadable.append(Unreadable(root, reason, remedy="name a smaller folder"))
                    return
                yield entry.path
            folders += [(path, depth + 1) for path in reversed(inside)]

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as listing:
                return sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            reason = f"is a folder that cannot be opened: {error.strerror}"
            self.unreadable.append(Unreadable(folder, reason, remedy="give yourself the right to read it"))
            return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:  # some file systems must be asked, and refuse; opening it will say why
        return False
