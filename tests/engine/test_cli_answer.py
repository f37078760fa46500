"""``hatcheck answer`` at a real terminal: what counts as an answer, what is only shown, and what never lets go."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from served import BRAND, OWN, Served, served

from guard.cli.language import spoken
from guard.cli.prompt import STILL, Line, Prompt, Said
from guard.cli.visible import beginning, one_line, visible
from guard.clients.line import Line as Engine
from guard.clients.line import Refused

# The prompt alone, on a clock of its own.

LETTERS = {"o": "rescue", "e": "edit", "d": "stop"}
STEP = 0.05


def answers(keys: list[tuple[float, str]], word: str = "post", prompt: Prompt | None = None) -> list[Line]:
    """Every line that the prompt made of these keys, each pressed at its time after the drawing."""
    prompt, found, now, left = prompt or Prompt(LETTERS, word, 0.0), [], 0.0, list(keys)
    while left or now < keys[-1][0] + 0.5:
        now = round(now + STEP, 6)
        typed = ""
        while left and left[0][0] <= now:
            typed += left.pop(0)[1]
        if line := prompt.look(typed, now):
            found.append(line)
    return found


def by_hand(text: str, start: float = 1.5, pace: float = 0.1) -> list[tuple[float, str]]:
    return [(round(start + number * pace, 6), key) for number, key in enumerate(text)]


STOP, RELEASE = Line(Said.STOP), Line(Said.RELEASE, "post")
UNKNOWN, PASTED = Line(Said.UNKNOWN), Line(Said.PASTED)
TYPED = [
    pytest.param(by_hand("post\n"), [RELEASE], id="the whole word by hand lets go"),
    pytest.param(by_hand("POST\r"), [Line(Said.RELEASE, "POST")], id="in capitals as well"),
    pytest.param(by_hand("\n"), [STOP], id="Enter alone stops"),
    pytest.param(by_hand("   \n"), [STOP], id="so do spaces"),
    pytest.param(by_hand("\x04"), [STOP], id="Ctrl-D stops"),
    pytest.param(by_hand("pos\x04"), [STOP], id="Ctrl-D stops in the middle of a word, too"),
    pytest.param(by_hand("\x1b"), [STOP], id="Esc stops"),
    pytest.param(by_hand("o\n"), [Line("rescue")], id="the own account"),
    pytest.param(by_hand("E\n"), [Line("edit")], id="edit, in a capital"),
    pytest.param([(1.5, "d\n")], [Line("stop")], id="a letter and Enter may come at once"),
    pytest.param(by_hand("y\n"), [UNKNOWN], id="yes is none of the answers"),
    pytest.param(by_hand("pos\n"), [UNKNOWN], id="nor is half the word"),
    pytest.param(by_hand("poost\x7f\x7f\x7fst\n"), [RELEASE], id="a mistake can be mended"),
    pytest.param(by_hand("nonsense\x15post\n"), [RELEASE], id="and the line begun anew"),
    pytest.param([(1.5, "\x1b[A"), (1.6, "\x1bOP"), (1.7, "\x1bx")], [], id="arrows and Alt keys are no Esc"),
    pytest.param([(1.5, "\x1b"), (1.52, "[A")], [], id="an arrow in two pieces is none either"),
    pytest.param(by_hand("post\n", start=0.2), [], id="what is typed at once is dropped"),
    pytest.param(by_hand("\n\n\n\n", start=0.1, pace=0.9), [], id="Enter again and again never counts"),
    pytest.param([*by_hand("x" * 30, 0.2), *by_hand("post\n", 4.6)], [RELEASE], id="a second of stillness ends it"),
    pytest.param(by_hand("y\npost\n"), [UNKNOWN], id="after a wrong line a second of stillness is due again"),
    pytest.param([(1.5, "post\n")], [PASTED], id="a line at once is pasted"),
    pytest.param([(1.5, "post"), (2.5, "\n")], [PASTED], id="a word at once is pasted, whoever presses Enter"),
    pytest.param([(1.5, "pos"), (1.9, "t\n")], [PASTED], id="Enter with the last letter is pasted"),
    pytest.param([(1.5, "\x1b[200~post\n\x1b[201~")], [PASTED], id="a paste that says so"),
    pytest.param([(1.5, "\x1b[20"), (1.55, "0~post\n\x1b[201~")], [PASTED], id="one that says so in two pieces"),
    pytest.param(
        [(1.5, "\x1b[200~"), *by_hand("post\n", 3.0), (4.0, "\x1b[201~"), *by_hand("d\n", 5.2)],
        [PASTED, Line("stop")],
        id="what comes within a paste is dropped, however slow",
    ),
    pytest.param([(1.5, "hello\npost\nd\n")], [PASTED], id="many lines at once"),
    pytest.param([(1.5, "\x1b[200~post\x1b[201~"), (1.8, "\n")], [PASTED], id="Enter after a paste is too early"),
    pytest.param(
        [(1.5, "x" * 17), *by_hand("\x15post\n", 3.5)], [PASTED, RELEASE], id="many letters at once, no Enter"
    ),
    pytest.param([(1.5, "\x1b[A" * 9)], [], id="an arrow that is held down"),
]


@pytest.mark.parametrize(("keys", "lines"), TYPED)
def test_what_a_line_says(keys: list[tuple[float, str]], lines: list[Line]) -> None:
    assert answers(keys) == lines


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        pytest.param("@RedCross\n", [Line(Said.RELEASE, "@RedCross")], id="the handle"),
        pytest.param("redcross\n", [Line(Said.RELEASE, "redcross")], id="without its @ and capitals"),
        pytest.param("post\n", [UNKNOWN], id="the word of other days"),
        pytest.param("e\n", [Line("edit")], id="a letter still is a letter"),
    ],
)
def test_at_high_risk_the_handle_lets_go(typed: str, lines: list[Line]) -> None:
    assert answers(by_hand(typed), "@RedCross") == lines


REASON = "because they asked us"
FREE = [
    pytest.param(by_hand(f"{REASON}\n"), [Line(Said.WRITTEN, REASON)], id="a text by hand is taken"),
    pytest.param(by_hand("post\n"), [Line(Said.WRITTEN, "post")], id="also the word that lets go elsewhere"),
    pytest.param(by_hand("s\n"), [Line("save")], id="a letter is a letter"),
    pytest.param(by_hand("\n"), [Line(Said.BACK)], id="Enter alone goes back"),
    pytest.param(by_hand("\x1b"), [STOP], id="Esc stops"),
    pytest.param(by_hand("because\x04"), [STOP], id="Ctrl-D stops"),
    pytest.param([(1.5, REASON), (3.5, "\n")], [PASTED, Line(Said.BACK)], id="a text at once is pasted"),
    pytest.param([(1.5, REASON), *by_hand(" yes\n", 3.5)], [PASTED, Line(Said.WRITTEN, "yes")], id="typed on"),
    pytest.param([(1.5, "ask the boss"), (3.5, "\n")], [PASTED], id="a short text at once, whoever presses Enter"),
    pytest.param([(1.5, f"{REASON}\n")], [PASTED], id="a line at once is pasted"),
    pytest.param([(1.5, f"\x1b[200~{REASON}\x1b[201~"), (3.5, "\n")], [PASTED, Line(Said.BACK)], id="a told paste"),
]


@pytest.mark.parametrize(("keys", "lines"), FREE)
def test_a_text_of_ones_own_is_typed(keys: list[tuple[float, str]], lines: list[Line]) -> None:
    """And never lets go."""
    prompt = Prompt({"s": "save"}, None, 0.0, empty=Said.BACK)
    assert answers(keys, prompt=prompt) == lines


def test_what_nobody_may_read_is_not_shown() -> None:
    prompt = Prompt({}, None, 0.0, veiled=True)
    answers(by_hand("481516"), prompt=prompt)
    assert (prompt.text, prompt.shown) == ("481516", "******")


def test_a_prompt_that_was_not_looked_at_for_a_while_takes_nothing_of_it() -> None:
    """A stopped process, a sleeping machine: nobody knows when those keys were pressed."""
    prompt = Prompt(LETTERS, "post", 0.0)
    for tenth in range(1, 15):
        prompt.look("", tenth / 10)
    assert prompt.armed
    assert prompt.look("\n", 9.0) is None
    assert not prompt.armed


@given(st.lists(st.tuples(st.integers(0, 40), st.text("post\n\r\x1b[20~1d\x04", max_size=12)), max_size=12))
def test_only_the_word_by_hand_lets_go(pieces: list[tuple[int, str]]) -> None:
    """Whatever comes in pieces of several keys at a time, at whatever moments: no release."""
    keys = [(moment / 8, text) for moment, text in sorted(pieces) if len(text) != 1]
    assert all(line.said is not Said.RELEASE for line in answers([*keys, (6.0, "")]))


def test_no_key_in_the_first_second_does_anything() -> None:
    prompt = Prompt(LETTERS, "post", 0.0)
    moments = [moment / 20 for moment in range(1, int(STILL * 20) + 40)]
    assert {prompt.look("d\n\x04\x1b", moment) for moment in moments} == {None}


# What others wrote.


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("red \x1b[31mred", "red <U+001B>[31mred", id="colours"),
        pytest.param("\x1b]0;title\x07", "<U+001B>]0;title<U+0007>", id="a title"),
        pytest.param("a\u202egnp.exe", "a<U+202E>gnp.exe", id="text turned round"),
        pytest.param("a\u200bb\u2066c", "a<U+200B>b<U+2066>c", id="invisible letters"),
        pytest.param("a\x9b2Jb", "a<U+009B>2Jb", id="control characters above ASCII"),
        pytest.param("over\rwritten", "over<U+000D>written", id="a return alone"),
        pytest.param("one\r\ntwo\tthree", "one\ntwo three", id="line ends and tabs"),
        pytest.param("👩\u200d👩\u200d👧 é 日本", "👩\u200d👩\u200d👧 é 日本", id="what is only a picture"),
        pytest.param("a\u200db", "a<U+200D>b", id="a joiner that joins nothing"),
    ],
)
def test_texts_of_others_are_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert visible(text).plain == shown


@given(st.text(max_size=60))
def test_nothing_that_a_terminal_obeys_gets_through(text: str) -> None:
    assert all(letter.isprintable() or letter in "\n\u200d" for letter in visible(text).plain)
    assert "\n" not in one_line(text).plain


def test_a_long_text_says_how_much_is_not_shown() -> None:
    assert beginning("short") == ("short", 0)
    shown, more = beginning("x" * 10_000)
    assert (len(shown) + more, more > 0) == (10_000, True)
    shown, more = beginning("line\n" * 500)
    assert (shown.count("\n"), len(shown) + more) == (40, 2500)


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        pytest.param({"LANG": "de_DE.UTF-8"}, "de", id="German"),
        pytest.param({"LANG": "en_GB.UTF-8", "LC_ALL": "de_CH"}, "de", id="LC_ALL wins"),
        pytest.param({"LANG": "en_GB.UTF-8", "LANGUAGE": "de:en"}, "de", id="LANGUAGE is the first wish"),
        pytest.param({"LC_ALL": "C.UTF-8", "LANGUAGE": "de"}, "en", id="but not in the C locale"),
        pytest.param({"LANG": "fr_FR.UTF-8"}, "en", id="a language that is not there"),
        pytest.param({}, "en", id="nothing said"),
    ],
)
def test_the_terminals_language(environ: dict[str, str], language: str) -> None:
    assert spoken(environ) == language


# The real thing: a real engine, a real terminal.

TAKES_TERMINAL = (
    "import fcntl, os, sys, termios; os.setsid(); fcntl.ioctl(2, termios.TIOCSCTTY, 0);"
    "os.execv(sys.executable, [sys.executable, '-m', 'guard.cli.main', *sys.argv[1:]])"
)


class Typist:
    """``hatcheck`` with a terminal of its own, at whose other end the test sits."""

    def __init__(self, desk: Served, *words: str, fed: IO[bytes] | None = None, **env: str) -> None:
        """``fed``: what standard input is instead of the terminal."""
        self._end, own = os.openpty()
        fcntl.ioctl(own, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 120, 0, 0))
        chosen = {**desk.environment, "LC_ALL": "", "LANGUAGE": "", "LANG": "C.UTF-8", "TERM": "xterm-256color", **env}
        command = [sys.executable, "-c", TAKES_TERMINAL, *words]
        self.process = subprocess.Popen(command, stdin=fed or own, stdout=own, stderr=own, env=chosen)
        os.close(own)
        self.seen = ""

    def __enter__(self) -> "Typist":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        self.hang_up()

    def hang_up(self) -> None:
        """Closes this end, as when a connection breaks."""
        if self._end >= 0:
            os.close(self._end)
            self._end = -1

    def press(self, keys: str) -> None:
        """All at once."""
        os.write(self._end, keys.encode())

    def type(self, text: str) -> None:
        """By hand, one key after the other."""
        for key in text:
            self.press(key)
            self._read_for(0.06)

    def until(self, clue: str, seconds: float = 20) -> None:
        """Returns once ``clue`` stands there."""
        give_up = time.monotonic() + seconds
        while clue not in self.seen:
            assert self._more(give_up), f"{clue!r} never came:\n{self.seen}"

    def ready(self) -> None:
        """Returns when keys count."""
        self.until("  > ")

    def ended(self, seconds: float = 20) -> int:
        """The exit code, once all is read."""
        give_up = time.monotonic() + seconds
        while self._more(give_up):
            pass
        return self.process.wait(max(0.1, give_up - time.monotonic()))

    def _read_for(self, seconds: float) -> None:
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            self._more(give_up)

    def _more(self, give_up: float) -> bool:
        ready, _, _ = select.select([self._end], [], [], max(0, give_up - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self._end, 65536)
        except OSError:  # what Linux says once nobody has the terminal open
            data = b""
        self.seen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)


class Post:
    """A post of a gate that waits."""

    def __init__(self, to: str = BRAND, text: str = "getting slizzerd", **more: Any) -> None:
        self.line = Engine.open("gate", "toot")
        self._number = self.line.send("submit", verb="post", to=[to], text=text, app="toot", **more)
        self.hold = self._next("held")["hold"]

    def __enter__(self) -> "Post":
        return self

    def __exit__(self, *_: object) -> None:
        self.line.close()

    def settled(self) -> tuple[str, str | None]:
        """The verdict and the person's choice."""
        reply = self._next(None)["reply"]
        return reply["verdict"], reply["choice"]

    def waits(self) -> bool:
        """Whether nobody has settled it yet."""
        with Engine.open("face", "test") as face:
            return self.hold in {held["hold"] for held in face.ask("watch")["holds"]}

    def _next(self, event: str | None) -> Any:
        while (frame := self.line.next(30)).get("event") != event:
            pass
        return frame


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("desk")) as made:
        yield made


