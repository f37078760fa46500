"""A client as the room sees it; ``connection`` is what it really is."""

from collections.abc import Awaitable, Callable
from threading import Event as Flag
from typing import Any, Protocol

import msgspec

from guard.engine.holds import Hold
from guard.protocol import requests as ask
from guard.protocol.requests import Role


class Client(Protocol):
    """Somebody at the other end of a connection."""

    name: str
    role: Role | None
    """None until it has greeted."""
    language: str
    watching: bool
    """Whether it is a shell that is told everything."""
    holds: dict[int, Hold]
    """What it waits for, by the number of the request."""
    stops: dict[int, Flag]
    """By the number of a long request: set to stop it."""

    def send(self, event: msgspec.Struct) -> None:
        """Says an event."""

    def cancel(self, number: int) -> None:
        """Stops a request of this client."""

    def close(self) -> None:
        """Ends the connection once what was said is sent."""


Operation = Callable[[Any, Client, Any], Awaitable[msgspec.Struct]]
"""Does one kind of request: the room, the client, the request → the reply; raises Refused."""
Operations = Callable[[ask.Request], Operation]
