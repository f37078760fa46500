"""A picture that says nothing to those who cannot see it."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from guard.checks.post import Post
from guard.checks.reading.destined import networks
from guard.model.attempt import Media
from guard.model.decision import Severity, Signal, Spot
from guard.model.look import Sort
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_DESCRIBED = frozenset(
    {"x", "mastodon", "bluesky", "linkedin", "facebook", "instagram", "threads", "pinterest", "pixelfed"}
)
"""Where a picture can have a description."""
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff"})
_EMPTY = re.compile(
    r"""(?ix)
    image|picture|photo|img|bild|foto|grafik|screenshot|bildschirmfoto|untitled|alt(?:[ ]?text)?|alternativtext
    | tbd|todo|xxx?|n/?a|-+|\.+
    | [\w\-\ ().]{0,60}\.(?:jpe?g|png|gif|webp|heic|avif)
    | (?:img|dsc|dscn|pxl|image|bild|foto)[_\ -]?[\d_\ -]{2,30} """,
)


def missing_description(post: Post) -> Iterator[Signal]:
    """One signal for all pictures whose description is known to be empty, and one for those that only name a file."""
    if not _DESCRIBED.intersection(networks(post)):
        return
    pictures = [media for media in post.attempt.media if _is_picture(post, media)]
    if without := [media for media in pictures if media.alt is not None and not media.alt.strip()]:
        pattern = "{files}: no description for people who cannot see the picture."
        yield _told(Sentence.of(pattern, files=_names(without)), without)
    if named := [media for media in pictures if media.alt and _EMPTY.fullmatch(media.alt.strip())]:
        pattern = "{files}: the description says nothing about the picture."
        yield _told(Sentence.of(pattern, files=_names(named)), named)


def _told(text: str, media: list[Media]) -> Signal:
    spots = tuple(Spot(media=one.path) for one in media)
    evidence = ", ".join(dict.fromkeys(one.alt.strip() for one in media if one.alt and one.alt.strip()))
    return Signal("missing-description", Severity.LOW, text, evidence, Confidence.HIGH, spots)


def _is_picture(post: Post, media: Media) -> bool:
    look = post.looks.get(media.path)
    if look is not None and look.sort is not Sort.OTHER:
        return look.sort in (Sort.PICTURE, Sort.ANIMATION)
    return PurePath(media.path).suffix.lower() in _PICTURES


def _names(media: list[Media]) -> str:
    return ", ".join(PurePath(one.path.replace("\\", "/")).name for one in media)
