"""What was learnt of the voices of a desk, and how a text sounds beside them. Standard library only."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import sqrt

from guard.model.voice import Voiced
from guard.voice.features import masked, places, told

AIM = 1 / 200
"""How often a brand's own post may be taken for somebody else's."""
TO_COUNT = 600
"""From so many tried posts on, a share as small as the aim can be counted; below, only the most it can be is known."""
LOUDEST = 1 / 50
"""A voice that was wrong more often than this when it was tried keeps quiet."""
DEAFEST = 1 / 10
"""And so does one that recognised fewer of the others' posts."""
_Z = 1.645
"""Wilson's bound is passed in one of twenty cases."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying it out: learnt from older posts, judged over later ones, again and again."""

    tested: int
    """Later posts of the brand itself."""
    wrong: int
    """Those of them that were taken for somebody else's."""
    others: int
    """Later posts of the other identities."""
    caught: int
    """Those of them that were recognised as not the brand's."""

    @property
    def counted(self) -> bool:
        """Whether there were enough posts to count how often it is wrong."""
        return self.tested >= TO_COUNT and self.wrong > 0

    @property
    def false_alarm(self) -> float:
        """The share of the brand's own posts that are taken for somebody else's; the most it can be if not counted."""
        if not self.tested:
            return 1.0
        share = self.wrong / self.tested
        if self.counted:
            return share
        spread = _Z * sqrt(share * (1 - share) / self.tested + _Z**2 / (4 * self.tested**2))
        return min(1.0, (share + _Z**2 / (2 * self.tested) + spread) / (1 + _Z**2 / self.tested))

    @property
    def recall(self) -> float:
        """The share of the others' posts that are recognised."""
        return self.caught / self.others if self.others else 0.0

    @property
    def useful(self) -> bool:
        """Whether the voices differ enough to say anything at all."""
        return self.tested > 0 and self.wrong <= LOUDEST * self.tested and self.recall >= DEAFEST


@dataclass(frozen=True, slots=True)
class Voice:
    """How one identity sounds: a weight for each place of ``features``."""

    identity: str
    posts: int
    """How many posts that was learnt from."""
    weights: "array[float]"
    bias: float
    limit: float = 0.0
    """Of a brand: above this score a text does not sound like it."""
    trial: Trial | None = None
    """Of a brand: how well that went."""


@dataclass(frozen=True, slots=True)
class NotEnough:
    """An identity of whom there is too little to know its voice."""

    identity: str
    posts: int
    """Posts that say enough to hear a voice."""
    needed: int


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices of a desk."""

    voices: tuple[Voice, ...] = ()
    short: tuple[NotEnough, ...] = ()
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By identity's id, the files that its posts were read from, so that it can be learnt anew. No text is kept."""
    trained: datetime | None = None

    def voiced(self, text: str) -> Mapping[str, Voiced]:
        """How the text sounds beside each brand that was tried out; nothing where it is too short to have a voice."""
        heard = masked(text)
        return dict(self._voiced(heard)) if len(self.voices) > 1 and told(heard) else {}

    def _voiced(self, heard: str) -> Iterator[tuple[str, Voiced]]:
        found = places(heard)
        scale = 1 / sqrt(len(found))
        likeness = {
            voice.identity: scale * sum(map(voice.weights.__getitem__, found)) + voice.bias for voice in self.voices
        }
        for voice in self.voices:
            if voice.trial:
                others = {name: like for name, like in likeness.items() if name != voice.identity}
                likeliest = max(others, key=others.__getitem__)
                score = others[likeliest] - likeness[voice.identity]
                yield (
                    voice.identity,
                    Voiced(
                        score=score,
                        likeliest=likeliest,
                        sure=voice.trial.useful and score > voice.limit,
                        false_alarm=voice.trial.false_alarm,
                        bound=not voice.trial.counted,
                        tested=voice.trial.tested,
                    ),
                )
