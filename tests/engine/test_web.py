"""The door to other machines: limits, troubles in words without secrets, and no token that goes elsewhere."""

import asyncio
import base64
import json
import shutil
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from guard.web import Reply, Site, WebTrouble, WebWhy, open_door
from guard.web.addresses import checked, host_of, without_secrets

SECRET = "s3cret-of-the-brand"  # noqa: S105 - of this file's server
HEADERS = {"Authorization": f"Bearer {SECRET}", "X-Site": "short"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(handler: Handler, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """Where a server listens that answers everything by ``handler``."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        yield f"{'https' if tls else 'http'}://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def asked(
    handler: Handler,
    what: Callable[[Site], Awaitable[Any]] = lambda site: site.get("/x"),
    *,
    seconds: float = 5.0,
    tls: ssl.SSLContext | None = None,
) -> Any:
    """What ``what`` gives with the server's site."""

    async def within() -> Any:
        async with serving(handler, tls) as address, open_door() as door:
            return await what(door.site(address, HEADERS, seconds))

    return asyncio.run(within())


def trouble(*args: Any, **more: Any) -> WebTrouble:
    """The trouble in which it ends, which never holds the secret."""
    with pytest.raises(WebTrouble) as found:
        asked(*args, **more)
    assert SECRET not in str(found.value)
    assert SECRET not in repr(found.value)
    assert found.value.text == str(found.value)
    return found.value


def saying(status: int = 200, body: bytes | str = b"", **headers: str) -> Handler:
    data = body.encode() if isinstance(body, str) else body

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=data, headers={k.replace("_", "-"): v for k, v in headers.items()})

    return answer


async def hanging(_: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


def test_what_is_asked_and_answered() -> None:
    async def echo(request: web.Request) -> web.StreamResponse:
        said = {
            "method": request.method,
            "path": request.path_qs,
            "token": request.headers["Authorization"],
            "agent": request.headers["User-Agent"].partition("/")[0],
            "json": await request.json(),
        }
        return web.json_response(said, status=201, headers={"X-Total": "3"})

    reply: Reply = asked(echo, lambda site: site.ask("PUT", "/a", body={"ü": [1]}, query={"q": "a b"}))
    assert (reply.status, reply.headers["x-total"]) == (201, "3")
    assert reply.data == {
        "method": "PUT",
        "path": "/a?q=a+b",
        "token": f"Bearer {SECRET}",
        "agent": "Hatcheck",
        "json": {"ü": [1]},
    }


def test_nothing_is_an_answer_too() -> None:
    assert asked(saying(204)).data is None


STATUSES = [
    pytest.param(301, WebWhy.ELSEWHERE, "sends on to another address", id="sent on"),
    pytest.param(400, WebWhy.REFUSED, "refuses it (400)", id="refused"),
    pytest.param(401, WebWhy.DENIED, "does not accept the token for this (401)", id="token refused"),
    pytest.param(403, WebWhy.DENIED, "does not accept the token for this (403)", id="not allowed"),
    pytest.param(404, WebWhy.MISSING, "knows no such thing (404)", id="missing"),
    pytest.param(410, WebWhy.MISSING, "knows no such thing (410)", id="gone"),
    pytest.param(429, WebWhy.LIMITED, "asked too often (429)", id="too often"),
    pytest.param(500, WebWhy.BROKEN, "fails at it (500)", id="failed"),
    pytest.param(503, WebWhy.BROKEN, "fails at it (503)", id="not there just now"),
]
WAYS = [
    pytest.param(lambda site: site.ask("POST", "/x", body={}), id="asked"),
    pytest.param(lambda site: site.text("/x"), id="text"),
    pytest.param(lambda site: first_line(site), id="stream"),
    pytest.param(lambda site: first_message(site), id="socket"),
    pytest.param(lambda site: talked(site), id="talk"),
]


async def first_line(site: Site) -> bytes:
    async with site.stream("/x") as lines:
        return await anext(aiter(lines))


async def first_message(site: Site) -> bytes:
    async with site.socket("/x") as messages:
        return await anext(aiter(messages))


async def talked(site: Site) -> Any:
    async with site.talk("/x") as talk:
        await talk.say({"id": 1})
        return await talk.hear()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("status", "why", "text"), STATUSES)
def test_what_a_status_means(status: int, why: WebWhy, text: str, way: Callable[[Site], Awaitable[Any]]) -> None:
    found = trouble(saying(status, "<html>no</html>", Location="/y", Retry_After="60"), way)
    assert (found.why, found.status if status != 301 else 301) == (why, status)
    assert text in found.text


@pytest.mark.parametrize("way", WAYS)
def test_no_token_goes_where_a_site_sends_on_to(way: Callable[[Site], Awaitable[Any]]) -> None:
    """Neither its header nor another one arrives at the second server."""
    arrived: list[str] = []

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        arrived.append(request.path)
        return web.json_response({})

    async def within() -> None:
        async with (
            serving(elsewhere) as second,
            serving(saying(302, Location=f"{second}/stolen")) as first,
            open_door() as door,
        ):
            with pytest.raises(WebTrouble) as found:
                await way(door.site(first, HEADERS))
        assert found.value.why is WebWhy.ELSEWHERE

    asyncio.run(within())
    assert arrived == []


SAID = [
    pytest.param('{"message": "Not yours"}', " “Not yours”", id="a message"),
    pytest.param('{"error": {"message": "Not yours"}}', " “Not yours”", id="within an error"),
    pytest.param('{"errors": [{"detail": "Not  \\n yours"}]}', " “Not yours”", id="in a list"),
    pytest.param(json.dumps({"error": "y" * 500}), f" “{'y' * 160}…”", id="long"),
    pytest.param(json.dumps({"error": f"Token {SECRET} is none"}), "", id="with the secret"),
    pytest.param(json.dumps({"error": "y" * 150 + SECRET}), "", id="with the secret where it is cut off"),
    pytest.param("<html>", "", id="a page"),
    pytest.param('{"error": ' + "[" * 60_000, "", id="deep"),
    pytest.param('{"errors": {"a": 1}}', "", id="something else"),
    pytest.param("[]", "", id="an empty list"),
]


@pytest.mark.parametrize(("body", "shown"), SAID)
def test_what_of_a_site_s_own_words_is_shown(body: str, shown: str) -> None:
    assert trouble(saying(400, body)).text.endswith(f"(400).{shown}")


PASSWORD = "jo:abcd efgh ijkl mnop qrst uvwx"  # noqa: S105 - of this file's server
BASIC = base64.b64encode(PASSWORD.encode()).decode()
ECHOES = [
    pytest.param("Bad key another-secret", {"headers": {"X-Key": "another-secret"}}, id="a header of one request"),
    pytest.param("Bad key another-s…", {"headers": {"X-Key": "another-secret"}}, id="a piece of it"),
    pytest.param("Bad key ANOTHER SECRET", {"headers": {"X-Key": "another-secret"}}, id="written in another way"),
    pytest.param("No such user jo:abcd efgh", {"headers": {"Authorization": f"Basic {BASIC}"}}, id="what Basic means"),
    pytest.param("abcdefghijklmnop is none", {"headers": {"Authorization": f"Basic {BASIC}"}}, id="without its spaces"),
    pytest.param("Wrong: hunter2", {"form": {"user": "jo", "password": "hunter2"}}, id="a form"),
    pytest.param("Wrong: very-long-pass…", {"form": {"password": "very-long-password"}}, id="a piece of a form"),
]


@pytest.mark.parametrize(("said", "more"), ECHOES)
def test_what_repeats_a_secret_is_not_shown(said: str, more: dict[str, Any]) -> None:
    found = trouble(saying(400, json.dumps({"error": said})), lambda site: site.ask("POST", "/x", **more))
    assert found.text.endswith("refuses it (400).")


@pytest.mark.parametrize("status", [401, 403])
def test_who_refuses_a_token_is_not_repeated(status: int) -> None:
    found = trouble(saying(status, '{"message": "The key ends in 7f"}'))
    assert found.text.endswith(f"does not accept the token for this ({status}).")


def test_what_is_no_secret_hides_nothing() -> None:
    headers = {"Accept": "application/json", "X-Key": "another-secret"}
    found = trouble(
        saying(400, '{"error": "Only application/json, and no other"}'),
        lambda site: site.ask("POST", "/x", headers=headers),
    )
    assert found.text.endswith("“Only application/json, and no other”")


@pytest.mark.parametrize(
    ("after", "seconds"),
    [
        pytest.param("3600", 3600.0, id="seconds"),
        pytest.param("", None, id="not told"),
        pytest.param("soon", None, id="no time"),
        pytest.param("-5", None, id="below zero"),
        pytest.param("Mon, 23 Nov 2020 09:00:00 GMT", 0.0, id="a moment that has passed"),
    ],
)
def test_when_a_site_wants_to_be_asked_again(after: str, seconds: float | None) -> None:
    found = trouble(saying(429, Retry_After=after), lambda site: site.ask("POST", "/x"))
    assert found.after == seconds


def test_a_moment_to_be_asked_again() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    found = trouble(saying(429, Retry_After=later))
    assert found.after is not None
    assert 3500 < found.after <= 3600


@pytest.mark.parametrize(
    ("method", "after", "count"),
    [
        pytest.param("GET", "0", 2, id="read, soon: once more"),
        pytest.param("GET", "6", 1, id="read, later: no"),
        pytest.param("POST", "0", 1, id="written: never twice"),
    ],
)
def test_what_is_asked_once_more(method: str, after: str, count: int) -> None:
    seen: list[str] = []

    async def limited(request: web.Request) -> web.StreamResponse:
        seen.append(request.method)
        return web.Response(status=429, headers={"Retry-After": after})

    trouble(limited, lambda site: site.ask(method, "/x"))
    assert seen == [method] * count


BODIES = [
    pytest.param(b"{", id="cut off"),
    pytest.param(b"<!doctype html>", id="a page"),
    pytest.param(b"\xff\xfe{", id="no text"),
    pytest.param(b"[" * 200_000, id="deep"),
]


@pytest.mark.parametrize("body", BODIES)
def test_what_is_no_json(body: bytes) -> None:
    found = trouble(saying(200, body))
    assert (found.why, "cannot be read" in found.text) == (WebWhy.BROKEN, True)


@pytest.mark.parametrize("way", [lambda site: site.get("/x"), lambda site: site.text("/x")], ids=["json", "text"])
def test_what_is_too_large_is_not_read_to_its_end(way: Callable[[Site], Awaitable[Any]]) -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(1000):
            await response.write(b" " * 1024 * 1024)
            sent += 1
        return response

    found = trouble(endless, way, seconds=60)
    assert "sends more than is read here" in found.text
    assert sent < 100


@pytest.mark.parametrize("way", WAYS)
def test_who_does_not_answer(way: Callable[[Site], Awaitable[Any]]) -> None:
    found = trouble(hanging, way, seconds=0.2)
    assert (found.why, "did not answer within 0.2 seconds" in found.text) == (WebWhy.SLOW, True)


@pytest.mark.parametrize("way", WAYS)
def test_who_hangs_up(way: Callable[[Site], Awaitable[Any]]) -> None:
    async def hang_up(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return await hanging(request)

    found = trouble(hang_up, way)
    assert (found.why, "broke" in found.text) == (WebWhy.UNREACHABLE, True)


@pytest.mark.parametrize("way", WAYS)
def test_nobody_listens(way: Callable[[Site], Awaitable[Any]]) -> None:
    async def within() -> None:
        async with open_door() as door:
            with pytest.raises(WebTrouble, match=r"Nobody listens at 127\.0\.0\.1:1"):
                await way(door.site("http://127.0.0.1:1", HEADERS))

    asyncio.run(within())


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
@pytest.mark.parametrize("way", WAYS)
def test_a_certificate_that_nobody_signed(tmp_path: Path, way: Callable[[Site], Awaitable[Any]]) -> None:
    words = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=a -keyout"
    made = [*words.split(), tmp_path / "key", "-out", tmp_path / "certificate"]
    subprocess.run(made, check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "certificate", tmp_path / "key")
    found = trouble(saying(200, "{}"), way, tls=tls)
    assert (found.why, "certificate of 127.0.0.1" in found.text) == (WebWhy.UNREACHABLE, True)


ADDRESSES = [
    pytest.param("https://a.example", True, id="over TLS"),
    pytest.param("http://127.0.0.1:5678", True, id="this machine"),
    pytest.param("http://[::1]:5678", True, id="this machine by IPv6"),
    pytest.param("http://192.168.1.4", True, id="the own network"),
    pytest.param("http://nas.local/x", True, id="a name of the own network"),
    pytest.param("http://n8n:5678", True, id="a name without a dot"),
    pytest.param("http://a.example", False, id="open to whoever listens"),
    pytest.param("http://8.8.8.8", False, id="a public number"),
    pytest.param("http://[2001:4860:4860::8888]", False, id="a public number of IPv6"),
    pytest.param("http://[::ffff:8.8.8.8]", False, id="a public number within one of IPv6"),
    pytest.param("http://[::ffff:10.0.0.4]", True, id="the own network within one of IPv6"),
    pytest.param("http://[fd00::1]:5678", True, id="the own network by IPv6"),
    pytest.param("http://134744072", False, id="a number without dots"),
    pytest.param("http://0x08080808", False, id="a number of sixteen digits"),
    pytest.param("http://8.8.2056", False, id="a number with two dots"),
    pytest.param("http://8.8.8.8.", False, id="a public number with a dot at its end"),
    pytest.param("http://ai", False, id="a country"),
    pytest.param("http://AI.", False, id="a country with a dot"),
    pytest.param("http://127.0.0.1.nip.example", False, id="a name that begins like a number"),
    pytest.param("http://@a.local", False, id="an empty user"),
    pytest.param("ws://a.example", False, id="an open socket"),
    pytest.param("https://jo:pass@a.example", False, id="a password in it"),
    pytest.param("ftp://a.example", False, id="another protocol"),
    pytest.param("https://", False, id="no host"),
    pytest.param("https://a.example:99999", False, id="no such port"),
    pytest.param("a.example", False, id="no protocol"),
    pytest.param("", False, id="nothing"),
]


@pytest.mark.parametrize(("address", "safe"), ADDRESSES)
@pytest.mark.parametrize("moved", [False, True], ids=["from the door", "from another site"])
def test_where_a_token_may_go(address: str, safe: bool, moved: bool) -> None:
    async def made() -> str:
        async with open_door() as door:
            return (door.site("https://b.example").at(address) if moved else door.site(address)).address

    if safe:
        assert asyncio.run(made()) == address
        return
    with pytest.raises(WebTrouble) as found:
        asyncio.run(made())
    assert found.value.why is WebWhy.UNSAFE


@pytest.mark.parametrize("way", WAYS)
def test_a_name_of_the_own_network_that_leads_out_of_it(
    monkeypatch: pytest.MonkeyPatch, way: Callable[[Site], Awaitable[Any]]
) -> None:
    """The system's own list of names leads ``nas.local`` to a public machine; nothing is sent there."""

    async def within() -> None:
        loop = asyncio.get_running_loop()
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.0.113.7", 80))]
        monkeypatch.setattr(loop, "getaddrinfo", lambda *_args, **_more: asyncio.sleep(0, found))
        async with open_door() as door:
            with pytest.raises(WebTrouble, match=r"nas\.local would be asked without encryption") as trouble_:
                await way(door.site("http://nas.local", HEADERS))
        assert trouble_.value.why is WebWhy.UNSAFE

    asyncio.run(within())


SHOWN = [
    pytest.param("ftp://admin:hunter2hunter@blog.example/x", "ftp://blog.example/x", id="another protocol"),
    pytest.param("https://u:p@w@blog.example:8443/", "https://blog.example:8443", id="a sign in the password"),
    pytest.param("https://blog.example/a?key=hunter2#b", "https://blog.example/a", id="a query"),
    pytest.param("admin:hunter2@blog.example", "blog.example", id="no protocol"),
    pytest.param("https://[::1/x?key=hunter2", "https://[::1/x", id="no address"),
]


@pytest.mark.parametrize(("address", "shown"), SHOWN)
def test_what_of_an_address_is_shown(address: str, shown: str) -> None:
    assert without_secrets(address) == shown
    try:
        said = str(checked(address))
    except WebTrouble as found:
        said = found.text
    assert "hunter2" not in said.partition("?")[0]
    assert "hunter2" not in host_of(address)


def test_several_answers_together_are_read_only_so_far() -> None:
    """The limit counts for every site that is made of the first one, and for a talk as well."""

    async def within() -> list[str]:
        told = []
        async with serving(saying(200, json.dumps("y" * 600))) as address, open_door() as door:
            site = door.site(address, HEADERS, most=2000)
            for one in (site, site.with_headers({}), site.at(address), site):
                try:
                    await one.get("/x")
                    told.append("read")
                except WebTrouble as found:
                    told.append(found.text.partition(" ")[2])
        return told

    assert asyncio.run(within()) == ["read", "read", "read", "sends more than is read here."]


def test_another_address_has_no_token_yet() -> None:
    async def headers(request: web.Request) -> web.StreamResponse:
        return web.json_response(dict(request.headers))

    async def both(site: Site) -> Any:
        moved = site.at(site.address + "/api")
        return [(await one.get("/x")).data for one in (moved, moved.with_headers({"X-Key": "1"}))]

    bare, named = asked(headers, both)
    assert "Authorization" not in bare
    assert "X-Site" not in bare
    assert named["X-Key"] == "1"


def test_a_password_file_does_not_stand_in_the_way_of_a_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many have ``~/.netrc`` for git; what is in it is neither sent nor keeps the token from being sent."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login jo password other\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))

    async def token(request: web.Request) -> web.StreamResponse:
        return web.json_response(request.headers.get("Authorization", ""))

    assert asked(token).data == f"Bearer {SECRET}"
    assert asked(token, lambda site: site.with_headers({}).get("/x")).data == ""


def test_a_proxy_of_the_system_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked for a way to the site, and hears no more than its name."""
    heard = bytearray()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.extend(await reader.readuntil(b"\r\n\r\n"))
        writer.close()

    async def within() -> None:
        server = await asyncio.start_server(listen, "127.0.0.1", 0)
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        monkeypatch.setenv("no_proxy", "printer.example")
        async with server, open_door() as door:
            with pytest.raises(WebTrouble):
                await door.site("https://a.example", HEADERS).get("/x")

    asyncio.run(within())
    assert heard.startswith(b"CONNECT a.example:443 ")
    assert SECRET.encode() not in heard


@pytest.mark.parametrize("way", WAYS[:2])
def test_no_proxy_hears_what_is_said_in_the_own_network(
    monkeypatch: pytest.MonkeyPatch, way: Callable[[Site], Awaitable[Any]]
) -> None:
    heard = []

    async def proxy(request: web.Request) -> web.StreamResponse:
        heard.append(request.headers.get("Authorization"))
        return web.json_response({})

    async def within() -> None:
        async with serving(proxy) as address, serving(saying(200, "{}")) as other, open_door() as door:
            monkeypatch.setenv("http_proxy", address)
            monkeypatch.setenv("https_proxy", address)
            monkeypatch.setenv("no_proxy", "printer.local")
            await way(door.site(other, HEADERS))

    asyncio.run(within())
    assert heard == []


def test_lines_come_as_they_are_sent() -> None:
    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"event: update\r\nda")
        await response.write(b"ta: 1\n\n")
        return response

    async def read(site: Site) -> list[bytes]:
        async with site.stream("/x") as lines:
            return [line async for line in lines]

    assert asked(stream, read) == [b"event: update", b"data: 1", b""]


def test_a_stream_that_falls_silent() -> None:
    async def silent(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b":thump\n")
        return await hanging(request)

    async def read(site: Site) -> list[bytes]:
        async with site.stream("/x", silence=0.2) as lines:
            return [line async for line in lines]

    assert trouble(silent, read).why is WebWhy.SLOW


@pytest.mark.parametrize("error", [ValueError("mine"), TimeoutError("mine"), OSError("mine")], ids=repr)
@pytest.mark.parametrize("way", ["stream", "socket"])
def test_what_goes_wrong_with_the_reader_is_not_the_site_s(error: Exception, way: str) -> None:
    async def talking(request: web.Request) -> web.StreamResponse:
        if way == "socket":
            socket = web.WebSocketResponse()
            await socket.prepare(request)
            await socket.send_str("1")
            await socket.receive()
            return socket
        return web.Response(body=b"1\n2\n")

    async def read(site: Site) -> None:
        opened = site.stream("/x") if way == "stream" else site.socket("/x")
        async with opened as parts:
            async for _ in parts:
                raise error

    with pytest.raises(type(error), match="mine"):
        asked(talking, read)


def test_messages_of_a_socket_come_as_bytes() -> None:
    async def socket(request: web.Request) -> web.StreamResponse:
        made = web.WebSocketResponse()
        await made.prepare(request)
        await made.send_str("ü")
        await made.send_bytes(b"\x00")
        await made.close()
        return made

    async def read(site: Site) -> list[bytes]:
        async with site.socket("/x") as messages:
            return [message async for message in messages]

    assert asked(socket, read) == ["ü".encode(), b"\x00"]


@pytest.mark.parametrize("how", ["hangs up", "falls silent", "sends too much"])
def test_a_socket_that_breaks_is_told(how: str) -> None:
    """It never looks as if the other side had closed it."""

    async def breaking(request: web.Request) -> web.StreamResponse:
        made = web.WebSocketResponse(autoping=how != "falls silent")
        await made.prepare(request)
        await made.send_str("1")
        if how == "sends too much":
            await made.send_bytes(b"0" * (17 * 1024 * 1024))
        elif how == "hangs up":
            assert request.transport is not None
            request.transport.abort()
        else:
            while True:  # pings are read, and not answered
                await made.receive()
        return made

    async def read(site: Site) -> list[bytes]:
        async with site.socket("/x", silence=0.3) as messages:
            return [message async for message in messages]

    found = trouble(breaking, read)
    assert found.why is (WebWhy.SLOW if how == "falls silent" else WebWhy.UNREACHABLE)


def test_a_talk_goes_in_turns() -> None:
    async def talking(request: web.Request) -> web.StreamResponse:
        made = web.WebSocketResponse()
        await made.prepare(request)
        async for message in made:
            await made.send_json({"got": json.loads(message.data)})
        return made

    assert asked(talking, talked) == {"got": {"id": 1}}


@pytest.mark.parametrize("said", ["{", "[" * 200_000], ids=["cut off", "deep"])
def test_a_talk_of_what_is_no_json(said: str) -> None:
    async def talking(request: web.Request) -> web.StreamResponse:
        made = web.WebSocketResponse()
        await made.prepare(request)
        await made.receive()
        await made.send_str(said)
        await made.receive()
        return made

    assert trouble(talking, talked).why is WebWhy.BROKEN
