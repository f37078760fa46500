"""A brand's post that reads like a private one: somebody's evening, love, work or rage, in the first person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from guard.checks.post import Post
from guard.checks.reading.lexicon import Hit, Lexicon
from guard.checks.reading.lists import listed, quoted, read
from guard.checks.reading.stream import stream
from guard.model.attempt import Verb
from guard.model.decision import Severity, Signal, Spot
from guard.model.identity import Identity
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_VERBS = frozenset({Verb.POST, Verb.REPLY, Verb.SCHEDULE, Verb.EDIT, Verb.LIVE})
_FIRST = "first"
_WEIGHTS = {"weak": 1, "strong": 2, "grave": 3}
_STRONG = 2
_ENOUGH = 3
"""A strong mark and any other one, or two weak ones of different kinds beside an I, or a message to one person."""
_TO_ONE = frozenset({"message", "internal", "gossip"})
"""Kinds that are no questions to readers even where they ask."""
_QUOTE = re.compile(
    r"“[^”]{0,600}”|„[^“”]{0,600}[“”]|«[^»]{0,600}»|»[^«]{0,600}«|\"[^\"]{0,600}\""
    r"|(?<!\w)‘[^’]{0,600}’(?!\w)|(?<!\w)'[^']{0,600}'(?!\w)"
)
_ASKED = re.compile(r"[^.!?\n…]{0,300}\?")
"""``Stuck at work? Tired of it?``: a brand asks its readers."""
_OF_MYSELF = re.compile(r"^(?:my|i|i'm|i’m|i've|i’ve|mein|meine|ich)\b", re.IGNORECASE)
"""``My ex just texted me, what do I say?``: somebody asks on their own account. ``How do I …?`` is what readers ask."""
_BY_NAME = re.compile(
    r"^\W*(?:(?:hey|hi|hallo|oh|sorry|na)\s+)?(?:babe|baby|hun|hunny|darling|sweetie|mum|mummy|mom|dad|schatz|schatzi"
    r"|schätzchen|mausi|liebling|hasi|mama|mami|mutti|papa|papi|oma|opa)\b(?:\W+(?P<who>\w+['’]?\w*))?",
    re.IGNORECASE,
)
_TO_ME = frozenset(
    (
        *("i", "i've", "i'm", "can", "could", "will", "did", "are", "where", "what", "when", "call", "text"),
        *("soll", "wann", "wo", "was", "kann", "kannst", "bist", "hast", "holst", "rufst", "kaufst", "bringst"),
        *("ich", "komm", "komme", "hab", "habe", "bin", "ruf", "bring", "hol", "vergiss", "denk"),
    )
)
"""How a sentence to one's own family goes on after the name; ``Mum deserves the best`` does not."""
_ELSES = re.compile(
    r"^\s*(?:RT\b|[A-ZÄÖÜ][\w.'’-]{1,40}(?: [A-ZÄÖÜ&][\w.'’-]{0,40}){0,4}(?: \d/\d)?:)"
    r"|\b(?:says|said|tells us|told us|explains|writes|asks|sagt|sagte|erzählt|meint|schreibt|fragt)\b[^.!?\n]{0,40}:"
    r"|[-–—~] ?[A-ZÄÖÜ][\w.'’-]{1,40}(?:,? [A-ZÄÖÜ(@][^\n]{0,40})?\s*$"
)
"""Somebody else speaks: passed on, ``Jane Doe: …``, ``… says: …``, ``… — Jane``."""
_I = re.compile(
    r"(?<![\w'’&-])(?:I|i|[Ii]['’](?:m|ve|d|ll)|[Mm](?:e|y|yself)|[Ii]ch|[Mm]ich|[Mm]ir|[Mm]ein(?:e|en|em|er)?)(?![\w'’.&-])"
)
_TITLE = re.compile(r"(?:I|My|Me)\b(?:['’]\w+)?(?:\W+[a-z]+){0,2}\W+(?!I\b)[A-Z]")
"""``I'm a Celebrity``, ``My Fair Lady``."""
_WE = re.compile(
    r"(?<!\w)(?:(?:we|you|u|they)(?:['’]\w+)?|ours?|us|yours?|let['’]s|wir|uns|unser\w*|euch|eure\w*|ihr|ihre[nmrs]?|ihnen"
    r"|sie|du|dir|dich|dein\w*|san)(?!\w)",
    re.IGNORECASE,
)
_POINTED = re.compile(r"[\"“”„«»#@^%€$£\n]|(?<!\w)[‘'](?=\w)|https?:|www\.|:\s|\b\w+\.(?:com|de|org|net|co|uk|eu)\b")
"""Quotes, hashtags, links, prices, headings: what a post has that was made to be read by many."""
_SHORT = 200
"""Characters of a message; greetings for a day and slogans with more words call nobody in the next room."""
_LONGEST = 3000
"""Characters that are looked at: whoever writes more writes no slip."""
_DRINKS = frozenset({"alcohol", "alcohol and drugs"})
"""Topics of those who sell it."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark of a private post."""

    kind: str
    weight: int
    hit: Hit


