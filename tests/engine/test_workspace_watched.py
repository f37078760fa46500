"""What the workspace says of the world outside: every mistake with its line, and layers that add to each other."""

from pathlib import Path

import pytest

from guard.mentions.excess import Sensitivity
from guard.mentions.sources._index import KINDS as READ
from guard.model.mention import Source
from guard.pausing import _index as pausing
from guard.workspace import Workspace, WorkspaceError, load
from guard.workspace.outside import TOOLS
from guard.workspace.watched import ALERTS, KINDS

IDENTITIES = """\
version = 1

[[identity]]
id = "acme"
name = "Acme Ltd"
kind = "brand"
accounts = ["mastodon:@acme@example.social", "bluesky:@acme.bsky.social", "x:@acme"]
hashtags = ["#acme"]
sites = ["acme.example"]

[[identity]]
id = "bolt"
kind = "brand"

[[identity]]
id = "jo"
kind = "person"

"""
BEGIN = IDENTITIES.count("\n") + 1
"""The line where what a case says begins."""
WATCH = '[[watch]]\nbrand = "acme"\n'
SOURCE = '[[source]]\nid = "press"\nbrand = "acme"\n'
FEED = SOURCE + 'kind = "feed"\naddress = "https://press.example/feed"\n'


def loaded(folder: Path, text: str, organisation: str = "") -> Workspace:
    (folder / "hatcheck.toml").write_text((IDENTITIES if not organisation else "") + text, encoding="utf-8")
    (folder / "organisation.toml").write_text(IDENTITIES + organisation, encoding="utf-8")
    return load(folder / "hatcheck.toml", folder / "organisation.toml" if organisation else None)


def test_the_tables_are_those_of_the_rooms_that_use_them() -> None:
    """The workspace knows neither room, so that nobody who listens for nobody loads them."""
    assert {name: pausing.tool(name).TOOL.name for name in TOOLS} == dict(TOOLS)
    assert set(TOOLS) == set(pausing.TOOLS)
    assert tuple(KINDS) == READ
    assert tuple(Sensitivity) == ALERTS


def test_a_brand_is_called_what_is_known_of_it(tmp_path: Path) -> None:
    (watched,) = loaded(tmp_path, WATCH + FEED).watched
    one = watched.watching
    assert (one.names, one.hashtags, one.hosts) == (("Acme Ltd",), ("acme",), ("acme.example",))
    assert one.handles == ("@acme@example.social", "@acme.bsky.social", "@acme")
    assert one.sources == (Source("press", "feed", "https://press.example/feed", key="source:press"),)
    assert [(source.id, source.kind, source.address, source.what, source.all) for source in one.own] == [
        ("own:mastodon:@acme@example.social", "mastodon-account", "https://example.social", "acme", True),
        ("own:bluesky:@acme.bsky.social", "bluesky-account", "", "acme.bsky.social", True),
    ]
    assert all(not source.key for source in one.own)
    assert (watched.alerts, watched.clients) == ("normal", ())


def test_what_is_said_counts(tmp_path: Path) -> None:
    text = """\
[[watch]]
brand = "acme"
names = ["Acme", "Acme Rockets"]
handles = "@acme_help"
alerts = "high"
clients = ["Buffer"]

[[source]]
id = "ours"
brand = "acme"
kind = "mastodon-account"
address = "https://social.acme.example"
what = "@acme"
own = true
every = "2m"

[[source]]
id = "sky"
brand = "acme"
kind = "jetstream"
"""
    (watched,) = loaded(tmp_path, text).watched
    one = watched.watching
    assert one.names == ("Acme", "Acme Rockets")
    assert one.handles[-1] == "@acme_help"
    assert (watched.alerts, watched.clients) == ("high", ("Buffer",))
    assert [source.id for source in one.own] == ["ours", "own:bluesky:@acme.bsky.social"]
    assert (one.own[0].every, one.own[0].all, one.own[0].key) == (120.0, True, "source:ours")
    assert one.sources == (Source("sky", "jetstream"),)


def test_the_user_adds_to_what_the_organisation_listens_for(tmp_path: Path) -> None:
    mine = (
        '[[source]]\nid = "mine"\nbrand = "acme"\nkind = "jetstream"\n[[watch]]\nbrand = "acme"\nclients = ["Buffer"]\n'
    )
    more = '[[identity]]\nid = "acme"\nkind = "brand"\naccounts = ["bluesky:@acme2.bsky.social"]\n'
    organisation = WATCH + 'names = ["Acme"]\nalerts = "low"\n' + FEED
    (watched,) = loaded(tmp_path, more + mine, organisation).watched
    one = watched.watching
    assert (one.names, watched.alerts, watched.clients) == (("Acme",), "low", ("Buffer",))
    assert [source.id for source in one.sources] == ["press", "mine"]
    assert [source.id for source in one.own][-1] == "own:bluesky:@acme2.bsky.social"
    assert len(one.handles) == len(set(one.handles)) == 4


def test_two_brands_share_one_source(tmp_path: Path) -> None:
    both = "".join(
        f'[[watch]]\nbrand = "{brand}"\n[[source]]\nid = "sky"\nbrand = "{brand}"\nkind = "jetstream"\n'
        for brand in ("acme", "bolt")
    )
    assert [one.watching.sources for one in loaded(tmp_path, both).watched] == [(Source("sky", "jetstream"),)] * 2


