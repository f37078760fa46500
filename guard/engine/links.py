"""The links in a text, each with the host it really leads to and what is odd about it."""

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from guard.languages import said
from guard.model.sentence import Sentence
from guard.protocol.card import CardLink

_LONGEST = 63
"""Letters of a part of a host's name; decoding takes the square of that."""
_LONGEST_HOST = 253
MOST = 50
"""Links that are spelt out; the rest is counted."""

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
_NEAR = ("local", "internal", "lan", "intranet", "corp", "private", "home.arpa")
_ALIKE = {"CYRILLIC": frozenset("асԁеһіјӏорԛѕԝхуѵҽ"), "GREEK": frozenset("ονραικτυ")}
"""Letters that look like Latin ones."""
_TOGETHER = (
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA"},
    {"LATIN", "CJK", "HANGUL"},
    {"LATIN", "CJK", "BOPOMOFO"},
)
"""Alphabets that one word may mix."""


def links(text: str, language: str) -> list[CardLink]:
    """Every link once, in its order; the last entry counts those beyond ``MOST``."""
    found = dict.fromkeys(_shown(text))
    made = [_link(shown, language) for shown, _ in zip(found, range(MOST), strict=False)]
    if (more := len(found) - MOST) > 0:
        made.append(CardLink("…", "", said(Sentence.of("and {count} more links", count=more), language)))
    return made


def _shown(text: str) -> Iterator[str]:
    for match in _LINK.finditer(text):
        if match["bare"] and not _named(match["top"], match["rest"]):
            continue
        shown = _trimmed(match[0])
        if any(map(str.isalnum, shown.partition("://")[2] if "://" in shown else shown)):
            yield shown


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


def _link(shown: str, language: str) -> CardLink:
    rest = shown.partition("://")[2] if re.match(r"https?://", shown, re.IGNORECASE) else shown
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    before, at, place = authority.rpartition("@")
    host = _host(place)
    notes = list(_notes(host, place))
    if at and before:
        notes.insert(0, Sentence.of("what stands before the @ is not where it leads"))
    return CardLink(shown, host, said(Sentence.joined(notes, "; "), language))


def _host(place: str) -> str:
    """The host as a browser asks for it: lower case, other alphabets as punycode."""
    match = _HOST.match(place[:_LONGEST_HOST])
    name = unicodedata.normalize("NFKC", unquote(match[0] if match else "")).lower().rstrip(".")
    name = re.sub(r"[\u00ad\u200b-\u200d]", "", re.sub(r"[。．｡]", ".", name))
    return ".".join(_asked(label) for label in name.split("."))


def _asked(label: str) -> str:
    if label.isascii() or len(label) > _LONGEST:
        return label
    return f"xn--{label.encode('punycode').decode()}"


def _read(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    name = label[4:].encode().decode("punycode") if len(label) <= _LONGEST else ""  # UnicodeError is a ValueError
    if not name or not name.isprintable():
        raise ValueError(label)
    return name


def _notes(host: str, place: str) -> Iterator[Sentence]:
    if address := _address(host):
        yield _near(address) or Sentence.of("a bare address instead of a name")
        return
    if host == "localhost" or host.endswith(".localhost"):
        yield Sentence.of("leads to this machine")
    elif "." not in host or any(host.endswith(f".{end}") for end in _NEAR):
        yield Sentence.of("leads into a private network")
    if len(place) > _LONGEST_HOST:
        yield Sentence.of("its name cannot be read")
    elif "xn--" in host:
        yield from _foreign_letters(host, place)


def _foreign_letters(host: str, place: str) -> Iterator[Sentence]:
    try:
        labels = [_read(label) for label in host.split(".")]
    except ValueError:
        yield Sentence.of("its name cannot be read")
        return
    name = ".".join(labels)
    yield (
        Sentence.of("reads {name}", name=name)
        if name != place.lower()
        else Sentence.of("asked for as {host}", host=host)
    )
    if any(map(_mixed, labels)):
        yield Sentence.of("mixes letters of several alphabets")
    elif labels[-1].isascii() and any(map(_only_alike, labels)):
        yield Sentence.of("its letters only look like Latin ones")


def _alphabets(label: str) -> set[str]:
    letters = (letter for letter in label if letter.isalpha())
    return {re.split(r"[ -]", unicodedata.name(letter, "UNKNOWN"))[0] for letter in letters}


def _mixed(label: str) -> bool:
    found = _alphabets(label)
    return len(found) > 1 and not any(found <= allowed for allowed in _TOGETHER)


def _only_alike(label: str) -> bool:
    return any(
        _alphabets(label) == {name} and alike.issuperset(letter for letter in label if letter.isalpha())
        for name, alike in _ALIKE.items()
    )


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address, also where it is written as one number (``http://2130706433``) or in parts of eight."""
    try:
        if host.startswith("["):
            address = ipaddress.IPv6Address(host.strip("[]"))
            return address.ipv4_mapped or address
        if re.fullmatch(r"(0x[0-9a-f]*|\d+)", host.rpartition(".")[2]):
            return ipaddress.IPv4Address(socket.inet_aton(host))
    except (ValueError, OSError):
        pass  # a name that only begins like an address
    return None


def _near(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Sentence | None:
    if address.is_loopback or address.is_unspecified:
        return Sentence.of("leads to this machine")
    return None if address.is_global else Sentence.of("leads into a private network")
