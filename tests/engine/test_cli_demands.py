"""What must be done before a release, at a real terminal: each thing by hand, and the word only after all of them."""

import json
import re
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from rich.console import Console
from served import WORKSPACE, Served, served
from test_cli_answer import Post, Typist

from guard.cli.demanding import Demanding
from guard.cli.drawing import draw, draw_others, underlined
from guard.cli.prompt import Line, Prompt, Said
from guard.protocol.approval import read_request
from guard.protocol.card import Card, CardDemand, CardMedia, CardReason

CAREFUL = WORKSPACE.replace('session = "25m"', 'session = "25m"\nchecklist = ["Facts are confirmed", "Right networks"]')


def card(**more: Any) -> Card:
    plain: dict[str, Any] = {name: [] for name in ("destinations", "media", "links", "mirrors", "reasons", "signals")}
    plain |= {"hold": "h", "verb": "post", "app": "toot", "headline": "H", "worn_line": "W", "worn": None, "text": "Hi"}
    return Card(**{**plain, "high_risk": False, "typed": "", "release_label": "Post", "rescues": [], **more})


# What is drawn.


def drawn(
    made: Card, drawing: Callable[[Console, Card], None] = lambda console, made: draw(console, made, "en")
) -> str:
    file = StringIO()
    drawing(Console(file=file, width=100, highlight=False, emoji=False, markup=False), made)
    return file.getvalue()


def signals(*severities: str) -> list[CardReason]:
    return [CardReason(f"check-{number}", how, f"Signal {number}.") for number, how in enumerate(severities, 1)]


@pytest.mark.parametrize(
    ("severities", "shown", "counted"),
    [
        pytest.param([], [], 0, id="nothing was noticed"),
        pytest.param(["high", "low"], [1, 2], 0, id="two are shown"),
        pytest.param(["high", "medium", "low", "low", "note"], [1, 2, 3], 2, id="three are shown, the rest is counted"),
        pytest.param(["note"], [], 1, id="a note is only counted"),
    ],
)
def test_at_most_three_signals_stand_beside_a_hold(severities: list[str], shown: list[int], counted: int) -> None:
    made = card(signals=signals(*severities))
    text, rest = drawn(made), drawn(made, draw_others)
    assert [int(number) for number in re.findall(r"Besides: Signal (\d)\.", text)] == shown
    assert (f"{counted} more: type m" in text) == bool(counted)
    assert [int(number) for number in re.findall(r"Signal (\d)\.", rest)] == [
        number for number in range(1, len(severities) + 1) if number not in shown
    ]


def test_a_known_picture_is_named_with_its_place() -> None:
    media = [
        CardMedia("/srv/a.jpg", "a.jpg", like="/home/jo/Pictures/be\x1bach.jpg", like_note="Jo's picture beach.jpg")
    ]
    assert "shows Jo's picture beach.jpg: /home/jo/Pictures/be<U+001B>ach.jpg" in drawn(card(media=media))


def test_what_must_be_done_is_listed() -> None:
    text = drawn(card(demands=[CardDemand("tick:a", "tick", "Facts are\nconfirmed", "a")]))
    assert "Before it can be posted:" in text
    assert "- Facts are confirmed" in text


@pytest.mark.parametrize(
    ("text", "spots", "shown"),
    [
        pytest.param("one two three", [(4, 7)], "one _two_ three", id="a word"),
        pytest.param("one two", [(0, 3), (4, 7)], "_one_ _two_", id="two words, from the first to the last letter"),
        pytest.param("one two", [(0, 7), (4, 7)], "_one _ _two_", id="one within the other"),
        pytest.param("one", [(1, 90), (2, 2), (7, 9)], "o_ne_", id="places beyond what is shown"),
        pytest.param("a\x1bb", [(1, 3)], "a_<U+001B>b_", id="what a terminal would obey"),
        pytest.param("", [(0, 4)], "", id="no text"),
    ],
)
def test_the_places_are_underlined(text: str, spots: list[tuple[int, int]], shown: str) -> None:
    made = underlined(text, spots)
    lined = sorted((span.start, span.end) for span in made.spans if span.style == "underline")
    for start, end in reversed(lined):
        made = made[:start] + type(made)(f"_{made.plain[start:end]}_") + made[end:]
    assert made.plain == shown.replace("_one _ _two_", "_one __two_")


# What is asked, with keys on a clock of their own.


def typing(*texts: str) -> Callable[[Prompt], Line | None]:
    """A hand that types these texts, one at each prompt; at the end the hold is settled by somebody else."""
    left = list(texts)

    def read(prompt: Prompt) -> Line | None:
        now = time.monotonic()
        for _ in range(30):
            now += 0.05
            assert prompt.look("", now) is None
        for key in left.pop(0) if left else "":
            now += 0.1
            if line := prompt.look(key, now) or prompt.look("", now + 0.05):
                return line
        return None

    return read


def asked(demand: CardDemand, *texts: str, made: Card | None = None) -> tuple[Line | None, list[str]]:
    """How it was met, and all that was told."""
    told: list[str] = []
    return Demanding(made or card(), typing(*texts), told.append, "en").ask(demand, 1, 1), told


TICK = CardDemand("tick:a", "tick", "Facts are confirmed", "a")
REASON = CardDemand("reason:#x", "reason", "Why #x?", "#x")
COLLEAGUE = CardDemand("colleague:acme", "colleague", "A colleague looks at it", "acme")
BACK, STOP, UNKNOWN = Line(Said.BACK), Line(Said.STOP), Line(Said.UNKNOWN)


