"""Taking the camera's remarks out of a picture without touching a pixel of it: what is left is copied byte by byte."""

import struct
import zlib
from collections.abc import Iterator

from guard.pictures.kinds import type_of

_ORIENTATION = 0x0112
_JPEG_KEPT = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, the colour profile (where that is what it holds), Adobe's note on colours: without them it looks otherwise."""
_PNG_GONE = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_WEBP_GONE = frozenset({b"EXIF", b"XMP "})
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
"""The bits by which a WebP's head announces them."""


class CannotClean(ValueError):
    """The file is of no kind that can be cleaned, or damaged; the message says which."""


def clean(data: bytes) -> bytes:
    """The same picture without place, time, camera and comments; colour profile and orientation stay.

    Raises CannotClean.
    """
    cleaner = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}.get(type_of(data[:64]))
    if cleaner is None:
        raise CannotClean("Only JPEG, PNG and WebP can be cleaned.")
    try:
        return cleaner(data)
    except (struct.error, IndexError):
        raise CannotClean("The file is damaged or ends in the middle.") from None


# JPEG: segments of a marker, a length and a content, up to the pixels


def _jpeg(data: bytes) -> bytes:
    segments = list(_segments(data))
    turn = next((turn for _, body in segments if (turn := _orientation_in(body)) != 1), 1)
    made = bytearray(b"\xff\xd8")
    said = False
    for marker, body in segments:
        if not said and marker != 0xE0:
            made += _turned(turn)
            said = True
        if _is_kept(marker, body):
            made += struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
    return bytes(made) + _pixels(data)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Everything in front of the pixels."""
    at = 2
    while True:
        marker, length = _segment_at(data, at)
        if marker == 0xDA:
            return
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + length


def _segment_at(data: bytes, at: int) -> tuple[int, int]:
    if data[at] != 0xFF or data[at + 1] in {0, 0xFF}:
        raise CannotClean("The file is damaged or ends in the middle.")
    (length,) = struct.unpack_from(">H", data, at + 2)
    if length < 2 or at + 2 + length > len(data):
        raise CannotClean("The file is damaged or ends in the middle.")
    return data[at + 1], length


def _is_kept(marker: int, body: bytes) -> bool:
    if marker == 0xE2:
        return body.startswith(b"ICC_PROFILE\0")
    if marker == 0xE0:
        return body.startswith(b"JFIF\0")  # JFXX carries a small copy of the picture
    return marker in _JPEG_KEPT or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _pixels(data: bytes) -> bytes:
    """From the first scan to the end of the picture; what cameras append behind that (more pictures) goes."""
    at = 2
    while (found := _segment_at(data, at))[0] != 0xDA:
        at += 2 + found[1]
    end = at + 2 + found[1]
    while True:
        end = data.find(b"\xff", end)
        if end < 0 or end + 1 >= len(data):
            return data[at:]
        marker = data[end + 1]
        if marker == 0xD9:
            return data[at : end + 2]
        if marker == 0xFF:
            end += 1
        elif marker == 0 or 0xD0 <= marker <= 0xD7:
            end += 2
        else:  # what stands between the scans of a progressive picture
            end += 2 + struct.unpack_from(">H", data, end + 2)[0]


def _orientation_in(body: bytes) -> int:
    """1, upright, where nothing else is said."""
    if not body.startswith(b"Exif\0\0"):
        return 1
    tiff = body[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 14:
        return 1
    (at,) = struct.unpack_from(f"{order}I", tiff, 4)
    if at + 2 > len(tiff):
        return 1
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for number in range(min(count, (len(tiff) - at - 2) // 12)):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
        if tag == _ORIENTATION and kind == 3 and 1 <= value <= 8:
            return int(value)
    return 1


def _exif(turn: int) -> bytes:
    """A TIFF of one entry: how the picture is to be turned."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)


def _turned(turn: int) -> bytes:
    body = b"Exif\0\0" + _exif(turn)
    return b"" if turn == 1 else struct.pack(">BBH", 0xFF, 0xE1, len(body) + 2) + body


# PNG: chunks of a length, a name, a content and a checksum


def _png(data: bytes) -> bytes:
    made, at, turn = bytearray(data[:8]), 8, 1
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        stop = at + 12 + length
        if stop > len(data):
            raise CannotClean("The file is damaged or ends in the middle.")
        if name == b"eXIf":
            turn = _orientation_in(b"Exif\0\0" + data[at + 8 : stop - 4])
            if turn != 1:
                body = b"eXIf" + _exif(turn)
                made += struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        if name not in _PNG_GONE:
            made += data[at:stop]
        if name == b"IEND":
            return bytes(made)
        at = stop


# WebP: chunks within a RIFF file


def _webp(data: bytes) -> bytes:
    parts: list[tuple[bytes, bytes]] = []
    at, end = 12, min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        if at + 8 + length > len(data):
            raise CannotClean("The file is damaged or ends in the middle.")
        parts.append((name, data[at + 8 : at + 8 + length]))
        at += 8 + length + length % 2
    said = next((body for name, body in parts if name == b"EXIF"), b"")
    turn = _orientation_in(said if said.startswith(b"Exif\0\0") else b"Exif\0\0" + said)
    kept = [(name, body) for name, body in parts if name not in _WEBP_GONE]
    gone = _WEBP_XMP if turn != 1 else _WEBP_XMP | _WEBP_EXIF
    kept = [(name, _without(body, gone) if name == b"VP8X" else body) for name, body in kept]
    if turn != 1:
        kept.append((b"EXIF", _exif(turn)))
    body = b"".join(struct.pack("<4sI", name, len(part)) + part + b"\0" * (len(part) % 2) for name, part in kept)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _without(head: bytes, bits: int) -> bytes:
    return bytes([head[0] & ~bits]) + head[1:]
