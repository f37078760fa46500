"""One frame on every wire: four bytes of length, little-endian, then that many bytes of UTF-8 JSON."""

import json
import struct
from typing import IO, Any

MAX_FRAME = 64 * 1024 * 1024


class BrokenFrame(Exception):
    """The other side sent something that is no frame, or stopped in the middle of one."""


def write(stream: IO[bytes], value: Any) -> None:
    """Sends one value; raises BrokenFrame where it is too large to send."""
    body = json.dumps(value, separators=(",", ":")).encode("ascii")
    if len(body) > MAX_FRAME:
        raise BrokenFrame(f"a frame of {len(body):,} bytes is larger than the {MAX_FRAME:,} allowed")
    stream.write(struct.pack("<I", len(body)) + body)
    stream.flush()


def read(stream: IO[bytes]) -> Any:
    """The next value, or None at the orderly end of the stream; raises BrokenFrame for anything else."""
    head = stream.read(4)
    if not head:
        return None
    if len(head) < 4:
        raise BrokenFrame("the stream ended inside a frame's length")
    (length,) = struct.unpack("<I", head)
    if length > MAX_FRAME:
        raise BrokenFrame(f"a frame announces {length:,} bytes; {MAX_FRAME:,} are allowed")
    body = stream.read(length)
    if len(body) < length:
        raise BrokenFrame(f"the stream ended after {len(body):,} of {length:,} bytes")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise BrokenFrame("the frame is no JSON") from None
