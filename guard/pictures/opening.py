"""Opening a file that goes along and may have been made to hurt: a pipe, a device, something that is exchanged."""

import os
import stat
from typing import BinaryIO

from guard.pictures.troubles import NotSeen

_KINDS = (
    (stat.S_ISDIR, "folder"),
    (stat.S_ISFIFO, "pipe"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
    (stat.S_ISSOCK, "socket"),
)
# Windows knows neither of them; there are no pipes to hang on in its folders.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)


def opened(path: str) -> BinaryIO:
    """The regular file at ``path``, links followed once to where they lead; raises NotSeen for anything else."""
    try:
        real = os.path.realpath(path, strict=True)
        _must_be_regular(os.stat(real, follow_symlinks=False).st_mode)
        descriptor = os.open(real, _FLAGS | _NOFOLLOW)
    except FileNotFoundError:
        raise NotSeen("missing") from None
    except PermissionError:
        raise NotSeen("denied") from None
    except (OSError, ValueError):
        raise NotSeen("unopened") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotSeen("exchanged")
    return os.fdopen(descriptor, "rb")


def _must_be_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise NotSeen(next((name for test, name in _KINDS if test(mode)), "unopened"))
