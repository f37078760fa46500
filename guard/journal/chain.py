"""What makes rows tamper-evident: each is sealed over the one before it, with a key that is then forgotten.

As in forward-secure sealing, the key of a row is derived from the key before it by a one-way step, and only the next
key is kept with the rows. Whoever takes the file later can go on from there but cannot rewrite what was sealed: that
needs an earlier key, and the first one lies in the keyring. A chain without a key shows accidents only, since
everybody can compute it anew.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from datetime import UTC

from guard.model.event import Event, JsonScalar

NO_KEY = b""
SEAL = "seal"
"""The kind of the row after which a new first key is in force."""


def new_key() -> bytes:
    """A first key for ``Journal.seal``, to be put into the keyring before it is used."""
    return os.urandom(32)


def key_name(first_key: bytes) -> str:
    """What a seal row says of the key it begins with; tells nothing about the key."""
    return hashlib.sha256(b"name" + first_key).hexdigest()[:16]


def key_after(key: bytes) -> bytes:
    """The key of the next row. There is no way back, and none forward from no key."""
    return hashlib.sha256(b"next" + key).digest() if key else NO_KEY


def beginning(salt: bytes) -> bytes:
    """What stands before the first row."""
    return hashlib.sha256(b"hatcheck journal" + salt).digest()


def link(key: bytes, before: bytes, seq: int, body: bytes) -> bytes:
    """The seal of row ``seq`` over its body and everything before it."""
    return hmac.digest(key, before + seq.to_bytes(8, "big") + body, "sha256")


def body(at: str, kind: str, detail: str) -> bytes:
    """The bytes a seal covers: no two different rows have the same."""
    return json.dumps([at, kind, detail]).encode("ascii")


def written(event: Event) -> tuple[str, str, str]:
    """Time (UTC), kind and detail of ``event`` as texts; ValueError or TypeError where they cannot be kept."""
    if event.at.tzinfo is None:
        raise ValueError("the event's time has no time zone")
    if not (event.kind.isascii() and event.kind.isprintable()):
        raise ValueError("the event's kind is not a plain word")
    # Escaped, since SQLite takes neither lone surrogates nor, in every tool, NUL.
    detail = json.dumps(dict(event.detail), sort_keys=True, separators=(",", ":"), allow_nan=False)
    return event.at.astimezone(UTC).isoformat(timespec="microseconds"), str(event.kind), detail


def fingerprint_of(text: str, salt: bytes) -> Mapping[str, JsonScalar]:
    """What the journal keeps of a text instead of the text: enough to recognise it, not to read it.

    The salt keeps fingerprints of different journals apart. It lies beside them, so a text short enough to be guessed
    can be found by trying.
    """
    digest = hashlib.sha256(salt + text.encode("utf-8", "surrogatepass")).hexdigest()
    return {"sha256": digest, "length": len(text)}