def private_talk(post: Post) -> Iterator[Signal]:
    """One signal where marks of a private post stand in a brand's words, or one person speaks there to nobody."""
    if not post.brands or post.attempt.verb not in _VERBS or not post.worded or _ELSES.search(post.text):
        return
    marks = _marks(post.text[:_LONGEST], post.brands)
    if _weight(marks) + _called(post.text, marks) >= _ENOUGH:
        shown = [mark.hit for mark in marks if mark.kind != _FIRST] or [mark.hit for mark in marks]
        text = Sentence.of("This reads like a private post: {words}.", words=quoted(shown))
        spots = tuple(hit.spot for hit in shown)
        yield Signal("private-talk", Severity.LOW, text, confidence=Confidence.MEDIUM, spots=spots)
    elif post.attempt.verb is not Verb.REPLY and (said := _alone(post.text)):
        text = Sentence.of("This speaks as one person, and to nobody: “{word}”.", word=said[0])
        spots = (Spot(said.start(), said.end()),)
        yield Signal("private-talk", Severity.LOW, text, confidence=Confidence.LOW, spots=spots)


def _weight(marks: Sequence[_Mark]) -> int:
    """What the marks come to, each kind once; a second strong one of a kind, in other words, counts as a weak one."""
    kinds = {mark.kind: mark.weight for mark in sorted(marks, key=lambda mark: mark.weight)}
    said = {(mark.kind, mark.hit.entry.written) for mark in marks if mark.weight == _STRONG}
    more = sum(sum(kind == one for one, _ in said) > 1 for kind in kinds)
    spoken = _FIRST in kinds or max(kinds.values(), default=0) >= _STRONG or len(kinds) >= _ENOUGH
    return sum(kinds.values()) + more if spoken else 0


def _alone(text: str) -> re.Match[str] | None:
    """The I of a short text in which nobody else is spoken to or pointed to, as brands nearly always do."""
    if len(text) > _SHORT or _WE.search(text) or _POINTED.search(text):
        return None
    said = _I.search(text)
    return said if said and not _TITLE.match(text, said.start()) else None


def _called(text: str, marks: Sequence[_Mark]) -> int:
    """What it counts that somebody of the family is called by name, and told or asked something of one's own."""
    begun = _BY_NAME.match(text)
    told = begun and (begun["who"] or "").casefold().replace("’", "'") in _TO_ME
    return _STRONG if told and marks and len(text) <= _SHORT else 0


def _marks(text: str, brands: Sequence[Identity]) -> list[_Mark]:
    """The marks in their order, none in quotes or questions, and no I that another mark has in it already."""
    quotes = [match.span() for match in _QUOTE.finditer(text)]
    topics = frozenset[str]().union(*(brand.care.topics for brand in brands))
    kept: list[_Mark] = []
    for mark in sorted(_found(text), key=lambda mark: (mark.kind == _FIRST, mark.hit.start, -mark.hit.end)):
        start, end = mark.hit.start, mark.hit.end
        sold = mark.kind == "drink" and topics & _DRINKS
        within = any(first <= start < last for first, last in quotes) or _asked(text, mark)
        if not sold and not within and not any(start < one.hit.end and one.hit.start < end for one in kept):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.hit.start)


def _asked(text: str, mark: _Mark) -> bool:
    """Whether a question to readers has it in it."""
    if mark.kind in _TO_ONE or not _ASKED.match(text, mark.hit.end):
        return False
    begun = max(text.rfind(stop, 0, mark.hit.start) for stop in ".!?\n…") + 1
    return not _OF_MYSELF.match(text[begun:].lstrip())


def _found(text: str) -> Iterator[_Mark]:
    for hit in _lexicon().find(stream(text)):
        yield _Mark(hit.group.kind, _WEIGHTS[hit.group.strength], hit)
    for hit in listed(text, "profanity"):
        yield _Mark("swearing", 1 if hit.group.kind == "mild" else _STRONG, hit)


@cache
def _lexicon() -> Lexicon:
    return Lexicon(one for language in ("en", "de") for one in read(f"private.{language}"))
