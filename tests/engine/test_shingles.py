"""Copies are known again by keyed hashes of their pieces; the same vectors are held against the extension."""

import json
from pathlib import Path
from typing import Any

import pytest

from guard.engine.shingles import pieces, shingles

CASES = json.loads((Path(__file__).parents[1] / "cases" / "shingles.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_a_text_has_these_pieces_and_hashes(case: Any) -> None:
    assert pieces(case["text"])[:3] == case["pieces"]
    assert list(shingles(case["text"], case["key"]))[:3] == case["shingles"]


@pytest.mark.parametrize(
    ("copied", "written", "part"),
    [
        pytest.param("a b c d e f g h", "A b, c d: e f (g) h!", 1.0, id="punctuation and case do not matter"),
        pytest.param(
            "one two three four five six", "so: one two three four five six", 1.0, id="more may stand before it"
        ),
        pytest.param(
            "one two three four five six", "one two three four FIVE 6", 2 / 3, id="what was changed is missing"
        ),
        pytest.param(
            "one two three four", "four three two one", 0.0, id="the same words in another order are another text"
        ),
        pytest.param(
            "本日のお知らせをここに書きます",
            "皆様、本日のお知らせをここに書きます。",
            1.0,
            id="a script without spaces",
        ),
    ],
)
def test_as_much_of_a_copy_is_found_again_as_stands_in_the_text(copied: str, written: str, part: float) -> None:
    before, after = set(shingles(copied, "key")), set(shingles(written, "key"))
    assert len(before & after) / len(before) == pytest.approx(part)


def test_another_key_gives_other_hashes() -> None:
    assert not set(shingles("one two three four five", "a")) & set(shingles("one two three four five", "b"))


def test_a_long_text_keeps_its_smallest_hashes_wherever_they_stand() -> None:
    long = " ".join(map(str, range(3000)))
    kept = shingles(long, "key")
    assert len(kept) == 500
    assert list(kept) == sorted(kept)
    assert set(kept) & set(shingles(" ".join(map(str, range(2700, 3000))), "key"))


def test_nothing_can_be_told_of_a_text_too_short_to_be_known_again() -> None:
    assert shingles("too short", "key") == ()
    assert shingles("", "key") == ()
