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


async def listen(protocol: Callable[[], asyncio.Protocol]) -> Callable[[], None]:
    """Listens for this user alone; what comes back ends it. The caller has the lock, so an old socket is a dead one."""
    loop, path = asyncio.get_running_loop(), socket_path()
    if sys.platform == "win32":
        # Made with the first-instance flag: where somebody else has the name already, this fails.
        (pipe,) = await loop.start_serving_pipe(protocol, path)  # type: ignore[attr-defined]
        return pipe.close  # type: ignore[no-any-return]
    own_folder(path)
    if os.path.lexists(path) and stat.S_ISSOCK(os.lstat(path).st_mode):
        Path(path).unlink()
    before = os.umask(0o177)
    try:
        server = await loop.create_unix_server(protocol, path, backlog=1024)
    finally:
        os.umask(before)
    Path(path).chmod(0o600)

    def close() -> None:
        server.close()
        if os.path.lexists(path):
            Path(path).unlink()

    return close
