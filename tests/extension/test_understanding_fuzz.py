"""Bodies that nobody writes by accident: the extension neither throws nor hangs, and reads what the engine reads."""

import base64
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from chromium import needs_chromium
from firefox import needs_firefox
from vectors_page import VectorsPage, vectors, vectors_page

from guard.platforms.submissions import File, submission

SEEDS = range(8)
OF_ONE_SEED = 150
SLOWEST = 3000  # milliseconds, on a machine that does much else
HOSTILE = [
    line.split("'")[1]
    for line in (Path(__file__).parent / "vectors" / "hostile.js").read_text(encoding="utf-8").splitlines()
    if line.startswith("  '")
]
FITTING = [one[:4] for every in vectors("submissions").values() for one in every if one[4] is not None and one[3]]
PLACES = [
    pytest.param("https://mastodon.example/api/v1/statuses", id="a status"),
    pytest.param("https://www.facebook.com/api/graphql/", id="GraphQL with JSON in a form"),
    pytest.param("https://pds.example/xrpc/com.atproto.repo.applyWrites", id="many records"),
]


@pytest.fixture(
    scope="module",
    params=[pytest.param("chromium", marks=needs_chromium), pytest.param("firefox", marks=needs_firefox)],
)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[VectorsPage]:
    """The page with the vectors' functions, in a browser of each kind."""
    with vectors_page(request.param, tmp_path_factory.mktemp(request.param)) as made:
        yield made


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_left_of_a_damaged_request_is_read_as_the_engine_reads_it(page: VectorsPage, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chosen so that it can be repeated
    cases = [damaged(chance, chance.choice(FITTING)) for _ in range(OF_ONE_SEED)]
    found = page.each("submissions", cases)
    wrong = [
        (case, wanted, got) for case, got in zip(cases, found, strict=True) if (wanted := by_the_engine(*case)) != got
    ]
    assert wrong[:2] == []


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_body_neither_throws_nor_takes_long(page: VectorsPage, name: str, place: str) -> None:
    told = page.ask("struck", name, "POST", place, seconds=120)
    assert not str(told["result"]).startswith("threw"), told
    assert told["milliseconds"] < SLOWEST
    assert told["text"] <= 2 * 65_536


def test_a_video_among_the_fields_costs_nothing(page: VectorsPage) -> None:
    told = page.ask("struck", "a video of 60 MB among the fields", "POST", "https://mastodon.example/api/v1/statuses")
    assert told["result"] is None
    assert told["milliseconds"] < 50


def test_every_hostile_body_is_tried(page: VectorsPage) -> None:
    assert page.ask("names.slice") == HOSTILE


def by_the_engine(method: str, url: str, headers: dict[str, str], body: Any) -> Any:
    """What the twin in Python reads."""
    found = submission(method, url, headers, _body(body))
    return json.loads(json.dumps(asdict(found))) if found else None


def _body(body: Any) -> Any:
    if body is None or isinstance(body, str):
        return body
    if "fields" in body:
        return [(name, value if isinstance(value, str) else File(*_file(value))) for name, value in body["fields"]]
    return base64.b64decode(body["bytes"])


def _file(value: dict[str, Any]) -> tuple[str, str, int]:
    return value["file"], value["type"], value["size"]


TYPES = [
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain",
    "multipart/form-data; boundary=edge",
    "",
]
PIECES = [
    *(
        "{",
        "}",
        "[",
        "]",
        '"',
        ",",
        ":",
        "&",
        "=",
        "%",
        "%F",
        "%FF",
        "+",
        "[]",
        "[a]",
        "\\u0000",
        "\\ud800",
        "\\",
        "\n",
    ),
    *(
        "null",
        "true",
        "0",
        "-0",
        "1.0",
        "1e3",
        "9007199254740993",
        "1e400",
        '""',
        "\ufeff",
        "é",
        "🎉",
        "\u2028",
        "__proto__",
    ),
    *("--edge\r\n", "--edge--", 'Content-Disposition: form-data; name="status"\r\n\r\n', ' filename="a"', "\r\n"),
]


def damaged(chance: random.Random, case: list[Any]) -> list[Any]:
    """The request with one to six mistakes in its body, its type or its headers."""
    method, url, headers, body = case
    headers = dict(headers)
    for _ in range(chance.randint(1, 6)):
        body = _damaged_body(chance, body)
        if chance.random() < 0.15:
            headers["content-type"] = chance.choice(TYPES)
        if chance.random() < 0.05:
            headers["content-encoding"] = chance.choice(["gzip", "identity", " "])
        if chance.random() < 0.05:
            headers["authorization"] = chance.choice(["", " ", "Bearer", "Bearer  a b ", "x" * 5000])
    return [method, url, headers, body]


def _damaged_body(chance: random.Random, body: Any) -> Any:
    if isinstance(body, str):
        if chance.random() < 0.05:
            return {"bytes": base64.b64encode(gzip.compress(body.encode("utf-8", "replace"), mtime=0)).decode()}
        return _damaged_text(chance, body)
    if isinstance(body, dict) and "bytes" in body:
        data = bytearray(base64.b64decode(body["bytes"]))
        for _ in range(3):
            data.insert(chance.randint(0, len(data)), chance.randrange(256))
        return {"bytes": base64.b64encode(data).decode()}
    fields = [list(field) for field in (body or {}).get("fields", [])] or [["status", "x"]]
    chosen = chance.choice(fields)
    if chance.random() < 0.3:
        fields.insert(
            chance.randint(0, len(fields)), [chosen[0] + chance.choice(["", "[]", "[a]", "[0]", "[][b]", "["]), "y"]
        )
    elif chance.random() < 0.3:
        chosen[1] = {"file": "a.txt", "type": chance.choice(["", "text/plain"]), "size": chance.randrange(3_000_000)}
    elif isinstance(chosen[1], str):
        chosen[1] = _damaged_text(chance, chosen[1])
    return {"fields": fields}


def _damaged_text(chance: random.Random, text: str) -> str:
    start, length = chance.randint(0, len(text)), chance.randint(0, 12)
    match chance.randrange(4):
        case 0:
            return text[:start] + text[start + length :]
        case 1:
            return text[:start] + chance.choice(PIECES) * chance.choice([1, 1, 2, 70]) + text[start:]
        case 2:
            return text[:start] + chance.choice(PIECES) + text[start + length :]
        case _:
            return text[:start] + text[start : start + 40 * length] * 2 + text[start + length :]
