"""A word of a brand's post that is likely mistyped."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from guard.checks.post import Post
from guard.checks.reading import dictionary
from guard.checks.reading.compounds import is_composed, is_shortened
from guard.checks.reading.dictionary import Dictionary
from guard.checks.reading.language import Language, language_of
from guard.checks.reading.slips import STRONG, is_slip_of, meant, meant_in_compound
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.platforms.tokens import Token

_SHORTEST = 3
_SHORT = 4
"""With a capital letter, so short a word is left alone."""
_RARE = 3.3
"""A word of this language that is at least so common is one."""
_CAPITAL = {Language.ENGLISH: 1.2, Language.GERMAN: 0.7}
"""How much surer one must be of a word with a capital letter: most are names."""
_NOUN_LETTERS, _NOUN = 7, 0.4
"""A German word with a capital and so many letters is a name less often."""
_LONG = 10
"""Letters of a German word that is looked at in halves."""
_MOST = 5
"""A text with more of them is written so on purpose: dialect, a list of names, another language."""
_NAME, _NAME_RARE = 5, 2.5
"""Letters of a name that is told from others, and how common a word beside it may be."""
_LOOKED_AT = 25
"""Words that are looked at closely; a text with more unknown ones is no plain text."""
_SEEN = 30
"""Letters before and after a word that say what it is."""
_DRAWN_OUT = re.compile(r"(.)\1\1\1|([aeiouyäöü])\2\2|(.)\3\3$")
"""Sooo, hmmm."""
_BEGINS = re.compile(r"(?:^|[.!?…:]|\n)[\s\"'“„«»(\[]*$")
_INSIDE = re.compile(r"[\w@#*/\\.'’&+_-]")
_ELISION = re.compile(r"(?<![\w'’])(?:[dgz]['’][a-zäöü]{3}|(?:git|het|hot)['’]s\b)")
"""Written as it is spoken: ``d'Leit``, ``g'habt``."""
_SORRY = re.compile(
    r"\b(?:sorry|apolog(?:y|ies|i[sz]e[sd]?|i[sz]ing)|we regret|entschuldig\w*|tut (?:uns|mir)(?: \w+)? leid|"
    r"bedauern|um verzeihung)\b"
)


def spelling(post: Post) -> Iterator[Signal]:
    """One signal for all words that are likely mistyped, once the dictionary is warm."""
    if not post.brands or not post.worded or (known := dictionary.ready()) is None:
        return
    language = _language(post, known)
    if language is None:
        return
    found = list(_typos(post, known, language))
    if not found or len(found) > _MOST or (language is Language.GERMAN and _is_dialect(post)):
        return
    sorry = _SORRY.search(post.folded) is not None
    pattern = "Likely mistyped in an apology: {words}." if sorry else "Likely mistyped: {words}."
    words = ", ".join(f"{token.text} ({_written(right, token.text)})" for token, right in found)
    yield Signal(
        "spelling",
        Severity.MEDIUM if sorry else Severity.LOW,
        Sentence.of(pattern, words=words),
        confidence=Confidence.MEDIUM,
        spots=tuple(Spot(token.start, token.end) for token, _ in found),
    )


def _is_dialect(post: Post) -> bool:
    """Whether it is written as one speaks somewhere: no other word of it is held to the rules either."""
    spoken = _rare("dialect")
    return _ELISION.search(post.folded) is not None or any(word.folded in spoken for word in post.tokens.words)


def _language(post: Post, known: Dictionary) -> Language | None:
    """English or German; where the small words do not say, by which of the two knows its words."""
    told = language_of(token.text for token in post.tokens.words)
    if told is not Language.UNSURE:
        return told if told is not Language.OTHER else None
    plain = [token.folded for token in post.tokens.words if len(token.text) > 2 and not token.text.isupper()]
    shares = {
        one: sum(known.of(one).commonness(word, _RARE) >= _RARE for word in plain) / max(1, len(plain))
        for one in (Language.ENGLISH, Language.GERMAN)
    }
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= 0.7 and min(shares.values()) < shares[best] - 0.2 else None


def _typos(post: Post, known: Dictionary, language: Language) -> Iterator[tuple[Token, str]]:
    often = Counter(token.folded for token in post.tokens.words)
    own = _own_words(post)
    words, misspelt, real, looked_at = known.of(language), _misspelt(language), _rare("real"), 0
    for token in post.tokens.words:
        word = token.folded.replace("’", "'").removesuffix("'s")
        if len(word) < _SHORTEST or "'" in word or often[token.folded] > 1 or word in own:
            continue
        if word in real or _DRAWN_OUT.search(word):
            continue
        if right := misspelt.get(word):
            yield token, right
            continue
        if name := _name_meant(word, post, known):
            yield token, name
            continue
        if words.commonness(word, _RARE) >= _RARE or (caution := _caution(post.text, token, language)) is None:
            continue
        looked_at += 1
        if looked_at > _LOOKED_AT:
            return
        right = _meant(word, known, language, caution, noun=token.text[0].isupper())
        if right and right not in _rare("never_meant"):
            yield token, right


def _name_meant(word: str, post: Post, known: Dictionary) -> str | None:
    """The brand's own name, where this is no word and one slip away from it."""
    names = {
        one.casefold(): one for brand in post.brands for name in (brand.name, *brand.care.names) for one in name.split()
    }
    for folded, name in names.items():
        if len(folded) >= _NAME and is_slip_of(word, folded):
            return None if max(each.commonness(word) for each in known.all) >= _NAME_RARE else name
    return None


