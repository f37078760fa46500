"""Whether a picture moves, and for how long: read from its blocks, without unpacking a single frame."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

_MOST_BLOCKS = 100_000
_WIDEST = 64 * 1024 * 1024
"""Bytes that are read for it."""


def moving(stream: BinaryIO, kind: str) -> tuple[int, float]:
    """How many frames it has, and the seconds that one round of them takes; one and zero for what stands still."""
    reader = {"image/gif": _gif, "image/webp": _webp, "image/png": _png}.get(kind)
    if reader is None:
        return 1, 0.0
    stream.seek(0)
    try:
        times = list(reader(stream))
    except (struct.error, IndexError):
        return 1, 0.0
    return max(1, len(times)), sum(times)


def _gif(stream: BinaryIO) -> Iterator[float]:
    data = stream.read(_WIDEST)
    at = 13 + _colours(data[10])
    delay = 0.0
    for _ in range(_MOST_BLOCKS):
        if at >= len(data) or data[at] not in b"\x21\x2c":
            return
        if data[at] == 0x21:
            if data[at + 1] == 0xF9:
                delay = int.from_bytes(data[at + 4 : at + 6], "little") / 100
            at += 2
        else:
            yield delay
            at += 11 + _colours(data[at + 9])
        while at < len(data) and data[at]:
            at += 1 + data[at]
        at += 1


def _colours(packed: int) -> int:
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _webp(stream: BinaryIO) -> Iterator[float]:
    stream.seek(12)
    for _ in range(_MOST_BLOCKS):
        head = stream.read(8)
        if len(head) < 8:
            return
        name, length = struct.unpack("<4sI", head)
        start = stream.tell()
        if name == b"ANMF":
            yield int.from_bytes(stream.read(16)[12:15], "little") / 1000
        stream.seek(start + length + length % 2)


def _png(stream: BinaryIO) -> Iterator[float]:
    stream.seek(8)
    for _ in range(_MOST_BLOCKS):
        head = stream.read(8)
        if len(head) < 8:
            return
        length, name = struct.unpack(">I4s", head)
        start = stream.tell()
        if name == b"fcTL":
            told = stream.read(26)
            count, of = struct.unpack(">HH", told[20:24])
            yield count / (of or 100)
        stream.seek(start + length + 4)