def test_nothing_waits(desk: Served) -> None:
    with Typist(desk, "answer") as typist:
        assert typist.ended() == 0
    assert "Nothing waits." in typist.seen


@pytest.mark.parametrize(
    ("typed", "settled"),
    [
        pytest.param("post\n", ("allow", "release"), id="the word lets go"),
        pytest.param("d\n", ("deny", "stop"), id="stopped"),
        pytest.param("e\n", ("deny", "edit"), id="to be edited"),
        pytest.param("o\n", ("deny", "rescue"), id="the own account"),
        pytest.param("\n", ("deny", "stop"), id="Enter alone"),
        pytest.param("\x04", ("deny", "stop"), id="Ctrl-D"),
        pytest.param("\x1b", ("deny", "stop"), id="Esc"),
    ],
)
def test_an_answer_is_typed(desk: Served, typed: str, settled: tuple[str, str]) -> None:
    with Post() as post, Typist(desk, "answer", "--hold", post.hold) as typist:
        typist.ready()
        typist.type(typed)
        assert typist.ended() == 0
        assert post.settled() == settled
    if settled[1] == "rescue":
        assert "Write it as mastodon:@jo@example.social here: https://example.social/share?text=" in typist.seen


def test_the_card_is_drawn_with_the_salient_sentence_first(desk: Served) -> None:
    """And nothing of the post's text reaches the terminal as a command."""
    text = "look \x1b[2J\x1b]0;pwned\x07 https://redcross.org@evil.com/x \u202e"
    with Post(text=text) as post, Typist(desk, "answer", "--hold", post.hold) as typist:
        typist.ready()
    shown = re.sub(r"\x1b\[[\d;]*m", "", typist.seen)
    assert shown.index("This goes out as Acme Ltd on Mastodon.") < shown.index("You are Jo (private)")
    assert shown.index("You are Jo (private)") < shown.index("<U+001B>[2J<U+001B>]0;pwned<U+0007>")
    assert "evil.com" in shown
    assert "what stands before the @ is not where it leads" in shown
    for hostile in ("\x1b[2J", "pwned\x07", "\u202e"):
        assert hostile not in typist.seen


