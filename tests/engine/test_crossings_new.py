"""A route that newly crosses identities is told once; what was there before is not, and nothing is told twice."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guard.engine.crossings import SHOWN, Crossing, RouteMemory
from guard.engine.knowledge import Knowledge
from guard.journal import Journal
from guard.model.sentence import Sentence
from guard.platforms import parse_account

WORKSPACE = """\
version = 1

[[identity]]
id = "acme"
name = "Acme Ltd"
kind = "brand"
accounts = ["x:@Acme", "telegram:-1009000000004", "mastodon:@acme@chaos.social"]

[[identity]]
id = "jo"
name = "Jo"
kind = "person"
accounts = ["x:@jo", "telegram:-1009000000003", "bluesky:@jo.test"]

[tools]
paths = ["tools"]

[credentials]
"n8n:X of Acme (x9)" = "x:@Acme"
"""


def n8n(name: str = "Mirror", *, active: bool = True, credential: str = "X of Acme", padding: int = 0) -> str:
    """A workflow that fetches Jo's posts and posts them elsewhere."""
    trigger = {"name": "Each hour", "type": "n8n-nodes-base.scheduleTrigger", "typeVersion": 1, "parameters": {}}
    url = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?actor=jo.test"
    posts = {"name": "Posts", "type": "n8n-nodes-base.httpRequest", "typeVersion": 1, "parameters": {"url": url}}
    tweet = {
        "name": "Tweet",
        "type": "n8n-nodes-base.twitter",
        "typeVersion": 1,
        "parameters": {"text": "={{ $json.text }}"},
        "credentials": {"twitterOAuth2Api": {"id": "x9", "name": credential}},
    }
    notes = [{"name": f"Note {n}", "type": "n8n-nodes-base.stickyNote", "parameters": {}} for n in range(padding)]

    def to(node: str) -> dict[str, object]:
        return {"main": [[{"node": node, "type": "main", "index": 0}]]}

    nodes = [*notes, trigger, posts, tweet]
    links = {"Each hour": to("Posts"), "Posts": to("Tweet")}
    return json.dumps({"name": name, "active": active, "nodes": nodes, "connections": links}, indent=1)


MATTERBRIDGE = """\
[telegram.club]
Token = "invented"

[[gateway]]
name = "club"
enable = true

    [[gateway.in]]
    account = "telegram.club"
    channel = "-1009000000003"

    [[gateway.out]]
    account = "telegram.club"
    channel = "-1009000000004"
"""


@dataclass
class Desk:
    """A desk with routes, and what was told of them."""

    folder: Path
    knowledge: Knowledge
    memory: RouteMemory
    told: list[Crossing] = field(default_factory=list)

    @property
    def workspace(self) -> Path:
        """The user's file."""
        return self.folder / "hatcheck.toml"

    def put(self, name: str, text: str) -> None:
        """Writes a tool's configuration."""
        (self.folder / "tools" / name).write_text(text, encoding="utf-8")

    def news(self) -> list[str]:
        """The texts that are told now."""
        self.told.clear()
        self.memory.tell_new(self.knowledge.current(), self.told.append)
        return [one.text for one in self.told]

    def after_a_restart(self) -> "Desk":
        """The same desk, for an engine that is started anew."""
        return begun(self.folder)


