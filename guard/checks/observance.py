"""An offer on a day of mourning, or beside the words of one: the cheese chicken for the night of the pogrom."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.lists import listed, quoted
from guard.checks.reading.observances import observances, words
from guard.checks.reading.stream import stream
from guard.model.decision import Severity, Signal
from guard.model.route import Confidence
from guard.model.sentence import Sentence


def observance(post: Post) -> Iterator[Signal]:
    """One signal where an offer stands beside an observance's words, else a note for an offer on a quiet day."""
    if not (post.brands and post.worded):
        return
    offers = [hit for hit in listed(post.text, "moment") if hit.group.kind == "offer"]
    if not offers:
        return
    row = stream(post.text)
    found = {(hit.start, hit.end): hit for hit in words().find(row)}
    said = list(found.values())
    by_name = {one.name: one for one in observances()}
    if said:
        grave = any(by_name[hit.group.kind].beside == "medium" for hit in said)
        spots = sorted((hit.spot for hit in (*said, *offers)), key=lambda spot: spot.start)
        names = Sentence.joined(dict.fromkeys(hit.group.kind for hit in said), ", ")
        yield Signal(
            "observance",
            Severity.MEDIUM if grave else Severity.NOTE,
            Sentence.of(
                "An offer beside {words} ({name}): {offer}.", words=quoted(said), name=names, offer=quoted(offers)
            ),
            confidence=Confidence.MEDIUM,
            spots=tuple(spots),
        )
    elif post.attempt.at is not None:
        for one in observances():
            if one.quiet and one.is_on(post.attempt.at.date()) and one.concerns(row.language):
                text = Sentence.of(
                    "Today is {name}, and this is an offer: {offer}.", name=one.name, offer=quoted(offers)
                )
                yield Signal("observance", Severity.NOTE, text, "", Confidence.LOW, tuple(hit.spot for hit in offers))
                return
