"""What was seen in a file that goes along."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Sort(StrEnum):
    """What a file is, by its content."""

    PICTURE = "picture"
    ANIMATION = "animation"
    VIDEO = "video"
    SOUND = "sound"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Match:
    """A known picture that a file shows."""

    path: str
    """Where the known picture lies; it may be gone by now."""
    identity: str
    """In whose folders."""
    how: str
    """What was done to it, as one word or two: ``same``, ``cropped``, ``mirrored``, ``in a screenshot``."""
    distance: int
    """Bits of 256 that differ; fewer is surer."""


@dataclass(frozen=True, slots=True)
class Look:
    """The facts of one file. What could not be found out keeps its default, and ``trouble`` says why."""

    sort: Sort = Sort.OTHER
    type: str = ""
    """By its content, as ``image/jpeg``; empty where that is unknown."""
    size: int = 0
    """Bytes."""
    width: int = 0
    """Pixels, as it is shown: orientation applied."""
    height: int = 0
    seconds: float | None = None
    """How long a video, a sound or an animation plays."""
    taken: datetime | None = None
    """When it was taken, as its camera's clock said, without a time zone where the camera knew none."""
    camera: str = ""
    """``Apple iPhone 12``."""
    phone: bool = False
    """Whether that is a phone."""
    located: bool = False
    """Whether it tells where it was taken."""
    received: str = ""
    """How it came here, where that is known: ``download``, ``clipboard``, ``page``."""
    received_from: str = ""
    """From where, in words: the host it was downloaded from, the account on whose page it stood."""
    matches: tuple[Match, ...] = ()
    """Known pictures that it shows, the surest first; at most one for each identity."""
    compared: int | None = None
    """With how many known pictures it was compared; None where it was not."""
    sexual: float | None = None
    """How likely it is a sexual picture, 0 to 1; None where nobody looked."""
    trouble: str = ""
    """Why not everything could be seen, one sentence; empty where all was."""
