"""Links that lie in no file: which to ask about for an account, and where on a phone or a site they show."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DEVICE = "phone-holds-both"
"""The id of the question whether a brand's account is signed in on a private phone."""
_FILE = Path(__file__).parent / "links.json"


@dataclass(frozen=True, slots=True)
class LinkQuestion:
    """One question for each account of some platforms."""

    id: str
    platforms: frozenset[str]
    """Empty means every platform."""
    ask: str
    """With ``{account}`` where the account stands."""
    look: tuple[str, ...]
    """Where to look, one way each."""
    by: str = ""
    """What carries the posts over."""
    to: tuple[str, ...] = ()
    """Platforms at which such a link may end."""


@cache
def link_questions() -> tuple[LinkQuestion, ...]:
    """All questions, that about phones last."""
    plain = json.loads(_FILE.read_text(encoding="utf-8"))
    device = plain["devices"]
    return (
        *(
            LinkQuestion(q["id"], frozenset(q["platforms"]), q["ask"], tuple(q["look"]), q["by"], tuple(q["to"]))
            for q in plain["questions"]
        ),
        LinkQuestion(device["id"], frozenset(), device["ask"], tuple(device["look"])),
    )
