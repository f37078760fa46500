"""Whether what was judged is still what would be posted: an answer may take minutes, and covers one account only."""

import os

from guard.commands import places
from guard.commands.words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def seen(words: Words, entry: "dict[str, Any]", description: "dict[str, Any]") -> "list[tuple[object, ...]]":
    """The files that decide as whom and what the tool posts, as they are now; equal as long as none is changed."""
    return [_signature(path) for path in _paths(words, entry, description)]


def _paths(words: Words, entry: "dict[str, Any]", description: "dict[str, Any]") -> "Iterator[str]":
    for name in ("store", "settings"):
        if part := description.get(name):
            try:
                yield places.place(part["files"], dict(os.environ), words.given, os.getcwd())
            except places.NoPlace:
                yield ""  # and the engine says that it cannot be told
    for option in (*entry.get("media", []), *entry.get("text_file", [])):
        yield from words.given.get(option, [])


def _signature(path: str) -> "tuple[object, ...]":
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return (path,)
    return path, found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
