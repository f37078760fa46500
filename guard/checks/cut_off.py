"""A text that ends before it is at its end."""

import re
from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.destined import networks, says_in_public
from guard.checks.reading.language import Language, language_of
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.platforms import platform_name
from guard.platforms.length import measured
from guard.platforms.limits import text_limit

_LINK = re.compile(
    r"(?<![\w/])(?:https?:?/{0,2}|https?://(?:www\.?|t\.c?o?/?|bit\.l?y?/?)|www\.?)(?:…|\.{3})?\s*\Z"
    r"|https?://[^\s<>]{0,300}(?:…|\.{3})\s*\Z|(?<![\w/])(?:h|ht|htt|http|https)(?:…|\.{3})\s*\Z",
    re.IGNORECASE,
)
# What no sentence ends with: articles and conjunctions. Prepositions do end sentences ("proud of", "laden Sie ein");
# so do German articles that stand for a noun ("wir suchen noch einen"), "das", and dialect's "des".
_OPEN = {
    Language.ENGLISH: re.compile(
        r"(?<![\w'’-])(?:(?:(?:and|of|for|in|with|to|at|on|by|from) )?the|an|and|(?<!just )because|whose)\s*\Z",
        re.IGNORECASE,
    ),
    Language.GERMAN: re.compile(
        r"(?<![\w'’-])(?:und(?: die| der| das)?|sowie|(?<!, )oder|dass|(?<!so, )(?<!einfach )weil|damit wir|dem|der|des"
        r"|(?:für|in|mit|von|zu|aus|bei|auf|an|um|durch|nach|über|unter|vor) (?:(?:ein|unser)e[mnrs]?|die|der|den|dem)"
        r")\s*\Z",
        re.IGNORECASE,
    ),
}
_NETWORKS = ("x", "bluesky", "mastodon", "threads", "instagram", "linkedin")
"""Whose limits other tools cut texts to."""
_LEAST = 20
"""Characters: shorter texts are cries, not sentences."""


def cut_off(post: Post) -> Iterator[Signal]:
    """At most one signal: the surest sign that something is missing at the end."""
    if says_in_public(post) and post.brands and (found := next(_signs(post), None)):
        yield found


def _signs(post: Post) -> Iterator[Signal]:
    if match := _LINK.search(post.text):
        yield _told(Sentence.of("The link at the end is cut off."), match, Confidence.HIGH)
    if len(post.text) >= _LEAST and (match := _open(post)) and _in_sentence(post, match):
        yield _told(Sentence.of("The text ends in the middle of a sentence."), match, Confidence.MEDIUM)
    yield from _at_limit(post)


def _told(text: str, match: re.Match[str], confidence: Confidence) -> Signal:
    end = match.start() + len(match[0].rstrip())
    return Signal("cut-off", Severity.MEDIUM, text, "", confidence, (Spot(match.start(), end),))


def _open(post: Post) -> re.Match[str] | None:
    """The words at the end that none of the text's sentences may end with. ``an`` is an article in English alone."""
    told = language_of(token.text for token in post.tokens.words)
    if told is Language.OTHER:
        return None
    found = (pattern.search(post.text) for language, pattern in _OPEN.items() if told in (language, Language.UNSURE))
    return next(filter(None, found), None)


def _in_sentence(post: Post, match: re.Match[str]) -> bool:
    """Whether the words are the text's own and neither shouted nor a title: ``Sophie's Choice, AND``."""
    word = match[0].split()[-1]
    before = post.text[: match.start()].rstrip()
    if word == "des" and not before.rpartition(" ")[2][:1].isupper():
        return False
    return word.islower() and bool(before) and before[-1] not in "\"'“„‘«:-–—&/"


def _at_limit(post: Post) -> Iterator[Signal]:
    """A text exactly as long as another network takes, that stops in letters: somebody's tool has cut it."""
    last = post.text[-1:]
    if not last.isalpha() or len(post.text) in _marks(post):
        return
    here = networks(post)
    for network in _NETWORKS:
        limit = text_limit(network)
        if network not in here and limit and measured(post.text, limit.measure) == limit.max:
            pattern = "The text is exactly as long as {network} takes, and stops in the middle."
            words = post.text.split()
            spot = Spot(len(post.text) - len(words[-1]), len(post.text))
            text = Sentence.of(pattern, network=platform_name(network))
            yield Signal("cut-off", Severity.MEDIUM, text, "", Confidence.MEDIUM, (spot,))


def _marks(post: Post) -> Iterator[int]:
    """Where links, hashtags and mentions end, which may be the end of a text."""
    yield from (link.end for link in post.tokens.links)
    yield from (token.end for token in (*post.tokens.hashtags, *post.tokens.mentions))
