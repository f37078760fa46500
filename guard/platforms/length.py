"""How long a text is, as each network counts it.

The twin of ``ui/extension/understanding/length.js``: both give the same for the same text, which
``tests/cases/lengths.json`` holds them to. Two simplifications against X, on which twitter-text decides: any sequence
of emoji that is joined like one counts as one, also one that X has no picture of yet, and so do any two letters of a
flag.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from guard.platforms.tops import tops

TYPE_CHECKING = False
if TYPE_CHECKING:
    import regex

_LATIN = "À-ÖØ-öø-ÿĀ-ɏ"
_SCHEMED = re.compile(r"(?<![A-Za-z0-9@＠$#＃])([Hh][Tt][Tt][Pp][Ss]?://)((?:[\w-]{1,63}\.){1,20}[\w-]{2,63})")
_BARE = re.compile(
    rf"(?<![A-Za-z0-9@＠$#＃_./{_LATIN}-])(?:[A-Za-z0-9_{_LATIN}-]{{1,63}}\.){{1,20}}[A-Za-z][A-Za-z0-9-]{{1,62}}"
)
_PORT = re.compile(r":[0-9]{1,5}(?![0-9])")
_PATH = re.compile(rf"[A-Za-z0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&(){_LATIN}\u0400-\u04ff]*")
_QUERY = re.compile(r"\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*")
_ENDS = re.compile(rf"[A-Za-z0-9+\-=_#/&{_LATIN}\u0400-\u04ff]")
_GLUED = frozenset("@+-")
_SHORT = frozenset({"co", "tv"})
"""Countries whose names are linked without a path: ``t.co``, but not ``example.de``."""
_SERVER = re.compile(r"(?<![\w/])(@[A-Za-z0-9_]+)@[A-Za-z0-9.-]*[A-Za-z0-9](?![A-Za-z0-9-])")
_EMOJI = (
    r"\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|[©®]\uFE0F|(?![©®])\p{Extended_Pictographic}"
    r"(?:\uFE0F|\p{Emoji_Modifier})?[\U000E0020-\U000E007F]*"
    r"(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*"
)
_HEAVY = 0x1100
"""From here on a character may weigh two."""
_LIGHT = ((0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
"""Where one above that weighs one still: spaces, joiners, dashes, quotation marks, primes."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How a network counts."""

    unit: str
    """``codepoint``, ``utf16``, ``grapheme``, ``utf8-byte`` or ``weighted``."""
    link: int | None = None
    """What any link counts, where all count the same."""
    bare: bool = False
    """Whether a link without ``https://`` counts so, too."""
    local: bool = False
    """Whether of a mention with a server, ``@jo@example.social``, only ``@jo`` counts."""


def measured(text: str, measure: Measure) -> int:
    """The length of the text by this measure."""
    if measure.unit == "weighted":
        text = unicodedata.normalize("NFC", text)
    total = 0
    if measure.link is not None:
        spans = list(linked(text, bare=measure.bare))
        ends = [0, *(end for _, end in spans)]
        starts = [*(start for start, _ in spans), len(text)]
        total = measure.link * len(spans)
        # What stands between two links is counted piece by piece: nothing grows together across a link.
        pieces = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    else:
        pieces = [text]
    if measure.local:
        pieces = [_SERVER.sub(r"\1", piece) for piece in pieces]
    return total + sum(_counted(piece, measure.unit) for piece in pieces)


def _counted(text: str, unit: str) -> int:
    if unit == "weighted":
        return _weighted(text)
    if unit == "grapheme":
        return _graphemes(text)
    if unit == "utf16":
        return len(text) + sum(character > "\uffff" for character in text)
    if unit == "utf8-byte":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text)


def _weighted(text: str) -> int:
    if not text or max(text) < chr(_HEAVY):
        return len(text)
    total, at = 0, 0
    for match in _emoji().finditer(text):
        total += sum(map(_weight, text[at : match.start()])) + 2
        at = match.end()
    return total + sum(map(_weight, text[at:]))


def _weight(character: str) -> int:
    code = ord(character)
    return 1 if code < _HEAVY or any(first <= code <= last for first, last in _LIGHT) else 2


def _graphemes(text: str) -> int:
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(1 for _ in _cluster().finditer(text))


@cache
def _emoji() -> "regex.Pattern[str]":
    import regex  # imported here because it is slow and plain texts do without

    return regex.compile(_EMOJI)


@cache
def _cluster() -> "regex.Pattern[str]":
    import regex  # as above

    return regex.compile(r"\X")


def linked(text: str, *, bare: bool) -> Iterator[tuple[int, int]]:
    """Where the links are that X and Mastodon make of a text: with ``https://``, and ``bare`` ones, too."""
    found = [
        span for match in _SCHEMED.finditer(text) if (span := _span(text, match.start(), match.start(2), match[2]))
    ]
    if bare and "." in text:
        found += [span for match in _BARE.finditer(text) if (span := _bare_span(text, match.start(), match[0]))]
    at = 0
    for start, end in sorted(found):
        if start >= at:
            yield start, end
            at = end


def _span(text: str, start: int, host_at: int, host: str) -> tuple[int, int] | None:
    host = _cut(host, text[host_at + len(host) : host_at + len(host) + 1])
    return (start, _end(text, host_at + len(host))) if host else None


def _bare_span(text: str, start: int, host: str) -> tuple[int, int] | None:
    host = _cut(host, text[start + len(host) : start + len(host) + 1])
    if not host:
        return None
    hosts_end = start + len(host)
    end = _end(text, hosts_end)
    labels = host.split(".")
    alone = end == hosts_end or text[hosts_end : hosts_end + 1] == ":"
    country = len(labels) == 2 and len(labels[1]) == 2 and labels[1].lower() not in _SHORT
    return None if alone and country else (start, end)


def _cut(host: str, behind: str) -> str:
    """The host as far as it ends like one of the web; empty where it never does."""
    labels = host.split(".")
    while len(labels) > 1:
        top = labels[-1].lower()
        known = top in tops() or (not top.isascii() and _punycode(top) in tops())
        if known and behind not in _GLUED and all(_sound(label) for label in labels):
            return ".".join(labels)
        labels.pop()
        behind = "."
    return ""


def _sound(label: str) -> bool:
    return bool(label) and label[0] != "-" and label[-1] != "-"


def _punycode(label: str) -> str:
    return f"xn--{label.encode('punycode').decode()}"


def _end(text: str, at: int) -> int:
    """Where the link ends whose host ends here: behind its port, path and query."""
    if port := _PORT.match(text, at):
        at = port.end()
    if text[at : at + 1] == "/" and (path := _PATH.match(text, at)):
        at = _kept(text, at, path.end())
    if query := _QUERY.match(text, at):
        end = _kept(text, at, query.end())
        at = end if end > at + 1 else at
    return at


def _kept(text: str, start: int, end: int) -> int:
    """Without the sentence's punctuation at the end; a closing bracket stays where it was opened within."""
    while end > start and not _ENDS.match(text, end - 1):
        piece = text[start:end]
        if piece[-1] == ")" and piece.count("(") >= piece.count(")"):
            break
        end -= 1
    return end
