"""A post that hangs itself on a disaster, a death or the news of the day to sell something."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.lexicon import Hit
from guard.checks.reading.lists import listed, quoted
from guard.model.decision import Severity, Signal
from guard.model.route import Confidence
from guard.model.sentence import Sentence


def newsjacking(post: Post) -> Iterator[Signal]:
    """One signal where an event or whatever people talk about meets an offer or a light word."""
    if not (post.brands and post.worded):
        return
    kinds: dict[str, list[Hit]] = {}
    for hit in listed(post.text, "moment"):
        kinds.setdefault(hit.group.kind, []).append(hit)
    events, offers = kinds.get("event", []), kinds.get("offer", [])
    celebrated = "celebration" in kinds
    hooks = [] if celebrated else kinds.get("hook", [])
    lights = kinds.get("light", []) if events and not celebrated else []
    about, sold = (*events, *hooks), (*offers, *lights)
    if not (about and sold) or "giving" in kinds:
        return
    text = Sentence.of(
        "This hangs an offer or a joke on the news: {news} beside {offer}.", news=quoted(about), offer=quoted(sold)
    )
    spots = tuple(sorted((hit.spot for hit in (*about, *sold)), key=lambda spot: spot.start))
    sure = Confidence.MEDIUM if events else Confidence.LOW
    yield Signal("newsjacking", Severity.MEDIUM, text, "", sure, spots)