def _meant(word: str, known: Dictionary, language: Language, caution: float, *, noun: bool) -> str | None:
    words = known.of(language)
    floor = max(one.commonness(word) for one in known.all)
    if language is Language.GERMAN and is_shortened(word, words):
        return None
    likely = meant(word, words, language, floor, caution)
    if likely and likely[1] in STRONG:
        return likely[0]
    halves = noun and language is Language.GERMAN and len(word) >= _LONG
    if not (likely or halves) or is_composed(word, words, language):
        return None
    return likely[0] if likely else meant_in_compound(word, words, floor, caution)


def _caution(text: str, token: Token, language: Language) -> float | None:
    """How much surer than usual one must be that this word is mistyped; None where it is left alone."""
    before, after = text[max(0, token.start - _SEEN) : token.start], text[token.end : token.end + _SEEN]
    before = before if token.start <= _SEEN else f"x{before}"
    if _INSIDE.match(before[-1:]) or (_INSIDE.match(after[:1]) and not re.match(r"[.'’](?:\W|$)|-", after)):
        return None
    if token.text.islower():
        return 0.0
    if not token.text[1:].islower() or len(token.text) <= _SHORT:
        return None
    starts = _BEGINS.search(before) is not None
    if not starts and (language is not Language.GERMAN or re.search(r"[A-ZÄÖÜ]\w*\.?\s+$", before)):
        return None
    bar = _CAPITAL[language]
    if language is Language.GERMAN and len(token.text) >= _NOUN_LETTERS:
        bar = _NOUN
    if not re.match(r"\s+[A-ZÄÖÜ]", after):
        return bar
    return 2 * bar if starts and language is Language.GERMAN else None


def _own_words(post: Post) -> frozenset[str]:
    """Words that are spelt as they are meant: the brands' own, and those of a hashtag, a handle or a link."""
    parts = [*(tag.folded for tag in (*post.tokens.hashtags, *post.tokens.mentions))]
    parts += [link.host for link in post.tokens.links]
    for one in post.brands:
        parts += [one.name, *one.care.names, *one.care.hashtags, *one.care.sites]
    words = {word for part in parts for word in re.findall(r"[^\W\d_]+", part.casefold())}
    for one in post.brands:
        words.update(post.past_of(one).words)
    return frozenset(words)


def _written(right: str, typed: str) -> str:
    """The right word as one would write it in the place of the mistyped one; folding takes the ß away."""
    right = right.replace("ss", "ß", 1) if "ß" in typed.lower() else right
    return right[0].upper() + right[1:] if typed[0].isupper() else right


@cache
def _misspelt(language: Language) -> Mapping[str, str]:
    """What is often misspelt, folded, with the right word."""
    file = Path(__file__).parent / "data" / "misspelt.toml"
    return {wrong: str(right) for wrong, right in tomllib.loads(file.read_text(encoding="utf-8"))[language].items()}


@cache
def _rare(kind: str) -> frozenset[str]:
    """One list of the data about words that are none or few people's; folded."""
    file = Path(__file__).parent / "data" / "rare_words.toml"
    return frozenset(" ".join(tomllib.loads(file.read_text(encoding="utf-8"))[kind]).split())
