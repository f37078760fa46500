"""How people outside may be written: names, parts of names and handles, and where they stand in a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, urlsplit

from guard.incident.exports.everyday import COMMON, TITLES
from guard.incident.exports.letters import PIECE, UNSPACED, Letters, plain

_HANDLE = re.compile(r"@?[\w-]+(?:[@.][\w-]+)*", re.UNICODE)
_PROFILE = re.compile(
    r"(?:https?://)?[^/\s]+/(?:(?:profile|user|users|u|in)/)(@?[\w.-]+)"
    r"|(?:https?://)?[^/\s]+/(@[\w.-]+(?:@[\w.-]+)?)"
    r"|(?:https?://)?(?:www\.|m\.|mobile\.)?(?:x|twitter|instagram|facebook|tiktok|threads|t)\.(?:com|net|me)/([\w.-]+)",
    re.IGNORECASE,
)
"""Addresses that name a person."""
_NO_WORD = re.compile(r"[@_\d]|\w\.\w")
"""In a handle, an address, a number."""
_SHORT = re.compile(rf"[{UNSPACED}]{{2,}}")
_LEAST = 3
"""Letters of a name that is looked for; of a handle with its sign one less."""
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
_UNUMLAUTS = re.compile(r"([aou])e")


class Names:
    """Names, and what stands in their place. Names without any letter or figure are not looked for."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        """``labels`` by the names as ``plain`` writes them."""
        self._labels = labels
        shapes: dict[str, set[tuple[int, int]]] = {}
        for name in labels:
            if piece := PIECE.search(name):
                shapes.setdefault(piece[0], set()).add((len(name), piece.start()))
        self._shapes = {piece: sorted(one, reverse=True) for piece, one in shapes.items()}
        """By the first word of a name: how long names with it are, the longest first, and where in them it stands."""

    def replaced(self, text: str) -> str:
        """The text with every name replaced; the longest counts where several begin."""
        if not self._shapes:
            return text
        letters = Letters.of(text)
        parts: list[str] = []
        copied, passed = 0, 0
        for piece in PIECE.finditer(letters.text):
            found = self._at(letters, piece, passed)
            if found is None:
                continue
            start, passed, name = found
            parts += [text[copied : letters.places[start]], self._labels[name]]
            copied = letters.places[passed]
        return "".join([*parts, text[copied:]])

    def _at(self, letters: Letters, piece: re.Match[str], passed: int) -> tuple[int, int, str] | None:
        word = piece[0]
        shapes = self._shapes.get(word, [])
        if word.endswith("s") and (shorter := self._shapes.get(word[:-1])):  # Millers, as Miller's is in German
            shapes = sorted([*shapes, *shorter], reverse=True)
        for length, before in shapes:
            start = piece.start() - before
            end = start + length
            name = letters.text[max(start, 0) : end]
            if start >= passed and len(name) == length and name in self._labels and letters.whole(start, end):
                return start, end, name
        return None


def names(who: str, link: str, ours: frozenset[str]) -> Iterator[str]:
    """How somebody may be written elsewhere, as ``plain`` writes it; ``ours`` are words that name nobody outside.

    The whole name, what stands in brackets, each handle in it and in the link, the link; each word of the name that is
    no ordinary one, and a surname that is an ordinary one with a title.
    """
    who, ordinary = unicodedata.normalize("NFC", who).strip(), COMMON | ours
    told = [*_wholes(who, link, ordinary), *_handles(who, link, ordinary), *_parts(who, ordinary)]
    yield from dict.fromkeys(spelling for name in told for spelling in _spellings(name, ordinary))


def _wholes(who: str, link: str, ordinary: frozenset[str]) -> Iterator[str]:
    for part in (who, *(piece.strip() for piece in _pieces(who))):
        if (len(part) >= _LEAST or _SHORT.fullmatch(part)) and plain(part) not in ordinary:
            yield part
    if link := link.strip():
        yield link
        yield link.partition("://")[2]


def _pieces(who: str) -> list[str]:
    return re.split(r"[()<>\[\],;|/“”„\"]", who)


def _handles(who: str, link: str, ordinary: frozenset[str]) -> Iterator[str]:
    handles = [word for word in _HANDLE.findall(who) if "@" in word]
    if who and not re.search(r"\s", who):
        handles.append(who)
    if profile := _PROFILE.match(link.strip()):
        found = [handle for handle in profile.groups() if handle]
        handles += found
        handles += [f"{handle}@{host}" for handle in found if "@" not in handle[1:] and (host := _host(link))]
    for handle in handles:
        bare = handle.removeprefix("@")
        for one in (bare, bare.partition("@")[0]):
            if len(one) >= _LEAST - 1:
                yield f"@{one}"
                yield f"%40{quote(one, errors='replace')}"
            if len(one) >= _LEAST and plain(one) not in ordinary:
                yield one


def _host(link: str) -> str:
    try:
        return urlsplit(link.strip() if "://" in link else f"https://{link.strip()}").hostname or ""
    except ValueError:
        return ""


def _parts(who: str, ordinary: frozenset[str]) -> Iterator[str]:
    """Words of a name. Where it has capital letters, only words that begin with one: the others describe somebody."""
    for piece in _pieces(who):
        words = [word.strip(".:!?'’*~-") for word in piece.split() if not _NO_WORD.search(word)]
        if any(not word.islower() for word in words):
            words = [word for word in words if not word.islower()]
        called = [word for word in words if plain(word) not in TITLES]
        for word in called:
            for one in dict.fromkeys((word, *re.split(r"['’-]", word))):
                if len(one) >= _LEAST and plain(one) not in ordinary:
                    yield one
        if called and len(called[-1]) >= _LEAST - 1 and (len(called[-1]) < _LEAST or plain(called[-1]) in ordinary):
            yield from (f"{title}{dot} {called[-1]}" for title in TITLES for dot in ("", "."))


def _spellings(name: str, ordinary: frozenset[str]) -> Iterable[str]:
    """Müller is Mueller where somebody has no such key, and the other way round."""
    small = name.lower()
    written = "".join(_UMLAUTS.get(sign, sign) for sign in small)
    short = _UNUMLAUTS.sub(r"\1", small)
    others = [plain(one) for one in (written, short) if one != small]
    return [plain(name), *(one for one in others if len(one) >= _LEAST and one not in ordinary)]


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Every word of these texts, as ``plain`` writes it."""
    return frozenset(plain(word) for text in texts for word in (text, *re.findall(r"\w+", text)))


def labels(people: Iterable[tuple[str, str, str]], nobody: str, ours: frozenset[str]) -> dict[str, str]:
    """What stands in place of each name: ``people`` are their names, links and labels, those on the list first.

    A name that several of them bear is ``nobody`` of them.
    """
    told: dict[str, str] = {}
    for who, link, label in people:
        for name in names(who, link, ours):
            known = told.setdefault(name, label)
            if known != label and nobody not in {known, label}:
                told[name] = nobody
    return told
