"""A colleague's look at one post: what is sent to them, and the few letters by which they say yes to exactly that.

A code is the beginning of an HMAC over everything that the colleague was shown. It fits no other text, no other account
and no other file's name, and says nothing about the secret it was made with.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from guard.protocol.card import Card

VERSION = 1
_LETTERS = 8


class NoRequest(ValueError):
    """This is no request for a colleague's look; the message says what is wrong."""


def request_of(card: Card) -> dict[str, Any]:
    """What a colleague is shown, as plain JSON: the post, and what was noticed about it."""
    return {
        "hatcheck": "approval",
        "version": VERSION,
        "verb": card.verb,
        "destinations": [one.account for one in card.destinations],
        "text": card.text,
        "media": [one.name for one in card.media],
        "noticed": [one.text for one in (*card.reasons, *card.signals)],
    }


def read_request(text: str) -> dict[str, Any]:
    """The request in this file; raises NoRequest."""
    try:
        plain = json.loads(text)
        if plain["hatcheck"] != "approval" or plain["version"] != VERSION:
            raise NoRequest("it is a file of another kind, or of another version of Hatcheck")
        shapes = {"verb": str, "text": str, "destinations": list, "media": list, "noticed": list}
        for name, shape in shapes.items():
            if not isinstance(plain[name], shape):
                raise NoRequest(f"{name} is not as it should be")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error, NoRequest):
            raise
        raise NoRequest("it is damaged; have it sent once more") from None
    return dict(plain)


def code_for(request: Mapping[str, Any], secret: bytes) -> str:
    """``K7QM-2XTA``: the yes of whoever has this secret to exactly this request."""
    bound = {name: request[name] for name in ("verb", "destinations", "text", "media")}
    told = json.dumps(bound, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
    letters = base64.b32encode(hmac.digest(secret, b"hatcheck approval 1\0" + told, "sha256")).decode()[:_LETTERS]
    return f"{letters[:4]}-{letters[4:]}"


def same_code(one: str, other: str) -> bool:
    """Whether two codes are one, however they were typed."""
    return hmac.compare_digest(_bare(one).encode(), _bare(other).encode())


def phrase_of(secret: bytes) -> str:
    """A secret as people can read it out: ``ABCD-EFGH-…``."""
    letters = base64.b32encode(secret).decode().rstrip("=")
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def secret_of(phrase: str) -> bytes:
    """The secret that was read out; raises NoRequest where it is none."""
    letters = _bare(phrase)
    try:
        secret = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        secret = b""
    if len(secret) != SECRET_BYTES:
        raise NoRequest("these letters are not a whole phrase; it has eight groups of four")
    return secret


SECRET_BYTES = 20


def pin_of(pin: str, salt: bytes) -> str:
    """What is kept of a colleague's PIN, hard to undo."""
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32).hex()


def _bare(typed: str) -> str:
    return "".join(letter for letter in typed.upper() if letter.isalnum())
