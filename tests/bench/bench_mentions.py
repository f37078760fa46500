"""What watching costs: Jetstream's stream over a real WebSocket into the real process, and how soon a mention is told.

    .venv/bin/python tests/bench/bench_mentions.py [EVENTS]

The events are made up in the shapes that https://github.com/bluesky-social/jetstream-legacy#readme shows: posts in many
languages, replies with facets, pictures, quotes, deletions, identities; one in 500 names a brand. They are served by a
process of their own, so that the watching one has a core for itself. Needs /proc.
"""

import asyncio
import base64
import hashlib
import json
import os
import random
import statistics
import struct
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from guard.mentions.terms import Terms
from guard.mentions.watcher import Watcher
from guard.model.mention import Mentions, Post, Source, SourceState, Watching

ONE_IN = 500
STEPS = (10_000, 50_000, 100_000, 300_000)
_ENDS = os.sysconf("SC_CLK_TCK")
_WORDS = {
    "en": "just the other day we saw something that nobody could have expected and honestly it made my week so good",
    "ja": "今日 は とても いい 天気 です ね 散歩 に 行って きました 猫 が かわいい 写真 を 撮った よ",
    "pt": "hoje eu acordei pensando em tudo que aconteceu e não consigo acreditar que já é sexta feira meu deus",
    "de": "heute morgen war der Zug schon wieder verspätet und natürlich gab es keine Durchsage, größte Freude überall",
    "es": "no puedo creer que mañana ya sea lunes otra vez qué semana más larga y qué poco he dormido",
    "ru": "сегодня опять шёл дождь и никто не взял зонт а потом мы всё равно пошли гулять в парк",
    "th": "วันนี้ อากาศ ดี มาก ไป เดิน เล่น ที่ สวน แล้ว กิน ไอศกรีม",
    "ko": "오늘 날씨 가 정말 좋아요 산책 하고 커피 마셨어요 고양이 사진",
    "fr": "ce matin le café était froid mais la journée fut belle, à bientôt les amis déjà fatigués",
}
BRANDS = [
    Watching("acme", ("Acme", "Acme Rockets"), ("@acme.bsky.social",), ("#AcmeFail",), ("acme.example",)),
    Watching("mueller", ("Müller & Söhne",), ("@mueller",), (), ("mueller.example",)),
    Watching("redcross", ("Rotes Kreuz", "Red Cross"), ("@redcross",), ("#redcross",), ("redcross.example",)),
]
MENTIONS = (
    "What was Acme thinking?",
    "Bei Müller & Söhne gewesen",
    "donated to the Red Cross today",
    "#AcmeFail again",
)