MISTAKES = [
    pytest.param('[[watch]]\nnames = ["A"]\n', 1, '"brand" is missing in watch', id="no brand"),
    pytest.param('[[watch]]\nbrand = "acne"\n', 2, '"acne" is no identity', id="unknown brand"),
    pytest.param('[[watch]]\nbrand = "jo"\n', 2, "jo is a person", id="a person"),
    pytest.param(WATCH + WATCH, 4, "acme is watched twice", id="twice"),
    pytest.param(WATCH + 'alerts = "loud"\n', 3, '"loud" does not say how readily', id="alerts"),
    pytest.param(WATCH + "names = 3\n", 3, '"names" is not a list of texts', id="names"),
    pytest.param(WATCH + 'hashtags = ["#"]\n', 3, '"hashtags" holds a text without a word', id="an empty word"),
    pytest.param(WATCH + 'name = "Acme"\n', 3, '"name" is not known in watch', id="unknown key"),
    pytest.param(FEED, 3, '"acme" is not watched', id="a source of nobody"),
    pytest.param(WATCH + '[[source]]\nid = "a"\nkind = "jetstream"\n', 3, '"brand" is missing', id="no brand of it"),
    pytest.param(WATCH + '[[source]]\nbrand = "acme"\nkind = "jetstream"\n', 3, '"id" is missing', id="no id"),
    pytest.param(WATCH + SOURCE, 3, '"kind" is missing', id="no kind"),
    pytest.param(WATCH + SOURCE + 'kind = "rss"\n', 6, '"rss" is no kind of source', id="unknown kind"),
    pytest.param(WATCH + SOURCE + 'kind = "feed"\n', 3, '"address" is missing', id="no address"),
    pytest.param(
        WATCH + SOURCE + 'kind = "feed"\naddress = "press.example"\n', 7, "is no address", id="an address without https"
    ),
    pytest.param(WATCH + SOURCE + 'kind = "feed"\naddress = "http://[x"\n', 7, "is no address", id="no address at all"),
    pytest.param(
        WATCH + SOURCE + 'kind = "mastodon-tag"\naddress = "https://m.example"\n', 3, "the hashtag", id="no hashtag"
    ),
    pytest.param(WATCH + SOURCE + 'kind = "bluesky-search"\nwhat = 3\n', 7, '"what" is 3', id="no words"),
    pytest.param(WATCH + FEED + 'every = "1s"\n', 8, "'1s' is no pace", id="too fast"),
    pytest.param(WATCH + FEED + 'every = "2h"\n', 8, "'2h' is no pace", id="too slow"),
    pytest.param(WATCH + FEED + 'every = "soon"\n', 8, "'soon' cannot be used for every", id="no span"),
    pytest.param(WATCH + FEED + 'own = "yes"\n', 8, "\"own\" is 'yes'", id="a word for a switch"),
    pytest.param(
        WATCH + SOURCE + 'kind = "jetstream"\nown = true\n', 7, "brings posts of anybody", id="everybody's are ours"
    ),
    pytest.param(WATCH + SOURCE + 'kind = "jetstream"\nall = true\n', 7, "everything that anybody", id="all of it"),
    pytest.param(WATCH + FEED + FEED, 9, 'the id "press" is used twice', id="one id, one brand"),
    pytest.param(
        WATCH + '[[watch]]\nbrand = "bolt"\n' + FEED + FEED.replace("acme", "bolt").replace("/feed", "/other"),
        11,
        'the id "press" is used twice',
        id="one id, two places",
    ),
    pytest.param(WATCH + FEED.replace("press", "own:x", 1), 4, 'cannot begin with "own:"', id="an account's id"),
    pytest.param(
        '[[scheduler]]\nid = "a"\ntool = "hootsuite"\naddress = "https://h.example"\nbrands = ["acme"]\n',
        3,
        '"hootsuite" is no tool',
        id="a tool that cannot be paused",
    ),
    pytest.param(
        '[[scheduler]]\nid = "a"\ntool = "ghost"\nbrands = ["acme"]\n', 1, '"address" is missing', id="a tool nowhere"
    ),
    pytest.param(
        '[[scheduler]]\nid = "a"\ntool = "ghost"\naddress = "https://g.example"\nbrands = ["acne"]\n',
        5,
        '"acne" is no identity',
        id="a tool of nobody",
    ),
    pytest.param(
        '[[scheduler]]\nid = "a"\ntool = "ghost"\naddress = "https://g.example"\nbrands = ["acme"]\n' * 2,
        7,
        'the id "a" is used twice',
        id="two tools of one name",
    ),
    pytest.param(
        '[[scheduler]]\nid = "a"\ntool = "ghost"\naddress = "https://g.example"\n',
        1,
        "in whose name this tool sends",
        id="a tool in nobody's name",
    ),
    pytest.param('[[team]]\nname = "Legal"\n', 1, '"id" is missing', id="a team without an id"),
    pytest.param('[[team]]\nid = "legal"\nbrands = ["acne"]\n', 3, '"acne" is no identity', id="a team of nobody"),
    pytest.param('[[team]]\nid = "legal"\nphone = 49\n', 3, '"phone" is 49', id="a number that is no text"),
]


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES)
def test_every_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    """``line`` counts from the beginning of the case."""
    with pytest.raises(WorkspaceError) as told:
        loaded(tmp_path, text)
    (problem,) = told.value.problems
    assert words in problem.what
    assert problem.line == BEGIN + line - 1
    assert problem.remedy


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "hatcheck.toml").write_text('version = 1\nwatch = "acme"\nsource = [1]\n', encoding="utf-8")
    with pytest.raises(WorkspaceError) as told:
        load(tmp_path / "hatcheck.toml")
    assert [(one.line, one.what) for one in told.value.problems] == [
        (2, '"watch" is not a list of tables'),
        (3, '"source" is not a list of tables'),
    ]
