"""``hatcheck gate explain``: recorded requests, what is known of them, and nothing of theirs given away."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import UserDesk
from hypothesis import given
from hypothesis import strategies as st

from guard.cli import explaining, har
from guard.cli.capture import shapes
from guard.cli.failure import Failure

TOKEN, OTHER = "tok-Qx81", "tok-Zz92184465"
STATUSES = "https://hachyderm.io/api/v1/statuses"


def entry(method: str, url: str, text: str = "", kind: str = "application/json", **more: Any) -> dict[str, Any]:
    headers = [{"name": "Authorization", "value": f"Bearer {more.pop('token', TOKEN)}"}]
    headers.append({"name": "Content-Type", "value": kind})
    answer = {"content": {"text": more.pop("answer", "")}}
    request = {"method": method, "url": url, "headers": headers, "postData": {"mimeType": kind, "text": text}} | more
    return {"request": request, "response": answer}


WHO = entry("GET", "https://hachyderm.io/api/v1/accounts/verify_credentials", answer='{"username":"me"}')
POSTED = entry("POST", STATUSES, json.dumps({"status": "Spring sale \u202e[red]now", "media_ids": ["1"]}))
UNKNOWN = entry(
    "POST",
    "https://new.example/u/109501/save?go=1&" + OTHER + "=1",
    "variables=%7B%22text%22%3A%22confidential%22%2C%22who%22%3A%7B%22jo%40acme.example%22%3A%5B1%2Ctrue%5D%7D%7D",
    "application/x-www-form-urlencoded",
)


def written(folder: Path, *entries: Any) -> Path:
    file = folder / "posts.har"
    file.write_text(json.dumps({"log": {"entries": entries}}), encoding="utf-8")
    return file


def test_a_recorded_post_is_told_with_its_account_and_without_its_token(desk: UserDesk) -> None:
    """The account is the one the platform's own answer named in the same file."""
    typed = desk.type("gate", "explain", str(written(desk.folder, WHO, POSTED)), "--format", "json")
    assert typed.code == 0
    assert TOKEN not in typed.out
    (found,) = typed.json["submissions"]
    wanted = {"number": 2, "platform": "mastodon", "definition": "status", "verb": "post", "media": 1, "length": 21}
    assert {key: found[key] for key in wanted} == wanted
    assert found["acting"] == [{"platform": "mastodon", "account": "@me@hachyderm.io", "ref": "", "token": True}]


def test_a_person_sees_the_first_words_and_what_nobody_knows(desk: UserDesk) -> None:
    file = written(desk.folder, POSTED, UNKNOWN, UNKNOWN)
    typed = desk.type("gate", "explain", str(file))
    shown = " ".join(typed.out.split())
    assert "Spring sale <U+202E>" in shown
    assert "a token nobody" in shown
    assert "3 requests, 1 known, 2 unknown that write something." in shown
    assert TOKEN not in typed.out


def test_of_an_unknown_request_only_the_shape_is_told(desk: UserDesk) -> None:
    """Its fields as addresses, so that a definition can be made of them; what may be somebody's own is a star."""
    typed = desk.type("gate", "explain", str(written(desk.folder, UNKNOWN)), "--format", "json")
    assert typed.json["unknown"] == [
        {
            "host": "new.example",
            "count": 1,
            "requests": [
                {
                    "method": "POST",
                    "path": "/u/*/save",
                    "type": "application/x-www-form-urlencoded",
                    "count": 1,
                    "fields": {
                        "@query.go": "text of 1",
                        "@query.[*]": "text of 1",
                        "variables(json).text": "text of 12",
                        "variables(json).who[*][*]": "number, or true or false",
                    },
                }
            ],
        }
    ]
    assert not any(word in typed.out for word in ("confidential", "acme.example", "109501", TOKEN, OTHER))


def test_a_body_that_the_file_lacks_is_said_to_be_unreadable(desk: UserDesk) -> None:
    lacking = entry("POST", STATUSES, bodySize=40)
    found = desk.type("gate", "explain", str(written(desk.folder, lacking)), "--format", "json").json["submissions"]
    assert [each["unreadable"] for each in found] == ["not in the file"]


def test_the_fields_of_a_multipart_form_are_read_and_its_files_only_named(desk: UserDesk) -> None:
    fields = [
        {"name": "status", "value": "hi"},
        {"name": "media_ids[]", "fileName": "a.jpg", "contentType": "image/jpeg"},
    ]
    form = {"mimeType": "multipart/form-data; boundary=x", "text": "", "params": fields}
    file = written(desk.folder, entry("POST", STATUSES, kind="multipart/form-data; boundary=x", postData=form))
    (found,) = desk.type("gate", "explain", str(file), "--format", "json").json["submissions"]
    assert (found["beginning"], found["media"]) == ("hi", 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "not JSON", id="an empty file"),
        pytest.param(b"\xff\xfe", "not JSON", id="no text"),
        pytest.param(b"[" * 100_000, "not JSON", id="lists that never end"),
        pytest.param(b"[]", "no list of requests", id="JSON of another sort"),
        pytest.param(b'{"log":{"entries":{}}}', "no list of requests", id="no list"),
    ],
)
def test_what_is_no_har_file_is_said_with_how_to_get_one(desk: UserDesk, content: bytes, words: str) -> None:
    file = desk.folder / "a.har"
    file.write_bytes(content)
    typed = desk.type("gate", "explain", str(file))
    assert typed.code == 2
    assert words in typed.err
    assert "Save all as HAR" in typed.err


def test_a_file_that_is_not_there_or_too_long_is_said(desk: UserDesk) -> None:
    with pytest.raises(Failure, match="cannot be read"):
        har.exchanges(desk.folder / "none.har")
    long = desk.folder / "long.har"
    with long.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(Failure, match="more than 64 MiB"):
        har.exchanges(long)


JSON_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=9), inner, max_size=4)),
    max_leaves=12,
)
REQUESTS = st.fixed_dictionaries(
    {},
    optional={
        "method": st.one_of(st.just("POST"), JSON_VALUES),
        "url": st.one_of(st.sampled_from([STATUSES, "https://a.example/b?c=d", "wss://[::1"]), JSON_VALUES),
        "headers": JSON_VALUES,
        "bodySize": JSON_VALUES,
        "postData": st.one_of(
            JSON_VALUES,
            st.fixed_dictionaries({"text": st.one_of(JSON_VALUES, JSON_VALUES.map(json.dumps)), "params": JSON_VALUES}),
        ),
    },
)


@given(
    st.lists(st.one_of(JSON_VALUES, st.fixed_dictionaries({"request": REQUESTS, "response": JSON_VALUES})), max_size=4)
)
def test_any_entries_are_read_or_left_out(tmp_path_factory: pytest.TempPathFactory, entries: list[Any]) -> None:
    found = har.exchanges(written(tmp_path_factory.getbasetemp(), *entries))
    assert len(found) <= len(entries)
    assert sum(shape.count for shape in shapes(found)) == len(found)


def test_the_command_says_what_it_needs(desk: UserDesk) -> None:
    typed = desk.type("gate", explaining.WORD)
    assert typed.code == 2
    assert "FILE.har" in typed.err