class Maker:
    """Makes events, the same ones for the same seed."""

    def __init__(self, seed: int, begin: int) -> None:
        self._random = random.Random(seed)  # noqa: S311
        self._begin, self.number = begin, 0
        self._written = datetime.fromtimestamp(begin / 1e6, UTC).isoformat(timespec="milliseconds")

    def _code(self, length: int) -> str:
        return "".join(self._random.choices("abcdefghijklmnopqrstuvwxyz234567", k=length))

    def event(self, text: str = "") -> bytes:
        """The next one as JSON; with a text, a post that says it."""
        self.number += 1
        did, at = f"did:plc:{self._code(24)}", self._begin + self.number
        rolled = 0.5 if text else self._random.random()
        if rolled < 0.02:
            body: Any = {"did": did, "handle": f"{self._code(8)}.bsky.social", "seq": self.number, "time": "2026"}
            return _json({"did": did, "time_us": at, "kind": "identity", "identity": body})
        commit = {"rev": self._code(13), "operation": "create", "collection": "app.bsky.feed.post"}
        commit["rkey"] = f"3{self.number:012d}"
        if rolled < 0.08:
            commit["operation"] = "delete"
            return _json({"did": did, "time_us": at, "kind": "commit", "commit": commit})
        commit["record"], commit["cid"] = self._record(text, rolled), f"bafyrei{self._code(52)}"  # type: ignore[assignment]
        return _json({"did": did, "time_us": at, "kind": "commit", "commit": commit})

    def _record(self, text: str, rolled: float) -> dict[str, Any]:
        language = self._random.choice(list(_WORDS))
        words = _WORDS[language].split()
        said = text or " ".join(self._random.choices(words, k=self._random.randint(3, 40)))[:300]
        record: dict[str, Any] = {"$type": "app.bsky.feed.post", "createdAt": self._written}
        if rolled < 0.55 and not text:
            record["reply"] = {"parent": self._reference(), "root": self._reference()}
        if 0.3 < rolled < 0.5:
            aspect = {"height": 1200, "width": 900}
            blob = {"$type": "blob", "ref": {"$link": "bafkrei" + self._code(52)}, "mimeType": "image/jpeg", "size": 90}
            picture = {"alt": " ".join(words[:8]), "aspectRatio": aspect, "image": blob}
            record["embed"] = {"$type": "app.bsky.embed.images", "images": [picture] * self._random.randint(1, 4)}
        elif 0.5 < rolled < 0.7:
            uri = f"https://{self._code(8)}.example/{self._code(20)}"
            record["embed"] = {
                "$type": "app.bsky.embed.external",
                "external": {"description": " ".join(words), "title": words[0], "uri": uri},
            }
            feature = {"$type": "app.bsky.richtext.facet#link", "uri": uri}
            record["facets"] = [{"features": [feature], "index": {"byteEnd": 40, "byteStart": 10}}]
        elif rolled > 0.95:
            record["embed"] = {"$type": "app.bsky.embed.record", "record": self._reference()}
        return {**record, "langs": [language], "text": said}

    def _reference(self) -> dict[str, str]:
        uri = f"at://did:plc:{self._code(24)}/app.bsky.feed.post/{self._code(13)}"
        return {"cid": "bafyrei" + self._code(52), "uri": uri}


def _json(event: Mapping[str, Any]) -> bytes:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def _framed(message: bytes) -> bytes:
    """One text frame of a server (RFC 6455, 5.2)."""
    length = len(message)
    head = bytes([0x81, length]) if length < 126 else struct.pack(">BBH", 0x81, 126, length)
    return head + message


