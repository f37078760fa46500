"""A brand's post that nobody wrote: a child, a cat or a pocket did."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from guard.checks.post import Post
from guard.checks.reading import dictionary
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_ROWS = (
    "1234567890",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qwertzuiopü",
    "asdfghjklöä",
    "yxcvbnm,.-",
    "azertyuiop",
)
"""The rows of English, German and French keyboards."""
_STEPS = frozenset(
    pair for row in _ROWS for at in range(len(row) - 1) for pair in (row[at : at + 2], row[at + 1] + row[at])
)
_SIGNS = ";[]\\="
"""What lies about the letters, is hit with them, and stands in no word."""
_PROGRAM = re.compile(r"[a-z]\[[^\]]*\]|\[[a-z]+\]|\d=|[=&][a-z]+;|=.*=|\]\[|;\w+=|^\w+;\w{2,};|;$.*;$")
"""What has such signs on purpose."""
_VOWELS = frozenset("aeiouyäöü")
_PAIRS = Path(__file__).parent / "data" / "letter_pairs.toml"
_LEAST = 6
"""Signs of a piece that can be told from a short form."""
_LOOKED_AT = 200
"""Pieces of a text, the last ones: what a cat adds stands at the end."""
_WRITTEN = 0.34
"""With more other pieces than that among the pieces, somebody wrote it."""
_PLAIN = re.compile(r"[a-zäöüß;\[\]\\=`'/,.0-9]+")


def gibberish(post: Post) -> Iterator[Signal]:
    """One signal where the text, or what hangs on its end, is keys that were hit and not words."""
    if not post.brands or not post.worded:
        return
    tokens = post.tokens
    spans = [(link.start, link.end) for link in tokens.links]
    spans += [(each.start, each.end) for each in (*tokens.hashtags, *tokens.mentions)]
    taken = {at for start, end in spans for at in range(start, end)}
    pieces = [each for each in re.finditer(r"\S+", post.text) if each.start() not in taken]
    pieces = [each for each in pieces if any(map(str.isalnum, each[0])) or len(each[0]) > _LEAST]
    pieces = pieces[-_LOOKED_AT:]
    mashed = [each for each in pieces if is_mashed(each[0])]
    if len(pieces) - len(mashed) > _WRITTEN * len(pieces):
        mashed = [each for each in mashed if _is_littered(each[0].lower()) and _odd(_letters(each[0])) >= 2]
    if not mashed and not _are_mashed_together([each[0] for each in pieces]):
        return
    text = Sentence.of("This looks like keys that were hit by accident.")
    spots = tuple(Spot(each.start(), each.end()) for each in (mashed or pieces))
    yield Signal("gibberish", Severity.MEDIUM, text, confidence=Confidence.HIGH, spots=spots)


def is_mashed(piece: str) -> bool:
    """Whether a piece of a text, without blanks, is no word, name, number or cry."""
    low = piece.strip(".,!?'").lower()
    if len(low) < _LEAST or not _PLAIN.fullmatch(low) or _is_known(low) or len(set(_letters(low))) < 3:
        return False
    if _is_littered(low) or (_is_walked(low) and piece.islower()):
        return True
    return low.isalpha() and (piece.islower() or piece.istitle()) and _is_unspeakable(low)


def _are_mashed_together(pieces: list[str]) -> bool:
    """Whether several short ones are none of them words, and nothing that can be spoken together."""
    lows = [piece.lower().strip(".,!?") for piece in pieces]
    if len(lows) < 2 or any(
        len(low) < 4 or not piece.islower() or not low.isalpha() for low, piece in zip(lows, pieces, strict=True)
    ):
        return False
    joined = "".join(lows)
    return (
        dictionary.ready() is not None
        and not any(map(_is_known, lows))
        and _odd(joined) >= 4
        and _odd(joined) * 4 >= len(joined)
    )


def _letters(piece: str) -> str:
    return "".join(filter(str.isalpha, piece.lower()))


def _is_littered(low: str) -> bool:
    """Signs of the keyboard between letters, and not where an address, a list or a program has them."""
    odd = sum(low.count(sign) for sign in _SIGNS)
    return odd >= 2 and odd * 5 >= len(low) and len(_letters(low)) >= 4 and not _PROGRAM.search(low)


def _is_walked(low: str) -> bool:
    """One key after its neighbour, or each of them held down."""
    single = re.sub(r"(.)\1{2,}", r"\1", low)
    if single != low and (len(single) < 3 or len(low) < len(single) + _LEAST):
        return False
    steps = sum(single[at : at + 2] in _STEPS for at in range(len(single) - 1))
    often = re.fullmatch(r"(\w{2,4})\1+\w?", low) is not None
    return steps >= 0.75 * (len(single) - 1) and not often and not low.isdigit()


def _is_unspeakable(low: str) -> bool:
    """Letters that do not follow each other in any word, or not one vowel among many."""
    if re.search(r"(.)\1\1", low):
        return False
    odd = _odd(low)
    silent = len(low) > _LEAST and not _VOWELS.intersection(low)
    return silent or (odd >= 2 and odd * 3 >= len(low)) or (odd >= 3 and odd * 5 >= len(low))


def _odd(low: str) -> int:
    """How many letters follow one that they hardly ever follow."""
    following = _following()
    return sum(low[at + 1] not in following.get(low[at], "") for at in range(len(low) - 1))


@cache
def _following() -> Mapping[str, str]:
    return tomllib.loads(_PAIRS.read_text(encoding="utf-8"))


def _is_known(low: str) -> bool:
    words = dictionary.ready()
    return words is not None and any(each.commonness(low.casefold()) for each in words.all)
