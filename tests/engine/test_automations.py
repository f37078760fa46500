"""Whether an automation posts as a brand: never "no" where it may, and "no" for the house, the tests and the tables."""

import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from guard.engine.automations import AutomationJudge
from guard.engine.automations.tables import table
from guard.languages import said
from guard.model.identity import Identity, IdentityKind
from guard.platforms import parse_account
from guard.workspace import Workspace

CASES = Path(__file__).parents[1] / "cases" / "automations"
DATA = Path(__file__).parents[2] / "guard" / "engine" / "automations" / "data"
TOOLS = ("n8n", "node_red", "home_assistant", "github_actions")


def _identity(name: str, kind: IdentityKind, *accounts: str) -> Identity:
    return Identity(id=name, kind=kind, name=name.title(), accounts=tuple(map(parse_account, accounts)))


WORKSPACE = Workspace(
    Path("hatcheck.toml"),
    identities=(
        _identity("acme", IdentityKind.BRAND, "mastodon:@acme@example.social", "x:@acme", "telegram:@acme_news"),
        _identity("beta", IdentityKind.BRAND, "x:@beta", "telegram:@beta_news"),
        _identity("ann", IdentityKind.PERSON, "x:@ann", "mastodon:@ann@example.social", "telegram:@ann_writes"),
    ),
    credentials={"n8n:X of Ann (7)": "x:@ann", "n8n:X of Acme (8)": "x:@acme"},
)


def _cases(kind: str) -> list[Any]:
    files = sorted(file for tool in TOOLS for file in (CASES / tool / kind).iterdir())
    return [pytest.param(file, id=f"{file.parent.parent.name}-{file.stem}") for file in files]


def _document(file: Path) -> dict[str, Any]:
    text = file.read_text(encoding="utf-8")
    return {"path": f".github/workflows/{file.name}", "text": text} if file.suffix == ".yml" else dict(json.loads(text))


def _judge(tool: str, *brands: str) -> AutomationJudge:
    return AutomationJudge(tool, brands or "acme", WORKSPACE)


@pytest.mark.parametrize("file", _cases("posts"))
def test_what_can_post_is_never_called_harmless(file: Path) -> None:
    posts = _judge(file.parent.parent.name)(_document(file))
    assert posts.may is not False
    assert posts.why


@pytest.mark.parametrize("file", _cases("harmless"))
def test_what_posts_nothing_is_left_alone(file: Path) -> None:
    posts = _judge(file.parent.parent.name)(_document(file))
    assert (posts.may, posts.why, posts.accounts) == (False, "", ())


def _with_a_node(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "nodes": [*document["nodes"], {"name": "+", "type": "n8n-nodes-new.new", "parameters": {}}]}


def _with_a_record(document: dict[str, Any]) -> dict[str, Any]:
    return {"flows": [*document["flows"], {"id": "+", "type": "new out", "z": "t1", "x": 1, "y": 1, "wires": []}]}


def _with_an_action(document: dict[str, Any]) -> dict[str, Any]:
    more = {"alias": "+", "actions": [{"action": "new.send"}], "sequence": [{"action": "new.send"}]}
    return {**document, "automation": [*document.get("automation", []), more]}


def _with_a_job(document: dict[str, Any]) -> dict[str, Any]:
    text = str(document["text"])
    step = "    - uses: new/action@v1\n" if "runs:" in text and "jobs:" not in text else ""
    job = "  more:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: new/action@v1\n"
    return {**document, "text": text + (step or job)}


MORE: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "n8n": _with_a_node,
    "node_red": _with_a_record,
    "home_assistant": _with_an_action,
    "github_actions": _with_a_job,
}


@pytest.mark.parametrize("file", _cases("harmless"))
def test_one_unknown_step_among_harmless_ones_may_post(file: Path) -> None:
    tool = file.parent.parent.name
    assert _judge(tool)(MORE[tool](_document(file))).may is None


def _tweet(credential: Mapping[str, str] | None) -> dict[str, Any]:
    post: dict[str, Any] = {"name": "Tweet", "type": "n8n-nodes-base.twitter", "parameters": {"text": "x"}}
    if credential:
        post["credentials"] = {"twitterOAuth2Api": credential}
    return _n8n(post)


def _telegram(chat: str) -> dict[str, Any]:
    return _n8n({"name": "Write", "type": "n8n-nodes-base.telegram", "parameters": {"chatId": chat, "text": "x"}})


def _n8n(step: dict[str, Any]) -> dict[str, Any]:
    start = {"name": "Start", "type": "n8n-nodes-base.scheduleTrigger", "parameters": {}}
    arrows = {"Start": {"main": [[{"node": step["name"], "type": "main", "index": 0}]]}}
    return {"id": "1", "name": "W", "active": True, "nodes": [start, step], "connections": arrows}


def _twitter_out(handle: str) -> dict[str, Any]:
    place = {"z": "t1", "x": 1, "y": 1}
    return {
        "flows": [
            {"id": "t1", "type": "tab", "label": "T"},
            {"id": "i", "type": "inject", "wires": [["o"]], **place},
            {"id": "o", "type": "twitter out", "twitter": "c", "wires": [], **place},
            {"id": "c", "type": "twitter-credentials", "screen_name": handle},
        ]
    }


