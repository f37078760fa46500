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
from guard.platforms.at import parse
from guard.platforms.sent import FRAME, Sent

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
    """Accounts, the page to write on, the limit, each request, submission and learning, and the credentials."""
    facts = content(file)
    alone = ("account", "compose", "limit", "credentials")
    lists = ("requests", "submissions", "learning")
    found = [facts[key] for key in alone if key in facts] + [fact for key in lists for fact in facts.get(key, ())]
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
    assert set(vectors) <= {"accounts", "handles", "requests", "submissions", "learning"}
    assert any(wanted is None for _, wanted in vectors["accounts"])
    if "account" in facts:
        assert any(wanted for _, wanted in vectors["accounts"])
        assert any(wanted for _, wanted in vectors["handles"])
    if "requests" in facts:
        assert any(wanted is None for *_, wanted in vectors["requests"])
        assert any(wanted for *_, wanted in vectors["requests"])


submitting = pytest.mark.parametrize(
    "file", [pytest.param(file, id=file.stem) for file in FILES if {"submissions", "learning"} & set(content(file))]
)


def test_some_files_tell_what_pages_send() -> None:
    """An empty selection would make every test below pass."""
    assert submitting.args[1]


def addresses(value: Any) -> Iterator[str]:
    """Every address in a submission or learning, those in braces included."""
    alone = {"at", "each", "by", "named", "remember", "recall"}
    several = {"text", "media", "reply", "quote", "schedule", "through"}
    for key, inner in value.items():
        if key in alone or (key == "through" and isinstance(inner, str)):
            yield inner
        elif key in several:
            yield from inner
        elif key in {"as", "account"}:
            yield from (part.partition("}")[0] for part in inner.split("{")[1:] if not part.startswith("}"))
        elif key in {"when", "verbs", "acting"}:
            yield from (each for entry in inner for each in addresses(entry))


def told(file: Path) -> list[dict[str, Any]]:
    facts = content(file)
    return [*facts.get("submissions", ()), *facts.get("learning", ())]


@submitting
def test_every_address_is_one(file: Path) -> None:
    for fact in told(file):
        for address in addresses(fact):
            parse(address)


@submitting
def test_a_part_of_the_path_that_an_address_names_is_there(file: Path) -> None:
    for fact in told(file):
        named = {address.partition("(")[0] for address in addresses(fact) if address.startswith("@path.")}
        assert named <= {f"@path.{part.partition('}')[0]}" for part in fact.get("path", "").split("{")[1:]}, fact


@submitting
def test_no_two_submissions_of_a_file_share_a_name(file: Path) -> None:
    names = Counter(fact["name"] for fact in content(file).get("submissions", ()))
    assert [name for name, count in names.items() if count > 1] == []


@submitting
def test_a_host_is_any_or_written_in_lower_case_without_a_port(file: Path) -> None:
    """A host like ``*.*`` would be any host that is not said to be one, and come before those that are named."""
    for fact in told(file):
        for host in fact["hosts"]:
            assert host == "*" or (host == host.lower() and ":" not in host and any(map(str.isalnum, host))), host
        assert len(fact["hosts"]) == 1 or "*" not in fact["hosts"]


@submitting
def test_a_submission_of_any_host_is_told_by_more_than_a_short_path(file: Path) -> None:
    """The page waits for whatever fits; a site that has nothing to do with it must not."""
    for fact in content(file).get("submissions", ()):
        literal = [each for each in fact["path"].split("/") if each and each[0] not in "*{"]
        assert fact["hosts"] != ["*"] or len(literal) > 1 or "says" in fact or "when" in fact, fact["name"]


def is_near(fact: dict[str, Any], vector: list[Any]) -> bool:
    """Whether the vector is of something else at this submission's place, or of the same method at its host."""
    method, url, headers, _, wanted = vector
    sent = Sent(method, url, headers, None)
    methods = [FRAME] if fact.get("transport") == "websocket" else fact.get("methods", ["POST"])
    at_place = sent.path_parts(fact["hosts"], fact["path"]) is not None
    alike = method in methods and sent.path_parts(fact["hosts"], "/**") is not None
    return (wanted or {}).get("name") != fact["name"] and (at_place or alike)


@submitting
def test_every_submission_has_a_vector_that_is_one_and_one_that_is_nearly(file: Path) -> None:
    submissions = content(file).get("submissions", ())
    rows = content(PLATFORMS / "conformance" / file.name).get("submissions", [])
    found = {wanted.get("name") for *_, wanted in rows if wanted}
    assert {fact["name"] for fact in submissions} <= found
    assert [fact["name"] for fact in submissions if not any(is_near(fact, row) for row in rows)] == []
    assert not submissions or any(wanted is None for *_, wanted in rows)


@submitting
def test_every_learning_has_a_vector_that_teaches_and_one_that_does_not(file: Path) -> None:
    facts, vectors = content(file), content(PLATFORMS / "conformance" / file.name)
    rows = vectors.get("learning", [])
    if "learning" in facts:
        assert any(wanted == [] for *_, wanted in rows)
        assert sum(bool(wanted) for *_, wanted in rows) >= len(facts["learning"])