def test_in_german(desk: Served) -> None:
    with Post() as post, Typist(desk, "answer", "--hold", post.hold, LANG="de_DE.UTF-8") as typist:
        typist.ready()
        typist.type("n\n")
        assert typist.ended() == 0
        assert post.settled() == ("deny", "stop")
    for words in (
        "Das wird als Acme Ltd auf Mastodon veröffentlicht.",
        "aktive Identität bekannt durch: die einzige Person hier",
        "[e]igenes Konto stattdessen (mastodon:@jo@example.social)",
        "posten ausgeschrieben: Als Acme Ltd veröffentlichen",
        "Nicht gesendet: Sie haben es gestoppt.",
    ):
        assert words in typist.seen


def test_what_was_typed_ahead_lets_nothing_go(desk: Served) -> None:
    """Meant for the shell, or for nobody: before the card, with it, and in the second after it."""
    with Post() as post, Typist(desk, "answer", "--hold", post.hold) as typist:
        typist.press("post\n")
        typist.until("in full")
        typist.press("post\n")
        typist.until("hands off")
        for _ in range(8):
            typist.type("post\n")
        assert "  > " not in typist.seen
        typist.ready()
        assert post.waits()


def test_a_paste_lets_nothing_go(desk: Served) -> None:
    with Post() as post, Typist(desk, "answer", "--hold", post.hold) as typist:
        typist.until("\x1b[?2004h")
        typist.ready()
        typist.press("post\n")
        typist.until("Pasted text answers nothing")
        assert post.waits()
        typist.seen = ""
        typist.ready()
        typist.press("\x1b[200~post\n\x1b[201~")
        typist.until("Pasted text answers nothing")
        assert post.waits()
        typist.seen = ""
        typist.ready()
        typist.type("post\n")
        assert post.settled() == ("allow", "release")


