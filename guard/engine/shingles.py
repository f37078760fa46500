"""A text as salted hashes of its pieces, by which a copy is known again though the text is never told.

The twin of ``ui/extension/understanding/shingles.js``: both give the same for the same text, which
``tests/cases/shingles.json`` holds them to.
"""

import base64
import hmac
import unicodedata
from collections.abc import Iterator

_WEIGHT = 12  # of a piece: four words, each of which weighs three, or twelve characters where there are no spaces
_WORD = 3
_MOST = 500
_LONGEST = 65_536
# Thai and Lao, Myanmar, Khmer, Kana, Han. Blocks, since the languages' ways to ask for a script differ.
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip


def units(text: str) -> list[str]:
    """The words of a text, and the characters of scripts without spaces, as they are compared: without case or form."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).lower().replace("ς", "σ")
    found: list[str] = []
    within = False  # a word, which the next character may go on
    for character in plain:
        kind = unicodedata.category(character)[0]
        if kind not in "LNM":
            within = False
        elif _is_unspaced(character):
            found.append(character)
            within = False
        elif within:
            found[-1] += character
        elif kind != "M":
            found.append(character)
            within = True
    return found


def pieces(text: str) -> list[str]:
    """All pieces of a text, each once, in their order; one too short for any, of at least 12 letters, is one itself."""
    every = units(text)
    if windows := list(dict.fromkeys(_windows(every))):
        return windows
    return [" ".join(every)] if sum(map(len, every)) >= _WEIGHT else []


def shingles(text: str, key: str) -> tuple[str, ...]:
    """The hashes of a text's pieces under this key, sorted; at most 500, the smallest, wherever their pieces stand."""
    return tuple(sorted(_hashed(piece, key.encode()) for piece in pieces(text))[:_MOST])


def _windows(every: list[str]) -> Iterator[str]:
    weights = [1 if _is_unspaced(unit[0]) else _WORD for unit in every]
    end = weight = 0
    for start in range(len(every)):
        while end < len(every) and weight < _WEIGHT:
            weight += weights[end]
            end += 1
        if weight < _WEIGHT:
            return
        yield " ".join(every[start:end])
        weight -= weights[start]


def _is_unspaced(character: str) -> bool:
    point = ord(character)
    return point >= _UNSPACED[0][0] and any(first <= point <= last for first, last in _UNSPACED)


def _hashed(piece: str, key: bytes) -> str:
    digest = hmac.digest(key, piece.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:9]).decode()[:11]
