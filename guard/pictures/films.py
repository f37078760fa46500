"""How long a film or a sound plays and how large it is, from what stands in front of it. Nothing is decoded."""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from guard.pictures import webm

_MOST_BOXES = 2_000
_FOLDERS = frozenset({b"moov", b"trak", b"mvex"})
_LONGEST = 30 * 24 * 3600.0
"""Longer than this nothing plays; it is damage."""


@dataclass(frozen=True, slots=True)
class Film:
    """What is known; the defaults stand for what is not."""

    seconds: float | None = None
    width: int = 0
    height: int = 0


def film(stream: BinaryIO, kind: str) -> Film:
    """What the file says of itself; what makes no sense is left out. Also of a file's beginning alone."""
    reader = _READERS.get(kind)
    try:
        found = reader(stream) if reader else Film()
    except (struct.error, ValueError, IndexError, OverflowError, EOFError):
        return Film()
    sensible = found.seconds is not None and 0 < found.seconds < _LONGEST
    return Film(round(found.seconds, 2) if sensible and found.seconds else None, found.width, found.height)


# MP4 and QuickTime: boxes of a length, a name and a content, some of them holding boxes


def _mp4(stream: BinaryIO) -> Film:
    seconds: float | None = None
    width = height = 0
    scale = 0
    for name, body in _boxes(stream, 0, _size(stream)):
        if name == b"mvhd":
            scale, length = _timed(body)
            seconds = length / scale if scale and length else seconds
        elif name == b"mehd" and scale:  # a film that is sent in pieces says its length here
            seconds = seconds or _number(body, 4, 8 if body[0] else 4) / scale
        elif name == b"tkhd" and not width:
            width, height = _shown(body)
    return Film(seconds, width, height)


def _boxes(stream: BinaryIO, start: int, end: int, depth: int = 0) -> Iterator[tuple[bytes, bytes]]:
    at = start
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        stream.seek(at)
        head = stream.read(16)
        if len(head) < 8:
            return
        length, name, body = int.from_bytes(head[:4], "big"), head[4:8], at + 8
        if length == 1 and len(head) == 16:
            length, body = int.from_bytes(head[8:], "big"), at + 16
        stop = end if length == 0 else at + length
        if stop <= at + 7:
            return
        if name in _FOLDERS and depth < 4:
            yield from _boxes(stream, body, min(stop, end), depth + 1)
        elif name in {b"mvhd", b"tkhd", b"mehd"}:
            stream.seek(body)
            yield name, stream.read(128)
        at = stop


def _timed(body: bytes) -> tuple[int, int]:
    return (_number(body, 20, 4), _number(body, 24, 8)) if body[0] else (_number(body, 12, 4), _number(body, 16, 4))


def _shown(body: bytes) -> tuple[int, int]:
    """Width and height, turned as the film's matrix turns it."""
    matrix = struct.unpack_from(">9i", body, 52 if body[0] else 40)
    width, height = (each >> 16 for each in struct.unpack_from(">2I", body, 88 if body[0] else 76))
    return (height, width) if matrix[1] and not matrix[0] else (width, height)


# Sounds


def _wav(stream: BinaryIO) -> Film:
    at, rate = 12, 0
    for _ in range(_MOST_BOXES):
        stream.seek(at)
        name, length = struct.unpack("<4sI", stream.read(8))
        if name == b"fmt ":
            rate = _number(stream.read(16), 8, 4, "little")
        elif name == b"data":
            return Film(length / rate if rate else None)
        at += 8 + length + length % 2
    return Film()


def _flac(stream: BinaryIO) -> Film:
    stream.seek(18)
    packed = int.from_bytes(stream.read(8), "big")
    rate, samples = packed >> 44, packed & (1 << 36) - 1
    return Film(samples / rate if rate else None)


def _ogg(stream: BinaryIO) -> Film:
    """The last page says after how many samples it ends; Opus counts 48,000 in a second whatever it plays."""
    stream.seek(0)
    head = stream.read(128)
    vorbis, opus = head.find(b"\x01vorbis"), head.find(b"OpusHead")
    rate = 48_000 if opus >= 0 else _number(head, vorbis + 12, 4, "little") if vorbis >= 0 else 0
    stream.seek(max(0, _size(stream) - 65_536))
    tail = stream.read(65_536)
    page = tail.rfind(b"OggS")
    return Film(_number(tail, page + 6, 8, "little") / rate if rate and page >= 0 else None)


def _number(data: bytes, at: int, size: int, order: str = "big") -> int:
    if at + size > len(data):
        raise ValueError("the file ends in the middle of a number")
    return int.from_bytes(data[at : at + size], "little" if order == "little" else "big")


def _size(stream: BinaryIO) -> int:
    return stream.seek(0, os.SEEK_END)


def _webm(stream: BinaryIO) -> Film:
    return Film(*webm.told(stream))


_READERS = {
    "video/mp4": _mp4,
    "audio/mp4": _mp4,
    "video/webm": _webm,
    "audio/wav": _wav,
    "audio/flac": _flac,
    "audio/ogg": _ogg,
}
