"""Where a path lies: file systems whose files others change too never tell of it."""

import re
import sys
from pathlib import Path

_NETWORK = frozenset(
    {
        "9p",
        "afs",
        "autofs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse",
        "gfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "panfs",
        "prl_fs",
        "pvfs2",
        "smb3",
        "smbfs",
        "vboxsf",
        "virtiofs",
        "vmhgfs",
    }
)
_MOUNTS = Path("/proc/self/mountinfo")


def mounts() -> str:
    """The table of mounts, as Linux tells it; empty elsewhere."""
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def network(path: str, table: str) -> str | None:
    """The kind of network file system on which the real ``path`` lies; None for a local one.

    A file system in user space (``fuse.…``) counts as one: nobody knows who changes what is behind it.
    """
    if sys.platform == "win32":
        return "SMB" if path.startswith("\\\\") else None
    kind = ""
    longest = -1
    for line in table.splitlines():
        place, found = _read(line)
        if len(place) >= longest and _lies_below(path, place):
            longest, kind = len(place), found  # of two at one place, the later one covers the other
    return kind if kind.split(".", 1)[0] in _NETWORK else None


def _read(line: str) -> tuple[str, str]:
    """Mount point and type; the optional fields before the dash differ in number."""
    before, _, after = line.partition(" - ")
    fields, kinds = before.split(" "), after.split(" ")
    place = fields[4] if len(fields) > 4 else "?"
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), place), kinds[0]


def _lies_below(path: str, place: str) -> bool:
    return path == place or path.startswith(place.rstrip("/") + "/")
