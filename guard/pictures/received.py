"""Where a file came from, as browsers note it beside what they save."""

import os
import plistlib
import sys
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

DOWNLOAD = "download"
_LONGEST = 64 * 1024


def received(path: str) -> tuple[str, str]:
    """``download`` and the host that it is from, as far as they are known; two empty texts for a file of one's own."""
    real = os.path.realpath(path)
    if noted := [host for host in map(_host, _noted(real)) if host]:
        return DOWNLOAD, noted[0]
    return (DOWNLOAD, "") if _zone(real) or _in_downloads(real) else ("", "")


def _host(address: str) -> str:
    try:
        return (urlsplit(address.strip()).hostname or "").lower()
    except ValueError:
        return ""


def _noted(path: str) -> list[str]:
    """Addresses, the page before the file itself: a picture's own address often names some store of its network."""
    if sys.platform == "linux":
        return [_attribute(path, name) for name in ("user.xdg.referrer.url", "user.xdg.origin.url")]
    if sys.platform == "darwin":
        return _where_from(path)
    zone = _zone(path)
    return [zone[name] for name in ("ReferrerUrl", "HostUrl") if name in zone]


if sys.platform == "linux":

    def _attribute(path: str, name: str) -> str:
        try:
            return os.getxattr(path, name).decode("utf-8", "replace")
        except OSError:
            return ""

else:

    def _attribute(path: str, name: str) -> str:  # noqa: ARG001
        return ""


def _where_from(path: str) -> list[str]:
    """A Mac keeps a property list: the file's address, then the page's. Not tried on a Mac yet."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    name, buffer = b"com.apple.metadata:kMDItemWhereFroms", ctypes.create_string_buffer(_LONGEST)
    try:
        count = library.getxattr(os.fsencode(path), name, buffer, _LONGEST, 0, 0)
        said = plistlib.loads(buffer.raw[:count]) if count > 0 else []
    except Exception:  # noqa: BLE001 - an attribute that anyone may have written
        return []
    return [each for each in reversed(said) if isinstance(each, str)] if isinstance(said, list) else []


def _zone(path: str) -> dict[str, str]:
    """Windows' note about a file from the internet; empty elsewhere, and for one's own files."""
    if sys.platform != "win32":
        return {}
    try:
        with Path(f"{path}:Zone.Identifier").open(encoding="utf-8", errors="replace") as stream:
            return zone_of(stream.read(_LONGEST))
    except OSError:
        return {}


def zone_of(text: str) -> dict[str, str]:
    """What stands in such a note; empty where it says that the file is from this machine or the local network."""
    said = dict(line.strip().partition("=")[::2] for line in text.splitlines() if "=" in line)
    return said if said.get("ZoneId") in {"3", "4"} else {}


def _in_downloads(path: str) -> bool:
    folder = _downloads()
    return bool(folder) and path.startswith(folder.rstrip(os.sep) + os.sep)


@cache
def _downloads() -> str:
    import platformdirs

    return os.path.realpath(platformdirs.user_downloads_dir())
