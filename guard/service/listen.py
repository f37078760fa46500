"""The socket, and that there is one engine only."""

import asyncio
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from guard.door import own_folder, socket_path
from guard.files import try_lock


class AlreadyRunning(Exception):
    """Another engine of this desk is at work."""


def only_one(lock: Path) -> int:
    """Holds the lock of the one engine until the process ends; raises AlreadyRunning."""
    lock.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try_lock(file)
    except OSError:
        os.close(file)
        raise AlreadyRunning("The engine of this desk is running already.") from None
    return file


def lock_is_ours(file: int, lock: Path) -> bool:
    """Whether the lock that this process holds is still the one that another engine would try."""
    try:
        return os.path.samestat(os.fstat(file), os.stat(lock))  # noqa: PTH116 - its error is told apart
    except FileNotFoundError:
        return False
    except OSError:
        return True  # a folder that cannot be looked into now is no other engine


class Listening:
    """The socket, for this user alone. Whoever makes it has the lock, so an old socket is a dead one."""

    def __init__(self, protocol: Callable[[], asyncio.Protocol]) -> None:
        self._protocol = protocol
        self._close: Callable[[], None] | None = None
        self._file: os.stat_result | None = None

    async def open(self) -> None:
        """Listens; raises door.NobodyThere and OSError."""
        loop, path = asyncio.get_running_loop(), socket_path()
        if sys.platform == "win32":
            # Made with the first-instance flag: where somebody else has the name already, this fails.
            (pipe,) = await loop.start_serving_pipe(self._protocol, path)  # type: ignore[attr-defined]
            self._close = pipe.close
            return
        own_folder(path)
        if os.path.lexists(path) and stat.S_ISSOCK(os.lstat(path).st_mode):
            Path(path).unlink()
        before = os.umask(0o177)
        try:
            server = await loop.create_unix_server(self._protocol, path, backlog=1024)
        finally:
            os.umask(before)
        self._close, self._file = server.close, os.lstat(path)
        Path(path).chmod(0o600)

    @property
    def found(self) -> bool:
        """Whether clients find it: its file may have been swept away, as /run/user is when a session ends."""
        if sys.platform == "win32":
            return True
        try:
            return self._file is not None and os.path.samestat(self._file, os.lstat(socket_path()))
        except OSError:
            return False

    def close(self) -> None:
        """Ends it; a socket that is there now and not ours stays."""
        if self._close is None:
            return
        ours = self.found
        self._close()
        self._close = None
        if ours and sys.platform != "win32":
            Path(socket_path()).unlink(missing_ok=True)
