"""What is not held is told: each such cell of the table stands in SECURITY.md."""

from pathlib import Path

import pytest
from ways import ABSENT, ASKED, HELD, REFUSED, UNHELD, WAYS, Way

SECURITY = (Path(__file__).parents[2] / "SECURITY.md").read_text(encoding="utf-8")
SAID = {HELD: "held", ASKED: "cut off", REFUSED: "refused", UNHELD: "**leave"}
TOLD_AS = {
    "synchronous xhr": "a synchronous XMLHttpRequest",
    "dedicated worker": "posts sent by a worker",
    "worker of a blob": "posts sent by a worker",
    "shared worker": "posts sent by a worker",
    "service worker": "posts sent by a worker",
    "worker at an address of many uses": "the same to an address of many uses",
    "websocket of a worker": "a WebSocket inside a worker",
}
ODD = [way for way in WAYS if {way.chromium, way.firefox} - {HELD, ABSENT}]


@pytest.mark.parametrize("way", [pytest.param(way, id=way.sentence) for way in ODD])
def test_people_are_told_what_is_not_held(way: Way) -> None:
    """In the row of this way, browser by browser."""
    (row,) = [line for line in SECURITY.splitlines() if line.startswith(f"| {TOLD_AS[way.name]}")]
    chromium, firefox = row.strip("|").split("|")[1:]
    assert SAID[way.chromium] in chromium
    assert SAID[way.firefox] in firefox
