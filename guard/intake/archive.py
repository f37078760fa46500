"""The data files inside a ZIP, counted while they are unpacked: what an archive says of its sizes is not believed."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath
from typing import IO

from guard.intake.limits import ARCHIVE_BYTES, ARCHIVE_MEMBERS, ARCHIVE_RATIO, MEMBER_BYTES, MIB
from guard.intake.opening import might_be_configuration
from guard.intake.stopwatch import limited
from guard.model.route import Unreadable
from guard.readers import NotReadable

try:
    from lzma import LZMAError
except ImportError:  # a Python built without it; zipfile says so by itself

    class LZMAError(Exception):  # type: ignore[no-redef]
        """Nothing raises it."""


_BROKEN = (
    zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError, zlib.error, LZMAError,
    OverflowError, LookupError, struct.error,
)  # fmt: skip


def members(path: str, stream: IO[bytes]) -> Iterator[tuple[str, bytes] | Unreadable | None]:
    """Each member as its path and bytes, as an Unreadable, or as None where it is no data file.

    Raises NotReadable where the archive as a whole cannot be used.
    """
    archive = limited(lambda: _opened(stream))
    with archive:
        _refuse_bombs(archive)
        packed = stream.seek(0, 2)
        left = ARCHIVE_BYTES
        for info in archive.infolist():
            name = f"{path}/{info.filename}"
            if info.is_dir() or not might_be_configuration(info.filename) or info.filename.lower().endswith(".zip"):
                yield None
                continue
            try:
                data = _unpack(archive, info, min(MEMBER_BYTES, left), packed)
            except NotReadable as problem:
                yield Unreadable(name, problem.reason, remedy=problem.remedy)
                continue
            left -= len(data)
            yield name, data


def _opened(stream: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise NotReadable(f"is not a ZIP archive that can be opened: {error}", None, "export it again") from None


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    listing = archive.infolist()
    if len(listing) > ARCHIVE_MEMBERS:
        raise NotReadable(f"holds more than {ARCHIVE_MEMBERS:,} files", None, "unpack it and name the data folder")
    ends = sorted((info.header_offset, info.header_offset + info.compress_size) for info in listing)
    if any(end > start or begin == start for (begin, end), (start, _) in pairwise(ends)):
        raise NotReadable("holds members that overlap, as a bomb does", None, "export it again")


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, packed: int) -> bytes:
    if _leads_out(info.filename):
        raise NotReadable("has a name that leads out of its archive", None, "leave it out")
    try:
        with archive.open(info) as member:
            data = limited(lambda: member.read(limit + 1))
    except _BROKEN as error:
        why = "it needs a password" if info.flag_bits & 1 else error
        raise NotReadable(f"cannot be unpacked: {why}", None, "export it again, without a password") from None
    if len(data) > limit:
        raise NotReadable(f"is larger than the {limit // MIB} MiB that are left for it", None, "name a smaller export")
    # No member can be packed into more than the archive has, whatever it says.
    if len(data) > MIB and len(data) > ARCHIVE_RATIO * max(1, min(info.compress_size, packed)):
        raise NotReadable(f"unpacks to more than {ARCHIVE_RATIO} times its size, as a bomb does")
    return data


def _leads_out(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or plain[1:2] == ":" or ".." in PurePosixPath(plain).parts
