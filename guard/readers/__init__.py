"""Knowledge about tools: one module per tool, each with the names of ``Reader``.

A reader is pure: bytes in, Snapshot out. It opens nothing, follows no include, and never copies a secret:
only a secret's *name* may leave it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from guard.model.route import Snapshot
from guard.readers.base.source import NotReadable, SourceFile

__all__ = ["NotReadable", "Reader", "Snapshot", "SourceFile", "Tool"]


@dataclass(frozen=True, slots=True)
class Tool:
    """What a reader reads."""

    id: str
    """The reader's module name, with dashes: ``github-actions``."""
    name: str
    """The tool's name as its makers write it."""
    about: str
    """One line for people: what the tool does, and which files of it are read."""
    docs: str
    """Where the format is described."""


class Reader(Protocol):
    """What every reader module offers."""

    TOOL: Tool

    def find(self, home: Path) -> Iterable[Path]:
        """The existing files or folders below ``home`` where the tool usually keeps its configuration."""

    def claims(self, file: SourceFile) -> bool:
        """Whether this file is the tool's, judged by its content; may raise NotReadable."""

    def read(self, files: Sequence[SourceFile]) -> Snapshot:
        """What the claimed files say together. A part that cannot be read becomes an Unreadable in the result."""
