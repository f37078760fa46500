"""A brand's picture in which the camera noted more than is meant to be told: the place, or an hour that is private."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.filenames import name_of
from guard.model.decision import Severity, Signal, Spot
from guard.model.identity import Identity
from guard.model.look import Look
from guard.model.moments import day_and_time
from guard.model.route import Confidence
from guard.model.sentence import Sentence


def camera_remarks(post: Post) -> Iterator[Signal]:
    """One signal per file, the place before the hour. That a phone took it is what phones are for, and says nothing."""
    for file, look in post.looks.items():
        name = name_of(file)
        if look.located and post.brands:
            text = Sentence.of("{file} tells where it was taken.", file=name)
            fix = Sentence.of("hatcheck pictures clean takes the place out of a copy, and changes no pixel")
            yield Signal("camera-remarks", Severity.LOW, text, fix, Confidence.HIGH, (Spot(media=file),))
        elif look.taken and look.phone and (owner := _closed(post, look)):
            pattern = "{file} was taken with a phone on {time}, outside the hours of {owner}."
            text = Sentence.of(pattern, file=name, time=day_and_time(look.taken), owner=owner.name)
            yield Signal("camera-remarks", Severity.NOTE, text, look.camera, Confidence.MEDIUM, (Spot(media=file),))


def _closed(post: Post, look: Look) -> Identity | None:
    """The first brand whose hours do not cover the moment, by the camera's own clock."""
    return next(
        (
            brand
            for brand in post.brands
            if brand.hours and look.taken and not any(hours.cover(look.taken) for hours in brand.hours)
        ),
        None,
    )
