"""Entries of the lists, put in order so that a text is gone through once, however many there are."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from guard.checks.reading.disguise import unmasked
from guard.checks.reading.language import Language
from guard.checks.reading.notation import GAP, Entry, Piece
from guard.checks.reading.stream import Stream
from guard.model.decision import Spot

_ENDINGS = ("", "s", "ing", "in", "er", "ers", "ed", "y")
_LIKELY = ("strong", "mild", "slur")
"""What is behind signs that fit several words: what is said most."""


@dataclass(frozen=True)
class Group:
    """Entries that are there for one reason."""

    list: str
    language: str
    kind: str
    """What they speak of, in the list's own words: a topic, a grade."""
    strength: str = "strong"
    """``weak`` ones count only beside another; ``grave`` ones count more."""
    reason: str = ""
    source: str = ""
    everywhere: bool = False
    """Whether they are looked for in texts of the other languages, too."""
    masked: bool = False
    """Whether people write them with signs in place of letters."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found in a text."""

    group: Group
    entry: Entry
    at: int
    """Which word of the text it begins with; -1 for what is no word."""
    start: int
    end: int
    text: str

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return Spot(self.start, self.end)


class Lexicon:
    """Entries, put in order so that a text is gone through once, however many there are."""

    def __init__(self, listed: Iterable[tuple[Group, Entry]]) -> None:
        self._exact: dict[str, list[tuple[Group, Entry]]] = defaultdict(list)
        self._pairs: dict[str, dict[str, list[tuple[Group, Entry]]]] = defaultdict(lambda: defaultdict(list))
        self._prefixes: dict[str, list[tuple[Group, Entry]]] = defaultdict(list)
        self._suffixes: dict[str, list[tuple[Group, Entry]]] = defaultdict(list)
        self._within: dict[str, list[tuple[Group, Entry]]] = defaultdict(list)
        self._joined: dict[str, list[tuple[Group, Entry]]] = defaultdict(list)
        self._emoji: list[tuple[Group, Entry]] = []
        self._masked: dict[str, tuple[Group, Entry]] = {}
        for group, entry in listed:
            self._add(group, entry)
        self._heads = sorted({len(text) for text in self._prefixes})
        self._tails = sorted({len(text) for text in self._suffixes})
        by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._masked, key=lambda word: _LIKELY.index(self._masked[word][0].kind)):
            by_letter[word[0]].append(word)
        self._by_letter: Mapping[str, list[str]] = dict(by_letter)

    def _add(self, group: Group, entry: Entry) -> None:
        if entry.emoji:
            self._emoji.append((group, entry))
            return
        first = entry.phrase[0]
        shelf = (
            (self._within if first.open_after else self._suffixes)
            if first.open_before
            else (self._prefixes if first.open_after else self._exact)
        )
        second = entry.phrase[1] if len(entry.phrase) > 1 else None
        for text in first.texts:
            if second and second.whole and first.whole:
                for other in second.texts:
                    self._pairs[text][other].append((group, entry))
            else:
                shelf[text].append((group, entry))
            if group.masked and len(entry.phrase) == 1 and text.isascii():
                for ending in _ENDINGS if first.open_after else ("",):
                    if len(text + ending) > 3:
                        self._masked.setdefault(text + ending, (group, entry))
        if len(entry.phrase) > 1:
            for word in entry.joined:
                self._joined[word].append((group, entry))

    def find(self, row: Stream) -> Iterator[Hit]:
        """Every entry that stands in this text."""
        apart: dict[int, bool] = {}

        def kept_apart(entry: Entry) -> bool:
            if entry.not_with and id(entry) not in apart:
                apart[id(entry)] = any(piece.fits((word,)) for word in row.vocabulary for piece in entry.not_with)
            return apart.get(id(entry), False)

        for group, entry, at, end in self._places(row):
            if not self._of_language(group, entry, row.language):
                continue
            start = row.words[at].start
            named = entry.no_name and not row.words[at].opens and row.text[start : start + 2].istitle()
            within = entry.opening and not row.words[at].opens
            if not (named or within or kept_apart(entry)) and entry.as_written in row.text[start:end]:
                yield Hit(group, entry, at, start, end, row.text[start:end])
        yield from (hit for hit in self._besides(row) if not kept_apart(hit.entry))

    def _places(self, row: Stream) -> Iterator[tuple[Group, Entry, int, int]]:
        within = [(text, listed) for text, listed in self._within.items() if text in row.plain]
        for at, word in enumerate(row.words):
            after = row.words[at + 1] if at + 1 < len(row.words) else None
            follow = after.forms if after and not after.opens else ()
            for group, entry in self._candidates(word.forms, follow, within):
                end = _end(entry, row, at)
                if end is not None and not _guarded(entry, row, at, end):
                    yield group, entry, at, row.words[end].end

    def _candidates(
        self, forms: tuple[str, ...], follow: tuple[str, ...], within: list[tuple[str, list[tuple[Group, Entry]]]]
    ) -> Iterator[tuple[Group, Entry]]:
        """The entries that may begin with a word in one of these forms, before one in one of those."""
        for form in forms:
            if form in self._exact:
                yield from self._exact[form]
            if form in self._pairs:
                for other in follow:
                    yield from self._pairs[form].get(other, ())
            for length in self._heads[: bisect_right(self._heads, len(form))]:
                if form[:length] in self._prefixes:
                    yield from self._prefixes[form[:length]]
            for length in self._tails[: bisect_right(self._tails, len(form))]:
                if form[-length:] in self._suffixes:
                    yield from self._suffixes[form[-length:]]
            for text, listed in within:
                if text in form:
                    yield from listed

    def _besides(self, row: Stream) -> Iterator[Hit]:
        for tag in row.tags:
            for group, entry in self._joined.get(tag.forms[0], ()):
                if self._of_language(group, entry, row.language):
                    yield Hit(group, entry, -1, tag.start, tag.end, row.text[tag.start : tag.end])
        for group, entry in self._emoji:
            if (start := row.text.find(entry.emoji)) >= 0:
                yield Hit(group, entry, -1, start, start + len(entry.emoji), entry.emoji)
        if self._masked:
            yield from self._hidden(row)

    def _hidden(self, row: Stream) -> Iterator[Hit]:
        for first, last, word in unmasked(row.plain, self._by_letter):
            start, end = row.places[first], row.places[last - 1] + 1
            if not any(begin < end and start < close for begin, close in row.beside):
                group, entry = self._masked[word if word in self._masked else next(iter(self._by_letter["f"]))]
                yield Hit(group, entry, -1, start, end, row.text[start:end])

    @staticmethod
    def _of_language(group: Group, entry: Entry, language: Language) -> bool:
        if group.language in ("", language.value):
            return True
        return (group.everywhere or language in (Language.UNSURE, Language.OTHER)) and not entry.certain


def _end(entry: Entry, row: Stream, at: int) -> int | None:
    """The last word of this phrase where it begins with word ``at``; None where it does not stand there."""
    here = at
    gap = False
    for piece in entry.phrase[1:]:
        if not piece.texts and not piece.number:
            gap = True
            continue
        for ahead in range(here + 1, min(here + 2 + GAP * gap, len(row.words))):
            if row.words[ahead].opens and not gap:
                return None
            if piece.fits(row.words[ahead].forms):
                here = ahead
                break
        else:
            return None
        gap = False
    return here


def _guarded(entry: Entry, row: Stream, at: int, end: int) -> bool:
    def next_to(pieces: tuple[Piece, ...], place: int) -> bool:
        return 0 <= place < len(row.words) and any(piece.fits(row.words[place].forms) for piece in pieces)

    return next_to(entry.not_after, at - 1) or next_to(entry.not_before, end + 1)
