"""Baseline, ignores and fingerprints: what was known before stays quiet, and nothing else does."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_audit_cases import audited, load, snapshot_of

from guard.audit import BadBaseline, BadIgnore, Baseline, Ignore, audit, read_baseline, write_baseline
from guard.audit.report import Suppression
from guard.model.route import Place, Snapshot, Undecided

EVERYTHING = load("the_whole_office")
TODAY = date(2026, 3, 14)


def without_ignores(**more: Any) -> Any:
    return audited({**EVERYTHING, "ignores": []}, **more)


def test_a_baseline_keeps_quiet_what_it_knows_and_counts_it(tmp_path: Path) -> None:
    before = without_ignores()
    file = tmp_path / "known.json"
    assert write_baseline(file, before) == len(before.findings)
    after = without_ignores(baseline=read_baseline(file))
    assert (after.findings, len(after.suppressed), after.exit_code) == ((), len(before.findings), 0)
    assert {one.suppressed_by for one in after.suppressed} == {Suppression.BASELINE}
    assert after.counts.open == 0 < after.counts.forbidden
    assert write_baseline(file, after) == len(before.findings), "what is known stays known"
    assert list(tmp_path.iterdir()) == [file], "nothing half-written is left"


def test_a_new_finding_is_told_beside_a_baseline() -> None:
    known = Baseline({one.fingerprint: "" for one in without_ignores().findings})
    line = "zapier post on: bluesky:mara-l.bsky.social -> x:@BlueBridgeFdn | zap.json:1"
    report = audited({**EVERYTHING, "ignores": [], "routes": [*EVERYTHING["routes"], line]}, baseline=known)
    assert {one.finding.subject[0] for one in report.findings} == {"bluesky:@mara-l.bsky.social"}


def test_a_new_way_between_the_same_accounts_is_a_new_finding() -> None:
    case = load("direct_mirror")
    old = audited(case).findings[0].fingerprint
    other = audited({**case, "routes": [line.replace("ifttt", "zapier") for line in case["routes"]]})
    assert other.findings[0].fingerprint != old


def moved(snapshot: Snapshot) -> Snapshot:
    """The same with every line further down."""

    def down(place: Place) -> Place:
        return replace(place, line=(place.line or 0) + 7)

    return replace(
        snapshot,
        routes=tuple(replace(route, place=down(route.place)) for route in snapshot.routes),
        holdings=tuple(replace(holding, place=down(holding.place)) for holding in snapshot.holdings),
        undecided=tuple(replace(step, place=down(step.place)) for step in snapshot.undecided),
        unreadable=tuple(replace(one, line=(one.line or 0) + 7) for one in snapshot.unreadable),
    )


def test_fingerprints_stay_while_lines_move_and_files_come_in_another_order() -> None:
    before = without_ignores()
    snapshot = moved(before.snapshot)
    turned = replace(snapshot, routes=snapshot.routes[::-1], holdings=snapshot.holdings[::-1])
    after = audit(turned, before.case.namer.identities, EVERYTHING["answers"], today=TODAY)
    assert {one.fingerprint for one in after.findings} == {one.fingerprint for one in before.findings}


def test_fingerprints_do_not_depend_on_where_the_folder_lies() -> None:
    def prints(root: str) -> set[str]:
        snapshot = snapshot_of({"unreadable": [{"file": f"{root}/flows/a.json", "reason": "is broken"}]})
        step = Undecided("n8n", Place(f"{root}/flows/b.json", "nodes[1]"), "a code node")
        report = audit(replace(snapshot, undecided=(step,)), (), today=TODAY, root=root)
        return {one.fingerprint for one in report.findings}

    assert prints("/home/mara/work") == prints("C:/Users/Mara/work")


def test_two_steps_that_look_alike_are_two_findings() -> None:
    step = Undecided("n8n", Place("a.json", "nodes[1]"), "a code node")
    again = replace(step, place=Place("a.json", "nodes[5]"))
    one, two = audit(Snapshot(undecided=(step, again), files=("a.json",)), (), today=TODAY).findings
    assert one.fingerprint != two.fingerprint


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "no JSON", id="an empty file"),
        pytest.param(b"{", "no JSON", id="half a file"),
        pytest.param(b"[]", "no baseline", id="a list"),
        pytest.param(b'{"version": 1}', "no baseline", id="no findings"),
        pytest.param(b'{"version": 2, "known": {}}', "version 2", id="a later version"),
        pytest.param(b'{"version": 1, "known": ["a"]}', "no table", id="findings as a list"),
        pytest.param(b'{"version": 1, "known": {"a": 3}}', "no table", id="a finding that is a number"),
        pytest.param(b"\xff\xfe", "no text", id="no text at all"),
        pytest.param(b"[" * 100_000, "no JSON", id="a file made to exhaust the parser"),
    ],
)
def test_a_broken_baseline_is_refused_with_its_name_and_what_is_wrong(
    content: bytes, says: str, tmp_path: Path
) -> None:
    file = tmp_path / "known.json"
    file.write_bytes(content)
    with pytest.raises(BadBaseline, match=says) as problem:
        read_baseline(file)
    assert str(file) in str(problem.value)


def test_a_missing_baseline_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(BadBaseline, match="cannot be opened"):
        read_baseline(tmp_path / "nowhere.json")


def test_a_baseline_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    file.mkdir()
    with pytest.raises(OSError, match="known"):
        write_baseline(file, without_ignores())
    assert list(tmp_path.iterdir()) == [file]


def test_what_the_baseline_knows_and_is_gone_is_told() -> None:
    report = audited(load("read_and_clean"), baseline=Baseline({"0" * 64: "loop: …"}))
    assert report.notices == (
        "1 of the baseline's findings are no longer there; write the baseline again to forget them.",
    )


@pytest.mark.parametrize(
    ("ignore", "says"),
    [
        pytest.param(Ignore("loop", "  "), "no reason", id="without a reason"),
        pytest.param(Ignore("looop", "because"), "no rule, fingerprint or account", id="a rule that does not exist"),
        pytest.param(Ignore("*", "because"), "no rule, fingerprint or account", id="everything"),
        pytest.param(Ignore("*:*", "because"), "no rule, fingerprint or account", id="every account"),
        pytest.param(Ignore("abc123", "because"), "no rule, fingerprint or account", id="too little of a fingerprint"),
    ],
)
def test_an_ignore_that_hides_by_mistake_is_refused(ignore: Ignore, says: str) -> None:
    with pytest.raises(BadIgnore, match=says):
        without_ignores(ignores=[ignore])


def test_an_ignore_may_name_a_fingerprint_by_its_beginning() -> None:
    first = without_ignores().findings[0]
    report = without_ignores(ignores=[Ignore(first.fingerprint[:8], "seen")])
    assert [(one.fingerprint, one.reason) for one in report.suppressed] == [(first.fingerprint, "seen")]


def test_an_ignore_of_an_account_in_the_middle_hides_no_path() -> None:
    """Instagram reaches Facebook over X: agreeing to something about X agrees to nothing about Facebook."""
    report = without_ignores(ignores=[Ignore("x:@riverrelief", "agreed")])
    paths = [one.finding.subject[-1] for one in report.findings if one.finding.rule == "person-reaches-brand"]
    assert paths == ["facebook:riverrelief"]


def test_expired_and_needless_ignores_are_told() -> None:
    report = audited(load("ignores"))
    assert report.notices == (
        "The ignore of facebook:acme* ended on 2026-03-13; it no longer hides anything (1 found).",
        "The ignore of loop matches nothing any more; it can go.",
    )


def test_the_last_day_of_an_ignore_still_counts_and_the_next_does_not() -> None:
    until = [Ignore("loop", "until tomorrow", date(2026, 3, 14))]
    told = {
        day: [one.finding.rule for one in without_ignores(ignores=until, today=date(2026, 3, day)).suppressed]
        for day in (14, 15)
    }
    assert told == {14: ["loop"], 15: []}


def test_between_two_identities_only_so_many_paths_are_shown_and_all_are_counted() -> None:
    people = [f"x:@jane_{number}" for number in range(30)]
    brands = [f"x:@acme_{number}" for number in range(10)]
    case = {
        "identities": [
            {"id": "jane", "name": "Jane", "kind": "person", "accounts": people},
            {"id": "acme", "name": "Acme", "kind": "brand", "accounts": brands},
        ],
        "routes": [f"n8n hop on: {one} -> n8n-webhook:[in] | a.json:1" for one in people]
        + [f"n8n post on: webhook n8n-webhook:[in] -> {one} | b.json:1" for one in brands],
    }
    report = audited(case)
    assert (report.counts.forbidden, len(report.findings)) == (300, 50)
    assert report.more == {("jane", "acme"): 250}


def test_a_very_long_path_is_told_without_its_middle() -> None:
    routes = [f"n8n post on: x:@a{number} -> x:@a{number + 1} | a.json:1" for number in range(1000)]
    ends = [("p", "person", "x:@a0"), ("b", "brand", "x:@a1000")]
    identities = [{"id": name, "name": name, "kind": kind, "accounts": [one]} for name, kind, one in ends]
    (told,) = audited({"identities": identities, "routes": routes}).findings
    assert "over 1,000 links" in told.finding.text
    assert (told.finding.path[0].source, told.finding.path[-1].destination) == ("x:@a0", "x:@a1000")
    assert len(told.finding.path) == 40


def test_the_baseline_is_sorted_and_says_what_it_knows(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    write_baseline(file, without_ignores())
    known = json.loads(file.read_text(encoding="utf-8"))["known"]
    assert list(known) == sorted(known)
    assert any(
        text.startswith("person-reaches-brand: What is posted to instagram:@mara.outdoors") for text in known.values()
    )
