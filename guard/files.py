"""Writing a file in one step, and one writer at a time: whoever reads it sees the old content or the new."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def try_lock(file: int, place: int = 0) -> None:
        """Locks the open file for this process, or raises OSError where another has it."""
        os.lseek(file, place, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def unlock(file: int, place: int = 0) -> None:
        """Lets the next one lock it."""
        os.lseek(file, place, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def try_lock(file: int, place: int = 0) -> None:  # noqa: ARG001 - the whole file is locked here
        """Locks the open file for this process, or raises OSError where another has it."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def unlock(file: int, place: int = 0) -> None:  # noqa: ARG001
        """Lets the next one lock it."""
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def turn(path: Path, patience: float = 10.0) -> Iterator[None]:
    """One process at a time, among all that name the same ``path``: who reads a file, changes it and writes it back.

    The turn ends with its holder, however that dies. Raises OSError where it cannot be had within ``patience`` seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for(file, path, time.monotonic() + patience)
        yield
    finally:
        os.close(file)  # and with it the lock


def _wait_for(file: int, path: Path, give_up: float) -> None:
    while True:
        try:
            return try_lock(file)
        except OSError:
            if time.monotonic() >= give_up:
                raise TimeoutError(0, "another command is changing the same files; try again", str(path)) from None
        time.sleep(0.005)


def from_home(text: str) -> Path:
    """The path, with ``~`` as the home folder; ``~nobody`` stays as it is written and leads nowhere."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - Path.expanduser raises for a home that is not there


def replace_file(path: Path, text: str) -> None:
    """Puts ``text`` in place of the content of ``path``, behind a link where it is one; raises OSError.

    The file is readable by its owner alone, and on disk when this returns.
    """
    import tempfile  # takes longer than a judgement, which writes no file

    real = Path(os.path.realpath(path))
    descriptor, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(real)
        _keep_name(real.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _keep_name(folder: Path) -> None:
    """A renamed file is on disk once its folder is; Windows knows no such thing."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
