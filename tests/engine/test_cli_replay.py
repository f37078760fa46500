"""``replay``, ``demo`` and ``journal``: scenarios leave no trace, the record shows what was done."""

import csv
import io
import json
from contextlib import closing
from typing import Any

import apsw
import pytest
from conftest import UserDesk


def scenario(**changes: Any) -> dict[str, Any]:
    """A scenario that is allowed as it stands."""
    attempt = {"verb": "post", "destinations": ["x:@acme"], "text": "hello", "app": "web", "at": "2026-02-17T10:00:00Z"}
    said = {
        "id": "one",
        "workspace": "hatcheck.toml",
        "active": "acme",
        "attempt": {**attempt, **changes.pop("attempt", {})},
    }
    return {**said, **changes}


def run(desk: UserDesk, *scenarios: dict[str, Any]) -> Any:
    """What replay prints for these scenarios."""
    (desk.folder / "s.jsonl").write_text("".join(json.dumps(one) + "\n" for one in scenarios), encoding="utf-8")
    return desk.type("replay", "s.jsonl", "--format", "json")


OUTCOMES = [
    pytest.param(scenario(), "allow", [], None, id="nothing expected, nothing odd"),
    pytest.param(scenario(active=None), "hold", ["wrong-hat"], None, id="nobody's hat"),
    pytest.param(scenario(active="zenith"), "hold", ["wrong-hat"], None, id="a hat the workspace does not know"),
    pytest.param(scenario(active="jo", expect={"decision": "hold"}), "hold", ["wrong-hat"], True, id="as expected"),
    pytest.param(
        scenario(active="jo", expect={"decision": "hold", "rules": ["wrong-hat"]}),
        "hold",
        ["wrong-hat"],
        True,
        id="its rule too",
    ),
    pytest.param(
        scenario(active="jo", expect={"decision": "hold", "rules": ["x"]}),
        "hold",
        ["wrong-hat"],
        False,
        id="another rule",
    ),
    pytest.param(scenario(expect={"decision": "hold"}), "allow", [], False, id="not as expected"),
    pytest.param(scenario(workspace="gone.toml"), "hold", ["unknown-fact"], None, id="no workspace"),
    pytest.param(scenario(attempt={"destinations": []}), "hold", ["unknown-fact"], None, id="no destination"),
    pytest.param(scenario(attempt={"destinations": ["@@"]}), "hold", ["unknown-fact"], None, id="no account"),
    pytest.param(scenario(attempt={"verb": "shout"}), "hold", ["unknown-fact"], None, id="an unknown verb"),
    pytest.param(
        scenario(attempt={"media": ["gone.jpg"]}), "hold", ["unreadable-media"], None, id="a picture that is gone"
    ),
    pytest.param(
        scenario(attempt={"text": None, "media": None, "app": None, "at": None}), "allow", [], None, id="bare"
    ),
    pytest.param(
        scenario(attempt={"origins": [{"what": "text", "identity": "jo", "how": "copied"}]}),
        "hold",
        ["copied-from-another-identity"],
        None,
        id="text copied as the person",
    ),
]


@pytest.mark.parametrize(("said", "decision", "rules", "ok"), OUTCOMES)
def test_a_scenario_is_judged(
    desk: UserDesk, said: dict[str, Any], decision: str, rules: list[str], ok: bool | None
) -> None:
    """Decision, rules, and whether that was expected; exit code 1 where it was not."""
    typed = run(desk, said)
    assert typed.json == [{"id": "one", "decision": decision, "rules": rules, "signals": [], "ok": ok}]
    assert typed.code == (1 if ok is False else 0)


def test_replay_touches_nothing_of_the_user(desk: UserDesk) -> None:
    """No journal, no state, no cache."""
    run(desk, scenario(), scenario(active="jo"))
    assert not desk.state.exists()


def test_a_broken_workspace_holds_in_replay_too(desk: UserDesk) -> None:
    """Every problem of it is a reason."""
    desk.workspace.write_text("[[identity", encoding="utf-8")
    assert run(desk, scenario()).json[0]["decision"] == "hold"


def test_outside_hours_is_noticed_and_holds_nothing(desk: UserDesk) -> None:
    """A signal, not a reason."""
    text = desk.workspace.read_text(encoding="utf-8").replace('session = "25m"', 'hours = "Mon-Fri 08:00-18:00"')
    desk.workspace.write_text(text, encoding="utf-8")
    (told,) = run(desk, scenario(attempt={"at": "2026-02-17T23:24:00+01:00"})).json
    assert (told["decision"], told["signals"]) == ("allow", ["outside-hours"])


