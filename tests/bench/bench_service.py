"""The engine as a service: verdicts per second that are on disk, and ten thousand holds at once.

The baseline of the same run is a client that asks for something without a row (a hold that is not there), so the ratio
is the price of judging and of writing it down.
"""

import asyncio
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).parents[2]
WORKSPACE = """\
[[identity]]
id = "acme"
kind = "brand"
accounts = ["x:@acme"]

[[identity]]
id = "jo"
kind = "person"
accounts = ["x:@jo"]
"""
SECONDS = 3.0
HOLDS = 10_000
PER_CLIENT = 250


class Client:
    """One connection that asks and waits."""

    async def open(self, path: str, role: str) -> "Client":
        self.reader, self.writer = await asyncio.open_unix_connection(path)
        self.n = 0
        self.send("hello", version=1, role=role, name="bench")
        await self.frame()
        return self

    def send(self, op: str, **fields: Any) -> None:
        self.n += 1
        body = msgspec.json.encode({"n": self.n, "op": op, **fields})
        self.writer.write(struct.pack("<I", len(body)) + body)

    async def frame(self) -> Any:
        (length,) = struct.unpack("<I", await self.reader.readexactly(4))
        return msgspec.json.decode(await self.reader.readexactly(length))


async def rate(path: str, clients: int, role: str, op: str, **fields: Any) -> tuple[float, float, float]:
    """Per second, and p50 and p99 in milliseconds."""
    lines = [await Client().open(path, role) for _ in range(clients)]
    took: list[float] = []
    end = time.perf_counter() + SECONDS

    async def ask(line: Client) -> None:
        while (began := time.perf_counter()) < end:
            line.send(op, **fields)
            await line.frame()
            took.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    await asyncio.gather(*(ask(line) for line in lines))
    whole = time.perf_counter() - began
    for line in lines:
        line.writer.close()
    took.sort()
    return len(took) / whole, statistics.median(took), took[int(len(took) * 0.99)]


async def many_holds(path: str, pid: int) -> None:
    before = memory(pid)
    began = time.perf_counter()
    gates = [await Client().open(path, "gate") for _ in range(HOLDS // PER_CLIENT)]

    async def fill(gate: Client) -> list[str]:
        for number in range(PER_CLIENT):
            gate.send("submit", verb="post", to=["x:@acme"], text=f"beer {number}")
        return [(await gate.frame())["hold"] for _ in range(PER_CLIENT)]

    holds = [hold for listed in await asyncio.gather(*map(fill, gates)) for hold in listed]
    took = time.perf_counter() - began
    print(f"{len(holds):,} holds placed in {took:.1f} s; engine {memory(pid):.0f} MiB, {before:.0f} before")
    per_second, median, worst = await rate(path, 8, "gate", "submit", verb="post", to=["x:@jo"], text="hi")
    print(f"meanwhile, 8 clients: {per_second:7.0f} verdicts/s, p50 {median:.2f} ms, p99 {worst:.2f} ms")
    face = await Client().open(path, "face")
    began = time.perf_counter()
    for hold in holds:
        face.send("show", hold=hold)
        shown = (await face.frame())["reply"]
        said = {"token": shown["token"], "drawn": shown["drawn"], "typed": shown["card"]["typed"]}
        face.send("answer", hold=hold, choice="release", **said)
        await face.frame()
    print(f"shown and answered one by one: {HOLDS / (time.perf_counter() - began):.0f}/s")
    verdicts = [[(await gate.frame())["reply"]["verdict"] for _ in range(PER_CLIENT)] for gate in gates]
    print(f"released: {sum(one == 'allow' for listed in verdicts for one in listed):,}")


def memory(pid: int) -> float:
    """MiB resident."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


async def measure(path: str, pid: int) -> None:
    print("clients   verdicts/s   p50 ms   p99 ms   share of what the wire alone gives")
    for clients in (1, 8, 64, 256):
        wire, _, _ = await rate(path, clients, "face", "show", hold="none")
        per_second, median, worst = await rate(path, clients, "gate", "submit", verb="post", to=["x:@jo"], text="hi")
        print(f"{clients:7} {per_second:12.0f} {median:8.2f} {worst:8.2f} {per_second / wire:8.2f}")
    await many_holds(path, pid)


def main() -> None:
    """Starts an engine of its own, measures, ends it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")
        environment = {
            **os.environ,
            "HATCHECK_WORKSPACE": str(folder / "hatcheck.toml"),
            "HATCHECK_ORGANISATION": str(folder / "none.toml"),
            "HATCHECK_STATE": str(folder / "state"),
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "guard.cli.main", "engine"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as engine:
            assert engine.stdout is not None
            engine.stdout.readline()
            try:
                asyncio.run(measure(str(folder / "state" / "engine.sock"), engine.pid))
            finally:
                engine.terminate()


if __name__ == "__main__":
    main()
