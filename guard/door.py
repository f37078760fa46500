"""Where the engine listens, and whether it is really ours: a local socket in a folder that only this user can enter.

Standard library only: the command hook comes through here once per post.
"""

import os
import stat
import struct
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from socket import socket

_LONGEST = 100
"""A socket's path has to fit into 104 bytes on macOS, 108 on Linux."""


class NobodyThere(Exception):
    """No engine of this user can be reached; the message says why."""


def socket_path() -> str:
    """Where the engine of this desk listens; ``HATCHECK_SOCKET`` names another place."""
    if named := os.environ.get("HATCHECK_SOCKET"):
        return named
    state = os.environ.get("HATCHECK_STATE")
    if sys.platform == "win32":
        return rf"\\.\pipe\hatcheck-{_short(os.path.expanduser('~') + (state or ''))}"
    if state and len(os.fsencode(path := os.path.join(os.path.abspath(state), "engine.sock"))) < _LONGEST:
        return path
    folder = os.path.join(os.environ.get("XDG_RUNTIME_DIR") or f"/tmp/hatcheck-{os.getuid()}", "hatcheck")  # noqa: S108 - its owner is checked
    return os.path.join(folder, f"engine-{_short(state)}.sock" if state else "engine.sock")


def _short(text: str) -> str:
    from hashlib import sha256

    return sha256(os.fsencode(text)).hexdigest()[:16]


def own_folder(path: str) -> None:
    """Makes the socket's folder, for this user alone; raises NobodyThere where others could put a socket there."""
    folder = os.path.dirname(path)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    _check_folder(folder, tighten=True)


def _check_folder(folder: str, *, tighten: bool = False) -> None:
    try:
        found = os.lstat(folder)
    except OSError as error:
        raise NobodyThere(f"{folder}: {error.strerror}") from None
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise NobodyThere(f"{folder} is not this user's own folder; remove it, or name another by HATCHECK_SOCKET")
    if tighten and found.st_mode & 0o077:
        os.chmod(folder, 0o700)
    elif found.st_mode & 0o022:
        raise NobodyThere(f"{folder} can be written by others; chmod 700 it")


if sys.platform == "win32":

    def connect(timeout: float) -> "socket":
        """A connection to the engine; raises NobodyThere."""
        from guard.pipe import PipeSocket

        try:
            return PipeSocket(socket_path(), timeout)  # type: ignore[return-value]  # has the methods that are used
        except OSError as error:
            raise NobodyThere(f"{socket_path()}: {error.strerror or error}") from None

else:

    def connect(timeout: float) -> "socket":
        """A connection to the engine of this user and nobody else's; raises NobodyThere."""
        import socket

        path = socket_path()
        _check_folder(os.path.dirname(path))
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(timeout)
        try:
            line.connect(path)
            if peer_uid(line) != os.getuid():
                raise NobodyThere(f"{path} belongs to another user")
        except OSError as error:
            line.close()
            raise NobodyThere(f"{path}: {error.strerror or error}") from None
        except NobodyThere:
            line.close()
            raise
        return line

    def peer_uid(line: "socket") -> int:
        """The user at the other end, by the system's word; nothing rests on which process it is."""
        import socket

        if sys.platform == "linux":
            return int(struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[1])
        # LOCAL_PEERCRED of <sys/un.h>: version, uid, … ; macOS and the BSDs
        return int(struct.unpack("2I", line.getsockopt(0, 1, 76)[:8])[1])