def begun(folder: Path) -> Desk:
    state = folder / "state"
    files = (folder / "hatcheck.toml", folder / "organisation.toml", state / "state.json", state / "mirrors.json")
    return Desk(folder, Knowledge(*files), RouteMemory(state / "routes.json"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk without routes, looked at once."""
    (tmp_path / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")
    (tmp_path / "tools").mkdir()
    desk = begun(tmp_path)
    assert desk.news() == []
    return desk


@pytest.mark.parametrize(
    ("file", "text", "source", "said", "by"),
    [
        pytest.param("mirror.json", n8n(), "bluesky:@jo.test", "x:@Acme", "n8n “Mirror”", id="n8n"),
        pytest.param(
            "matterbridge.toml",
            MATTERBRIDGE,
            "telegram:-1009000000003",
            "telegram:-1009000000004",
            "matterbridge “club”",
            id="matterbridge",
        ),
    ],
)
def test_a_mirror_from_the_person_to_the_brand_is_in_the_next_reach_and_told_once(
    desk: Desk, file: str, text: str, source: str, said: str, by: str
) -> None:
    """Edited on disk, and nothing else: the decision knows it, and one alert comes of it."""
    desk.put(file, text)
    start = parse_account(source)
    (end,) = desk.knowledge.current().mirrors.reach([start])[start]
    assert str(end.account) == said
    assert desk.news() == [f"What is posted to {source} also appears on {said} (Acme Ltd) now, through {by}."]
    (crossing,) = desk.told
    assert crossing.title == "A new mirror from Jo to Acme Ltd"
    assert file in crossing.evidence[0]
    assert isinstance(crossing.text, Sentence), "it can be said in another language"
    assert desk.news() == []
    assert desk.after_a_restart().news() == []


def test_the_first_look_ever_tells_nothing(tmp_path: Path) -> None:
    """What is there then is the audit's to tell."""
    (tmp_path / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")
    (tmp_path / "tools").mkdir()
    desk = begun(tmp_path)
    desk.put("mirror.json", n8n())
    assert desk.news() == []
    desk.put("second.json", n8n("Second"))
    assert len(desk.news()) == 1


def test_what_came_while_nobody_looked_is_told_at_the_next_start(desk: Desk) -> None:
    """The engine was off."""
    desk.put("mirror.json", n8n())
    assert len(desk.after_a_restart().news()) == 1


def allow(desk: Desk) -> None:
    policy = '\n[[policy]]\nfrom = "jo"\nto = "acme"\ndecision = "allow"\n'
    desk.workspace.write_text(WORKSPACE + policy, encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        pytest.param({"a.json": n8n()}, {"a.json": n8n(padding=3)}, 0, id="moved within its file"),
        pytest.param({"a.json": n8n()}, {"a.json": n8n() + "\n\n"}, 0, id="saved without a change"),
        pytest.param({"a.json": n8n(active=False)}, {"a.json": n8n()}, 1, id="switched on"),
        pytest.param({"a.json": n8n()}, {"a.json": n8n(active=False)}, 0, id="switched off"),
        pytest.param({}, {"a.json": n8n(active=False)}, 0, id="new, and switched off"),
        pytest.param({"a.json": n8n()}, {"a.json": n8n(), "b.json": n8n("Second")}, 1, id="a second way, same ends"),
        pytest.param({}, {"a.json": n8n(), "b.json": n8n("Second")}, 2, id="two at once"),
        pytest.param({}, {"a.json": n8n(credential="X of someone")}, 0, id="to a credential nobody has named"),
        pytest.param({"a.json": n8n(credential="X of someone")}, {"a.json": n8n()}, 1, id="turned to the brand"),
        pytest.param({"a.json": n8n()}, {"a.json": "{}"}, 0, id="taken away"),
    ],
)
def test_only_what_is_new_and_crosses_is_told(
    desk: Desk, before: dict[str, str], after: dict[str, str], told: int
) -> None:
    """Compared by what a route does, not by where it stands."""
    for name, text in before.items():
        desk.put(name, text)
    desk.news()
    for name, text in after.items():
        desk.put(name, text)
    assert len(desk.news()) == told
    assert desk.news() == []


def test_a_route_that_is_taken_away_and_comes_back_is_new(desk: Desk) -> None:
    """It was mended, and somebody has undone that."""
    desk.put("mirror.json", n8n())
    assert len(desk.news()) == 1
    (desk.folder / "tools" / "mirror.json").unlink()
    assert desk.news() == []
    desk.put("mirror.json", n8n())
    assert len(desk.news()) == 1


def test_a_file_that_cannot_be_read_any_more_is_told_and_its_routes_are_not_new_afterwards(desk: Desk) -> None:
    """A mistake in a file makes one alert, and mending it none."""
    desk.put("mirror.json", n8n())
    desk.news()
    desk.put("mirror.json", n8n()[:-20])
    (text,) = desk.news()
    assert "mirror.json could not be read" in text
    assert "may reach anyone" in text
    assert desk.news() == []
    desk.put("mirror.json", n8n())
    assert desk.after_a_restart().news() == []


def test_what_hides_behind_a_mistake_is_told_when_it_is_mended(desk: Desk) -> None:
    """A new route in a file that could not be read."""
    desk.put("mirror.json", n8n("First")[:-20])
    assert len(desk.news()) == 1
    desk.put("mirror.json", n8n("Another"))
    assert "n8n “Another”" in desk.news()[0]


def test_an_account_that_becomes_the_brands_makes_its_mirror_a_crossing(desk: Desk) -> None:
    """No route has changed; whose it is has."""
    desk.put("mirror.json", n8n(credential="X of someone"))
    assert desk.news() == []
    named = WORKSPACE.replace("X of Acme", "X of someone")
    desk.workspace.write_text(named, encoding="utf-8")
    assert len(desk.news()) == 1


def test_a_policy_decides_what_crosses(desk: Desk) -> None:
    """What is allowed is no crossing, and is one when it is allowed no longer."""
    allow(desk)
    desk.put("mirror.json", n8n())
    assert desk.news() == []
    desk.workspace.write_text(WORKSPACE, encoding="utf-8")
    assert len(desk.news()) == 1


def test_a_new_link_in_the_middle_is_told_once_with_the_whole_way(desk: Desk) -> None:
    """The links before and after it were there, and crossed nothing."""
    hand = '\n[[route]]\nfrom = "{}"\nto = "{}"\nby = "{}"\n'
    ends = hand.format("x:@jo", "mastodon:@a@b.social", "one") + hand.format("mastodon:@c@d.social", "x:@Acme", "three")
    desk.workspace.write_text(WORKSPACE + ends, encoding="utf-8")
    assert desk.news() == []
    middle = hand.format("mastodon:@a@b.social", "mastodon:@c@d.social", "two")
    desk.workspace.write_text(WORKSPACE + ends + middle, encoding="utf-8")
    (text,) = desk.news()
    assert "through one, then two, then three" in text
    assert [line.split(" by ")[0] for line in desk.told[0].evidence] == [
        "x:@jo → mastodon:@a@b.social",
        "mastodon:@a@b.social → mastodon:@c@d.social",
        "mastodon:@c@d.social → x:@Acme",
    ]


def test_a_broken_workspace_forgets_nothing(desk: Desk) -> None:
    """While nobody knows whose an account is, nothing is compared, and mending it tells nothing."""
    desk.put("mirror.json", n8n())
    desk.news()
    desk.workspace.write_text("version = [", encoding="utf-8")
    assert desk.news() == []
    desk.workspace.write_text(WORKSPACE, encoding="utf-8")
    assert desk.news() == []


def test_what_could_not_be_told_is_told_again(desk: Desk) -> None:
    """An alert that got lost on its way counts as not told."""
    desk.put("mirror.json", n8n())

    def fails(_crossing: Crossing) -> None:
        raise OSError("nobody listens")

    with pytest.raises(OSError, match="nobody listens"):
        desk.memory.tell_new(desk.knowledge.current(), fails)
    assert len(desk.news()) == 1
    assert desk.news() == []


def test_a_flood_is_told_with_measure(desk: Desk) -> None:
    """The first ones one by one, and that there are more."""
    for number in range(SHOWN + 5):
        desk.put(f"{number}.json", n8n(f"Mirror {number}"))
    told = desk.news()
    assert len(told) == SHOWN + 1
    assert "The audit shows all" in told[-1]
    assert desk.news() == []


def damage(text: str) -> Callable[[Path], object]:
    return lambda file: file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(damage("{"), id="cut off"),
        pytest.param(damage("[]"), id="of another shape"),
        pytest.param(damage('{"version": 1, "routes": [["a", 1]], "unreadable": []}'), id="of another shape inside"),
        pytest.param(damage('{"version": 99}'), id="of another version"),
    ],
)
def test_a_damaged_memory_tells_all_rather_than_nothing(desk: Desk, harm: Callable[[Path], object]) -> None:
    """Whoever damages it does not hide a route by that."""
    desk.put("mirror.json", n8n())
    desk.news()
    harm(desk.folder / "state" / "routes.json")
    again = desk.after_a_restart()
    assert len(again.news()) == 1
    assert again.after_a_restart().news() == []


def test_the_row_of_the_journal_says_what_the_alert_says(desk: Desk) -> None:
    """And it can be written."""
    desk.put("mirror.json", n8n())
    desk.news()
    with Journal.open(desk.folder / "state" / "journal.db") as journal:
        journal.append(desk.told[0].event(datetime.now(UTC)))
        (row,) = journal.rows(kind="route")
    assert row.event.detail["text"] == desk.told[0].text
    assert row.event.detail["evidence"] == list(desk.told[0].evidence)
