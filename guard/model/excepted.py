"""What may leave of an identity that is frozen: its statement, and answers to single people."""

import hashlib
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Excepted:
    """The exceptions of one frozen identity. None of them leaves without a confirmation."""

    statement: str = ""
    """``digest_of`` the statement; empty where there is none."""
    answering: bool = False
    """Whether people are being answered now."""


def digest_of(text: str) -> str:
    """The same for texts that differ only in white space, or in how their letters are composed."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode(errors="surrogatepass")).hexdigest()
