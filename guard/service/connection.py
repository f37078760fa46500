"""One connection: frames in, replies and events out, and the limits that keep one client from harming the others."""

import asyncio
import sys
import traceback
from threading import Event as Flag
from typing import Union

import msgspec

from guard import frames
from guard.engine.holds import Hold
from guard.protocol import PROTOCOL, ErrorCode, Problem, Refused
from guard.protocol import requests as ask
from guard.protocol.operations import BY_REQUEST
from guard.protocol.replies import Welcome
from guard.protocol.requests import MAX_LIST, MAX_TEXT, Role
from guard.protocol.wire import encode
from guard.service.room import Room

IN_FLIGHT = 256
"""Requests of one connection that are not answered yet, what waits for the person included."""
LARGEST = {None: 64 * 1024, Role.GATE: 16 * 1024 * 1024, Role.FACE: 1024 * 1024}
"""Bytes of one frame from a client: before it has greeted, and by its role."""
GREETING = 5.0
"""Seconds in which ``hello`` must come, and in which a frame that has begun must be whole."""
_UNREAD = 32 * 1024 * 1024
"""Bytes a client may leave unread before it is cut off."""

_REQUEST: msgspec.json.Decoder[ask.Request] = msgspec.json.Decoder(Union[tuple(BY_REQUEST)])  # noqa: UP007 - made of a table


class _Numbered(msgspec.Struct):
    """What of a broken request may still tell whom to answer."""

    n: int = 0


class Connection(asyncio.Protocol):
    """A client, from its first byte to its last."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.name = ""
        self.role: Role | None = None
        self.language = "en"
        self.watching = False
        self.holds: dict[int, Hold] = {}
        """By the number of the request that waits."""
        self.stops: dict[int, Flag] = {}
        """By the number of a long request: set to stop it."""
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._splitter = frames.Splitter(LARGEST[None])
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Whoever comes must be this user, and greet."""
        if not isinstance(transport, asyncio.Transport) or not self.room.admit(self, transport):
            transport.abort()  # type: ignore[attr-defined]  # every stream has it
            return
        self._transport = transport
        self._timer = self.room.loop.call_later(GREETING, self._late)

    def data_received(self, data: bytes) -> None:
        """Takes the requests that are whole."""
        whole = False
        try:
            for body in self._splitter.feed(data):
                self._take(body)
                whole = True
        except frames.BrokenFrame as error:
            self._refuse(0, Problem(ErrorCode.BAD_REQUEST, f"{error}. The connection is closed."))
            self.close()
            return
        if self._timer and self.role and (whole or not self._splitter.inside):
            self._timer.cancel()
            self._timer = None
        if self._timer is None and self._splitter.inside:
            self._timer = self.room.loop.call_later(GREETING, self._late)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's own signature
        """Nobody waits here any more: what is held for this client is abandoned."""
        if self._timer:
            self._timer.cancel()
        for flag in self.stops.values():
            flag.set()
        for task in self._tasks.values():
            task.cancel()
        self.room.leave(self)

    def send(self, event: msgspec.Struct) -> None:
        """Says an event; a client that reads nothing is cut off."""
        self._write(encode(event))

    def close(self) -> None:
        """Ends the connection once what was said is sent."""
        if self._transport:
            self._transport.close()

    def _take(self, body: bytes) -> None:
        try:
            request = _REQUEST.decode(body)
            _check_sizes(request)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            self._refuse(_number(body), Problem(ErrorCode.BAD_REQUEST, f"This is no request: {error}"))
            return
        if problem := self._not_allowed(request):
            self._refuse(request.n, problem)
            if problem.code in {ErrorCode.NOT_GREETED, ErrorCode.BAD_VERSION}:
                self.close()
            return
        if isinstance(request, ask.Hello):
            self._greet(request)
        else:
            self._tasks[request.n] = self.room.loop.create_task(self._do(request))

    def _not_allowed(self, request: ask.Request) -> Problem | None:
        if isinstance(request, ask.Hello):
            if request.version != PROTOCOL:
                text = f"This engine speaks version {PROTOCOL}, you speak {request.version}. Update the older of both."
                return Problem(ErrorCode.BAD_VERSION, text)
            return Problem(ErrorCode.BAD_REQUEST, "You have said hello already.") if self.role else None
        if self.role is None:
            return Problem(ErrorCode.NOT_GREETED, "Say hello first.")
        if self.role not in BY_REQUEST[type(request)].roles:
            return Problem(ErrorCode.WRONG_ROLE, f"This is not for a {self.role.value}.")
        if request.n in self._tasks:
            return Problem(ErrorCode.BAD_REQUEST, f"Request {request.n} is not answered yet; take another number.")
        if len(self._tasks) >= IN_FLIGHT:
            return Problem(ErrorCode.TOO_MANY, f"{IN_FLIGHT} of your requests wait already; this one is not done.")
        return None

    def _greet(self, request: ask.Hello) -> None:
        self.role, self.name, self.language = request.role, request.name[:64], request.language
        self._splitter.allow(LARGEST[self.role])
        self._reply(request.n, Welcome(PROTOCOL, self.room.version, self.room.run))

    async def _do(self, request: ask.Request) -> None:
        try:
            self._reply(request.n, await self.room.operation(request)(self.room, self, request))
        except Refused as refused:
            self._refuse(request.n, refused.problem)
        except asyncio.CancelledError:
            self._refuse(request.n, Problem(ErrorCode.CANCELLED, "You have stopped this."))
        except Exception:  # noqa: BLE001 - the error boundary: a bug lets nothing out and ends nothing else
            traceback.print_exc(file=sys.stderr)
            text = "This is a mistake in Hatcheck; nothing was let out. Its log tells more."
            self._refuse(request.n, Problem(ErrorCode.BUG, text))
        finally:
            self._tasks.pop(request.n, None)
            self.stops.pop(request.n, None)

    def cancel(self, number: int) -> None:
        """Stops a request of this connection."""
        if flag := self.stops.get(number):
            flag.set()
        elif task := self._tasks.get(number):
            task.cancel()

    def _reply(self, number: int, value: msgspec.Struct) -> None:
        self._write(encode({"n": number, "reply": value}))

    def _refuse(self, number: int, problem: Problem) -> None:
        self._write(encode({"n": number, "error": problem}))

    def _write(self, body: bytes) -> None:
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        transport.write(frames.wrap(body))
        if transport.get_write_buffer_size() > _UNREAD:
            transport.abort()

    def _late(self) -> None:
        self._timer = None
        self._refuse(0, Problem(ErrorCode.NOT_GREETED, f"Nothing whole came within {GREETING:g} s."))
        self.close()


def _check_sizes(request: ask.Request) -> None:
    """Lists and texts have limits beside the frame's; raises ValidationError."""
    for name in request.__struct_fields__:
        value = getattr(request, name)
        if isinstance(value, list | dict) and len(value) > MAX_LIST:
            raise msgspec.ValidationError(f"more than {MAX_LIST} entries - at `$.{name}`")
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise msgspec.ValidationError(f"more than {MAX_TEXT:,} characters - at `$.{name}`")


def _number(body: bytes) -> int:
    try:
        return msgspec.json.decode(body, type=_Numbered).n
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return 0