BAD_LINES = [
    pytest.param("{", "line 1: this is not valid JSON", id="no JSON"),
    pytest.param("[]", "line 1: a scenario is an object", id="no object"),
    pytest.param('{"id": "a", "workspace": "hatcheck.toml"}', "line 1: a scenario is an object", id="no attempt"),
    pytest.param('{"id": "a", "workspace": "hatcheck.toml", "attempt": {}}', "'destinations' is missing", id="no key"),
    pytest.param(
        '{"id": "a", "workspace": "hatcheck.toml", "attempt": {"destinations": [], "at": "noon"}}',
        "line 1: this is no scenario",
        id="no time",
    ),
    pytest.param('{"attempt": {"destinations": []}}', "'workspace' is missing", id="no workspace"),
    pytest.param("[" * 5000, "line 1: this is not valid JSON", id="too deep"),
]


@pytest.mark.parametrize(("line", "said"), BAD_LINES)
def test_a_line_that_is_no_scenario_is_told(desk: UserDesk, line: str, said: str) -> None:
    """File and line, exit code 2."""
    (desk.folder / "s.jsonl").write_text(line + "\n", encoding="utf-8")
    typed = desk.type("replay", "s.jsonl")
    assert typed.code == 2
    assert said in typed.err


def test_replay_shows_a_table(desk: UserDesk) -> None:
    """With what was expected instead, and the sum."""
    (desk.folder / "s.jsonl").write_text(json.dumps(scenario(expect={"decision": "deny"})) + "\n", encoding="utf-8")
    typed = desk.type("replay", "s.jsonl")
    assert "deny" in typed.out
    assert "0 of 1 as expected" in typed.out


def test_the_demo_shows_both_famous_slips_and_a_quiet_morning(desk: UserDesk) -> None:
    """Its scenes meet their own expectations, and nothing of the user is touched."""
    from guard.cli.demo import CASE
    from guard.cli.scenarios import judged

    assert [(outcome.decision.verdict, outcome.ok) for outcome in judged(CASE)] == [
        ("hold", True),
        ("hold", True),
        ("allow", True),
    ]
    typed = desk.type("demo")
    assert typed.code == 0
    assert "You are Me (private)" in typed.out
    assert "hatcheck init" in typed.out
    assert not desk.state.exists()


def test_the_journal_is_shown_verified_and_exported(desk: UserDesk) -> None:
    """The same rows in every form; a changed row is found."""
    assert desk.type("journal").code == 3
    desk.type("be", "acme")
    desk.type("check", "--to", "x:@jo", "--text", "hello")
    assert "post to x:@jo, as acme (wrong-hat)" in desk.type("journal").out
    rows = list(csv.DictReader(io.StringIO(desk.type("journal", "export", "--format", "csv").out)))
    assert [row["kind"] for row in rows] == ["hat", "decision"]
    assert desk.type("journal", "verify", "--format", "json").json["verdict"] == "unsealed"
    with closing(apsw.Connection(str(desk.state / "journal.db"))) as database:
        database.execute("UPDATE entry SET detail = replace(detail, 'hold', 'deny') WHERE seq = 2")
    typed = desk.type("journal", "verify", "--format", "json")
    assert (typed.code, typed.json["verdict"], typed.json["row"]) == (1, "broken", 2)


@pytest.mark.parametrize(("key", "value"), [("destinations", "x:@acme"), ("media", "a.jpg"), ("media", {"a": 1})])
def test_a_text_in_place_of_a_list_is_a_mistake(desk: UserDesk, key: str, value: object) -> None:
    """Its letters are no accounts."""
    typed = run(desk, scenario(attempt={key: value}))
    assert (typed.code, typed.err) == (2, f's.jsonl, line 1: this is no scenario: "{key}" is not a list\n')


def test_a_scenario_may_hold_every_sign_that_json_allows(desk: UserDesk) -> None:
    """Texts copied from the web hold U+2028, which ends a line for some programs."""
    line = json.dumps(scenario(attempt={"text": "a\u2028b\u0085c"}), ensure_ascii=False)
    (desk.folder / "s.jsonl").write_text(line + "\n", encoding="utf-8")
    assert desk.type("replay", "s.jsonl", "--format", "json").code == 0


def test_formats_of_the_journal_that_are_none_are_told(desk: UserDesk) -> None:
    """Nobody who asked for a text gets a table of commas."""
    desk.type("check", "--to", "x:@jo", "--text", "hello")
    for words in (["export", "--format", "text"], ["show", "--format", "csv"], ["verify", "--format", "csv"]):
        assert desk.type("journal", *words).code == 2
    for count in ("0", "-3", "9" * 30):
        assert desk.type("journal", "--last", count).code == 0
