"""A text that is longer than its network takes."""

from bisect import bisect_right
from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.destined import networks, says_in_public
from guard.model.attempt import Verb
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.platforms import platform_name
from guard.platforms.length import Measure, measured
from guard.platforms.limits import TextLimit, text_limit

_BYTES = Measure("utf8-byte")
_PRODUCTS = {"x": "Premium"}
"""What accounts that may write more have bought."""


def too_long(post: Post) -> Iterator[Signal]:
    """One signal per network that takes less text, or fewer hashtags, than there are."""
    if not says_in_public(post):
        return
    for network in networks(post):
        limit = text_limit(network)
        if limit is None:
            continue
        yield from _over(post, network, limit)
        if limit.hashtags is not None and len(post.tokens.hashtags) > limit.hashtags:
            count, most = len(post.tokens.hashtags), limit.hashtags
            pattern = "There are {count} hashtags, and {network} takes {max}."
            text = Sentence.of(pattern, count=count, max=most, network=platform_name(network))
            spots = tuple(Spot(tag.start, tag.end) for tag in post.tokens.hashtags[most:])
            yield Signal("too-long", Severity.LOW, text, "", Confidence.MEDIUM, spots)


def _over(post: Post, network: str, limit: TextLimit) -> Iterator[Signal]:
    start = _begins(post)
    counted = measured(post.text[start:], limit.measure)
    name = platform_name(network)
    if counted > limit.max:
        values = {"count": counted, "max": limit.max, "network": name}
        if limit.paid is not None and counted <= limit.paid:
            pattern = "This has {count} of {max} characters on {network} without {product}."
            text = Sentence.of(pattern, **values, product=_PRODUCTS.get(network, "a subscription"))
        elif limit.per_server:
            text = Sentence.of("This has {count} characters; servers of {network} usually take {max}.", **values)
        else:
            text = Sentence.of("This has {count} of {max} characters on {network}.", **values)
        spot = _overflow(post.text, start, limit.max, limit.measure)
        yield Signal("too-long", Severity.MEDIUM, text, "", _confidence(post, counted, limit), (spot,))
    elif limit.bytes is not None and (size := measured(post.text, _BYTES)) > limit.bytes:
        text = Sentence.of("This has {count} of {max} bytes on {network}.", count=size, max=limit.bytes, network=name)
        spot = _overflow(post.text, 0, limit.bytes, _BYTES)
        yield Signal("too-long", Severity.MEDIUM, text, "", limit.confidence, (spot,))


def _begins(post: Post) -> int:
    """Where the text begins that counts: the names before a reply do not."""
    at = 0
    if post.attempt.verb is Verb.REPLY:
        for mention in post.tokens.mentions:
            if post.text[at : mention.start].strip():
                break
            at = mention.end
    return at


def _confidence(post: Post, counted: int, limit: TextLimit) -> Confidence:
    """Low where the account may do more, and where each line would fit: a page may have sent a thread as one text."""
    bought = limit.paid is not None and counted <= limit.paid
    lines = post.text.split("\n")
    thread = len(lines) > 1 and all(measured(line, limit.measure) <= limit.max for line in lines)
    return Confidence.LOW if bought or limit.per_server or thread else limit.confidence


def _overflow(text: str, start: int, most: int, measure: Measure) -> Spot:
    """The piece of the text that is too much."""
    fits = bisect_right(range(start, len(text)), most, key=lambda end: measured(text[start : end + 1], measure))
    return Spot(start + fits, len(text))
