"""How the lists write a word or a phrase, and what keeps it from counting.

``terroris*`` any ending · ``*hure`` any beginning · ``*nazi*`` anywhere within a word · ``bomb+`` the usual endings of
its language · ``{sue|sued}`` one of these · ``...`` up to six words in between · ``#`` a number, but not
in the first place · ``% € $ £`` are words. What else has no letter is an emoji.

After semicolons: ``not after …``, ``not before …`` (words right beside it), ``not with …`` (words anywhere in it),
``as written`` (capitals count), ``language certain`` (only where the text is surely in the list's language),
``not a name`` (a capital in the midst of a sentence makes it one) and ``opening`` (only where it begins
a sentence).
"""

import itertools
import re
from dataclasses import dataclass, replace
from functools import cached_property

GAP = 6
"""Words that ``...`` may stand for."""
_CHOICE = re.compile(r"\{([^{}]*)\}")
_SIGNS = frozenset("%€$£")
"""What counts as a word by itself."""
_ONE_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
_DE = ("", "e", "n", "en", "s", "es", "er", "em", "ern")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}


class BadEntry(Exception):
    """An entry that nobody can read; the message says what is wrong with it."""


@dataclass(frozen=True)
class Piece:
    """One word of a phrase."""

    texts: frozenset[str] = frozenset()
    """Empty for a gap and for a number."""
    open_before: bool = False
    open_after: bool = False
    number: bool = False
    """Whether any number is meant."""

    @property
    def whole(self) -> bool:
        """Whether it is a word without open ends."""
        return bool(self.texts) and not self.open_before and not self.open_after

    def fits(self, forms: tuple[str, ...]) -> bool:
        """Whether a word in one of these forms is meant."""
        return any(map(self._fits, forms))

    def _fits(self, form: str) -> bool:
        if self.number:
            return form.isdigit()
        if not self.open_before:
            return form.startswith(self._tuple) if self.open_after else form in self.texts
        return any(text in form for text in self.texts) if self.open_after else form.endswith(self._tuple)

    @cached_property
    def _tuple(self) -> tuple[str, ...]:
        return tuple(self.texts)


@dataclass(frozen=True)
class Entry:
    """A word, a phrase or an emoji, ready to be compared."""

    written: str
    """As the list writes it."""
    phrase: tuple[Piece, ...]
    emoji: str = ""
    not_after: tuple[Piece, ...] = ()
    not_before: tuple[Piece, ...] = ()
    not_with: tuple[Piece, ...] = ()
    as_written: str = ""
    """The letters that must stand in the text exactly so."""
    certain: bool = False
    no_name: bool = False
    """Whether it means nothing where it stands as a name, with a capital in the midst of a sentence."""
    opening: bool = False
    """Whether it counts only where a sentence begins with it."""

    @property
    def joined(self) -> frozenset[str]:
        """What it is as one word, as hashtags have it: ``soreloser``."""
        if any(not piece.whole for piece in self.phrase):
            return frozenset()
        return frozenset("".join(words) for words in itertools.product(*(piece.texts for piece in self.phrase)))


def entries(written: str, language: str, never_with: str = "") -> list[Entry]:
    """What this line of a list means: one entry for each choice; ``never_with`` counts as more of its ``not with``.

    Raises BadEntry.
    """
    phrase, *options = (part.strip() for part in written.split(";"))
    guards: dict[str, tuple[Piece, ...]] = {}
    if never_with:
        options.append(f"not with {never_with}")
    marks: set[str] = set()
    for option in options:
        for guard in ("not after", "not before", "not with"):
            if option.startswith(f"{guard} "):
                words = option.removeprefix(guard).split(",")
                pieces = tuple(_piece(word.strip(), language) for word in words)
                guards[guard] = guards.get(guard, ()) + pieces
                break
        else:
            if option not in {"as written", "language certain", "not a name", "opening"}:
                raise BadEntry(f"“{option}” says nothing about “{phrase}”")
            marks.add(option)
    whole = Entry(
        written=written,
        phrase=(),
        not_after=guards.get("not after", ()),
        not_before=guards.get("not before", ()),
        not_with=guards.get("not with", ()),
        certain="language certain" in marks,
        no_name="not a name" in marks,
        opening="opening" in marks,
    )
    if phrase and not any(sign.isalnum() or sign.isascii() or sign in _SIGNS for sign in phrase):
        return [replace(whole, emoji=phrase)]
    made = []
    for choice in _choices(phrase):
        words = choice.replace("-", " ").replace("/", " ").split()
        pieces = tuple(Piece() if word == "..." else _piece(word, language) for word in words)
        if not pieces or not pieces[0].texts or not (pieces[-1].texts or pieces[-1].number):
            raise BadEntry(f"“{written}” has no word to begin or to end with")
        made.append(replace(whole, phrase=pieces, as_written=choice if "as written" in marks else ""))
    return made


def _choices(phrase: str) -> list[str]:
    parts = _CHOICE.split(phrase)
    if len(parts) > 13:
        raise BadEntry(f"“{phrase}” has too many choices")
    options = [part.split("|") if number % 2 else [part] for number, part in enumerate(parts)]
    return [" ".join("".join(each).split()) for each in itertools.product(*options)]


def _piece(word: str, language: str) -> Piece:
    if word == "#":
        return Piece(number=True)
    before, after = word.startswith("*"), word.endswith("*")
    stem = word.strip("*").casefold().replace("’", "'")
    endings = stem.endswith("+")
    stem = stem.rstrip("+")
    if stem not in _SIGNS and not _ONE_WORD.fullmatch(stem):
        raise BadEntry(f"“{word}” is no word")
    texts = _inflected(stem, language) if endings else {stem}
    return Piece(frozenset(spelt for text in texts for spelt in (text, _plain_umlauts(text))), before, after)


def _plain_umlauts(text: str) -> str:
    return "".join(_UMLAUTS.get(letter, letter) for letter in text)


def _inflected(stem: str, language: str) -> set[str]:
    if language == "de":
        return {stem + ending for ending in _DE}
    forms = {stem + ending for ending in ("", "s", "es", "ed", "ing")}
    if stem.endswith("e"):
        forms |= {stem + "d", stem[:-1] + "ing"}
    if stem.endswith("y"):
        forms |= {stem[:-1] + "ies", stem[:-1] + "ied"}
    return forms
