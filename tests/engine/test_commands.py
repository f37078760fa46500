"""What a command would post and as whom: a table of cases per tool, and the descriptions themselves."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from guard.commands import description, interpret, places, words
from guard.commands.description import BrokenDescription
from guard.model.attempt import Attempt
from guard.protocol.requests import MAX_TEXT, Command
from guard.workspace import where

CASES = Path(__file__).parents[1] / "cases" / "commands"
ROWS = [
    pytest.param(file.stem, case, id=f"{file.stem}: {case['sentence']}")
    for file in sorted(CASES.glob("*.json"))
    for case in json.loads(file.read_text(encoding="utf-8"))
]
BUILT_IN = sorted(description.known())


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HATCHECK_WORKSPACE", str(tmp_path / "desk" / "hatcheck.toml"))
    return tmp_path


def told(tool: str, case: Any, home: Path) -> Attempt | None:
    """The attempt of one case."""
    for name, text in case["home"].items():
        place = home / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    env = {name: value.replace("$HOME", str(home)) for name, value in case.get("env", {}).items()}
    command = Command(
        n=1, tool=tool, argv=case["argv"], cwd=str(home), env={"HOME": str(home), **env}, stdin=case.get("stdin")
    )
    return interpret.attempt_of(command, case.get("credentials", {}))


@pytest.mark.parametrize(("tool", "case"), ROWS)
def test_a_command_is_read_as_its_tool_reads_it(home: Path, tool: str, case: Any) -> None:
    """Verb, account, text, pictures, and what cannot be told."""
    attempt, expected = told(tool, case, home), case["attempt"]
    if expected is None:
        assert attempt is None
        return
    assert attempt is not None
    assert (attempt.verb, [str(one).casefold() for one in attempt.destinations]) == (expected["verb"], expected["to"])
    assert attempt.text == expected["text"]
    assert [one.path for one in attempt.media] == [
        path.replace("$HOME", str(home)) for path in expected.get("media", [])
    ]
    assert attempt.app == expected.get("app", tool)
    clues = expected.get("unknown", [])
    assert len(attempt.unknown) == len(clues), attempt.unknown
    assert all(clue in said for clue, said in zip(clues, attempt.unknown, strict=True)), attempt.unknown


@pytest.mark.parametrize("tool", BUILT_IN)
def test_every_description_is_whole(tool: str) -> None:
    """It fits the schema, names its tool, and each of its words has one meaning."""
    file = Path(places.DATA) / f"{tool}.json"
    value = json.loads(file.read_text(encoding="utf-8"))
    schema = json.loads((Path(places.DATA) / "description.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(value, schema)
    assert value == description.plain(tool)
    assert value["tool"] == tool
    posting = [name for key, entry in value["commands"].items() for name in (key, *entry.get("also", []))]
    assert sorted({*posting} & {*value.get("quiet", [])}) == []
    assert len(posting) == len(set(posting))
    for key, entry in value["commands"].items():
        known = {line.split()[0] for line in (*value.get("options", []), *entry.get("options", []))}
        asked = [
            *entry.get("media", []),
            *entry.get("besides", []),
            *entry.get("text_file", []),
            *entry.get("when", []),
        ]
        asked += [mark.partition("=")[0] for mark in entry.get("verbs", {})]
        asked += [*entry.get("env", {}).values(), *(s for s in entry.get("text", []) if s[0] == "-")]
        assert [option for option in asked if option not in known] == [], key
    every = {line.split()[0] for entry in value["commands"].values() for line in entry.get("options", [])}
    every |= {line.split()[0] for line in value.get("options", [])}
    assert {*value.get("account", []), *value.get("blind", []), *value.get("help", [])} <= every


@pytest.mark.parametrize("tool", BUILT_IN)
def test_every_description_has_a_case(tool: str) -> None:
    """A tool without cases is a tool nobody tried."""
    assert (CASES / f"{tool}.json").is_file()


def test_the_schema_is_that_of_the_code() -> None:
    """Written by ``description.schema()``; other programs read the file."""
    written = json.loads((Path(places.DATA) / "description.schema.json").read_text(encoding="utf-8"))
    written.pop("$schema")
    assert written == description.schema()


@pytest.mark.parametrize(
    ("text", "clue"),
    [
        pytest.param("{", "truncated", id="no JSON"),
        pytest.param("[]", "Expected `object`", id="no object"),
        pytest.param('{"version": 1}', "missing required field", id="half of it"),
        pytest.param('{"a": ' * 5000, "recursion|truncated", id="nested without end"),
    ],
)
def test_a_broken_description_is_told(home: Path, text: str, clue: str) -> None:
    """With its file, so that it can be mended."""
    folder = home / "desk" / "commands"
    folder.mkdir(parents=True)
    (folder / "toot.json").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenDescription, match=clue) as raised:
        description.plain("toot")
    assert str(folder / "toot.json") in str(raised.value)


def test_a_users_description_wins(home: Path) -> None:
    """Whoever describes a tool that Hatcheck knows means it."""
    folder = home / "desk" / "commands"
    folder.mkdir(parents=True)
    value = json.loads((Path(places.DATA) / "skeet.json").read_text(encoding="utf-8"))
    (folder / "skeet.json").write_text(json.dumps({**value, "about": "mine"}), encoding="utf-8")
    found = description.plain("skeet")
    assert found is not None
    assert found["about"] == "mine"
    assert description.known()["skeet"] == str(folder / "skeet.json")


@pytest.mark.parametrize("name", ["", "..", "../toot", ".toot", "a/b", "a b", "a\0b", "tøøt"])
def test_a_name_that_is_no_file_name_is_described_nowhere(name: str) -> None:
    """A tool's name never leads out of the folder of descriptions."""
    assert places.descriptions(name) == ()


