"""Which pictures lie in folders: found by their names' endings, no link followed, nothing opened."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from guard.pictures.index import Stamp

SUFFIXES = frozenset(
    {
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".gif", ".webp", ".bmp", ".tif", ".tiff"),
        *(".avif", ".heic", ".heif", ".hif", ""),
    }
)
"""Endings of what may be a picture; a name without an ending may be one."""
LARGEST = 64 * 1024 * 1024
_DEEPEST = 40


@dataclass(slots=True)
class Walk:
    """One walk through folders, with what was passed over."""

    skipped: int = 0
    """Hidden folders, links and giants."""
    closed: list[str] = field(default_factory=list)
    """Folders that could not be entered: what is known of them stays known."""

    def pictures(self, folders: Sequence[str]) -> Iterator[tuple[str, Stamp]]:
        """Every file that may be a picture; folders that lie in one another must not be given."""
        for folder in folders:
            yield from self._in(folder, 0)

    def _in(self, folder: str, depth: int) -> Iterator[tuple[str, Stamp]]:
        try:
            entries = list(os.scandir(folder))
        except OSError:
            self.closed.append(folder)
            return
        for entry in entries:
            try:
                yield from self._of(entry, depth)
            except OSError:  # it is gone by now
                continue

    def _of(self, entry: os.DirEntry[str], depth: int) -> Iterator[tuple[str, Stamp]]:
        if entry.is_symlink():
            self.skipped += 1
        elif entry.is_dir(follow_symlinks=False):
            if entry.name.startswith(".") or depth >= _DEEPEST:
                self.skipped += 1
            else:
                yield from self._in(entry.path, depth + 1)
        elif may_be_picture(entry.name) and entry.is_file(follow_symlinks=False):
            stamp = stamp_of(entry.stat(follow_symlinks=False))
            if stamp.size > LARGEST:
                self.skipped += 1
            else:
                yield entry.path, stamp


def may_be_picture(name: str) -> bool:
    """Whether a file of this name is looked into."""
    return not name.startswith(".") and os.path.splitext(name)[1].lower() in SUFFIXES


def stamp_of(told: os.stat_result) -> Stamp:
    """By what a change of a file is seen."""
    return Stamp(told.st_size, told.st_mtime_ns)
