"""Which pictures are known again after what, in small: ``tests/bench/bench_pictures.py`` measures the same at large."""

import numpy as np
import pytest
from drawn_pictures import PHOTOS, chart, chat, drawn, plain, sunset, template
from edits import as_seen, edited, scaled
from PIL import Image

from guard.pictures.index import Index, Stamp
from guard.pictures.windows import query, reference

KNOWN = 24
ASKED = (0, 3, 4, 8, 11, 14, 17)
STAMP = Stamp(1, 1)

WORDS = {
    "unchanged": {"same"},
    "resized to half": {"same", "changed"},
    "JPEG quality 30": {"same", "changed"},
    "black and white": {"same", "changed"},
    "filter": {"same", "changed"},
    "brighter": {"same", "changed"},
    "mirrored": {"mirrored"},
    "upside down": {"upside down"},
    "turned by 90°": {"turned right", "turned left"},
    "centred crop 10 %": {"cropped"},
    "centred crop 20 %": {"cropped"},
    "corner crop 20 %": {"cropped"},
    "square": {"cropped", "same"},
    "16:9": {"cropped", "same"},
    "border 5 %": {"with a border"},
    "border 15 %": {"with a border"},
    "story frame": {"with a border", "in a screenshot"},
    "phone, light": {"in a screenshot"},
    "phone, dark": {"in a screenshot"},
    "desktop": {"in a screenshot"},
}
"""What may be said of a picture after each edit; some are square or 16:9 from the start."""
LEAST = dict.fromkeys(("border 5 %", "border 15 %", "phone, light", "phone, dark", "desktop", "story frame"), 0.85)
"""The share that must be known again; all where none is told."""


def album(pictures: list[Image.Image]) -> Index:
    index = Index.in_memory()
    for number, picture in enumerate(pictures):
        index.put(str(number), STAMP, reference(as_seen(picture, 90)))
    return index


@pytest.fixture(scope="module")
def known() -> Index:
    return album([drawn(number, PHOTOS) for number in range(KNOWN)])


@pytest.mark.parametrize("edit", WORDS)
def test_a_known_picture_is_known_again(known: Index, edit: str) -> None:
    """It is the first one found, nothing else is found, and it is said what was done."""
    found = [known.search(query(edited(drawn(number, PHOTOS), edit, number))) for number in ASKED]
    hits = [one[0] for number, one in zip(ASKED, found, strict=True) if one and one[0].path == str(number)]
    assert len(hits) >= LEAST.get(edit, 1.0) * len(ASKED)
    assert all(len(one) <= 1 for one in found)
    assert {one.how for one in hits} <= WORDS[edit]


def test_which_way_a_picture_was_turned_is_told(known: Index) -> None:
    """The word says what was done to the known picture, not what undoes it."""
    clockwise = drawn(3, PHOTOS).transpose(Image.Transpose.ROTATE_270)
    assert [one.how for one in known.search(query(as_seen(clockwise)))] == ["turned right"]


def test_pictures_that_nobody_knows_are_not_found(known: Index) -> None:
    """Neither plain, nor in frames."""
    edits = ("unchanged", "phone, dark", "square")
    asked = [query(edited(drawn(1000 + number, PHOTOS), edits[number % 3], number)) for number in range(18)]
    assert [found for one in asked if (found := known.search(one))] == []


@pytest.mark.parametrize("brand", range(12))
def test_other_words_in_a_template_are_another_picture(brand: int) -> None:
    """Though all the rest is the same; the same words are the same picture."""
    mine, other = (template(np.random.default_rng([brand, way]), (0, 0), brand) for way in (1, 2))
    index = album([mine])
    assert index.search(query(as_seen(other))) == []
    assert [one.path for one in index.search(query(as_seen(scaled(mine, 0.7), 60)))] == ["0"]


@pytest.mark.parametrize("kind", [sunset, chat, chart], ids=lambda kind: kind.__name__)
def test_pictures_of_one_kind_are_told_apart(kind: object) -> None:
    """What looks alike at a glance: each is found as itself and as no other."""
    kinds = (kind,)
    index = album([drawn(number, kinds) for number in range(10)])  # type: ignore[arg-type]
    for number in range(0, 10, 3):
        found = index.search(query(edited(drawn(number, kinds), "resized to half", number)))  # type: ignore[arg-type]
        assert [one.path for one in found] == [str(number)]


def test_what_shows_nothing_is_no_known_picture() -> None:
    """A wall is a wall: it is neither kept nor looked for."""
    index = album([Image.new("RGB", (400, 300), (90, 90, 90)), drawn(1, (plain,)), drawn(2, (plain,))])
    assert index.count == 0
    assert index.search(query(Image.new("RGB", (400, 300), (90, 90, 90)))) == []
