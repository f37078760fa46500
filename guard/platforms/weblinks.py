"""The links of a text as people write them, with or without ``https://``, and the host that each really leads to."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

LONGEST_PART = 63
"""Letters of a part of a host's name; decoding takes the square of that."""
LONGEST_HOST = 253

_LINK = re.compile(
    r"""
    (?P<url> (?:https?://|(?<![\w.@/-])www\.) [^\s<>"“”„«»]+ )
  | (?<![\w@.-]) (?P<bare> (?: [\w-]{1,63} \. ){1,20} (?P<top>[\w-]{2,63}) ) (?![\w@-])
    (?P<rest> (?: [/:?\#] [^\s<>"“”„«»]* )? )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HOST = re.compile(r"\[[^\]]*\]|[\w.\-%。．｡\u00ad\u200b-\u200d]*")
_TRAILING = ".,;:!?'’*…"
_BRACKETS = {")": "(", "]": "[", "}": "{"}

# Without http:// in front, only what ends like this, or in two letters, is taken for a name of the web: people also
# write file.txt.
_TOP_WORDS = (
    "com org net edu gov mil int info biz name pro app dev page blog news shop store site online web wiki xyz top club"
    " live life world today media social email cloud host space website tech digital agency team group company global"
    " link click help support services solutions finance bank money pay charity foundation ngo ong red health care"
    " art design photo photos pics video tv music game games fun vip win bet icu cyou sbs bond zip mov"
)
_TOPS = frozenset(_TOP_WORDS.split())
_ENDINGS = frozenset({"cs", "ex", "go", "hs", "js", "kt", "rb", "ts"})
"""Endings of files in two letters that are no country's."""


@dataclass(frozen=True, slots=True)
class WebLink:
    """One link in a text."""

    shown: str
    """As it stands there, without the punctuation of the sentence behind it."""
    start: int
    """Where in the text, in characters."""
    end: int

    @property
    def authority(self) -> str:
        """What stands between the scheme and the path, as it is written: ``me@example.org:8080``."""
        rest = self.shown.partition("://")[2] if re.match(r"https?://", self.shown, re.IGNORECASE) else self.shown
        return re.split(r"[/?#\\]", rest, maxsplit=1)[0]

    @property
    def host(self) -> str:
        """The host as a browser asks for it: lower case, other alphabets as punycode."""
        return host_of(self.authority.rpartition("@")[2])


def links_in(text: str) -> Iterator[WebLink]:
    """Every link of the text, in its order."""
    for match in _LINK.finditer(text):
        if match["bare"] and not _named(match["top"], match["rest"]):
            continue
        shown = _trimmed(match[0])
        if any(map(str.isalnum, shown.partition("://")[2] if "://" in shown else shown)):
            yield WebLink(shown, match.start(), match.start() + len(shown))


def _named(top: str, rest: str) -> bool:
    top = top.lower()
    if top in _TOPS or (len(top) == 2 and top.isalpha() and top not in _ENDINGS) or top.startswith("xn--"):
        return True
    return not top.isascii() or (rest.startswith("/") and len(rest) > 1 and top.isalpha())


def _trimmed(url: str) -> str:
    """Without the sentence's punctuation behind it; a bracket stays where it was opened within."""
    left = {bracket: url.count(bracket) for pair in _BRACKETS.items() for bracket in pair}
    end = len(url)
    while end and ((last := url[end - 1]) in _TRAILING or left.get(last, 0) > left.get(_BRACKETS.get(last, last), 0)):
        left[last] = left.get(last, 0) - 1
        end -= 1
    return url[:end]


def host_of(place: str) -> str:
    """The host as a browser asks for it: lower case, other alphabets as punycode."""
    match = _HOST.match(place[:LONGEST_HOST])
    name = unicodedata.normalize("NFKC", unquote(match[0] if match else "")).lower().rstrip(".")
    name = re.sub(r"[\u00ad\u200b-\u200d]", "", re.sub(r"[。．｡]", ".", name))
    return ".".join(_asked(label) for label in name.split("."))


def _asked(label: str) -> str:
    if label.isascii() or len(label) > LONGEST_PART:
        return label
    return f"xn--{label.encode('punycode').decode()}"
