"""Files that are kept with a record: copied once, named by their SHA-256, never changed."""

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath

from guard.model.incident import Evidence
from guard.model.sentence import Sentence

MAX_BYTES = 512 * 1024 * 1024
_PIECE = 1024 * 1024
Read = Callable[[int], bytes]


class NotKept(Exception):
    """The file could not be kept; ``text`` says why in one sentence."""

    def __init__(self, text: Sentence) -> None:
        super().__init__(text)
        self.text = text


def keep(folder: Path, path: str, what: str) -> Evidence:
    """A copy of the file in ``folder``, on disk when this returns; raises NotKept.

    The same file kept twice lies there once. What is no regular file is not opened.
    """
    name = PurePath(path).name
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is none"
        raise NotKept(Sentence.of("{file} cannot be read: {why}.", file=name, why=why)) from None
    size = os.fstat(file)
    if not stat.S_ISREG(size.st_mode):
        os.close(file)
        raise NotKept(Sentence.of("{file} is no file.", file=name))
    with os.fdopen(file, "rb") as source:
        if size.st_size > MAX_BYTES:
            raise NotKept(Sentence.of("{file} is larger than 512 MiB.", file=name))
        try:
            return _copied(folder, source.read, name, what)
        except OSError as error:
            raise NotKept(Sentence.of("{file} cannot be kept: {why}.", file=name, why=error.strerror or "")) from None


def path_of(folder: Path, kept: Evidence) -> Path:
    """Where the copy lies."""
    return folder / (kept.sha256 + _suffix(kept.name))


def intact(folder: Path, kept: Evidence) -> bool:
    """Whether the copy is there and still what was kept. Blocks while all of it is read."""
    path = path_of(folder, kept)
    try:
        if not path.is_file() or path.stat().st_size != kept.size:
            return False
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == kept.sha256
    except OSError:
        return False


def _copied(folder: Path, read: Read, name: str, what: str) -> Evidence:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    descriptor, draft = tempfile.mkstemp(dir=folder, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as copy:
            while (piece := read(_PIECE)) and size <= MAX_BYTES:
                digest.update(piece)
                copy.write(piece)
                size += len(piece)
            copy.flush()
            os.fsync(copy.fileno())
        kept = Evidence(name, digest.hexdigest(), size, what)
        Path(draft).chmod(0o400)
        Path(draft).replace(path_of(folder, kept))
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return kept


def _suffix(name: str) -> str:
    """The name's ending, where it is a plain one: it goes into a path."""
    suffix = PurePath(name).suffix.lower()
    return suffix if len(suffix) < 9 and suffix[1:].isalnum() and suffix.isascii() else ""
