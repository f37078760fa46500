"""A brand's post with what may be a sexual picture."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.filenames import name_of
from guard.model.decision import Severity, Signal, Spot
from guard.model.demand import Ask, Demand
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_LIKELY = 0.7
"""Of harmless photos some 6 in 1,000 are above it; a wrong hit costs one look."""


def sexual_picture(post: Post) -> Iterator[Signal]:
    """One signal per file that is likely enough one; it must be looked at before it can leave."""
    for file, look in post.looks.items():
        if not post.brands or look.sexual is None or look.sexual < _LIKELY:
            continue
        name = name_of(file)
        text = Sentence.of("{file} may be a sexual picture.", file=name)
        demand = Demand(Ask.LOOK, file, Sentence.of("Look at {file} in full size.", file=name))
        evidence = Sentence.of("A model that is often wrong says so: {share:.0%}.", share=look.sexual)
        sure, spots = Confidence.MEDIUM if look.sexual > 0.95 else Confidence.LOW, (Spot(media=file),)
        yield Signal("sexual-picture", Severity.HIGH, text, evidence, sure, spots, holds=True, demand=demand)
