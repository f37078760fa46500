"""What stands in the frames between shell and engine; no Qt."""

from collections.abc import Callable

import msgspec
from msgspec import Raw, Struct

from guard.frames import BrokenFrame, wrap
from guard.protocol import Problem
from guard.protocol.events import AnyEvent
from guard.protocol.requests import Request


class Envelope(Struct, frozen=True):
    """What every frame of the engine has in common; the reply itself is read when it is known what it answers."""

    n: int = 0
    reply: Raw = Raw()
    error: Problem | None = None
    event: str = ""


_read_envelope = msgspec.json.Decoder(Envelope).decode
_read_event: Callable[[bytes], AnyEvent] = msgspec.json.Decoder(AnyEvent).decode
_write = msgspec.json.Encoder().encode


def framed(request: Request) -> bytes:
    """The request as it goes over the wire; raises BrokenFrame where it is too large."""
    return wrap(_write(request))


def envelope_of(body: bytes) -> Envelope:
    """The frame's outer shape; raises BrokenFrame where it has none."""
    try:
        return _read_envelope(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise BrokenFrame("the engine sent a frame that is no message") from None


def event_of(body: bytes) -> AnyEvent:
    """The event in the frame; raises BrokenFrame where it is none that is known."""
    try:
        return _read_event(body)
    except (msgspec.MsgspecError, RecursionError):
        raise BrokenFrame("the engine sent an event that nobody here knows") from None
