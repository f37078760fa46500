"""The operation ``discover``: what lies in a home folder, told as a proposal, and how the search is stopped."""

import json
from pathlib import Path
from threading import Event, Thread

import pytest

from guard.protocol import ErrorCode, Refused
from guard.service.operations.discover import discover
from guard.workspace import load

TOOT = {
    "active_user": "jo@chaos.social",
    "apps": {"chaos.social": {"instance": "chaos.social", "base_url": "https://chaos.social", "client_id": "1"}},
    "users": {
        "jo@chaos.social": {"instance": "chaos.social", "username": "jo", "access_token": "not-to-be-shown"},
        "acme@chaos.social": {"instance": "chaos.social", "username": "acme", "access_token": "not-to-be-shown"},
    },
}
TWEET = {
    "name": "Tweet",
    "type": "n8n-nodes-base.twitter",
    "typeVersion": 2,
    "parameters": {"text": "hello"},
    "credentials": {"twitterOAuth2Api": {"id": "NY8wGz", "name": "X account 2"}},
}
CLOCK = {"name": "Every day", "type": "n8n-nodes-base.scheduleTrigger", "typeVersion": 1, "parameters": {}}
FLOW = {
    "name": "Launches",
    "active": True,
    "nodes": [CLOCK, TWEET],
    "connections": {"Every day": {"main": [[{"node": "Tweet", "type": "main", "index": 0}]]}},
}


class Heard:
    """What was told of the progress."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int, int]] = []

    def __call__(self, text: str, done: int, total: int) -> None:
        self.told.append((text, done, total))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with toot's account store, the person's login being ``jo``."""
    monkeypatch.setenv("LOGNAME", "jo")
    return with_file(tmp_path / "home", ".config/toot/config.json", TOOT)


def with_file(home: Path, name: str, content: object) -> Path:
    """The home folder with one more file."""
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return home


def test_accounts_are_proposed_and_nothing_is_written(home: Path) -> None:
    """The person's by the login's name, a brand for each other name; no secret anywhere."""
    before = sorted(path for path in home.rglob("*"))
    heard = Heard()
    found = discover(str(home), progress=heard, stop=Event())
    assert [(one.id, one.kind, one.accounts) for one in found.identities] == [
        ("me", "person", ["mastodon:@jo@chaos.social"]),
        ("acme", "brand", ["mastodon:@acme@chaos.social"]),
    ]
    assert found.tools == [str(home / ".config/toot/config.json")]
    assert found.unreadable == []
    assert sorted(path for path in home.rglob("*")) == before
    assert "not-to-be-shown" not in repr((found, heard.told))


def test_progress_is_told_for_each_tool_and_each_file(home: Path) -> None:
    """Forwards, and never more than there is."""
    heard = Heard()
    discover(str(home), progress=heard, stop=Event())
    assert "Looking for toot" in [text for text, _, _ in heard.told]
    assert heard.told[-1][0] == "Reading config.json"
    assert all(0 <= done <= total for _, done, total in heard.told)


def test_credentials_without_a_name_are_found(home: Path) -> None:
    """They are asked for one by one, later."""
    with_file(home, ".n8n/flow.json", FLOW)
    (unnamed,) = discover(str(home), progress=Heard(), stop=Event()).unnamed
    assert (unnamed.key, unnamed.platform) == ("n8n:X account 2 (NY8wGz)", "x")
    assert "flow.json" in unnamed.seen


def test_what_the_workspace_knows_is_not_proposed_again(home: Path) -> None:
    """A search that is made again finds what is new."""
    with_file(home, ".n8n/flow.json", FLOW)
    file = home / "hatcheck.toml"
    file.write_text(
        '[[identity]]\nid = "acme"\nkind = "brand"\naccounts = ["mastodon:@acme@chaos.social"]\n'
        '[credentials]\n"n8n:X account 2 (NY8wGz)" = "x:@acme"\n',
        encoding="utf-8",
    )
    found = discover(str(home), progress=Heard(), stop=Event(), workspace=load(file))
    assert [(one.id, one.accounts) for one in found.identities] == [("me", ["mastodon:@jo@chaos.social"])]
    assert found.unnamed == []


def test_what_cannot_be_read_is_told(home: Path) -> None:
    """Never an empty answer that looks like a clean one."""
    (home / ".config/toot/config.json").write_text('{"users": ', encoding="utf-8")
    found = discover(str(home), progress=Heard(), stop=Event())
    (told,) = found.unreadable
    assert "config.json" in told


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """With its name."""
    with pytest.raises(Refused, match="nowhere is no folder") as refused:
        discover(str(tmp_path / "nowhere"), progress=Heard(), stop=Event())
    assert refused.value.problem.code is ErrorCode.NOT_READ


def test_a_search_that_is_stopped_before_it_begins_reads_nothing(home: Path) -> None:
    """And says that nothing was changed."""
    stop, heard = Event(), Heard()
    stop.set()
    with pytest.raises(Refused) as refused:
        discover(str(home), progress=heard, stop=stop)
    assert refused.value.problem.code is ErrorCode.CANCELLED
    assert heard.told == []


def test_a_search_is_stopped_in_the_middle_of_a_file(home: Path) -> None:
    """From another thread, while the reading process is at work."""
    for number in range(400):
        with_file(home, f".n8n/{number}.json", FLOW)
    stop, seen = Event(), Event()
    ended: list[Refused] = []

    def tell(text: str, _done: int, _total: int) -> None:
        if text.startswith("Reading"):
            seen.set()
            stop.wait(10)

    def search() -> None:
        try:
            discover(str(home), progress=tell, stop=stop)
        except Refused as refused:
            ended.append(refused)

    thread = Thread(target=search)
    thread.start()
    assert seen.wait(20)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert [one.problem.code for one in ended] == [ErrorCode.CANCELLED]
