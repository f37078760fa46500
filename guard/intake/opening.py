"""Opening a file that may have been made to hurt: a pipe, a device, a link in circles, a giant."""

import os
import stat
from pathlib import PurePath

from guard.intake.limits import CONFIG_BYTES, CONFIG_SUFFIXES, EXPORT_SUFFIXES, MEMBER_BYTES, MIB
from guard.readers import NotReadable

_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISDIR, "a folder"),
)
# Windows knows neither flag; there are no pipes to hang on in its folders.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)


def might_be_configuration(path: str) -> bool:
    """Whether a file of this name is worth a word when it cannot be read."""
    return PurePath(path).suffix.lower() in CONFIG_SUFFIXES or PurePath(path).name.startswith(".")


def largest(path: str) -> int:
    """How many bytes a file of this name may have."""
    return MEMBER_BYTES if PurePath(path).suffix.lower() in EXPORT_SUFFIXES else CONFIG_BYTES


def open_regular(path: str) -> int:
    """A descriptor of the regular file at ``path``; raises NotReadable for anything else.

    A link is followed once to where it leads in the end (people keep their configurations in a repository and link
    to them); what stands there must be a regular file.
    """
    try:
        real = os.path.realpath(path, strict=True)
        kind = os.stat(real, follow_symlinks=False).st_mode
        if not stat.S_ISREG(kind):
            raise NotReadable(f"is {_kind(kind)}, not a file", None, "remove it or leave it out")
        descriptor = os.open(real, _FLAGS | _NOFOLLOW)
    except ValueError:
        raise NotReadable("has a name that no file can have") from None
    except OSError as error:
        raise NotReadable(_said(error), None, "give yourself the right to read it, or leave it out") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotReadable("was exchanged for something that is no file while it was opened")
    return descriptor


def read_file(path: str) -> bytes:
    """The bytes of the regular file at ``path``; raises NotReadable, also for a file larger than its kind may be."""
    descriptor = open_regular(path)
    limit = largest(path)
    with os.fdopen(descriptor, "rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        data = stream.read(limit + 1) if size <= limit else b""
    if size > limit or len(data) > limit:
        raise NotReadable(f"is larger than {limit // MIB} MiB", None, "name a smaller file, or leave it out")
    return data


def _kind(mode: int) -> str:
    return next((name for test, name in _KINDS if test(mode)), "something else")


def _said(error: OSError) -> str:
    import errno

    if error.errno == errno.ELOOP:
        return "is a link that leads in a circle"
    if error.errno == errno.ENOENT:
        return "leads nowhere: there is no such file"
    return f"cannot be opened: {error.strerror}"