@pytest.mark.parametrize(
    ("tool", "document", "brands", "may"),
    [
        pytest.param("n8n", _tweet({"id": "8", "name": "X of Acme"}), ("acme",), True, id="own login"),
        pytest.param("n8n", _tweet({"id": "7", "name": "X of Ann"}), ("acme",), False, id="login of a person"),
        pytest.param("n8n", _tweet({"id": "9", "name": "X"}), ("acme",), None, id="login that nobody has named"),
        pytest.param("n8n", _tweet(None), ("acme",), None, id="no login"),
        pytest.param("n8n", _telegram("@acme_news"), ("acme",), True, id="own channel"),
        pytest.param("n8n", _telegram("@ann_writes"), ("acme",), False, id="channel of a person"),
        pytest.param("n8n", _telegram("@somewhere"), ("acme",), None, id="channel of nobody known"),
        pytest.param("n8n", _telegram("@beta_news"), ("acme",), False, id="channel of another brand"),
        pytest.param("n8n", _telegram("@beta_news"), ("acme", "beta"), True, id="channel of one of two brands"),
        pytest.param("node_red", _twitter_out("acme"), ("acme",), True, id="node of the brand"),
        pytest.param("node_red", _twitter_out("ann"), ("acme",), False, id="node of a person"),
        pytest.param("node_red", _twitter_out("else"), ("acme",), None, id="node of nobody known"),
    ],
)
def test_whose_account_it_is_decides(tool: str, document: dict[str, Any], brands: tuple[str, ...], may: object) -> None:
    assert _judge(tool, *brands)(document).may is may


DEEP: Any = "x"
for _ in range(3000):
    DEEP = [DEEP]


@pytest.mark.parametrize("tool", [*TOOLS, "buffer", "no_such_tool"])
@pytest.mark.parametrize(
    "document",
    [
        pytest.param({}, id="empty"),
        pytest.param({"nodes": 5, "flows": "x", "automation": 7, "jobs": None}, id="odd types"),
        pytest.param({"nodes": [None, 1, {"type": []}], "flows": [None], "automation": [[[]]]}, id="odd members"),
        pytest.param({"nodes": DEEP, "flows": DEEP, "automation": DEEP, "script": {"x": DEEP}}, id="deep"),
        pytest.param({"nodes": ["x" * 5_000_000]}, id="huge"),
        pytest.param({"automation": [{"actions": [float("nan"), object()]}]}, id="no JSON"),
        pytest.param({"path": "x.yml", "text": "a: [b"}, id="broken YAML"),
        pytest.param({"path": "x.yml", "text": "jobs: &a [*a]\non: push"}, id="YAML that holds itself"),
        pytest.param({"path": None, "text": b"\xff"}, id="no text"),
    ],
)
def test_what_is_not_understood_may_post(tool: str, document: dict[str, Any]) -> None:
    assert _judge(tool)(document).may is None


@pytest.mark.parametrize(
    ("case", "english", "german"),
    [
        pytest.param(
            "n8n/posts/own_publisher_over_http.json",
            "“Hand to publisher” sends something to publisher.acme.internal, and what happens there is not told.",
            "„Hand to publisher“ schickt etwas an publisher.acme.internal, und was dort geschieht, ist nicht zu sehen.",
            id="request",
        ),
        pytest.param(
            "node_red/posts/exec_script.json",
            "“exec” runs a program or code that may do anything.",
            "„exec“ führt ein Programm oder Code aus, der alles Mögliche tun kann.",
            id="program",
        ),
        pytest.param(
            "github_actions/posts/script_with_a_secret.yml",
            "“./post.sh” is given the secret ACME_KEY, and what it does with it is not told.",
            "„./post.sh“ bekommt das Geheimnis ACME_KEY, und was es damit tut, ist nicht zu sehen.",
            id="secret",
        ),
        pytest.param(
            "node_red/posts/mqtt_out.json",
            "“mqtt out” sets off something else, and what that does is not told.",
            "„mqtt out“ stößt etwas anderes an, und was das tut, ist nicht zu sehen.",
            id="message bus",
        ),
    ],
)
def test_it_is_told_why(case: str, english: str, german: str) -> None:
    why = _judge(case.partition("/")[0])(_document(CASES / case)).why
    assert (why, said(why, "de")) == (english, german)


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in sorted(DATA.glob("*.toml"))])
def test_every_name_in_a_table_has_a_reason(file: Path) -> None:
    groups = [group for groups in tomllib.loads(file.read_text(encoding="utf-8")).values() for group in groups]
    assert groups
    assert all(set(group) == {"reason", "names"} and group["reason"].endswith(".") for group in groups)
    assert all(name and name == name.lower() and name != "*" for group in groups for name in group["names"])


def test_no_poster_is_in_the_table_of_harmless_steps() -> None:
    """What the reader knows to publish is never harmless as such."""
    from guard.readers.n8n.nodes import MANAGERS, PUBLISHERS

    phones = {"pushover", "gotify"}
    assert [kind for kind in {*PUBLISHERS, *MANAGERS} - phones if kind in table("n8n")["harmless"]] == []
