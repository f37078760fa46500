"""A picture, animation or video that its network does not take, or takes only cropped."""

from collections.abc import Iterator
from pathlib import PurePath

from guard.checks.post import Post
from guard.checks.reading.destined import networks
from guard.model.decision import Severity, Signal, Spot
from guard.model.look import Look, Sort
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.platforms import platform_name
from guard.platforms.limits import Bound, media_bounds

_ROUNDING = 0.01
"""By so much a shape may miss: 1080 × 566 is 1.91 to 1."""
_MB = 1024 * 1024


def picture_rules(post: Post) -> Iterator[Signal]:
    """One signal for each fact of the network's that a file, or the number of files, does not keep."""
    for network in networks(post) if post.looks else ():
        for bound in media_bounds(network):
            files = [(path, look) for path, look in post.looks.items() if _speaks_of(bound, look, network)]
            if bound.what == "count":
                yield from _too_many(network, bound, files)
            else:
                yield from _outside(network, bound, files)


def _speaks_of(bound: Bound, look: Look, network: str) -> bool:
    if look.sort is Sort.OTHER or bound.sort in ("any", look.sort.value):
        return look.sort is not Sort.OTHER
    if bound.sort == "picture" and look.sort is Sort.ANIMATION:
        return not any(other.sort == "animation" and other.what == bound.what for other in media_bounds(network))
    return False


def _too_many(network: str, bound: Bound, files: list[tuple[str, Look]]) -> Iterator[Signal]:
    if len(files) > bound.max:
        pattern = "There are {count} files, and {network} takes {max} in one post."
        text = Sentence.of(pattern, count=len(files), network=platform_name(network), max=int(bound.max))
        yield _signal(text, bound, tuple(Spot(media=path) for path, _ in files[int(bound.max) :]))


def _outside(network: str, bound: Bound, files: list[tuple[str, Look]]) -> Iterator[Signal]:
    for path, look in files:
        name = PurePath(path.replace("\\", "/")).name
        if text := _said(platform_name(network), name, bound, look):
            yield _signal(text, bound, (Spot(media=path),))


def _said(network: str, file: str, bound: Bound, look: Look) -> str:
    """What is wrong with the file, in words; empty where nothing is, or where it is not known."""
    if bound.what == "type":
        if not look.type or look.type in bound.types:
            return ""
        return Sentence.of(
            "{file} is {type}, which {network} does not take.", file=file, type=look.type, network=network
        )
    value = _value(bound.what, look)
    slack = _ROUNDING * value if bound.what == "aspect" else 0
    if not value or (bound.min <= value + slack and value - slack <= bound.max):
        return ""
    if bound.what == "aspect":
        pattern = "{file} has a shape of {width} × {height}, which {network} crops or refuses."
        return Sentence.of(pattern, file=file, width=look.width, height=look.height, network=network)
    least = _shown(bound.what, bound.min if value < bound.min else bound.max)
    values = {"file": file, "is": _shown(bound.what, value), "network": network, "bound": least}
    if value < bound.min:
        return Sentence.of("{file} has {is}, and {network} takes {bound} at least.", **values)
    return Sentence.of("{file} has {is}, and {network} takes {bound} at most.", **values)


def _value(what: str, look: Look) -> float:
    """0 where it is not known."""
    if what == "bytes":
        return look.size
    if what == "seconds":
        return look.seconds or 0
    if not look.width or not look.height:
        return 0
    measures = {
        "width": look.width,
        "height": look.height,
        "pixels": look.width * look.height,
        "aspect": look.width / look.height,
    }
    return measures[what]


def _shown(what: str, value: float) -> str:
    if what == "bytes":
        return f"{value / _MB:.1f} MB"
    return f"{value:g} s" if what == "seconds" else f"{value:.0f} px"


def _signal(text: str, bound: Bound, spots: tuple[Spot, ...]) -> Signal:
    confidence = Confidence.LOW if bound.paid or bound.shrinks else bound.confidence
    severity = Severity.NOTE if bound.shrinks else Severity.LOW
    return Signal("picture-rules", severity, text, "", confidence, spots)
