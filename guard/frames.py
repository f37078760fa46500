"""One frame on every wire: four bytes of length, little-endian, then that many bytes of UTF-8 JSON."""

import json
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:  # the command hook starts once per post: what only the type checker needs is not imported
    from collections.abc import Iterator
    from typing import IO, Any

MAX_FRAME = 64 * 1024 * 1024


class BrokenFrame(Exception):
    """The other side sent something that is no frame, or stopped in the middle of one."""


def pack(value: "Any") -> bytes:
    """The frame of one value; raises BrokenFrame where it is too large to send."""
    return wrap(json.dumps(value, separators=(",", ":")).encode("ascii"))


def wrap(body: bytes) -> bytes:
    """The frame of a value that is JSON already; raises BrokenFrame where it is too large to send."""
    if len(body) > MAX_FRAME:
        raise BrokenFrame(f"a frame of {len(body):,} bytes is larger than the {MAX_FRAME:,} allowed")
    return struct.pack("<I", len(body)) + body


def unpack(body: bytes) -> "Any":
    """The value of a frame's body; raises BrokenFrame for anything else."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise BrokenFrame("the frame is no JSON") from None


def write(stream: "IO[bytes]", value: "Any") -> None:
    """Sends one value; raises BrokenFrame where it is too large to send."""
    stream.write(pack(value))
    stream.flush()


def read(stream: "IO[bytes]") -> "Any":
    """The next value, or None at the orderly end of the stream; raises BrokenFrame for anything else."""
    head = stream.read(4)
    if not head:
        return None
    if len(head) < 4:
        raise BrokenFrame("the stream ended inside a frame's length")
    length = _length(head, MAX_FRAME)
    body = stream.read(length)
    if len(body) < length:
        raise BrokenFrame(f"the stream ended after {len(body):,} of {length:,} bytes")
    return unpack(body)


class Splitter:
    """Cuts what comes in pieces into the bodies of frames. What a peer may make us keep is ``largest`` bytes."""

    def __init__(self, largest: int = MAX_FRAME) -> None:
        self._largest = largest
        self._rest = bytearray()

    def feed(self, data: bytes) -> "Iterator[bytes]":
        """The bodies that are whole by now, each as soon as it is asked for; raises BrokenFrame at one too large."""
        self._rest += data
        return self._cut()

    def allow(self, largest: int) -> None:
        """From the next frame on so many bytes may come, also of those that are here already."""
        self._largest = largest

    def _cut(self) -> "Iterator[bytes]":
        while len(self._rest) >= 4:
            end = 4 + _length(bytes(self._rest[:4]), self._largest)
            if end > len(self._rest):
                break
            body = bytes(self._rest[4:end])
            del self._rest[:end]
            yield body

    @property
    def inside(self) -> bool:
        """Whether a frame has begun that is not whole."""
        return bool(self._rest)


def _length(head: bytes, largest: int) -> int:
    (length,) = struct.unpack("<I", head)
    if length > largest:
        raise BrokenFrame(f"a frame announces {length:,} bytes; {largest:,} are allowed")
    return int(length)
