"""The links in a text, each with the host it really leads to and what is odd about it."""

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Iterator, Mapping

from guard.languages import said
from guard.model.sentence import Sentence
from guard.platforms.weblinks import LONGEST_HOST, LONGEST_PART, WebLink, links_in
from guard.protocol.card import CardLink

_NOT_ASKED: Mapping[str, str] = {}
MOST = 50
"""Links that are spelt out; the rest is counted."""

_NEAR = ("local", "internal", "lan", "intranet", "corp", "private", "home.arpa")
_ALIKE = {"CYRILLIC": frozenset("асԁеһіјӏорԛѕԝхуѵҽ"), "GREEK": frozenset("ονραικτυ")}
"""Letters that look like Latin ones."""
_TOGETHER = (
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA"},
    {"LATIN", "CJK", "HANGUL"},
    {"LATIN", "CJK", "BOPOMOFO"},
)
"""Alphabets that one word may mix."""


def links(text: str, language: str, answers: Mapping[str, str] = _NOT_ASKED) -> list[CardLink]:
    """Every link once, in its order; the last entry counts those beyond ``MOST``.

    ``answers`` says what looking a link up gave.
    """
    found = {link.shown: link for link in links_in(text)}
    made = [
        _link(link, language, answers.get(link.shown, "")) for link, _ in zip(found.values(), range(MOST), strict=False)
    ]
    if (more := len(found) - MOST) > 0:
        made.append(CardLink("…", "", said(Sentence.of("and {count} more links", count=more), language)))
    return made


def _link(link: WebLink, language: str, answer: str) -> CardLink:
    before, at, place = link.authority.rpartition("@")
    notes: list[str] = list(_notes(link.host, place))
    if at and before:
        notes.insert(0, Sentence.of("what stands before the @ is not where it leads"))
    if answer:
        notes.append(answer)
    return CardLink(link.shown, link.host, said(Sentence.joined(notes, "; "), language))


def _read(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    name = label[4:].encode().decode("punycode") if len(label) <= LONGEST_PART else ""  # UnicodeError is a ValueError
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
    if len(place) > LONGEST_HOST:
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
