"""News that a brand would be the first to tell, or that nobody has confirmed."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.lists import listed, quoted
from guard.model.decision import Severity, Signal
from guard.model.route import Confidence
from guard.model.sentence import Sentence


def breaking_news(post: Post) -> Iterator[Signal]:
    """One signal; medium where it says itself that it is not sure, low where it only calls itself breaking news."""
    if not (post.brands and post.worded):
        return
    found = [hit for hit in listed(post.text, "moment") if hit.group.kind in {"breaking", "unconfirmed"}]
    if not found:
        return
    unsure = any(hit.group.kind == "unconfirmed" for hit in found)
    text = Sentence.of("This tells news: {words}. Is it confirmed, and who confirmed it?", words=quoted(found))
    severity = Severity.MEDIUM if unsure else Severity.LOW
    yield Signal("breaking-news", severity, text, "", Confidence.MEDIUM, tuple(hit.spot for hit in found))