@pytest.mark.parametrize(
    ("demand", "texts", "met"),
    [
        pytest.param(TICK, ["y\n"], Line(Said.WRITTEN, "y"), id="an item is ticked"),
        pytest.param(TICK, ["post\n"], UNKNOWN, id="but not by the word that lets go"),
        pytest.param(TICK, ["\n"], BACK, id="Enter alone goes back"),
        pytest.param(TICK, ["\x1b"], STOP, id="Esc stops"),
        pytest.param(TICK, [], None, id="somebody else settled it"),
        pytest.param(REASON, ["they asked us\n"], Line(Said.WRITTEN, "they asked us"), id="a reason"),
        pytest.param(REASON, ["I just...\n", "12345678 !!\n", "\n"], BACK, id="too few letters of one, twice"),
        pytest.param(REASON, ["ja\n", "sie fragten uns\n"], Line(Said.WRITTEN, "sie fragten uns"), id="then enough"),
        pytest.param(COLLEAGUE, ["k7qm-2xta\n"], Line(Said.WRITTEN, "k7qm-2xta"), id="a code"),
        pytest.param(COLLEAGUE, ["k7q\n", "k7qm2xta\n"], Line(Said.WRITTEN, "k7qm2xta"), id="half a code is not tried"),
        pytest.param(COLLEAGUE, ["\n"], BACK, id="nobody is there to look"),
    ],
)
def test_how_it_is_met(demand: CardDemand, texts: list[str], met: Line | None) -> None:
    assert asked(demand, *texts)[0] == met


@pytest.mark.parametrize(
    ("name", "word"),
    [
        pytest.param("IMG 1.png", "img 1.PNG", id="by its name"),
        pytest.param("x" * 60 + ".png", "seen", id="a name that is too long to type"),
        pytest.param("a\x07b.png", "seen", id="a name that nobody can type"),
    ],
)
def test_a_file_is_looked_at(tmp_path: Path, name: str, word: str) -> None:
    file = tmp_path / name
    Image.new("RGB", (64, 48)).save(file, "png")
    demand, made = CardDemand("look:f", "look", "Look", str(file)), card(media=[CardMedia(str(file), name)])
    met, told = asked(demand, f"{word}\n", made=made)
    assert met == Line(Said.WRITTEN, word)
    assert f"{file}  (64 × 48)" in told


def test_a_file_that_lies_nowhere_here_is_looked_at_in_its_page() -> None:
    demand = CardDemand("look:f", "look", "Look", "cat.jpg (image/jpeg, 2 MB)")
    met, told = asked(demand, "cat.jpg\n")
    assert met == Line(Said.WRITTEN, "cat.jpg")
    assert "Look at it in the page to which it was attached." in told


def test_the_request_is_saved_and_never_over_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hatcheck-request.json").write_text("mine", encoding="utf-8")
    (tmp_path / "hatcheck-request-2.json").symlink_to(tmp_path / "elsewhere")
    made = card(text="Grüße \x1b[2J", signals=signals("low"))
    _, told = asked(COLLEAGUE, "s\n", "\n", made=made)
    assert (tmp_path / "hatcheck-request.json").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "elsewhere").exists()
    request = read_request((tmp_path / "hatcheck-request-3.json").read_text(encoding="utf-8"))
    assert (request["text"], request["noticed"]) == ("Grüße \x1b[2J", ["Signal 1."])
    assert any("hatcheck approve hatcheck-request-3.json" in line for line in told)


def test_a_named_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text("mine", encoding="utf-8")
    told: list[str] = []
    Demanding(card(), typing(), told.append, "en").save(file)
    assert (file.read_text(encoding="utf-8"), "cannot be written" in told[0]) == ("mine", True)


# The real thing.


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Where the brand's hat is worn, so that its checklist alone holds."""
    with served(tmp_path_factory.mktemp("desk"), CAREFUL) as made:
        with made.line("face") as face:
            face.ask("wear", identity="acme")
        yield made


def go_on(typist: Typist, clue: str, keys: str) -> None:
    """Types once this stands there and keys count."""
    typist.until(clue)
    typist.seen = typist.seen[typist.seen.index(clue) :]
    typist.ready()
    typist.seen = ""
    typist.type(keys)


def test_nothing_leaves_before_all_of_it_is_done(desk: Served) -> None:
    """The word begins it and does not end it; only after the last item it lets go."""
    with Post() as post, Typist(desk, "answer", "--hold", post.hold) as typist:
        go_on(typist, "[p]ost: 2 things first", "post\n")
        go_on(typist, "1/2  Facts are confirmed", "y\n")
        go_on(typist, "2/2  Right networks", "\n")
        go_on(typist, "[p]ost: one thing first", "p\n")
        assert post.waits()
        go_on(typist, "1/1  Right networks", "y\n")
        go_on(typist, "post in full", "post\n")
        assert post.settled() == ("allow", "release")
        assert typist.ended() == 0
    answered = next(row for row in exported(desk) if row["detail"].get("hold") == post.hold and row["kind"] == "answer")
    assert answered["detail"]["met"] == ["tick:Facts are confirmed – y", "tick:Right networks – y"]


def test_a_terminal_that_goes_away_in_the_midst_stops(desk: Served) -> None:
    with Post() as post, Typist(desk, "answer", "--hold", post.hold) as typist:
        go_on(typist, "things first", "p\n")
        typist.until("1/2")
        typist.hang_up()
        assert typist.process.wait(10) == 1
        assert post.settled() == ("deny", "stop")


def exported(desk: Served) -> list[dict[str, Any]]:
    """The journal's rows."""
    done = desk.hatcheck("journal", "export", "--format", "json")
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))