def test_at_high_risk_the_word_is_not_enough(desk: Served) -> None:
    """A private text under no brand's hat: two kinds of evidence, so the handle must be typed."""
    origins = [{"what": "text", "identity": "jo", "how": "copied from x:@jo"}]
    with Post(origins=origins) as post, Typist(desk, "answer", "--hold", post.hold) as typist:
        typist.until("@acme@example.social in full: Post as Acme Ltd")
        typist.ready()
        typist.type("post\n")
        typist.until("none of the answers")
        assert post.waits()
        typist.seen = ""
        typist.ready()
        typist.type("acme@example.social\n")
        assert typist.ended() == 0
        assert post.settled() == ("allow", "release")


def test_control_c_leaves_the_hold_as_it_is(desk: Served) -> None:
    with Post() as post, Typist(desk, "answer") as typist:
        typist.ready()
        typist.press("\x03")
        assert typist.ended() == 130
        assert post.waits()


def test_control_c_before_a_command_stops_its_post(desk: Served) -> None:
    """Asked on behalf of a command, Ctrl-C means what it means there."""
    with Post() as post, Typist(desk, "answer", "--hold", post.hold, "--inline") as typist:
        typist.until("hands off")
        typist.press("\x03")
        assert typist.ended() == 130
        assert post.settled() == ("deny", "stop")


