"""What is heard of a brand: what was there before alarms nobody, a gap is a gap, and a fall loses nothing."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from listening_engine import Hurried, hurried, light, places, told
from mention_servers import created, now
from served import WORKSPACE

from guard.engine.hearing import LATEST, Hearing
from guard.engine.talk import talk_of
from guard.incident.sentences import again, kept
from guard.journal import Journal
from guard.model.mention import Mentions, Post, Source, SourceState, Watching
from guard.model.moments import when
from guard.model.sentence import Sentence
from guard.protocol.incidents import Talk
from guard.workspace.values import Watched

START = 1_780_000_020.0
"""A whole minute."""
STREAM, FEED = Source("all", "jetstream"), Source("press", "feed", "https://press.example/feed")
WATCHED = Watched(Watching("acme", names=("Acme",), sources=(STREAM,)))


class Ear:
    """One brand's hearing, with a clock."""

    def __init__(self, folder: Path, watched: Watched = WATCHED, at: float = START) -> None:
        self.file, self.now = folder / "heard" / "counts.json", at
        self.hearing = Hearing(self.file, UTC)
        self.hearing.furnish([watched], at)

    @property
    def heard(self) -> Any:
        return self.hearing.brands["acme"]

    def reads(self, *sources: str, why: Sentence | None = None) -> None:
        at = datetime.fromtimestamp(self.now, UTC)
        for name in sources:
            self.heard.changed(SourceState(name, watching=why is None, since=at, why=why), self.now)

    def hears(self, *minutes_ago: int, source: str = "all") -> None:
        minute = int(self.now // 60)
        counts = tuple((minute - each, source, 1) for each in minutes_ago)
        self.heard.mentioned(Mentions("acme", counts), self.now)

    def live(self, minutes: int, every: int = 0) -> list[str]:
        """So long; one mention in so many minutes. What was told meanwhile."""
        alerts = []
        for minute in range(minutes):
            if every and minute % every == 0:
                self.hears(0)
            alerts += [alert.kind.value for _, alert in self.hearing.judged(self.now)]
            self.now += 60.5  # a loop is never quite on time
        return alerts

    def kept(self) -> "Ear":
        """Its file is written, and read by the next one."""
        self.hearing.write(self.hearing.text())
        made = Ear(self.file.parents[1], self.heard.watched, self.now)
        made.now = self.now
        return made

    @property
    def talk(self) -> Talk:
        return talk_of(self.heard, datetime.fromtimestamp(self.now, UTC), "en", self.hearing.troubles)


def words(talk: Talk) -> str:
    return " | ".join([talk.text, *talk.sources])


def test_no_minute_is_lost_though_the_loop_is_late(tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    ear.reads("all")
    ear.live(24 * 60, every=20)
    bars = ear.talk.bars
    assert all(bar.watched for bar in bars)
    assert sum(bar.count for bar in bars) == pytest.approx(72, abs=2)


def test_more_than_usual_is_told_once_and_the_first_reading_never(tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    ear.hears(*range(60))  # what it held before anybody asked it
    ear.reads("all")
    assert ear.live(12 * 60, every=20) == []
    both = replace(WATCHED, watching=replace(WATCHED.watching, sources=(STREAM, FEED)))
    ear.hearing.furnish([both], ear.now)
    ear.hears(*list(range(1, 40)) * 2, source="press")
    ear.reads("press")
    assert ear.live(60, every=20) == []
    other = replace(both, watching=replace(both.watching, names=("Acme", "Acme Rockets")))
    ear.hearing.furnish([other], ear.now)
    ear.hears(*list(range(1, 40)) * 2, source="press")  # what has the new name was there before, too
    assert ear.live(60, every=20) == []
    ear.hears(*[0] * 80)
    assert ear.live(30) == ["rise"]


def test_a_gap_is_a_gap_and_no_quiet(tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    ear.reads("all")
    ear.live(120, every=20)
    ear.now += 3 * 3600  # the machine sleeps
    ear.live(30)
    ear = ear.kept()
    ear.now += 3 * 3600  # the engine is off
    ear.reads("all")
    ear.live(30)
    ear.reads("all", why=Sentence.of("The other side ended the connection."))
    ear.live(60)
    assert [bar.watched for bar in ear.talk.bars].count(False) in range(48 - 9, 48 - 6)
    assert "Nobody listens at this moment" in ear.talk.text
    assert "The other side ended the connection." in words(ear.talk)


def test_a_source_that_is_away_makes_it_half_an_ear(tmp_path: Path) -> None:
    """Then few mentions mean nothing, and nothing is learnt from them."""
    both = replace(WATCHED, watching=replace(WATCHED.watching, sources=(STREAM, FEED)))
    whole, half = Ear(tmp_path / "1", both), Ear(tmp_path / "2", both)
    whole.reads("all", "press")
    half.reads("all")
    for ear in (whole, half):
        ear.live(6 * 60, every=20)
    assert whole.heard.volume.baseline.watched > 2
    assert half.heard.volume.baseline.watched == 0
    assert "press: Not read yet." in half.talk.sources


def test_after_a_fall_it_goes_on_as_it_was_kept(tmp_path: Path) -> None:
    """Counts and what was read lie in one file: what was counted since then is read again, and counted once."""
    ear = Ear(tmp_path)
    ear.reads("all")
    ear.hearing.marks, ear.hearing.seen = {"all": {"cursor": 1}}, ["a"]
    ear.live(300, every=10)
    ear.hearing.write(ear.hearing.text())
    ear.hearing.marks, ear.hearing.seen = {"all": {"cursor": 2}}, ["a", "b"]
    ear.hears(0)
    again = Ear(tmp_path, at=ear.now)
    assert (again.hearing.marks, again.hearing.seen) == ({"all": {"cursor": 1}}, ["a"])
    again.reads("all")
    again.hears(0)
    assert [(bar.count, bar.watched) for bar in again.talk.bars] == [(bar.count, bar.watched) for bar in ear.talk.bars]
    assert again.heard.volume.baseline.watched == ear.heard.volume.baseline.watched > 1
    assert again.hearing.troubles == []


@pytest.mark.parametrize("name", ["../../evil", "con", "a/b", "a\x00b", "Ä" * 300])
def test_a_brand_may_be_called_anything(tmp_path: Path, name: str) -> None:
    watched = replace(WATCHED, watching=replace(WATCHED.watching, brand=name))
    hearing = Hearing(tmp_path / "heard" / "counts.json", UTC)
    hearing.furnish([watched], START)
    hearing.write(hearing.text())
    assert [path.name for path in tmp_path.rglob("*")] == ["heard", "counts.json"]
    assert name in json.loads((tmp_path / "heard" / "counts.json").read_text(encoding="utf-8"))["brands"]


BROKEN: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
    ("a list", lambda plain: [plain]),
    ("another version", lambda plain: {**plain, "version": 9}),
    ("no marks", lambda plain: {**plain, "marks": 3}),
    ("no brands", lambda plain: {**plain, "brands": None}),
    ("half a brand", lambda plain: {**plain, "brands": {"acme": {"volume": plain["brands"]["acme"]["volume"]}}}),
    ("no numbers", lambda plain: {**plain, "brands": {"acme": {"volume": {"version": 1}, "begun": {}}}}),
    ("a brand that is a word", lambda plain: {**plain, "brands": {"acme": "?"}}),
]


@pytest.mark.parametrize("damage", [pytest.param(damage, id=name) for name, damage in BROKEN])
def test_a_broken_file_is_told_and_learnt_anew(tmp_path: Path, damage: Callable[[dict[str, Any]], Any]) -> None:
    ear = Ear(tmp_path)
    ear.reads("all")
    ear.live(300, every=10)
    ear.hearing.write(json.dumps(damage(json.loads(ear.hearing.text()))))
    again = Ear(tmp_path, at=ear.now)
    assert again.heard.volume.baseline.watched == 0
    assert "what is usual is learnt anew" in words(again.talk)


@pytest.mark.parametrize("text", ["", "\x00", "[" * 50_000])
def test_a_file_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "heard").mkdir()
    (tmp_path / "heard" / "counts.json").write_text(text, encoding="utf-8")
    assert len(Ear(tmp_path).hearing.troubles) == 1


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "heard" / "counts.json").mkdir(parents=True)
    ear = Ear(tmp_path)
    assert len(ear.hearing.troubles) == 1
    with pytest.raises(OSError, match=r"."):
        ear.hearing.write(ear.hearing.text())


def test_a_brand_that_is_no_longer_listened_for_is_forgotten(tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    ear.reads("all")
    ear.live(300, every=10)
    ear.hearing.furnish([], ear.now)
    assert json.loads(ear.hearing.text())["brands"] == {}
    ear.hearing.furnish([WATCHED], ear.now)
    assert ear.heard.volume.baseline.watched == 0


def test_memory_stays_bounded(tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    ear.reads("all")
    at = datetime.fromtimestamp(ear.now, UTC)
    for part in range(20):
        posts = tuple(Post("all", f"{part}-{n}", "@jo", "Acme", at + timedelta(seconds=part)) for n in range(50))
        ear.heard.mentioned(Mentions("acme", ((int(ear.now // 60), "all", 50),), posts), ear.now)
    assert len(ear.talk.latest) == LATEST
    before = len(ear.hearing.text())
    ear.live(5 * 24 * 60, every=1)
    assert len(ear.hearing.text()) < before + 10_000


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(when(datetime(2026, 11, 22, 18, 2, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)), id="a day"),
        pytest.param(Sentence.of("since {at}", at=datetime(2026, 11, 22, tzinfo=UTC)), id="a moment"),
        pytest.param(Sentence.of("{count} times", count=3), id="a number"),
    ],
)
def test_what_an_alert_says_can_be_kept_in_an_incident(text: Sentence) -> None:
    within = Sentence.of("It began at {since}.", since=text)
    assert str(again(json.loads(json.dumps(kept(within))))) == str(within)


def test_where_no_source_is_named_it_says_so(tmp_path: Path) -> None:
    ear = Ear(tmp_path, replace(WATCHED, watching=replace(WATCHED.watching, sources=())))
    assert "No place is named" in ear.talk.text


def listening(url: str, more: str = "") -> str:
    return f"""{WORKSPACE.replace('"mastodon:@acme@example.social"', '"facebook:acme"')}
[[watch]]
brand = "acme"

[[source]]
id = "all"
brand = "acme"
kind = "jetstream"
address = "{url}"
{more}"""


def learnt(desk: Hurried) -> None:
    """Some hours before now at one mention an hour are on disk."""
    from guard.workspace.load import load

    workspace = load(desk.folder / "hatcheck.toml")
    ear = Ear(desk.folder / "state", workspace.watched[0], now().timestamp() - 360 * 60.5)
    ear.reads("all")
    ear.live(360, every=60)
    ear.hearing.write(ear.hearing.text())


def detail_of(folder: Path, kind: str) -> list[Mapping[str, Any]]:
    with closing(Journal.open(folder / "state" / "journal.db")) as journal:
        return [row.event.detail for row in journal.rows(kind=kind)]


@contextmanager
def storm(folder: Path) -> Iterator[tuple[Hurried, Any, Any]]:
    """A desk that is used to one mention an hour, its shell, and the public places."""
    with places() as public, hurried(folder, listening(public.public.url)) as desk:
        learnt(desk)
        with desk.running() as face:
            yield desk, face, public


def test_a_storm_reaches_the_shells_the_journal_and_the_open_incident_once(tmp_path: Path) -> None:
    with storm(tmp_path) as (desk, face, public):
        told(face, lambda shown: light(shown))
        incident = face.ask("open_incident", 10, brand="acme", text="Oops", title="Oops")["view"]["incident"]
        public.play(*(created(n, f"What was Acme Ltd thinking {n}", now(), f"did:plc:{n}") for n in range(80)))
        alert = told(face, lambda event: event["event"] == "alert" and event["kind"] == "mentions")
        assert "Acme Ltd was mentioned" in alert["text"]

        def entries(view: Any) -> list[Any]:
            return [entry for entry in view["entries"] if "was mentioned" in entry["text"]]

        def view() -> Any:
            return face.ask("show_incident", 10, incident=incident)["view"]

        while not entries(shown := view()):
            face.event(10)
        assert len(entries(shown)) == 1
        assert sum(bar["count"] for bar in shown["talk"]["bars"]) >= 80
        assert {post["who"] for post in shown["talk"]["latest"]} <= {f"did:plc:{n}" for n in range(80)}
        (one,) = face.ask("listen", 10)["brands"]
        assert one["badge"]["id"] == "acme"
        status = desk.hatcheck("watch", "status")
        assert (status.returncode, "Acme Ltd" in status.stdout, "all: Read since" in status.stdout) == (0, True, True)
        desk.end(9)  # killed, half a second after all was kept at the latest
    assert [detail["kind"] for detail in detail_of(tmp_path, "mentions")] == ["rise"]


def test_what_cannot_be_read_is_told_and_a_broken_workspace_changes_nothing(tmp_path: Path) -> None:
    more = '\n[[source]]\nid = "press"\nbrand = "acme"\nkind = "feed"\naddress = "http://127.0.0.1:9/feed"\n'
    with places() as there, hurried(tmp_path, listening(there.public.url, more)) as desk:
        (tmp_path / "state" / "heard").mkdir(parents=True)
        (tmp_path / "state" / "heard" / "counts.json").write_text("?", encoding="utf-8")
        with desk.running() as face:
            there.play(created(1, "hello", now()))
            shown = told(face, lambda event: "1 of 2 sources" in light(event).get("text", ""))
            assert light(shown)["color"] == "amber"
            assert "press: " in light(shown)["text"]
            text = (tmp_path / "hatcheck.toml").read_text(encoding="utf-8")
            (tmp_path / "hatcheck.toml").write_text("[[watch", encoding="utf-8")
            told(face, lambda event: event.get("troubles"))
            assert light(face.ask("watch", 10))["color"] == "amber"
            (tmp_path / "hatcheck.toml").write_text(text.replace(more, ""), encoding="utf-8")
            shown = told(face, lambda event: "learnt anew" in light(event).get("text", ""))
            assert light(shown)["color"] == "amber"
            (tmp_path / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")
            told(face, lambda event: light(event).get("color") == "off")
            assert face.ask("listen", 10) == {"brands": []}
