"""How long a WebM or Matroska film plays and how large it is: elements of an id, a length and a content (EBML)."""

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

_SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0
_SCALE, _DURATION, _WIDTH, _HEIGHT = 0x2AD7B1, 0x4489, 0xB0, 0xBA
_CLUSTER = 0x1F43B675
_OPENED = frozenset({_SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO})
_VALUES = frozenset({_SCALE, _DURATION, _WIDTH, _HEIGHT})
_MOST = 2_000


def told(stream: BinaryIO) -> tuple[float | None, int, int]:
    """Seconds, width and height, as far as they stand before the film itself begins."""
    found: dict[int, bytes] = {}
    for name, value in _elements(stream, 0, stream.seek(0, os.SEEK_END), 0):
        found.setdefault(name, value)
    scale = int.from_bytes(found.get(_SCALE, b""), "big") or 1_000_000
    length = found.get(_DURATION, b"")
    ticks = struct.unpack(">d" if len(length) == 8 else ">f", length)[0] if len(length) in {4, 8} else None
    size = (int.from_bytes(found.get(each, b""), "big") for each in (_WIDTH, _HEIGHT))
    return (ticks * scale / 1e9 if ticks else None, *size)  # type: ignore[return-value]


def _elements(stream: BinaryIO, start: int, end: int, depth: int) -> Iterator[tuple[int, bytes]]:
    at = start
    for _ in range(_MOST):
        stream.seek(at)
        head = stream.read(12)
        name, used = _vint(head, keep=True)
        length, more = _vint(head[used:], keep=False)
        if not used or not more or name == _CLUSTER:
            return
        body = at + used + more
        unknown = length == (1 << 7 * more) - 1
        stop = end if unknown else body + length
        if name in _OPENED and depth < 5:
            yield from _elements(stream, body, min(stop, end), depth + 1)
        elif name in _VALUES and length <= 8:
            stream.seek(body)
            yield name, stream.read(length)
        at = stop
        if at >= end:
            return


def _vint(data: bytes, *, keep: bool) -> tuple[int, int]:
    """A number of variable length, and how many bytes it took; zero bytes where there is none."""
    if not data or not data[0]:
        return 0, 0
    size = 9 - data[0].bit_length()
    value = int.from_bytes(data[:size], "big")
    return (value if keep else value & (1 << 7 * size) - 1), size if size <= len(data) else 0
