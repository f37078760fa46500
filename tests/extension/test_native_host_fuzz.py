"""The native host under hostile bytes from both sides: it ends as it promises to, and what it says is whole."""

import json
import random
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from engine_double import EngineDouble, doubled

from guard.clients.native_host import DONE, NO_ENGINE, NOT_A_MESSAGE

PROGRAM = Path(__file__).parents[2] / "guard" / "clients" / "native_host.py"
ROUNDS = [pytest.param(60, id="some"), pytest.param(1000, id="many", marks=pytest.mark.slow)]


@pytest.fixture
def double(tmp_path: Path) -> Iterator[EngineDouble]:
    """Something that listens where the engine would."""
    with doubled(tmp_path) as made:
        yield made


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - to be repeated, not to be secret


def _messages(chance: random.Random) -> list[bytes]:
    """What an extension might say, with a wrong thing here and there."""
    values: list[object] = [{"browser": "chromium", "version": "156"}]
    for number in range(chance.randrange(6)):
        odd = chance.choice(
            ["", "x" * chance.randrange(20_000), None, -1, 2**70, [], {}, "\ud800", "\x00", 1e308, True]
        )
        operation = chance.choice(["submit", "brief", "report", "withdraw", "hello", "quit", odd])
        values.append({"n": chance.choice([number, odd]), "op": operation, "text": odd})
    if chance.random() < 0.2:
        values.insert(chance.randrange(len(values)), chance.choice([[], None, 5, "x", {}, {"browser": None}]))
    return [json.dumps(value).encode() for value in values]


def _stream(chance: random.Random) -> bytes:
    bodies = _messages(chance)
    data = bytearray(b"".join(struct.pack("=I", len(body)) + body for body in bodies))
    for _ in range(chance.choice([0, 0, 1, 3, 30])):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                del data[place : place + chance.randrange(20)]
            case 1:
                data[place:place] = chance.randbytes(chance.randrange(20))
            case 2:
                data[place : place + 4] = struct.pack("=I", chance.choice([0, 1, 2**24, 2**31, 2**32 - 1]))
            case _:
                del data[place:]
                break
    return bytes(data)


def _whole(said: bytes) -> list[object]:
    """The messages in what was said; fails where it is not whole ones."""
    found = []
    while said:
        (length,) = struct.unpack_from("=I", said)
        assert len(said) >= 4 + length
        found.append(json.loads(said[4 : 4 + length]))
        said = said[4 + length :]
    return found


def _ran(double: EngineDouble, data: bytes) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-I", "-S", str(PROGRAM)]
    return subprocess.run(command, input=data, env=double.environment, capture_output=True, timeout=30, check=False)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_whatever_a_browser_says_the_host_ends_as_it_promises(double: EngineDouble, rounds: int) -> None:
    """No crash, no text on standard error, whole messages to the browser; the seed tells which one it was."""
    for seed in range(rounds):
        done = _ran(double, _stream(_chance(seed)))
        assert done.returncode in {DONE, NOT_A_MESSAGE}, f"seed {seed}: {done.returncode} {done.stderr!r}"
        assert b"mistake" not in done.stderr, f"seed {seed}"
        assert b"Traceback" not in done.stderr, f"seed {seed}"
        assert b"xxxx" not in done.stderr, f"seed {seed}"
        assert all(isinstance(one, dict) for one in _whole(done.stdout)), f"seed {seed}"


@pytest.mark.parametrize("rounds", ROUNDS)
def test_whatever_an_engine_says_the_browser_gets_whole_messages(tmp_path: Path, rounds: int) -> None:
    """Something else may listen there, or an engine that dies in the middle."""
    tmp_path.chmod(0o700)
    place = tmp_path / "odd.sock"
    greeting = b'{"browser": "firefox"}'
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(place))
        listener.listen()
        listener.settimeout(20)
        for seed in range(rounds):
            chance = _chance(seed)
            host = subprocess.Popen(
                [sys.executable, "-I", "-S", str(PROGRAM)],
                env={"HATCHECK_SOCKET": str(place), "HATCHECK_STATE": str(tmp_path)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            with host:
                assert host.stdin is not None
                host.stdin.write(struct.pack("=I", len(greeting)) + greeting)
                host.stdin.flush()
                with _greeted(listener) as line:
                    assert host.stdout is not None
                    assert b"hello" in host.stdout.read(struct.unpack("=I", host.stdout.read(4))[0])
                    with suppress(OSError):
                        line.sendall(_stream(chance))
                # the browser stays: it is the engine that goes
                assert host.stderr is not None
                said, complained, code = host.stdout.read(), host.stderr.read(), host.wait(30)
            assert code == NO_ENGINE, f"seed {seed}: {code} {complained!r}"
            assert b"mistake" not in complained, f"seed {seed}"
            assert _whole(said) is not None, f"seed {seed}"


def _greeted(listener: socket.socket) -> socket.socket:
    """The host's connection, greeted as an engine does."""
    line, _ = listener.accept()
    line.recv(4096)
    welcome = b'{"n": 1, "reply": {"version": 1, "engine": "0", "run": "r"}}'
    line.sendall(struct.pack("<I", len(welcome)) + welcome)
    return line