def test_a_terminal_that_goes_away_stops_the_post(desk: Served) -> None:
    with Post() as post, Typist(desk, "answer", "--hold", post.hold) as typist:
        typist.ready()
        typist.hang_up()
        assert typist.process.wait(10) == 1
        assert post.settled() == ("deny", "stop")


def test_the_prompt_ends_when_somebody_else_answers(desk: Served) -> None:
    with Post() as post, Typist(desk, "answer", "--hold", post.hold) as typist:
        typist.ready()
        with Engine.open("face", "window") as face:
            shown = face.ask("show", hold=post.hold)
            face.ask("answer", hold=post.hold, token=shown["token"], drawn=shown["drawn"], choice="edit")
        assert typist.ended() == 0
    assert "It was answered." in typist.seen


def test_the_prompt_ends_when_the_command_has_gone(desk: Served) -> None:
    with Post() as post, Typist(desk, "answer", "--hold", post.hold) as typist:
        typist.ready()
        post.line.close()
        assert typist.ended() == 0
    assert "has gone" in typist.seen


def test_the_terminal_is_given_back_as_it_was(desk: Served) -> None:
    """A half-typed answer is not left to the shell, and keys are echoed again; also where the prompt is ended."""
    for how in ("\x03", signal.SIGTERM):
        with Post() as post, Typist(desk, "answer", "--hold", post.hold) as typist:
            before = termios.tcgetattr(typist._end)
            typist.ready()
            assert not termios.tcgetattr(typist._end)[3] & termios.ECHO
            typist.type("pos")
            if isinstance(how, str):
                typist.press(how)
            else:
                typist.process.send_signal(how)
            assert typist.ended() in {130, 143}
            assert termios.tcgetattr(typist._end)[:4] == before[:4]
            assert typist.seen.rstrip("\n").rfind("\x1b[?2004l") > typist.seen.rfind("\x1b[?2004h")


