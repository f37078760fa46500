"""What of a request is nobody's business, and whether a site repeats it."""

import base64
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress

PIECE = 8
"""So many letters of a secret in a row are a piece of it."""
_SHORT = 4
"""What is shorter is no secret."""
_HARMLESS = {"accept", "content-type", "user-agent", "node-red-api-version", "node-red-deployment-type"}
_SIGNS = re.compile(r"[\W_]+")


def secrets_in(headers: Mapping[str, str], form: Mapping[str, str] | None = None) -> frozenset[str]:
    """All that may be secret in a request: what its headers say, a Basic one also in plain words, and a form."""
    found = set((form or {}).values())
    for name, value in headers.items():
        if name.lower() in _HARMLESS:
            continue
        found.update(word for word in value.split() if len(word) >= PIECE)
        kind, _, rest = value.partition(" ")
        if kind.lower() == "basic":
            with suppress(ValueError):
                said = base64.b64decode(rest, validate=True).decode()
                found.update((said, *said.split(":", 1)))
    return frozenset(secret for secret in found if len(secret) >= _SHORT)


def repeats(said: str, secrets: Iterable[str]) -> bool:
    """Whether a secret, or a piece of one, stands in what a site says, however it is written there."""
    plain = _plain(said)
    for secret in map(_plain, secrets):
        pieces = range(max(1, len(secret) - PIECE + 1))
        if secret and any(secret[first : first + PIECE] in plain for first in pieces):
            return True
    return False


def _plain(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
