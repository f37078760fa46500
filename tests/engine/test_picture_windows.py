"""What is hashed of a picture, and that it is always the same."""

import numpy as np
import pytest
from drawn_pictures import PHOTOS, drawn
from edits import as_seen, bordered, phone
from PIL import Image

from guard.pictures import hashing, rectangles
from guard.pictures.windows import query, reference, unpacked

PICTURE = as_seen(drawn(3, PHOTOS))


def test_the_same_picture_gives_the_same_hashes() -> None:
    """In every array."""
    one, other = reference(PICTURE), reference(PICTURE.copy())
    for name in ("bits", "windows", "flips", "blocks"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


def test_a_known_picture_is_kept_as_hashes_alone() -> None:
    """Some 23 windows of 256 bits, the first of them the whole, and blocks; not a pixel."""
    hashes = reference(PICTURE)
    assert 18 <= len(hashes.bits) <= 26
    assert hashes.windows[0].tolist() == [0, 0, 250, 250]
    assert hashes.planes.size == 0
    assert hashes.blocks.nbytes == 352
    signs, levels = unpacked(hashes.blocks)
    assert signs.shape == (16, 16, 9)
    assert set(np.unique(levels)) <= {0, 1, 2, 3}


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (400, 1), (3, 3), (504, 10), (16, 504)])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_every_size_is_hashed(size: tuple[int, int], mode: str) -> None:
    """Also what is no picture worth speaking of."""
    picture = PICTURE.resize(size).convert(mode)
    assert len(reference(picture).bits) == len(reference(picture).windows)
    assert len(query(picture).bits) == len(query(picture).flips)


@pytest.mark.parametrize("flip", range(len(hashing.FLIPS)), ids=hashing.FLIPS)
def test_turning_the_waves_is_turning_the_picture(flip: int) -> None:
    """So that a turned picture need not be hashed anew."""
    plane = hashing.plane_of(PICTURE.convert("L"))
    waves = hashing.spectra(plane, [hashing.WHOLE])[0]
    again = hashing.spectra(np.ascontiguousarray(hashing.turned_plane(plane, flip)), [hashing.WHOLE])[0]
    assert np.allclose(hashing.turned(waves, flip), again, atol=1e-3)


def test_brightness_and_contrast_change_no_bit() -> None:
    """They move all waves together."""
    plane = hashing.plane_of(PICTURE.convert("L"))
    toned = (plane.astype(np.float32) * 0.5 + 40).astype(np.float32)
    waves = hashing.spectra(plane, [hashing.WHOLE])
    pale = hashing.spectra(toned, [hashing.WHOLE])  # type: ignore[arg-type]
    assert np.bitwise_count(hashing.bits_of(waves) ^ hashing.bits_of(pale)).sum() <= 2


def test_a_border_is_cut_away() -> None:
    """To the pixel."""
    sheet = bordered(PICTURE, np.random.default_rng(3), 0.1)
    found = rectangles.trimmed(np.asarray(sheet.convert("L"), np.float32))
    edge = round(0.1 * max(PICTURE.size))
    want = (edge / sheet.width, edge / sheet.height, 1 - edge / sheet.width, 1 - edge / sheet.height)
    assert found == pytest.approx(want, abs=0.01)


def test_the_picture_in_a_screenshot_is_one_of_the_rectangles() -> None:
    """Whatever else is taken for one."""
    mark = Image.new("RGB", PICTURE.size, (255, 0, 255))
    numbers = (np.random.default_rng(2), np.random.default_rng(2))
    shot, marked = phone(PICTURE, numbers[0], dark=True), phone(mark, numbers[1], dark=True)
    ys, xs = np.nonzero((np.asarray(marked) == (255, 0, 255)).all(axis=2))
    true = (xs.min() / shot.width, ys.min() / shot.height, (xs.max() + 1) / shot.width, (ys.max() + 1) / shot.height)
    seen = as_seen(shot)
    found = rectangles.inside(np.asarray(seen.convert("L"), np.float32))
    assert max(rectangles.overlap(true, rect) for rect in found) > 0.92


def test_an_even_picture_has_nothing_in_it() -> None:
    """No margin, no rectangle, no window to ask with."""
    grey = np.full((300, 400), 128, np.float32)
    assert rectangles.inside(grey) == []
    assert query(Image.new("RGB", (400, 300), "white")).quality == 0
