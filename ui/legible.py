"""Text as it will stand there, with everything that hides made visible.

Characters that show nothing, turn the direction of writing or control a terminal can make a text look like another one.
They are replaced by what they are called; joiners within emoji and the marks of ordinary writing are left alone.
"""

import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"
_PRESENTATION = "\ufe0e\ufe0f"
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks, by their category, of which nothing is seen."""
_HIDING = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is a mark for something hidden; line breaks and tabs are kept."""
    waiting = ""
    for _, piece, hidden in placed(text):
        if not hidden:
            waiting += piece
            continue
        if waiting:
            yield waiting, False
            waiting = ""
        yield piece, True
    if waiting:
        yield waiting, False


def placed(text: str) -> Iterator[tuple[int, str, bool]]:
    """The same, each with the place in the text at which it begins. What is not hidden is as long as it was there."""
    start = 0
    for at, character in enumerate(text):
        breaks = character == "\r" and text[at + 1 : at + 2] == "\n"
        if not breaks and not _hides(text, at, character):
            continue
        if start < at:
            yield start, text[start:at], False
        if not breaks:
            yield at, _mark(character), True
        start = at + 1
    if start < len(text):
        yield start, text[start:], False


def legible(text: str) -> str:
    """The same on one line, for labels: hidden characters and line breaks as marks."""
    return "".join(piece for piece, _ in pieces(text)).replace("\n", " ⏎ ").replace("\t", " ")


def _hides(text: str, at: int, character: str) -> bool:
    if character < "\x7f":
        return character < " " and character not in "\n\t"
    if character in _BLANKS or 0xE0100 <= ord(character) <= 0xE01EF:
        return True
    if character == _JOINER:
        return not (_pictures(text, at - 1) and _pictures(text, at + 1))
    return unicodedata.category(character) in _HIDING


def _pictures(text: str, at: int) -> bool:
    """Whether an emoji, or what modifies one, stands there."""
    if not 0 <= at < len(text):
        return False
    return text[at] in _PRESENTATION or unicodedata.category(text[at]) in {"So", "Sk"}


def _mark(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩"
