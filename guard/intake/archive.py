"""The data files inside a ZIP, counted while they are unpacked: what an archive says of its sizes is not believed."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from guard.intake.limits import ARCHIVE_BYTES, ARCHIVE_MEMBERS, ARCHIVE_RATIO, MEMBER_BYTES, MIB
from guard.model.route import Unreadable
from guard.readers import NotReadable

_DATA = frozenset({".json", ".js", ".xml", ".yml", ".yaml", ".toml", ".ini", ".env"})


def members(path: str, stream: IO[bytes]) -> Iterator[tuple[str, bytes] | Unreadable | None]:
    """Each member as its path and bytes, as an Unreadable, or as None where it is no data file.

    Raises NotReadable where the archive as a whole cannot be used.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise NotReadable(f"is not a ZIP archive that can be opened: {error}", None, "export it again") from None
    with archive:
        listing = archive.infolist()
        if len(listing) > ARCHIVE_MEMBERS:
            raise NotReadable(f"holds more than {ARCHIVE_MEMBERS:,} files", None, "unpack it and name the data folder")
        left = ARCHIVE_BYTES
        for info in listing:
            if info.is_dir() or PurePosixPath(info.filename).suffix.lower() not in _DATA:
                yield None
                continue
            name = f"{path}/{info.filename}"
            try:
                data = _unpack(archive, info, min(MEMBER_BYTES, left))
            except NotReadable as problem:
                yield Unreadable(name, problem.reason, remedy=problem.remedy)
                continue
            left -= len(data)
            yield name, data


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    try:
        with archive.open(info) as member:
            data = member.read(limit + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise NotReadable(f"cannot be unpacked: {error}", None, "export it again, without a password") from None
    if len(data) > limit:
        raise NotReadable(f"is larger than the {limit // MIB} MiB that are left for it", None, "name a smaller export")
    if len(data) > MIB and len(data) > ARCHIVE_RATIO * max(1, info.compress_size):
        raise NotReadable(f"unpacks to more than {ARCHIVE_RATIO} times its size, as a bomb does")
    return data
