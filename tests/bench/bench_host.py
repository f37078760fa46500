"""The native host: how soon it is there, what it adds to a verdict, and how much memory it takes.

The baselines of the same run, in turns: a bare Python that starts and ends, and a client that asks the same engine
without a host between.
"""

import json
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "engine"))

from served import Served, served

ROOT = Path(__file__).parents[2]
PYTHON = [sys.executable, "-I", "-S"]
HOST = [*PYTHON, str(ROOT / "guard" / "clients" / "native_host.py"), "chrome-extension://bench/"]
STARTS = 21
VERDICTS = 600
OWN = {"platform": "mastodon", "account": "@jo@example.social", "ref": "", "host": ""}
POST = {"verb": "post", "to": [], "actors": [OWN], "text": "hi", "attached": [], "app": "Chromium", "bound": ""}


class Host:
    """The host as a browser starts it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(HOST, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0

    def hear(self) -> Any:
        """The next message."""
        assert self.process.stdout is not None
        (length,) = struct.unpack("=I", self.process.stdout.read(4))
        return json.loads(self.process.stdout.read(length))

    def say(self, message: Any) -> None:
        """Sends one."""
        body = json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(struct.pack("=I", len(body)) + body)
        self.process.stdin.flush()

    def ask(self) -> Any:
        """A verdict."""
        self.number += 1
        self.say({"n": self.number, "op": "submit", **POST})
        return self.hear()

    def end(self) -> None:
        """As a browser ends it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


def started(environment: dict[str, str]) -> Host:
    """One that has said hello."""
    host = Host(environment)
    host.say({"browser": "chromium", "version": "156.0", "language": "en"})
    assert "hello" in host.hear()
    return host


def took(work: Callable[[], Any]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def tell(name: str, rows: list[tuple[float, float]]) -> None:
    """Medians and 95th percentiles of both columns, and the ratio of the medians."""
    columns = [sorted(column) for column in zip(*rows, strict=True)]
    (one, worst), (other, highest) = ((statistics.median(each), each[int(len(each) * 0.95)]) for each in columns)
    adds = f"adds {other - one:.2f} ms, ratio {other / one:.2f}"
    print(f"{name}: {one:6.2f}/{worst:.2f} -> {other:6.2f}/{highest:.2f} ms, {adds}, n={len(rows)}")


def resident(pid: int) -> str:
    """RSS and PSS in MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    found = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}
    return f"RSS {found['Rss']:.1f} PSS {found['Pss']:.1f} MiB"


def measure(desk: Served) -> None:
    """Prints everything."""
    hosts: list[Host] = []
    bare = [*PYTHON, "-c", "pass"]
    rows = []
    for _ in range(STARTS):
        alone = took(lambda: subprocess.run(bare, check=True))
        rows.append((alone, took(lambda: hosts.append(started(desk.environment)))))
        if len(hosts) > 1:
            hosts.pop().end()
    tell("bare Python -> host's hello", rows)
    (host,) = hosts
    with desk.line("gate", "bench") as line:
        rows = [(took(lambda: line.ask("submit", 10, **POST)), took(host.ask)) for _ in range(VERDICTS)]
        reply = host.ask()["reply"]
    assert reply["verdict"] == "allow", reply
    tell("verdict, without -> through the host", rows)
    with subprocess.Popen([*PYTHON, "-c", "input()"], stdin=subprocess.PIPE) as waits:
        time.sleep(0.5)
        print(f"bare Python {resident(waits.pid)}, host {resident(host.process.pid)}")
        waits.communicate(b"\n")
    host.end()


def main() -> None:
    """An engine of its own, in which the right hat is worn."""
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; median/p95")
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as desk:
        with desk.line("face", "person") as face:
            face.ask("wear", 10, identity="jo")
        measure(desk)


if __name__ == "__main__":
    main()
