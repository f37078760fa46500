"""The native host: what passes between a browser and the engine, and what of it does not."""

import json
import os
import select
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engine_double import EngineDouble, doubled
from served import BRAND, OWN, Served, served

from guard.clients.line import Line
from guard.clients.native_host import DONE, LARGEST, NO_ENGINE, NOT_A_MESSAGE
from guard.model.version import VERSION

PROGRAM = Path(__file__).parents[2] / "guard" / "clients" / "native_host.py"
GREETING = {"browser": "chromium", "version": "156.0", "language": "de"}
PATIENCE = 20.0

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def framed(value: object) -> bytes:
    """A message as a browser sends it."""
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return struct.pack("=I", len(body)) + body


class Host:
    """The host as a browser has started it."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-I", "-S", str(PROGRAM), "chrome-extension://abc/"]
        pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        self.process = subprocess.Popen(command, env=environment, bufsize=0, **pipes)

    def say(self, *values: object) -> None:
        """Sends messages."""
        for value in values:
            self.give(framed(value))

    def give(self, data: bytes) -> None:
        """Sends bytes; a host that has ended takes none."""
        view = memoryview(data)
        try:
            while view:
                view = view[self.process.stdin.write(view) :]
        except BrokenPipeError:
            pass

    def hear(self) -> Any:
        """The next message, or None at the end."""
        head = self._take(4)
        if not head:
            return None
        (length,) = struct.unpack("=I", head)
        assert length <= 1024 * 1024, "a browser ends a host that sends so much at once"
        return json.loads(self._take(length))

    def greeted(self) -> Any:
        """Greets, and gives what it says to that."""
        self.say(GREETING)
        return self.hear()

    def end(self) -> int:
        """Closes its standard input, as a browser does; its exit code."""
        self.process.stdin.close()
        return self.code()

    def code(self) -> int:
        """The exit code, once it ends."""
        code = self.process.wait(PATIENCE)
        self.said = self.process.stderr.read().decode()
        self.rest = self.process.stdout.read()
        assert "Traceback" not in self.said
        assert "mistake" not in self.said
        return code

    def status(self, name: str) -> int:
        """A number of /proc/PID/status."""
        text = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(next(line.split()[1] for line in text.splitlines() if line.startswith(f"{name}:")))

    def _take(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            assert select.select([self.process.stdout], [], [], PATIENCE)[0], "the host says nothing"
            more = os.read(self.process.stdout.fileno(), count - len(data))
            if not more:
                break
            data += more
        return data


@pytest.fixture
def hosts() -> Iterator[Any]:
    """Starts hosts, and ends what is left of them."""
    started: list[Host] = []

    def start(environment: dict[str, str]) -> Host:
        started.append(Host(environment))
        return started[-1]

    yield start
    for host in started:
        if host.process.poll() is None:
            host.process.kill()
        for stream in (host.process.stdin, host.process.stdout, host.process.stderr):
            stream.close()
        host.process.wait()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real engine."""
    with served(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def double(tmp_path: Path) -> Iterator[EngineDouble]:
    """Something that listens where the engine would, and says what the test wants."""
    with doubled(tmp_path) as made:
        yield made


def post(number: int, to: str, text: str = "hello") -> dict[str, object]:
    """A post."""
    return {"n": number, "op": "submit", "verb": "post", "to": [to], "text": text}


def test_a_post_goes_to_the_engine_and_the_verdict_comes_back(desk: Served, hosts: Any) -> None:
    """The whole way, at once."""
    host = hosts(desk.environment)
    assert host.greeted()["hello"]["host"] == VERSION
    host.say(post(7, OWN))
    answer = host.hear()
    assert (answer["n"], answer["reply"]["verdict"]) == (7, "allow")
    assert host.end() == DONE


def test_a_held_post_is_told_and_then_answered(desk: Served, hosts: Any) -> None:
    """The event first, the verdict once the person has answered."""
    host = hosts(desk.environment)
    host.greeted()
    host.say(post(1, BRAND))
    held = host.hear()
    assert (held["event"], held["n"]) == ("held", 1)
    with desk.line("face") as face:
        shown = face.ask("show", 20, hold=held["hold"])
        drawn = {"hold": held["hold"], "token": shown["token"], "drawn": shown["drawn"]}
        face.ask("answer", 20, choice="release", typed=shown["card"]["typed"], **drawn)
    answer = host.hear()
    assert (answer["n"], answer["reply"]["verdict"]) == (1, "allow")


def test_a_browser_that_closes_abandons_what_is_held(desk: Served, hosts: Any) -> None:
    """Whoever has gone has no verdict, and no verdict is a no."""
    host = hosts(desk.environment)
    host.greeted()
    host.say(post(1, BRAND))
    assert host.hear()["event"] == "held"
    with desk.line("face") as face:
        state = face.ask("watch", 20)
        assert state["waiting"] == 1
        assert host.end() == DONE
        while state["waiting"]:
            event = face.event(20)
            state = event if event["event"] == "desk" else state
        newest = face.ask("rows", 20, limit=1)["rows"][0]
    assert newest["detail"]["by"] == "abandoned"


@pytest.mark.parametrize(
    "operation",
    [
        pytest.param("hello", id="greeting in the host's place"),
        pytest.param("command", id="a command's post"),
        pytest.param("watch", id="looking at the whole desk"),
        pytest.param("answer", id="answering a hold"),
        pytest.param("wear", id="putting on a hat"),
        pytest.param("pause", id="pausing the guard"),
        pytest.param("quit", id="ending the engine"),
        pytest.param("Submit", id="another spelling"),
        pytest.param(None, id="nothing"),
        pytest.param(["submit"], id="a list"),
        pytest.param({}, id="an object"),
    ],
)
def test_what_is_not_for_a_gate_does_not_reach_the_engine(double: EngineDouble, hosts: Any, operation: object) -> None:
    """It is refused with the number that it came with, and the next one is served."""
    host = hosts(double.environment)
    host.greeted()
    host.say({"n": 3, "op": operation}, {"n": 4}, {"n": 5, "op": "brief"})
    refused = [host.hear(), host.hear()]
    assert [(one["n"], one["error"]["code"]) for one in refused] == [(3, "wrong-role"), (4, "wrong-role")]
    assert double.next() == {"n": 5, "op": "brief"}


@pytest.mark.parametrize("language", ["de", "en", "", 5, None])
def test_the_host_greets_the_engine_itself(double: EngineDouble, hosts: Any, language: object) -> None:
    """As a gate, by the browser's name, in its language."""
    host = hosts(double.environment)
    host.say({"browser": "fire\nfox", "version": "153", "language": language})
    assert "hello" in host.hear()
    spoken = "de" if language == "de" else "en"
    assert double.hello == {
        "n": 1,
        "op": "hello",
        "version": 1,
        "role": "gate",
        "name": "firefox 153",
        "language": spoken,
    }


def test_half_a_character_does_not_cost_the_post(desk: Served, hosts: Any) -> None:
    """Pages can write what is no text; the engine would take it for no request, and could not say whose."""
    host = hosts(desk.environment)
    host.greeted()
    host.give(framed(b'{"n": 9, "op": "submit", "verb": "post", "to": ["' + OWN.encode() + b'"], "text": "a\\ud800b"}'))
    answer = host.hear()
    assert (answer["n"], answer["reply"]["verdict"]) == (9, "allow")


def test_frames_may_come_in_any_pieces(double: EngineDouble, hosts: Any) -> None:
    """Byte by byte, and many at once."""
    host = hosts(double.environment)
    for byte in framed(GREETING) + framed({"n": 1, "op": "brief"}):
        host.give(bytes([byte]))
    assert "hello" in host.hear()
    assert double.next()["n"] == 1
    host.give(b"".join(framed({"n": number, "op": "brief"}) for number in range(2, 200)))
    assert [double.next()["n"] for _ in range(2, 200)] == list(range(2, 200))


def test_an_answer_that_is_too_large_for_a_browser_becomes_an_error(double: EngineDouble, hosts: Any) -> None:
    """Browsers end a host that sends more than one MiB at once, and with it whatever waits."""
    host = hosts(double.environment)
    host.greeted()
    double.say({"n": 6, "reply": {"text": "x" * 1_100_000}}, {"n": 7, "reply": {"text": "ü" * 150_000}})
    error = host.hear()
    assert (error["n"], error["error"]["code"]) == (6, "too-many")
    assert host.hear() == {"n": 7, "reply": {"text": "ü" * 150_000}}
    double.say({"event": "briefing", "accounts": ["x" * 1_100_000]})
    assert host.hear()["n"] == 0


BROKEN = [
    pytest.param(b"\xff\xff\xff\xff", id="a length of 4 GiB"),
    pytest.param(struct.pack("=I", LARGEST + 1) + b"{}", id="a length just above what is taken"),
    pytest.param(framed(b""), id="an empty message"),
    pytest.param(framed(b"\xff\xfe{}"), id="no UTF-8"),
    pytest.param(framed(b'{"n": 1'), id="half an object"),
    pytest.param(framed(b"[" * 100_000), id="nested for ever"),
    pytest.param(framed([1, 2]), id="a list"),
    pytest.param(framed("brief"), id="a string"),
    pytest.param(framed(None), id="null"),
    pytest.param(framed(b'{"n": ' + b"9" * 5000 + b"}"), id="a number of 5000 digits"),
]


@pytest.mark.parametrize("data", BROKEN)
def test_a_broken_first_message_is_told_and_ends_it(double: EngineDouble, hosts: Any, data: bytes) -> None:
    """Nothing was asked yet, so nothing is lost."""
    host = hosts(double.environment)
    host.give(data)
    assert "no message" in host.hear()["down"]
    assert host.code() == NOT_A_MESSAGE


@pytest.mark.parametrize("data", BROKEN)
def test_a_broken_message_ends_it_whatever_else_waits(double: EngineDouble, hosts: Any, data: bytes) -> None:
    """The browser sees the end, and the extension asks anew; standard error names no text."""
    host = hosts(double.environment)
    host.greeted()
    host.say({"n": 1, "op": "brief"})
    host.give(data)
    assert host.code() == NOT_A_MESSAGE
    assert "cannot be read" in host.said
    assert double.ended()


@pytest.mark.parametrize(
    "greeting",
    [
        pytest.param({}, id="no browser"),
        pytest.param({"browser": 5}, id="a number for a name"),
        pytest.param({"n": 1, "op": "hello", "browser": "x", "role": "face"}, id="a greeting for the engine"),
    ],
)
def test_who_names_no_browser_is_not_served(double: EngineDouble, hosts: Any, greeting: object) -> None:
    """The first message is the host's own."""
    host = hosts(double.environment)
    host.say(greeting)
    assert "name the browser" in host.hear()["down"]
    assert host.code() == NOT_A_MESSAGE


def test_a_request_nested_deeper_than_it_can_be_written_ends_nothing(double: EngineDouble, hosts: Any) -> None:
    """Read or refused, the host lives on or says that it is no message; it never breaks."""
    for depth in (500, 900, 990, 995, 1000, 1100):
        host = hosts(double.environment)
        host.greeted()
        host.give(framed(b'{"n": 1, "op": "brief", "x": ' + b"[" * depth + b"]" * depth + b"}"))
        assert host.end() in {DONE, NOT_A_MESSAGE}


@pytest.mark.parametrize("kept", range(0, len(framed(GREETING)) + 40, 3))
def test_standard_input_may_close_at_any_byte(double: EngineDouble, hosts: Any, kept: int) -> None:
    """Between messages that is the end; inside of one it is a broken one."""
    greeting = framed(GREETING)
    host = hosts(double.environment)
    host.give((greeting + framed({"n": 1, "op": "brief", "more": "x" * 40}))[:kept])
    assert host.end() == (DONE if kept in {0, len(greeting)} else NOT_A_MESSAGE)


@pytest.mark.parametrize("kept", [0, 1, 3, 4, 5, 20])
def test_the_engine_may_go_at_any_byte(double: EngineDouble, hosts: Any, kept: int) -> None:
    """The host ends with it, though the browser still holds on."""
    host = hosts(double.environment)
    host.greeted()
    double.give(struct.pack("<I", 30) + b'{"n": 1, "reply": {"verdict": ')
    double.hang_up_after(kept)
    assert host.code() == NO_ENGINE
    assert host.rest == b""


@pytest.mark.parametrize("answer", [b"\xff\xff\xff\xff", b"\x02\x00\x00\x00{", b"\x04\x00\x00\x00nope"])
def test_an_engine_that_speaks_something_else_ends_it(double: EngineDouble, hosts: Any, answer: bytes) -> None:
    """What cannot be read is no verdict."""
    host = hosts(double.environment)
    host.greeted()
    double.give(answer)
    double.hang_up()
    assert host.code() == NO_ENGINE


def test_a_real_engine_that_is_killed_ends_it(tmp_path: Path, hosts: Any) -> None:
    """SIGKILL, with a hold open."""
    with served(tmp_path) as desk:
        host = hosts(desk.environment)
        host.greeted()
        host.say(post(1, BRAND))
        assert host.hear()["event"] == "held"
        desk.end(signal.SIGKILL)
        assert host.code() == NO_ENGINE


def test_an_engine_that_does_not_run_is_started(tmp_path: Path, hosts: Any) -> None:
    """By the browser alone: nobody has to think of it. It outlives the host."""
    with served(tmp_path) as desk:
        desk.end()
        host = hosts(desk.environment)
        assert "hello" in host.greeted()
        assert host.end() == DONE
        with Line.open("face", "test") as face:
            face.ask("quit", 10)


def test_where_no_engine_can_be_started_it_says_why(tmp_path: Path, hosts: Any) -> None:
    """And what to do."""
    host = hosts({**os.environ, "HATCHECK_SOCKET": "/proc/nowhere/engine.sock", "HATCHECK_STATE": str(tmp_path)})
    down = host.greeted()["down"]
    assert "hatcheck engine" in down
    assert "/proc/nowhere" in down
    assert host.code() == NO_ENGINE


def test_an_engine_of_another_version_is_told(tmp_path: Path, hosts: Any) -> None:
    """Its own words reach the extension."""
    with doubled(tmp_path, refusing="Update the older of both.") as double:
        host = hosts(double.environment)
        assert "Update the older of both." in host.greeted()["down"]
        assert host.code() == NO_ENGINE


@linux
def test_a_browser_that_reads_nothing_costs_no_memory(double: EngineDouble, hosts: Any) -> None:
    """The engine waits; the host ends with its standard input, though it is still writing."""
    host = hosts(double.environment)
    host.greeted()
    double.flood({"event": "briefing", "accounts": ["x" * 10_000]}, 3000)
    assert host.status("VmHWM") < 60_000
    assert host.end() == DONE


@linux
def test_a_large_message_costs_a_bounded_amount_of_memory(double: EngineDouble, hosts: Any) -> None:
    """The worst that fits: as many small lists as there can be."""
    host = hosts(double.environment)
    host.greeted()
    inner = b"[]," * ((LARGEST - 100) // 3)
    host.give(framed(b'{"n": 1, "op": "brief", "x": [' + inner + b"[]]}"))
    assert double.next()["n"] == 1
    assert host.status("VmHWM") < 250_000
    assert host.end() == DONE


@linux
def test_a_host_that_waits_does_nothing(double: EngineDouble, hosts: Any) -> None:
    """No processor time passes while nothing comes from either side."""
    host = hosts(double.environment)
    host.greeted()
    host.say({"n": 1, "op": "brief"})
    assert double.next()
    before = _ticks(host.process.pid)
    with pytest.raises(subprocess.TimeoutExpired):
        host.process.wait(1.0)
    assert _ticks(host.process.pid) - before <= 1
    assert host.status("VmRSS") < 20_000


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


ALLOWED = {
    "guard", "guard.clients", "guard.clients.asking", "guard.clients.line", "guard.clients.running", "guard.door",
    "guard.frames", "guard.model", "guard.model.version", "json", "struct", "socket", "selectors", "re", "enum",
    "types", "functools", "collections", "operator", "keyword", "reprlib", "copyreg", "math", "select", "array",
    "threading", "encodings", "codecs", "abc", "io", "stat", "zipimport", "genericpath", "posixpath", "os",
}  # fmt: skip


def test_the_host_imports_no_more_than_it_may(desk: Served) -> None:
    """It starts with the browser, and again whenever the extension connects."""
    command = [sys.executable, "-I", "-S", "-X", "importtime", str(PROGRAM)]
    done = subprocess.run(
        command, input=framed(GREETING), env=desk.environment, capture_output=True, timeout=30, check=False
    )
    assert done.returncode == DONE
    lines = done.stderr.decode().splitlines()
    names = [line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")]
    loaded = {name for name in names[1:] if not name.startswith("_")} - set(sys.builtin_module_names)
    assert "guard.clients.asking" in loaded
    assert {name for name in loaded if not name.startswith(("encodings.", "json.", "re.", "collections."))} <= ALLOWED
