"""A brand's post with a file at which nobody could look, or not all of it."""

from collections.abc import Iterator
from pathlib import PurePath

from guard.checks.post import Post
from guard.checks.reading.filenames import name_of
from guard.model.decision import Severity, Signal, Spot
from guard.model.look import Look, Sort
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_PICTURES = frozenset(
    {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".bmp", ".tif", ".tiff", ".mp4", ".mov"}
)
_GIANT = 200_000_000
"""Pixels; no camera makes so many, and hardly any post needs them."""
_TELLING = frozenset(
    {
        Sentence.of("It was not compared with the known pictures: their index is damaged."),
        Sentence.of("It is a drawing (SVG) with a script in it; it was not opened."),
        Sentence.of("It is a drawing (SVG) with parts that are fetched from elsewhere; it was not opened."),
    }
)


def unseen_media(post: Post) -> Iterator[Signal]:
    """One signal per file with a trouble, and one for all files at which nobody looked."""
    if not post.brands:
        return
    # What cannot be opened at all holds the post anyway.
    files = (*(media.path for media in post.attempt.media if media.readable), *post.attempt.attached)
    for file in files:
        look = post.looks.get(file)
        if look is not None and look.trouble:
            severity = Severity.MEDIUM if _is_odd(file, look) else Severity.NOTE
            text = Sentence.of("{file}: {trouble}", file=name_of(file), trouble=look.trouble)
            yield Signal("unseen-media", severity, text, "", Confidence.HIGH, (Spot(media=file),))
    unseen = [file for file in files if file not in post.looks]
    if unseen:
        names = ", ".join(map(name_of, unseen))
        spots = tuple(Spot(media=file) for file in unseen)
        text = Sentence.of("Nobody looked at {files}.", files=names)
        yield Signal("unseen-media", Severity.NOTE, text, "", Confidence.HIGH, spots)


def _is_odd(file: str, look: Look) -> bool:
    """Whether no camera makes such a file (a bomb, a program, another kind than it says), or nothing was compared."""
    pretends = PurePath(name_of(file)).suffix.lower() in _PICTURES and bool(look.type) and look.sort is Sort.OTHER
    return pretends or look.width * look.height > _GIANT or look.trouble in _TELLING
