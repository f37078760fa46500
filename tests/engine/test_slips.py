"""Famous kinds of slips, told anew: what must be held is held, and what can be seen is named."""

import json
import random
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from guard.cli.scenarios import Outcome, judged

CASES = Path(__file__).parents[1] / "cases" / "slips"
LINES = [json.loads(line) for line in (CASES / "scenarios.jsonl").read_text(encoding="utf-8").splitlines()]


def drawn(seed: int) -> Image.Image:
    """A picture with a sky, a hill, and things in it; another one for each seed."""
    chance = random.Random(seed)  # noqa: S311
    sky = Image.frombytes("RGB", (16, 12), chance.randbytes(16 * 12 * 3))
    picture = sky.resize((1200, 900), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(picture)
    for _ in range(24):
        x, y, size = chance.randrange(1200), chance.randrange(900), chance.randrange(60, 320)
        color = tuple(chance.randrange(256) for _ in range(3))
        (draw.ellipse if chance.random() < 0.5 else draw.rectangle)((x, y, x + size, y + size * 0.7), fill=color)
    return picture.filter(ImageFilter.GaussianBlur(2))


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """All scenarios, judged once over a desk with pictures of its own."""
    desk = tmp_path_factory.mktemp("desk")
    for name in ("hatcheck.toml", "scenarios.jsonl"):
        shutil.copy(CASES / name, desk)
    for folder in ("Pictures", "brand", "sent"):
        (desk / folder).mkdir()
    lake = drawn(1)
    lake.save(desk / "Pictures" / "lake.jpg", quality=92)
    for other in range(2, 12):
        drawn(other).save(desk / "Pictures" / f"{other}.jpg", quality=90)
    drawn(20).save(desk / "brand" / "banner.jpg", quality=92)
    lake.crop((90, 70, 1110, 830)).resize((800, 596)).save(desk / "sent" / "cropped.jpg", quality=60)
    phone = Image.new("RGB", (1080, 2200), (18, 18, 20))
    phone.paste(lake.resize((1080, 810)), (0, 500))
    draw = ImageDraw.Draw(phone)
    for y in (60, 380, 1400, 1500, 1600):
        draw.rectangle((60, y, 640, y + 30), fill=(210, 210, 214))
    phone.save(desk / "sent" / "screenshot.png")
    drawn(30).save(desk / "sent" / "new.jpg", quality=90)
    return {outcome.id: outcome for outcome in judged(desk / "scenarios.jsonl")}


@pytest.mark.parametrize("line", [pytest.param(line, id=line["id"]) for line in LINES if "expect" in line])
def test_a_slip_is_decided_as_it_should(line: dict[str, object], outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[str(line["id"])]
    assert outcome.ok, (outcome.decision.verdict, outcome.decision.reasons, outcome.expected)


@pytest.mark.parametrize("line", [pytest.param(line, id=line["id"]) for line in LINES if "notices" in line])
def test_what_looks_wrong_is_named(line: dict[str, list[str]], outcomes: dict[str, Outcome]) -> None:
    """An empty list: nothing at all is noticed."""
    spoken = {signal.check for signal in outcomes[str(line["id"])].decision.signals}
    assert set(line["notices"]) <= spoken
    assert line["notices"] or not spoken
