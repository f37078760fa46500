"""Posts that left by a phone or a forgotten tool: each is told once, and none that left from here."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from listening_engine import hurried, light, places, told
from mention_servers import now, status
from served import WORKSPACE

from guard.clients.line import Line, Refused
from guard.engine.knowing import know_client
from guard.engine.strays import Strays, left_of
from guard.journal import Journal, fingerprint_of
from guard.journal.reading import Row
from guard.model.account import Account
from guard.model.event import Event
from guard.model.identity import Identity, IdentityKind
from guard.model.mention import Post, Source, Watching
from guard.workspace.load import load
from guard.workspace.paths import Paths
from guard.workspace.values import Watched

NOW = datetime(2026, 11, 22, 23, 0).astimezone()
ACCOUNT = "mastodon:@acme@example.social"
BRAND = Identity("acme", "Acme Ltd", IdentityKind.BRAND, accounts=(Account("mastodon", "@acme@example.social"),))
OWN = Source(f"own:{ACCOUNT}", "mastodon-account", "https://example.social", "acme", all=True)
BLOG = Source("blog", "feed", "https://acme.example/feed", all=True)
WATCHED = Watched(Watching("acme", own=(OWN, BLOG)), clients=("Buffer",))


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def post(number: int, text: str, minutes: float = 10, source: str = OWN.id, **more: Any) -> Post:
    ident = f"https://example.social/users/acme/statuses/{number}"
    return replace(Post(source, ident, "@acme@example.social", text, ago(minutes), link=ident), **more)


class Desk:
    """A journal with rows, and what is told of posts."""

    def __init__(self, folder: Path, since: float = 60 * 24 * 7) -> None:
        self.file = folder / "strays.json"
        self.journal = Journal.open(folder / "journal.db")
        self.journal.append(Event("engine", ago(since), {"run": "1"}))
        self.strays = Strays(self.file)
        self.furnish(since)

    def furnish(self, since: float) -> None:
        self.strays.furnish([WATCHED], ago(since))

    def left(self, text: str, minutes: float = 10, verdict: str = "allow", account: str = ACCOUNT, **more: Any) -> None:
        kept = fingerprint_of(text, self.journal.salt)
        self.journal.append(
            Event("decision", ago(minutes), {"verdict": verdict, "destinations": [account], **kept, **more})
        )

    def answered(self, minutes: float, hold: str, verdict: str) -> None:
        self.journal.append(Event("answer", ago(minutes), {"hold": hold, "verdict": verdict}))

    def judged(self, *posts: Post, late: float = 0.0) -> list[str]:
        """The texts of those that are told, judged so many minutes later."""
        at = NOW + timedelta(minutes=late)
        self.strays.posted("acme", posts)
        first, left = left_of({ACCOUNT}, self.journal.rows(since=at - timedelta(days=60)))
        judge = self.strays.judge(BRAND, WATCHED, left, first, lambda text: fingerprint_of(text, self.journal.salt), at)
        return [one.post.text for one in self.strays.take(BRAND, judge())]

    def restarted(self) -> "Desk":
        """The engine ends in order, and comes again."""
        asyncio.run(self.strays.keep())
        self.strays = Strays(self.file)
        return self


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    with closing(made.journal):
        yield made


def test_a_post_by_a_phone_is_told_once(desk: Desk) -> None:
    phone = post(1, "Got my slizzerd on", client="Mastodon for iPhone")
    assert desk.judged(phone) == ["Got my slizzerd on"]
    assert desk.judged(phone, replace(phone, text="Got my slizzerd on (edited)")) == []
    ((key, (brand, one)),) = desk.strays.found.items()
    assert (brand, one.account, one.key) == ("acme", ACCOUNT, key)
    assert str(one.said).startswith(ACCOUNT)


def test_what_was_told_stays_in_the_list_over_restarts_until_somebody_looks(desk: Desk) -> None:
    assert desk.judged(post(1, "Oops")) == ["Oops"]
    desk.restarted()
    ((key, (brand, one)),) = desk.strays.found.items()
    assert (brand, one.post, one.account, str(one.said)) == (
        "acme",
        post(1, "Oops"),
        ACCOUNT,
        f"{ACCOUNT} has posted something that did not leave from this desk.",
    )
    assert desk.judged(post(1, "Oops")) == []
    assert desk.strays.done(key) is not None
    desk.restarted()
    assert desk.strays.found == {}
    assert desk.judged(post(1, "Oops")) == []


def test_a_post_that_came_just_before_a_restart_is_judged_after_it(desk: Desk) -> None:
    """The network is not asked for it again."""
    young = post(1, "Oops", minutes=0.1)
    assert desk.judged(young) == []
    assert desk.strays.pending == {"acme"}
    desk.restarted()
    assert desk.strays.pending == {"acme"}
    assert desk.judged(late=1) == ["Oops"]
    assert desk.strays.pending == frozenset()


def test_a_brand_that_never_pauses_is_judged_all_the_same(desk: Desk) -> None:
    assert desk.judged(post(1, "Oops", 1), post(2, "New", 0)) == ["Oops"]
    assert desk.strays.pending == {"acme"}


def test_a_post_that_left_from_here_and_was_edited_is_not_told(desk: Desk) -> None:
    desk.left("Good evening")
    ours = post(1, "Good evening")
    assert desk.judged(ours) == []
    assert desk.judged(replace(ours, text="Something else altogether, and at length. " * 5)) == []


def answered(desk: Desk) -> None:
    desk.left("Held", 12, "hold", hold="h1")
    desk.answered(11, "h1", "allow")


def nothing(_desk: Desk) -> None:
    """Nothing left."""


def stopped(desk: Desk) -> None:
    desk.left("Held", 12, "hold", hold="h1")
    desk.answered(11, "h1", "deny")


@pytest.mark.parametrize(
    ("before", "posts", "wanted"),
    [
        pytest.param(lambda d: d.left("Good evening"), [post(1, "Good evening")], [], id="it left from here"),
        pytest.param(
            lambda d: d.left("See acme.example/x"),
            [post(1, "See https://www.acme.example/x")],
            [],
            id="the network wrote its link out",
        ),
        pytest.param(answered, [post(1, "Held")], [], id="released after a hold"),
        pytest.param(stopped, [post(1, "Held")], ["Held"], id="stopped, and out all the same"),
        pytest.param(
            lambda d: d.left("Sale!", 60 * 24 * 20), [post(1, "Sale!")], [], id="a tool was given it three weeks ago"
        ),
        pytest.param(nothing, [post(1, "By Buffer", client="buffer")], [], id="a known program"),
        pytest.param(nothing, [post(1, "By web", client="Web")], ["By web"], id="a program that is not known"),
        pytest.param(
            lambda d: d.left("", 12), [post(1, "Theirs", repost_of="https://o.test/1")], [], id="shared from here"
        ),
        pytest.param(
            nothing,
            [
                post(1, "Theirs", repost_of="https://o.test/1", link="https://o.test/1"),
                post(2, "Theirs", 5, repost_of="https://o.test/1", link="https://o.test/1"),
            ],
            ["Theirs"],
            id="shared twice by a phone is told once",
        ),
        pytest.param(
            nothing, [post(1, "Oops"), post(1, "Oops", source="blog")], ["Oops"], id="the same by two sources"
        ),
        pytest.param(
            lambda d: d.left("News", account="mastodon:@acme@example.social"),
            [post(1, "News", source="blog")],
            [],
            id="a feed of the brand's, and any of its accounts",
        ),
        pytest.param(nothing, [post(1, "Long ago", 60 * 24 * 4)], [], id="four days ago"),
    ],
)
def test_what_left_from_here_is_not_told(desk: Desk, before: Any, posts: list[Post], wanted: list[str]) -> None:
    before(desk)
    assert desk.judged(*posts) == wanted


def test_what_was_there_before_it_was_looked_at_is_nobodys_business(desk: Desk) -> None:
    """The first reading of a feed brings what it holds; a journal may be older than the watch."""
    desk.furnish(60 * 24 * 7)
    desk.strays = Strays(desk.file.with_name("new.json"))
    desk.furnish(15)
    assert desk.judged(post(1, "Old", 20), post(2, "New", 10)) == ["New"]


def test_what_was_posted_before_the_first_row_is_not_told(tmp_path: Path) -> None:
    made = Desk(tmp_path, since=15)
    made.furnish(60)
    with closing(made.journal):
        assert made.judged(post(1, "Old", 20), post(2, "New", 10)) == ["New"]


def test_what_was_posted_while_the_engine_was_off_is_told(desk: Desk) -> None:
    desk.restarted().furnish(0)
    assert desk.judged(post(1, "At night", 60 * 5)) == ["At night"]


def test_an_empty_journal_knows_nothing(desk: Desk) -> None:
    desk.strays.posted("acme", [post(1, "Oops")])
    assert desk.strays.judge(BRAND, WATCHED, [], None, lambda _: {}, NOW)() == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="a list"),
        pytest.param('{"version": 2}', id="another version"),
        pytest.param('{"version": 1, "told": [], "since": [1], "posts": [], "found": {}, "pending": []}', id="numbers"),
        pytest.param("[" * 100_000, id="deep"),
    ],
)
def test_a_broken_file_is_told_and_old_posts_do_not_alarm(desk: Desk, text: str) -> None:
    assert desk.judged(post(1, "Oops")) == ["Oops"]
    desk.file.write_text(text, encoding="utf-8")
    desk.strays = Strays(desk.file)
    assert "cannot be read" in str(desk.strays.trouble)
    desk.furnish(0)
    assert desk.judged(post(1, "Oops")) == []


def test_what_is_remembered_is_bounded(desk: Desk) -> None:
    for part in range(0, 1000, 250):
        desk.judged(*(post(number, f"Oops {number}", 100 - number / 20) for number in range(part, part + 250)))
    assert len(desk.strays.found) == 200
    assert "statuses/999" in list(desk.strays.found)[-1]
    plain = json.loads(desk.strays.text())
    assert [len(posts) for _, _, posts in plain["posts"]] == [400]


def test_rows_are_read_without_keeping_those_of_others() -> None:
    row = Row(1, Event("decision", NOW, {"verdict": "allow", "destinations": ["x:@jo"], "sha256": "", "length": 1}), "")
    assert left_of({ACCOUNT}, [row]) == (NOW, [])
    assert left_of({ACCOUNT}, []) == (None, [])


def listening(url: str) -> str:
    return f"""{WORKSPACE}