async def serve(begin: int) -> None:
    """Orders by lines: ``send FROM TO`` or ``pace MENTIONS``; the events are made before they are sent."""
    maker, waiting = Maker(1, begin), asyncio.Queue[list[str]]()

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        key = next(
            line.partition(": ")[2] for line in head.split("\r\n") if line.lower().startswith("sec-websocket-key")
        )
        # What RFC 6455, 4.2.2 asks for.
        digest = hashlib.sha1(f"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11".encode()).digest()  # noqa: S324
        lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
        accepted = f"Sec-WebSocket-Accept: {base64.b64encode(digest).decode()}"
        writer.write("\r\n".join([*lines, accepted, "", ""]).encode())
        while True:
            match await waiting.get():
                case ["send", count]:
                    await _send(maker, writer, int(count))
                case ["pace", count]:
                    await _pace(maker, writer, int(count))

    server = await asyncio.start_server(client, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        waiting.put_nowait(line.decode().split())


async def _send(maker: Maker, writer: asyncio.StreamWriter, count: int) -> None:
    made = []
    for _ in range(count):
        named = (maker.number + 1) % ONE_IN == 0
        made.append(_framed(maker.event(MENTIONS[maker.number // ONE_IN % len(MENTIONS)] if named else "")))
    print(f"sending {time.time()}", flush=True)
    for start in range(0, len(made), 100):
        writer.write(b"".join(made[start : start + 100]))
        await writer.drain()


async def _pace(maker: Maker, writer: asyncio.StreamWriter, count: int) -> None:
    """Fifty events a second, as the network has them; mentions at odd moments, each with its time."""
    for _ in range(count):
        for _ in range(random.randint(5, 30)):  # noqa: S311
            writer.write(_framed(maker.event()))
            await asyncio.sleep(0.02)
        writer.write(_framed(maker.event(f"Acme {time.time()}")))
        await writer.drain()


class Told:
    """The parent."""

    def __init__(self, begin: int) -> None:
        self._begin, self.cursor, self.counted, self.delays = begin, 0, 0, list[float]()

    def mentioned(self, mentions: Mentions) -> None:
        """Counts, and looks at the clock."""
        now = time.time()
        self.counted += sum(count for *_, count in mentions.counts)
        for post in mentions.posts:
            if post.text.startswith("Acme 1"):
                self.delays.append(now - float(post.text.split()[1]))

    def posted(self, brand: str, posts: Sequence[Post]) -> None:
        """None here."""

    def changed(self, states: Sequence[SourceState]) -> None:
        """Told at the beginning."""

    def kept(self, marks: Mapping[str, Mapping[str, Any]], seen: Sequence[str]) -> None:  # noqa: ARG002
        """How far it is."""
        self.cursor = int(marks.get("jetstream", {}).get("cursor", 0)) - self._begin


def _memory(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _ENDS


async def measure(most: int) -> None:
    """Prints what it finds."""
    begin = int(time.time() * 1e6)
    command = [sys.executable, __file__, "serve", str(begin)]
    pipe = asyncio.subprocess.PIPE
    server = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    assert server.stdin
    assert server.stdout
    port = int(await server.stdout.readline())
    address = f"ws://127.0.0.1:{port}"
    told = Told(begin)
    watcher = Watcher(told)
    sources = (Source("jetstream", "jetstream", address),)
    watcher.furnish([Watching(b.brand, b.names, b.handles, b.hashtags, b.hosts, sources) for b in BRANDS], {})
    task = asyncio.create_task(watcher.run())
    try:
        sent, walls, cpus = 0, 0.0, 0.0
        for step in [*(one for one in STEPS if one < most), most]:
            server.stdin.write(f"send {step - sent}\n".encode())
            began = float((await server.stdout.readline()).split()[1])
            assert watcher.process
            before = _cpu(watcher.process)
            while told.cursor < step:
                await asyncio.sleep(0.02)
            walls += time.time() - began
            cpus += _cpu(watcher.process) - before
            sent = step
            print(f"{step:>8,} events: {_memory(watcher.process):6.1f} MB, {told.counted:,} mentions told", flush=True)
        print(f"{sent / cpus:,.0f} events/s of one core, {sent / walls:,.0f} events/s by the clock")
        assert told.counted == sent // ONE_IN, told.counted
        before, began = _cpu(watcher.process), time.time()
        server.stdin.write(b"pace 60\n")
        while len(told.delays) < 60:
            await asyncio.sleep(0.02)
        used = (_cpu(watcher.process) - before) / (time.time() - began)
        ordered = sorted(told.delays)
        print(f"at 50 events/s: {100 * used:.1f} % of a core; a mention is told after")
        print(f"  {1000 * statistics.median(ordered):.0f} ms (median), {1000 * ordered[-1]:.0f} ms (longest of 60)")
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        server.terminate()
        await server.wait()


def prefilter() -> None:
    """The test of raw bytes by itself."""
    maker = Maker(2, 0)
    raws = [maker.event() for _ in range(20_000)]
    might = Terms(BRANDS).might()
    began = time.perf_counter()
    passed = sum(1 for raw in raws if might(raw))
    taken = time.perf_counter() - began
    size, share = sum(map(len, raws)) / len(raws), 100 * passed / len(raws)
    print(f"prefilter: {1e6 * taken / len(raws):.2f} µs an event of {size:.0f} bytes; {share:.2f} % pass")


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(int(sys.argv[2])))
    else:
        print(f"{datetime.now(UTC):%Y-%m-%d}, Python {sys.version.split()[0]}")
        prefilter()
        asyncio.run(measure(int(sys.argv[1]) if sys.argv[1:] else STEPS[-1]))
