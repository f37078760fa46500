"""The files of an export, packed or not, counted while they are unpacked: archives may lie about themselves."""

import gzip
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import IO

from guard.past.past_post import NotImportable

MIB = 1024 * 1024
MEMBER_BYTES = 64 * MIB
ARCHIVE_BYTES = 512 * MIB
"""Of all members read from one archive."""
ARCHIVE_MEMBERS = 10_000
ARCHIVE_RATIO = 100
"""Unpacked to packed, of what is over one MiB."""
_UNPACK = "unpack it yourself, and name the folder"
_AGAIN = "export it again"
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, ValueError, OSError, RuntimeError, NotImplementedError,
    EOFError, zlib.error, OverflowError, LookupError, struct.error,
)  # fmt: skip
_TARS = (".tar.gz", ".tgz", ".tar")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an export."""

    path: str
    """For people: ``/home/jo/twitter.zip/data/tweets.js``."""
    data: bytes

    @property
    def name(self) -> str:
        """The last part of its path, in lower case."""
        return PurePosixPath(self.path.replace("\\", "/")).name.lower()


Wanted = Callable[[str], bool]
"""Whether a file of this name, in lower case, is worth reading."""


def members(path: Path, wanted: Wanted) -> Iterator[Member]:
    """The wanted files in the archive or the folder at ``path``, or that file itself; raises NotImportable."""
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise NotImportable(str(path), f"cannot be opened ({_said(error)})", "name a file that is there") from None
    if stat.S_ISDIR(kind):
        yield from _of_folder(path, wanted)
    elif not stat.S_ISREG(kind):
        raise NotImportable(str(path), "is no file", "name the export itself")
    elif path.name.lower().endswith(_TARS):
        yield from _guarded(path, _of_tar(path, wanted))
    elif path.name.lower().endswith(".zip"):
        yield from _guarded(path, _of_zip(path, wanted))
    else:
        yield Member(str(path), _read(path))


def _guarded(path: Path, found: Iterator[Member]) -> Iterator[Member]:
    try:
        yield from found
    except NotImportable:
        raise
    except _BROKEN as error:
        raise NotImportable(str(path), f"is no archive that can be unpacked ({_said(error)})", _AGAIN) from None


def _of_folder(folder: Path, wanted: Wanted) -> Iterator[Member]:
    left = ARCHIVE_BYTES
    for root, folders, files in os.walk(folder):  # follows no links
        folders.sort()
        for name in sorted(files):
            path = Path(root, name)
            if wanted(name.lower()) and path.is_file() and not path.is_symlink():
                data = _read(path)
                left -= len(data)
                if left < 0:
                    raise NotImportable(
                        str(folder), f"holds more than {ARCHIVE_BYTES // MIB} MiB of posts", "name less"
                    )
                yield Member(str(path), data)


def _of_zip(path: Path, wanted: Wanted) -> Iterator[Member]:
    with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
        listing = archive.infolist()
        if len(listing) > ARCHIVE_MEMBERS:
            raise NotImportable(str(path), f"holds more than {ARCHIVE_MEMBERS:,} files", _UNPACK)
        ends = sorted((info.header_offset, info.header_offset + info.compress_size) for info in listing)
        if any(end > start or begin == start for (begin, end), (start, _) in pairwise(ends)):
            raise NotImportable(str(path), "holds files that overlap, as a bomb does", _AGAIN)
        packed, left = stream.seek(0, 2), ARCHIVE_BYTES
        for info in listing:
            if info.is_dir() or not wanted(PurePosixPath(info.filename).name.lower()):
                continue
            place = _inside(path, info.filename)
            if info.flag_bits & 1:
                raise NotImportable(place, "needs a password", "export it again, without a password")
            with archive.open(info) as member:
                data = _limited(place, member, left)
            # No member can be packed into more than the archive has, whatever it says.
            if len(data) > MIB and len(data) > ARCHIVE_RATIO * max(1, min(info.compress_size, packed)):
                raise NotImportable(
                    place, f"unpacks to more than {ARCHIVE_RATIO} times its size, as a bomb does", _AGAIN
                )
            left -= len(data)
            yield Member(place, data)


def _of_tar(path: Path, wanted: Wanted) -> Iterator[Member]:
    left, packed = ARCHIVE_BYTES, path.stat().st_size
    with path.open("rb") as raw:
        plain = raw if path.name.lower().endswith(".tar") else gzip.GzipFile(fileobj=raw)
        counted = _Counted(plain, str(path), MIB + ARCHIVE_RATIO * packed)
        with tarfile.open(fileobj=counted, mode="r|") as archive:  # type: ignore[call-overload]
            for number, info in enumerate(archive):
                if number >= ARCHIVE_MEMBERS:
                    raise NotImportable(str(path), f"holds more than {ARCHIVE_MEMBERS:,} files", _UNPACK)
                archive.members = []  # it would keep every header until its end
                if info.isreg() and wanted(PurePosixPath(info.name).name.lower()):
                    place = _inside(path, info.name)
                    member = archive.extractfile(info)
                    data = _limited(place, member, left) if member else b""
                    left -= len(data)
                    yield Member(place, data)


class _Counted:
    """A stream that ends with an error once it has given more than any honest archive holds."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, name: str, most: int) -> None:
        self._stream, self._name, self._left = stream, name, most

    def read(self, size: int) -> bytes:
        """As of any stream."""
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise NotImportable(
                self._name, f"unpacks to more than {ARCHIVE_RATIO} times its size, as a bomb does", _AGAIN
            )
        return data


def _inside(archive: Path, name: str) -> str:
    plain = name.replace("\\", "/")
    if plain.startswith("/") or plain[1:2] == ":" or ".." in PurePosixPath(plain).parts:
        raise NotImportable(f"{archive}/{name}", "has a name that leads out of its archive", _AGAIN)
    return f"{archive}/{name}"


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return _limited(str(path), stream, ARCHIVE_BYTES)
    except OSError as error:
        raise NotImportable(str(path), f"cannot be opened ({_said(error)})", "give yourself the right to") from None


def _limited(place: str, stream: IO[bytes], left: int) -> bytes:
    limit = min(MEMBER_BYTES, left)
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise NotImportable(
            place, f"is larger than the {limit // MIB} MiB that are left for it", "name a smaller export"
        )
    return data


def _said(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)[:100] or type(error).__name__