def test_a_prompt_that_was_stopped_begins_anew(desk: Served) -> None:
    """Ctrl-Z and fg: the shell has used the terminal, and what was typed meanwhile was not meant for us."""
    with Post() as post, Typist(desk, "answer", "--hold", post.hold) as typist:
        echoing = termios.tcgetattr(typist._end)
        typist.ready()
        typist.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, typist.process.pid, os.WSTOPPED | os.WNOWAIT)
        termios.tcsetattr(typist._end, termios.TCSANOW, echoing)
        typist.type("fg\npost\n")
        typist._read_for(1.0)
        typist.process.send_signal(signal.SIGCONT)
        typist.seen = ""
        typist.until("hands off")
        assert not termios.tcgetattr(typist._end)[3] & termios.ECHO
        typist.ready()
        assert post.waits()
        typist.type("\n")
        assert post.settled() == ("deny", "stop")


def test_all_that_wait_are_asked_one_after_the_other(desk: Served) -> None:
    with Post(text="one") as one, Post(text="two") as two, Typist(desk, "answer") as typist:
        typist.until("1. Acme Ltd on mastodon:@acme@example.social, from toot")
        typist.until("one more waits")
        typist.ready()
        typist.type("d\n")
        assert one.settled() == ("deny", "stop")
        typist.seen = ""
        typist.ready()
        typist.type("post\n")
        assert two.settled() == ("allow", "release")
        assert typist.ended() == 0
    assert "Nothing more waits." in typist.seen


def test_a_hold_that_is_settled_already_is_told(desk: Served) -> None:
    with Typist(desk, "answer", "--hold", "nonsense") as typist:
        assert typist.ended() == 1
    assert "settled already" in typist.seen


def test_without_a_terminal_nothing_is_asked(desk: Served) -> None:
    with Post() as post:
        done = desk.hatcheck("answer", start_new_session=True, stdin=subprocess.DEVNULL)
        assert (done.returncode, "no terminal here" in done.stderr) == (2, True)
        assert post.waits()


def test_without_an_engine_the_remedy_is_told(desk: Served, tmp_path: Path) -> None:
    with Typist(desk, "answer", HATCHECK_STATE=str(tmp_path / "none")) as typist:
        assert typist.ended() == 2
    assert "hatcheck engine" in typist.seen


def test_a_plain_terminal_is_told_without_moving_about(desk: Served) -> None:
    with Post() as post, Typist(desk, "answer", "--hold", post.hold, TERM="dumb") as typist:
        typist.until("    > ")
        typist.type("d\n")
        assert typist.ended() == 0
        assert post.settled() == ("deny", "stop")
    assert "\x1b" not in typist.seen


@pytest.mark.usefixtures("desk")
def test_the_right_hat_is_asked_nothing() -> None:
    """What is not held never comes here."""
    with Engine.open("gate", "toot") as line:
        assert line.ask("submit", verb="post", to=[OWN], text="hi")["verdict"] == "allow"
        with pytest.raises(Refused), Engine.open("face", "test") as face:
            face.ask("show", hold="h")


@pytest.mark.slow
def test_the_prompt_ends_with_the_time(tmp_path: Path) -> None:
    """By the engine's clock, and not by an answer."""
    from served import WORKSPACE

    with served(tmp_path, f'{WORKSPACE}\n[hold]\nwait = "10s"\n') as short:
        with Post() as post, Typist(short, "answer", "--hold", post.hold) as typist:
            typist.ready()
            typist.type("pos")
            assert typist.ended(30) == 0
            assert post.settled() == ("deny", None)
        assert "Nobody answered in time" in typist.seen