[[watch]]
brand = "acme"

[[source]]
id = "acme-own"
brand = "acme"
kind = "mastodon-account"
address = "{url}"
what = "@acme"
every = "10s"
own = true
"""


def looked_at(folder: Path) -> None:
    """Since yesterday, what the brand posts is looked at."""
    (folder / "state" / "heard").mkdir(parents=True)
    strays = Strays(folder / "state" / "heard" / "strays.json")
    strays.furnish([Watched(Watching("acme", own=(replace(OWN, id="acme-own"),)))], now() - timedelta(days=1))
    (folder / "state" / "heard" / "strays.json").write_text(strays.text(), encoding="utf-8")


def test_a_journal_that_cannot_be_read_is_told_and_alarms_nobody(tmp_path: Path) -> None:
    with places() as there, hurried(tmp_path, listening(there.public.url)) as desk:
        there.public.statuses.append(status(1, "<p>Got my slizzerd on</p>", now(), "acme"))
        looked_at(tmp_path)
        (tmp_path / "state" / "journal.db").write_bytes(b"no journal" * 1000)
        with desk.running() as face:
            shown = told(face, lambda event: "cannot be compared with the journal" in light(event).get("text", ""))
            assert (light(shown)["color"], shown["strays"]) == ("amber", [])


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        pytest.param('[[watch]]\nbrand = "acme"  # ours\n', '["Web"]', id="none so far"),
        pytest.param('[[watch]]\nbrand = "acme"  # ours\nclients = "Buffer"\n', '["Buffer", "Web"]', id="one text"),
        pytest.param('[[watch]]\nbrand = "acme"  # ours\nclients = ["web"]\n', '["web"]', id="it stands there"),
        pytest.param("# ours\n", '["Web"]', id="the organisation listens"),
    ],
)
def test_a_known_program_is_added_to_what_stands_there(tmp_path: Path, written: str, wanted: str) -> None:
    paths = Paths(tmp_path / "hatcheck.toml", tmp_path / "organisation.toml", tmp_path / "state")
    if "[[watch]]" not in written:
        paths.organisation.write_text(f'{WORKSPACE}[[watch]]\nbrand = "acme"\n', encoding="utf-8")
        paths.workspace.write_text(written, encoding="utf-8")
    else:
        paths.workspace.write_text(WORKSPACE + written, encoding="utf-8")
    know_client(paths, "acme", "Web")
    text = paths.workspace.read_text(encoding="utf-8")
    assert f"clients = {wanted}" in text
    assert "# ours" in text
    assert load(paths.workspace, paths.organisation).watched[0].clients == tuple(json.loads(wanted))


def rows(folder: Path, kind: str) -> list[Row]:
    with closing(Journal.open(folder / "state" / "journal.db")) as journal:
        return list(journal.rows(kind=kind))


def phoned(number: int, text: str, at: datetime) -> dict[str, Any]:
    return status(number, f"<p>{text}</p>", at, "acme", application={"name": "Tusky", "website": None})


def test_a_post_that_the_guard_never_saw_comes_to_an_incident(tmp_path: Path) -> None:
    """Told within seconds, in the list until somebody looks, and opened, or excused with its program, by one click."""
    with places() as there, hurried(tmp_path, listening(there.public.url)) as desk:
        there.public.statuses.append(status(1, "<p>Long before</p>", now() - timedelta(days=1), "acme"))
        with desk.running() as face:
            told(face, lambda shown: light(shown).get("color") == "green")
            face.ask("wear", 10, identity="acme")
            with desk.line("gate") as gate:
                to = ["mastodon:@acme@example.social"]
                assert gate.ask("submit", 10, verb="post", to=to, text="Good evening")["verdict"] == "allow"
        at = now()
        there.public.statuses.append(status(2, "<p>Good evening</p>", at, "acme"))
        long = "Once more " * 900
        there.public.statuses += [phoned(3, "Got my slizzerd on", at), phoned(4, "Again", at), phoned(5, long, at)]
        with desk.running() as face:
            alert = told(face, lambda event: event["event"] == "alert" and event["kind"] == "stray")
            said = "mastodon:@acme@example.social has posted something that did not leave from this desk."
            assert alert["text"] == said
        with desk.running() as face:
            strays = {one["text"][:10]: one for one in face.ask("watch", 10)["strays"]}
            assert sorted(strays) == ["Again", "Got my sli", "Once more "]
            slip = strays["Got my sli"]
            assert (slip["said"], slip["client"], slip["badge"]["id"]) == (said, "Tusky", "acme")
            assert len(strays["Once more "]["text"]) == 500
            view = opened_by_two_clicks(face, slip["key"])
            assert (view["text"], view["url"]) == ("Got my slizzerd on", slip["link"])
            assert view["account"] == "mastodon:@acme@example.social"
            text = desk.workspace.read_text(encoding="utf-8")
            desk.workspace.write_text("[[watch", encoding="utf-8")
            with pytest.raises(Refused, match="cannot be written down"):
                face.ask("excuse", 10, stray=strays["Again"]["key"], client=True)
            desk.workspace.write_text(text, encoding="utf-8")
            assert len(face.ask("watch", 10)["strays"]) == 2
            assert face.ask("excuse", 10, stray=strays["Again"]["key"], client=True)["strays"] == []
            with pytest.raises(Refused, match="looked at that post already"):
                face.ask("excuse", 10, stray=strays["Once more "]["key"])
        assert 'clients = ["Tusky"]' in desk.workspace.read_text(encoding="utf-8")
        assert len(rows(tmp_path, "stray")) == 3
        assert len(rows(tmp_path, "excused")) == 1


def opened_by_two_clicks(face: Line, key: str) -> Any:
    """The incident; the second click is told that somebody looks at it."""
    first, second = (face.send("open_incident", stray=key) for _ in range(2))
    replies: dict[int, Any] = {}
    while len(replies) < 2:
        if "n" in (frame := face.next(10)):
            replies[frame["n"]] = frame
    assert replies[second]["error"]["text"] == "Somebody has looked at that post already."
    return replies[first]["reply"]["view"]
