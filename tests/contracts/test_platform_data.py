"""The shape of the platform files: schema, sources, and a file of conformance vectors for each."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from guard.platforms import load, parse_account, platform_named

PLATFORMS = Path(__file__).parents[2] / "guard" / "platforms"
FILES = sorted((PLATFORMS / "data").glob("*.json"))
SCHEMA = json.loads((PLATFORMS / "platform.schema.json").read_text(encoding="utf-8"))


def content(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def every_value(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from every_value(inner, f"{path}/{key}")


def test_there_are_platforms() -> None:
    """An empty folder would make every other test here pass."""
    assert len(FILES) > 40


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


each_file = pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in FILES])


@each_file
def test_a_file_keeps_to_the_schema(file: Path) -> None:
    checker = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    assert [f"{error.json_path}: {error.message}" for error in checker.iter_errors(content(file))] == []


@each_file
def test_a_file_is_named_by_its_id(file: Path) -> None:
    assert content(file)["id"] == file.stem


@each_file
def test_every_fact_says_where_it_stands_and_when_it_was_looked_at(file: Path) -> None:
    """Accounts, the page to write on, the limit, each request and the credentials are facts."""
    facts = content(file)
    alone = ("account", "compose", "limit", "credentials")
    found = [facts[key] for key in alone if key in facts] + facts.get("requests", [])
    assert found
    for fact in found:
        assert fact["source"].startswith("https://")
        assert date(2026, 1, 1) <= date.fromisoformat(fact["checked"])
        assert fact["confidence"] in {"high", "medium", "low"}


@each_file
def test_no_template_is_a_regular_expression(file: Path) -> None:
    """Python and JavaScript would read one differently; templates know braces, stars and bars only."""
    for path, value in every_value(content(file)):
        assert not any(word in path.lower() for word in ("regex", "pattern", "match"))
        if isinstance(value, str) and any(f"/{key}" in path for key in ("form", "also", "urls", "path", "hosts")):
            assert not set("\\^$()").intersection(value), f"{path}: {value}"


@each_file
def test_intervals_are_in_order(file: Path) -> None:
    for path, value in every_value(content(file)):
        if path.endswith(("/chars", "/first")):
            assert all(interval[0] <= interval[-1] for interval in value), path


@each_file
def test_templates_use_the_parts_there_are(file: Path) -> None:
    """A part that no template uses, or a template that uses none of them, is a slip of the pen."""
    account = content(file).get("account")
    if account is None:
        return
    used = {
        name.partition("}")[0]
        for kind in account["kinds"]
        for template in (kind["form"], *kind.get("also", ()), *kind.get("urls", ()))
        for name in template.split("{")[1:]
    }
    assert used == set(account["parts"])
    for kind in account["kinds"]:
        needed = {name.partition("}")[0] for name in kind["form"].split("{")[1:]} - {"server"}
        for template in (*kind.get("also", ()), *kind.get("urls", ())):
            assert needed <= {name.partition("}")[0] for name in template.split("{")[1:]}, template


@each_file
def test_the_page_to_write_on_is_made_of_the_accounts_parts_and_carries_no_text(file: Path) -> None:
    """The text goes by the clipboard: an address lands in histories and logs."""
    facts = content(file)
    url = facts.get("compose", {}).get("url", "")
    used = {name.partition("}")[0] for name in url.split("{")[1:]}
    assert used <= set(facts.get("account", {}).get("parts", ()))
    assert "text=" not in url
    if used:
        assert any(f"{{{name}}}" in kind["form"] for name in used for kind in facts["account"]["kinds"])


@pytest.mark.parametrize("platform", [pytest.param(each, id=each) for each in load()])
def test_an_example_is_an_account_in_normal_form(platform: str) -> None:
    """Messages tell people to write it like the examples."""
    for example in load()[platform].examples:
        assert str(parse_account(example, platform)) == f"{platform}:{example}"


def test_no_two_platforms_share_a_name() -> None:
    """Else the order of the files would decide which of them is meant."""
    names = Counter(
        name
        for facts in map(content, FILES)
        for name in {
            "".join(filter(str.isalnum, word.lower())) for word in (facts["id"], facts["name"], *facts["aliases"])
        }
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_no_two_platforms_share_a_host() -> None:
    hosts = Counter(host for facts in map(content, FILES) for host in facts.get("account", {}).get("hosts", ()))
    assert [host for host, count in hosts.items() if count > 1] == []


@each_file
def test_a_platform_is_found_by_each_of_its_names(file: Path) -> None:
    facts = content(file)
    for name in (facts["id"], facts["name"], facts["name"].upper(), *facts["aliases"]):
        assert platform_named(name) == facts["id"]


def test_every_file_has_conformance_vectors_and_the_other_way_round() -> None:
    assert [file.name for file in FILES] == sorted(file.name for file in (PLATFORMS / "conformance").glob("*.json"))


@each_file
def test_conformance_vectors_cover_what_the_file_says(file: Path) -> None:
    """Accounts both good and bad; requests both publishing and not."""
    facts, vectors = content(file), content(PLATFORMS / "conformance" / file.name)
    assert set(vectors) <= {"accounts", "handles", "requests"}
    assert any(wanted is None for _, wanted in vectors["accounts"])
    if "account" in facts:
        assert any(wanted for _, wanted in vectors["accounts"])
        assert any(wanted for _, wanted in vectors["handles"])
    if "requests" in facts:
        assert any(wanted is None for *_, wanted in vectors["requests"])
        assert any(wanted for *_, wanted in vectors["requests"])