def test_a_store_that_is_a_pipe_is_not_waited_for(home: Path) -> None:
    """Files are hostile."""
    place = home / ".config" / "toot"
    place.mkdir(parents=True)
    os.mkfifo(place / "config.json")
    attempt = told("toot", {"argv": ["post", "x"], "home": {}}, home)
    assert attempt is not None
    assert attempt.destinations == ()
    assert "a named pipe" in attempt.unknown[0]


def test_a_large_store_is_read_in_the_reading_process(home: Path) -> None:
    """More than a little is never parsed in the engine itself; the answer is the same."""
    users = {
        f"u{n}@a.social": {"instance": "a.social", "username": f"u{n}", "access_token": "t" * 40} for n in range(700)
    }
    store = json.dumps({"active_user": "u5@a.social", "apps": {}, "users": users})
    assert len(store) > 64 * 1024
    attempt = told("toot", {"argv": ["post", "x"], "home": {".config/toot/config.json": store}}, home)
    assert attempt is not None
    assert [str(one) for one in attempt.destinations] == ["mastodon:@u5@a.social"]


def test_no_secret_of_a_store_is_told(home: Path) -> None:
    """Whatever is wrong with it."""
    store = (
        '{"active_user": "secret-token-1", "apps": {}, "users": {"secret-token-2": {"access_token": "secret-token-3"}}}'
    )
    attempt = told("toot", {"argv": ["post", "x"], "home": {".config/toot/config.json": store}}, home)
    assert attempt is not None
    assert "secret-token" not in " ".join(attempt.unknown)


def test_a_huge_text_file_is_cut_not_swallowed(home: Path) -> None:
    """The card shows a million characters; more is no post."""
    case = {
        "argv": ["toot", "--text-file", "t.txt"],
        "home": {"t.txt": "x" * (MAX_TEXT + 5)},
        "credentials": {"madonctl:madonctl.yaml": "mastodon:@me@a.social"},
    }
    attempt = told("madonctl", case, home)
    assert attempt is not None
    assert len(attempt.text) == MAX_TEXT
    assert any("longer" in said for said in attempt.unknown)


@pytest.mark.parametrize("variables", [{}, {"HATCHECK_WORKSPACE": "~/w/hatcheck.toml", "HATCHECK_STATE": "~/s"}])
def test_the_hook_finds_the_folders_of_the_engine(
    monkeypatch: pytest.MonkeyPatch, home: Path, variables: dict[str, str]
) -> None:
    """Worked out without the library, and yet the same."""
    for name in ("HATCHECK_WORKSPACE", "HATCHECK_STATE", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    for more in ({}, {"XDG_CONFIG_HOME": str(home / "c"), "XDG_STATE_HOME": str(home / "s")}):
        for name, value in {**variables, **more}.items():
            monkeypatch.setenv(name, value)
        assert places.own_descriptions() == str(where.user_file().parent / "commands")
        assert places.state() == str(where.state_folder())


def test_only_what_the_description_names_leaves_the_environment() -> None:
    """Everything else in it stays where it is, tokens first of all."""
    plain = description.plain("toot")
    assert plain is not None
    asked = words.names(plain)
    assert "TOOT_POST_USING" in asked
    assert "XDG_CONFIG_HOME" in asked
    assert not {"PATH", "TOOT_TOKEN", "EDITOR"} & asked


@pytest.mark.skipif(sys.platform == "win32", reason="the names are case-sensitive here alone")
def test_reading_any_words_ends() -> None:
    """Whatever is typed is read, and what is unlike anything known counts as posting."""
    pieces = ["-", "--", "", "-x", "--x=y", "post", "polls", "-m", "--using", "=", "-=", "--=", "\n", "é"]
    for tool in BUILT_IN:
        plain = description.plain(tool)
        assert plain is not None
        for first in pieces:
            for second in pieces:
                for third in pieces:
                    read = words.read([first, second, third], plain)
                    if read.command is None and (read.name or read.odd) and not set(plain["help"]) & set(read.given):
                        assert words.posts(read, plain)
