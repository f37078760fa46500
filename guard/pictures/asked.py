"""What is asked about a file and what is answered, as values and as JSON between the two processes."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guard.model.look import Look, Match, Sort
from guard.pictures.troubles import Trouble


@dataclass(frozen=True, slots=True)
class Asked:
    """One file to look at: one that lies here, or what a page could read of one that lies nowhere here."""

    key: str
    """By which its look is found in the answer: its path, or its name in ``attempt.attached``."""
    path: str = ""
    small: bytes = b""
    """A JPEG of at most 512 pixels on its longer side, upright."""
    head: bytes = b""
    """The first bytes of the file."""
    type: str = ""
    """What the page calls it; what the first bytes tell counts more."""
    size: int = 0
    width: int = 0
    height: int = 0
    seconds: float | None = None
    received: str = ""
    received_from: str = ""


def asked_to_plain(asked: Asked) -> dict[str, Any]:
    """For a frame."""
    texts = {"small": base64.b64encode(asked.small).decode(), "head": base64.b64encode(asked.head).decode()}
    return {name: getattr(asked, name) for name in Asked.__slots__} | texts


def asked_of(plain: Mapping[str, Any]) -> Asked:
    """The value of ``asked_to_plain``."""
    return Asked(**{**plain, "small": base64.b64decode(plain["small"]), "head": base64.b64decode(plain["head"])})


def look_to_plain(look: Look, trouble: Trouble | None) -> dict[str, Any]:
    """For a frame; the trouble goes by its name, so that the other side says it in words of its own."""
    plain = {name: getattr(look, name) for name in Look.__slots__}
    return plain | {
        "taken": look.taken.isoformat() if look.taken else None,
        "matches": [[match.path, match.identity, match.how, match.distance] for match in look.matches],
        "trouble": [trouble.name, dict(trouble.values)] if trouble else None,
    }


def look_of(plain: Mapping[str, Any]) -> Look:
    """The look of ``look_to_plain``; raises KeyError, TypeError or ValueError for anything else."""
    made = dict(plain)
    made["sort"] = Sort(made["sort"])
    made["taken"] = datetime.fromisoformat(made["taken"]) if made["taken"] else None
    made["matches"] = tuple(
        Match(str(path), str(owner), str(how), int(far)) for path, owner, how, far in made["matches"]
    )
    trouble = made["trouble"]
    made["trouble"] = Trouble(str(trouble[0]), trouble[1]).said if trouble else ""
    return Look(**made)
