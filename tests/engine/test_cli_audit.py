"""``hatcheck audit`` on files, as a person types it: formats, baseline, ignores, exit codes."""

import json

import pytest
from conftest import UserDesk

MIRROR = {
    "pleroma_base_url": "https://chaos.social",
    "users": [{"twitter_username": "jo", "pleroma_username": "acme", "pleroma_token": "not-to-be-shown"}],
}


@pytest.fixture
def mirrored(desk: UserDesk) -> UserDesk:
    """A desk with a tool that carries the person's posts to the brand."""
    text = desk.workspace.read_text(encoding="utf-8")
    text = text.replace('"facebook:acme"]', '"facebook:acme", "mastodon:@acme@chaos.social"]')
    desk.workspace.write_text(text, encoding="utf-8")
    (desk.folder / "tools").mkdir()
    (desk.folder / "tools" / "config.yml").write_text(json.dumps(MIRROR), encoding="utf-8")
    return desk


def test_a_mirror_into_the_brand_is_found_with_path_evidence_and_fix(mirrored: UserDesk) -> None:
    """The whole way, the file, and the one link to cut."""
    typed = mirrored.type("audit", "tools", "--format", "json")
    assert typed.code == 1
    (found,) = [one for one in typed.json["findings"] if one["rule"] == "person-reaches-brand"]
    assert (found["severity"], found["evidence"][0]["file"]) == ("high", "tools/config.yml")
    assert [(step["from"], step["to"]) for step in found["path"]] == [("x:@jo", "mastodon:@acme@chaos.social")]
    assert typed.json["cut_link"]["cuts"] == 1
    assert "not-to-be-shown" not in typed.out


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html", "csv"])
def test_every_format_tells_of_the_mirror(mirrored: UserDesk, form: str) -> None:
    """To the terminal and into a file, with the same exit code."""
    shown = mirrored.type("audit", "tools", "--format", form)
    written = mirrored.type("audit", "tools", "--format", form, "--output", "report")
    assert (shown.code, written.code) == (1, 1)
    report = (mirrored.folder / "report").read_text(encoding="utf-8")
    for told in (shown.out, report):
        assert "person-reaches-brand" in told or "appears on mastodon:@acme@chaos.social" in told


def test_a_baseline_keeps_known_findings_quiet_and_counts_them(mirrored: UserDesk) -> None:
    """What is new counts, what is known is a number."""
    mirrored.type("audit", "tools", "--write-baseline", "known.json")
    typed = mirrored.type("audit", "tools", "--baseline", "known.json", "--format", "json")
    assert (typed.code, typed.json["findings"]) == (0, [])
    assert typed.json["summary"]["suppressed"] >= 1


@pytest.mark.parametrize(
    ("until", "code"), [("2099-01-01", 0), ("2020-01-01", 1)], ids=["an ignore in force", "an ignore that ended"]
)
def test_an_ignore_of_the_workspace_counts_until_its_day(mirrored: UserDesk, until: str, code: int) -> None:
    """With its reason in the report; afterwards the finding is back, and that is told."""
    ignore = f'\n[[ignore]]\nmatch = "x:@jo"\nreason = "wanted"\nuntil = {until}\n'
    mirrored.workspace.write_text(mirrored.workspace.read_text(encoding="utf-8") + ignore, encoding="utf-8")
    typed = mirrored.type("audit", "tools", "--format", "json")
    rules = {one["rule"] for one in typed.json["findings"]}
    assert ("person-reaches-brand" in rules) == bool(code)
    told = [one["reason"] for one in typed.json["suppressed"]] if not code else typed.json["notices"]
    assert any("wanted" in text or "ended on 2020-01-01" in text for text in told)


def test_a_policy_that_allows_the_pair_makes_no_finding(mirrored: UserDesk) -> None:
    """What the judgement lets pass the audit does not call forbidden."""
    policy = '\n[[policy]]\nfrom = "jo"\nto = "acme"\ndecision = "allow"\n'
    mirrored.workspace.write_text(mirrored.workspace.read_text(encoding="utf-8") + policy, encoding="utf-8")
    rules = {one["rule"] for one in mirrored.type("audit", "tools", "--format", "json").json["findings"]}
    assert "person-reaches-brand" not in rules


def test_what_could_not_be_read_is_a_finding(mirrored: UserDesk) -> None:
    """A broken file is never clean: alone it ends with 3, beside others it is a finding."""
    (mirrored.folder / "tools" / "config.yml").write_text("users: [", encoding="utf-8")
    assert mirrored.type("audit", "tools").code == 3
    good = {"active_user": None, "apps": {}, "users": {"acme@chaos.social": {"instance": "chaos.social"}}}
    (mirrored.folder / "tools" / "toot.json").write_text(json.dumps(good), encoding="utf-8")
    typed = mirrored.type("audit", "tools", "--format", "json")
    assert typed.code == 1
    assert [one["rule"] for one in typed.json["findings"]] == ["could-not-read"]


MISTAKES = [
    pytest.param(["--baseline", "gone.json"], "gone.json", id="a baseline that is not there"),
    pytest.param(["--baseline", "hatcheck.toml"], "is no JSON", id="a baseline that is none"),
    pytest.param(["--write-baseline", "nowhere/known.json"], "nowhere", id="a folder that is not there"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES)
def test_wrong_use_ends_with_two(mirrored: UserDesk, words: list[str], said: str) -> None:
    """And says which file."""
    typed = mirrored.type("audit", "tools", *words)
    assert (typed.code, said in typed.err) == (2, True)


def test_a_broken_workspace_ends_with_two(mirrored: UserDesk) -> None:
    """Nobody's accounts are known, so nothing is said to be fine."""
    mirrored.workspace.write_text("[[identity", encoding="utf-8")
    assert mirrored.type("audit", "tools").code == 2
