"""What stands in a text besides plain words: links, hashtags and mentions, each with its place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guard.platforms.weblinks import WebLink, links_in

_HASHTAG = re.compile(r"(?<![\w&/])[#＃](?=\w*[^\W\d_])(\w+)")
_MENTION = re.compile(r"(?<![\w.@/=+-])[@＠](\w[\w.-]*(?:@[\w-]+(?:\.[\w-]+)+)?)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text."""

    text: str
    """Without the sign before it: ``WhyIStayed``, ``jo@example.social``."""
    start: int
    """Where it begins, sign included, in characters of the text."""
    end: int

    @property
    def folded(self) -> str:
        """As it is compared: without case."""
        return self.text.casefold()


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text, taken apart."""

    links: tuple[WebLink, ...]
    hashtags: tuple[Token, ...]
    mentions: tuple[Token, ...]
    words: tuple[Token, ...]
    """Words in letters, none of them from a link, a hashtag or a mention."""


def tokens(text: str) -> Tokens:
    """The pieces of this text, each kind in its order."""
    taken = bytearray(len(text))
    links = tuple(links_in(text))
    _take(taken, links)
    hashtags = tuple(_found(_HASHTAG, text, taken))
    mentions = tuple(_found(_MENTION, text, taken))
    _take(taken, (*hashtags, *mentions))
    words = tuple(Token(m[0], m.start(), m.end()) for m in _WORD.finditer(text) if not taken[m.start()])
    return Tokens(links, hashtags, mentions, words)


def _take(taken: bytearray, pieces: Iterable[WebLink | Token]) -> None:
    for piece in pieces:
        taken[piece.start : piece.end] = b"\1" * (piece.end - piece.start)


def _found(pattern: re.Pattern[str], text: str, taken: bytearray) -> Iterator[Token]:
    for match in pattern.finditer(text):
        if not taken[match.start()]:
            name = match[1].rstrip(".-")
            yield Token(name, match.start(), match.start(1) + len(name))
