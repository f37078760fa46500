"""What a page's request posts and as whom, and which account a platform's answer tells: the conformance vectors."""

import base64
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guard.platforms.at import BadAddress, parse
from guard.platforms.content import Body
from guard.platforms.learning import learned
from guard.platforms.matching import fits, path_parts
from guard.platforms.sent import Sent, View
from guard.platforms.submissions import FRAME, File, Opaque, submission

CONFORMANCE = Path(__file__).parents[2] / "guard" / "platforms" / "conformance"
VECTORS = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(CONFORMANCE.glob("*.json"))}


def of(key: str) -> list[Any]:
    return [
        pytest.param(platform, *vector, id=f"{platform} {position}: {vector[0]} {vector[1]}")
        for platform, vectors in VECTORS.items()
        for position, vector in enumerate(vectors.get(key, ()))
    ]


def body_of(written: Any) -> Body:
    """A body as the vectors write it."""
    if not isinstance(written, dict):
        text: str | None = written
        return text
    if "opaque" in written:
        return Opaque(written["opaque"])
    if "bytes" in written:
        return base64.b64decode(written["bytes"])
    return [
        (name, value if isinstance(value, str) else File(value["file"], value.get("type", ""), value.get("size", 0)))
        for name, value in written["fields"]
    ]


def compared(found: Any, wanted: Any) -> Any:
    """As much of what was found as the vector speaks of: of an object its keys, of a list all."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return {key: compared(found.get(key), inner) for key, inner in wanted.items()}
    if isinstance(wanted, list) and isinstance(found, list | tuple):
        shown = [compared(*pair) for pair in zip(found, wanted, strict=False)]
        return [*shown, *found[len(wanted) :]]
    return found


@pytest.mark.parametrize(("platform", "method", "url", "headers", "body", "wanted"), of("submissions"))
def test_a_request_posts_what_its_vector_says(
    platform: str, method: str, url: str, headers: dict[str, str], body: Any, wanted: Any
) -> None:
    found = submission(method, url, headers, body_of(body))
    assert compared(asdict(found) if found else None, wanted) == wanted
    assert found is None or wanted is not None
    if found is not None:
        assert found.platform == wanted.get("platform", platform)


@pytest.mark.parametrize(("platform", "method", "url", "headers", "body", "answer", "wanted"), of("learning"))
def test_an_answer_tells_who_is_who_as_its_vector_says(
    platform: str, method: str, url: str, headers: dict[str, str], body: Any, answer: str, wanted: list[Any]
) -> None:
    found = [asdict(each) for each in learned(method, url, headers, body_of(body), answer)]
    assert compared(found, wanted) == wanted
    assert {each["definition"] for each in found} <= {platform}


def test_there_are_vectors_of_both_sorts() -> None:
    """Without any, the tests above would pass."""
    assert of("submissions")
    assert of("learning")


HACHYDERM = "https://hachyderm.io/api/v1/statuses"
JSON = {"content-type": "application/json"}
CASES = Path(__file__).parents[1] / "cases"
BODIES = json.loads((CASES / "bodies.json").read_text(encoding="utf-8"))
ADDRESSES = json.loads((CASES / "addresses.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("headers", "body", "text", "unreadable"), [pytest.param(*row[1:], id=row[0]) for row in BODIES]
)
def test_a_body_is_read_as_a_browser_reads_it_or_it_is_said_why_not(
    headers: dict[str, str], body: Any, text: str, unreadable: str | None
) -> None:
    """As the status of a Mastodon server, whose address alone means a post: no body may make it invisible."""
    found = submission("POST", HACHYDERM, headers, body_of(body))
    assert found is not None
    assert (found.text, found.unreadable) == (text, unreadable)


@pytest.mark.parametrize(
    ("body", "text", "unreadable"),
    [
        pytest.param("[" * 4_200_000, "", "too large", id="more than four megabytes"),
        pytest.param("[" * 100_000, "", "not JSON", id="lists that never end"),
        pytest.param('{"a":' * 100_000, "", "not JSON", id="objects that never end"),
        pytest.param('"' + '\\"' * 1_000_000, "", "not JSON", id="a text that never ends"),
        pytest.param('{"status":"a","n":' + "9" * 6000 + "}", "a", None, id="a number of many digits"),
        pytest.param('{"status":"' + "é" * 65_537 + '"}', "é" * 65_536, "text cut", id="a text too long"),
        pytest.param(json.dumps({"status": ["a"] * 4097}), "\n".join("a" * 4096), "text cut", id="too many texts"),
    ],
)
def test_a_hostile_body_costs_no_more_than_its_length(body: str, text: str, unreadable: str | None) -> None:
    found = submission("POST", HACHYDERM, JSON, body)
    assert found is not None
    assert (found.text, found.unreadable) == (text, unreadable)


@pytest.mark.parametrize(
    ("address", "document", "texts", "unreadable"), [pytest.param(*row[1:], id=row[0]) for row in ADDRESSES]
)
def test_an_address_leads_to_its_values(address: str, document: str, texts: list[str], unreadable: str | None) -> None:
    """In this request; JavaScript reads the same rows."""
    url = "https://MY.example:8443/a%20b/%C3%A9?q=1&q=2&v=%7B%22x%22%3A3%7D&e#part"
    headers = JSON | {
        "X-Goog-PageId": "77",
        "cookie": 'u="u%3D7"; d=1; d=2; flag; e=a=b',
        "authorization": "Bearer  t0 ken",
    }
    sent = Sent("POST", url.replace("MY", "my"), headers, document)
    parts = sent.path_parts(["*.example"], "/**/{last}")
    assert parts is not None
    found = View(sent, parts, sent.content).at(address)
    assert (found.texts(), found.unreadable) == (texts, unreadable)


@pytest.mark.parametrize(
    ("pattern", "host", "wanted"),
    [
        pytest.param("a.example", "a.example", True, id="the host itself"),
        pytest.param("a.example", "b.a.example", False, id="a host below it"),
        pytest.param("*.a.example", "b.a.example", True, id="a host below a star"),
        pytest.param("*.a.example", "a.example", False, id="the host itself below a star"),
        pytest.param("*a*", "bab", True, id="a name in the middle"),
        pytest.param("a.*.b.*.c", "a.x.b.y.c", True, id="several stars"),
        pytest.param("a*a", "a", False, id="a letter that would count twice"),
        pytest.param("*b*b", "ab", False, id="a letter between that would count twice"),
        pytest.param("a|b*", "bc", True, id="one of several"),
        pytest.param("*", "", True, id="anything"),
    ],
)
def test_a_star_stands_for_anything(pattern: str, host: str, wanted: bool) -> None:
    assert fits(pattern, host) == wanted


@pytest.mark.parametrize(
    ("template", "segments", "wanted"),
    [
        pytest.param("/a/{b}", ["a", "x"], {"b": "x"}, id="a part"),
        pytest.param("/a/{b}", ["a"], None, id="too short"),
        pytest.param("/a", ["a", "x"], None, id="too long"),
        pytest.param("/**/a/{b}", ["x", "y", "a", "z"], {"b": "z"}, id="in any folder"),
        pytest.param("/**/a/b", ["b"], None, id="shorter than what must stand there"),
        pytest.param("/**", ["x", "y"], {}, id="any path"),
        pytest.param("", [], {}, id="no path"),
        pytest.param("/a", ["A"], None, id="upper case"),
    ],
)
def test_a_path_is_its_template_or_not(template: str, segments: list[str], wanted: Any) -> None:
    assert path_parts(template, segments) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(".a", id="a dot at the beginning"),
        pytest.param("a.", id="a dot at the end"),
        pytest.param("a..", id="two dots at the end"),
        pytest.param("a..b..c", id="two searches at any depth"),
        pytest.param("a b", id="a space"),
        pytest.param("a[", id="a bracket that does not close"),
        pytest.param("a[-1]", id="an element from the end"),
        pytest.param("a[01]", id="a number with a leading zero"),
        pytest.param("a[b]", id="a name in brackets"),
        pytest.param("a(xml)", id="a sort of text that is not known"),
        pytest.param("a.<b", id="a key that does not close"),
        pytest.param("a..<b>", id="a key at any depth"),
        pytest.param("a.'b", id="a quote that does not close"),
        pytest.param("''", id="a name of nothing"),
        pytest.param("@nose", id="a root that is not known"),
        pytest.param("@cookie", id="a root without the name it needs"),
        pytest.param("@cookie[0]", id="a root with a number for its name"),
        pytest.param("é", id="a letter that must be quoted"),
    ],
)
def test_what_is_no_address_is_said(text: str) -> None:
    with pytest.raises(BadAddress, match=r"understood|once"):
        parse(text)


def test_the_files_of_a_form_are_told_by_name_type_and_size() -> None:
    fields: Body = [
        ("media_ids[]", File("a.jpg", "image/jpeg", 2_199_999)),
        ("media_ids[]", File("b", "", 12_999)),
        ("media_ids[]", File("c.txt", "text/plain", 999)),
    ]
    found = submission("POST", HACHYDERM, {}, fields)
    assert found is not None
    assert found.media == ("a.jpg (image/jpeg, 2.1 MB)", "b (12 kB)", "c.txt (text/plain, 999 bytes)")


PRINTED = st.one_of(st.text(), st.binary())
TREES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
)
MULTIPART = 'multipart/form-data; boundary="b1"'
FORM = "application/x-www-form-urlencoded"
KINDS = st.sampled_from(["", "application/json", "text/plain", FORM, MULTIPART, "multipart/form-data;boundary=", "; ="])
KNOWN = [vector for vectors in VECTORS.values() for vector in vectors.get("submissions", ())]
SAYINGS = [vector for vectors in VECTORS.values() for vector in vectors.get("learning", ())]


@given(st.sampled_from(KNOWN), KINDS, st.one_of(PRINTED, TREES.map(json.dumps)))
@example(KNOWN[0], "application/json", "{" * 9999)
@example(KNOWN[0], MULTIPART, b"--b1--")
def test_any_body_is_a_submission_or_none(vector: Any, kind: str, body: str | bytes) -> None:
    """Nothing is raised, and what is given is made of texts that can be sent."""
    found = submission(vector[0], vector[1], vector[2] | {"content-type": kind}, body)
    if found is not None:
        json.dumps(asdict(found), ensure_ascii=False).encode()
        assert len(found.text) <= 65_536


@given(st.sampled_from(["POST", "GET", FRAME, "ſ"]), st.text(), st.dictionaries(st.text(), st.text()), TREES)
def test_any_request_is_a_submission_or_none(method: str, url: str, headers: dict[str, str], body: Any) -> None:
    found = submission(method, url, headers, json.dumps(body))
    assert found is None or found.platform


@given(st.sampled_from(SAYINGS), st.one_of(st.text(), TREES.map(json.dumps)))
@example(SAYINGS[0], '{"username":{}}')
def test_any_answer_teaches_something_or_nothing(vector: Any, answer: str) -> None:
    method, url, headers, body = vector[:4]
    assert all(each.key and each.account for each in learned(method, url, headers, body_of(body), answer))
