"""One frame on every wire: four bytes of length, little-endian, then that many bytes of UTF-8 JSON."""

import json
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:  # the command hook starts once per post: what only the type checker needs is not imported
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

    def feed(self, data: bytes) -> list[bytes]:
        """The bodies that are whole by now; raises BrokenFrame for one that announces too much."""
        self._rest += data
        bodies, at = [], 0
        while len(self._rest) - at >= 4:
            end = at + 4 + _length(bytes(self._rest[at : at + 4]), self._largest)
            if end > len(self._rest):
                break
            bodies.append(bytes(self._rest[at + 4 : end]))
            at = end
        del self._rest[:at]
        return bodies

    @property
    def inside(self) -> bool:
        """Whether a frame has begun that is not whole."""
        return bool(self._rest)


def _length(head: bytes, largest: int) -> int:
    (length,) = struct.unpack("<I", head)
    if length > largest:
        raise BrokenFrame(f"a frame announces {length:,} bytes; {largest:,} are allowed")
    return int(length)
