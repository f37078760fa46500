"""The short name under which an identity is kept, made of its name."""

import unicodedata
from collections.abc import Container
from itertools import count

_MEANT_OTHERWISE = frozenset({"person", "brand", "*", ""})
"""Policies mean others by these."""


def free_id(name: str, taken: Container[str]) -> str:
    """An id for this name that nobody has: ``american-red-cross``."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    words = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in letters if sign.isascii()).split()
    stem = "-".join(words)[:40]
    stem = f"{stem}-1".lstrip("-") if stem in _MEANT_OTHERWISE else stem
    stem = "identity" if stem == "1" else stem
    others = (f"{stem}-{number}" for number in count(2))
    return stem if stem not in taken else next(other for other in others if other not in taken)


def initials(name: str) -> str:
    """One or two letters for a name that has no letters of its own yet."""
    words = ["".join(filter(str.isalnum, word)) for word in name.split()]
    letters = "".join(word[0] for word in words if word)[:2].upper()
    return letters or "?"
