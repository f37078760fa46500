"""Learning the voices of a desk from past posts, and trying out on later ones what was learnt from earlier ones.

This is the only way to know beforehand how often it will be wrong: what is learnt from posts of all times knows the
topics of the future, and tells itself too good. Needs numpy; nothing of it is loaded where a post is judged.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from operator import itemgetter

import numpy as np

from guard.voice.features import PLACES, masked, told
from guard.voice.fitting import fit
from guard.voice.matrix import Floats, Table
from guard.voice.model import AIM, NotEnough, Trial, Voice, Voices

LEAST_OF_BRAND = 150
LEAST_OF_OTHERS = 100
"""Fewer posts than these have no voice yet."""
MOST = 3000
"""The newest posts of each identity that are learnt from: voices change."""
MOST_IN_ALL = 12_000
"""More would take more than seconds, and memory that a desk needs for other things."""
_PARTS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Up to each of these parts of everybody's posts is learnt, and tried on those up to the next."""
_TAIL = 2.576
"""Of a normal distribution, 1 in 200 lies more than so many deviations above its mean."""
_LOWEST = 0.25
"""A score that says hardly anything is never sure, however far the brand's own posts lie below it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One past post."""

    text: str
    at: datetime | None = None


def train(
    posts: Mapping[str, Sequence[Said]],
    brands: Collection[str],
    *,
    sources: Mapping[str, tuple[str, ...]] | None = None,
    trained: datetime | None = None,
) -> Voices:
    """The voices of all identities of whom there are enough posts; of the others how many are missing."""
    heard = _heard(posts)
    needed = {name: LEAST_OF_BRAND if name in brands else LEAST_OF_OTHERS for name in heard}
    short = tuple(NotEnough(name, len(heard[name]), needed[name]) for name in heard if len(heard[name]) < needed[name])
    names = [name for name in heard if len(heard[name]) >= needed[name]]
    voices: tuple[Voice, ...] = ()
    if len(names) > 1:
        texts = [heard[name] for name in names]
        tried = _Tried(texts)
        weights, biases = _learnt(texts)
        voices = tuple(
            Voice(
                identity=name,
                posts=len(texts[one]),
                weights=array("f", weights[one].tobytes()),
                bias=float(biases[one]),
                limit=_limit(tried.own(one, len(_PARTS))) if name in brands else 0.0,
                trial=tried.trial(one) if name in brands else None,
            )
            for one, name in enumerate(names)
        )
    return Voices(voices, short, sources or {}, trained)


def _heard(posts: Mapping[str, Sequence[Said]]) -> dict[str, list[str]]:
    """Everybody's texts, oldest first, each once; what several identities posted says nothing about any of them."""
    made = {name: list(dict.fromkeys(filter(told, map(_masked, _in_order(said))))) for name, said in posts.items()}
    owners = Counter(text for texts in made.values() for text in texts)
    most = min(MOST, MOST_IN_ALL // max(1, len(made)))
    return {name: [text for text in texts if owners[text] == 1][-most:] for name, texts in made.items()}


def _masked(said: Said) -> str:
    return masked(said.text)


def _in_order(posts: Sequence[Said]) -> list[Said]:
    """By time where every post has one; else as they stand in the file."""
    dated = [(_with_zone(said.at), said) for said in posts if said.at]
    if len(dated) < len(posts):
        return list(posts)
    return [said for _, said in sorted(dated, key=itemgetter(0))]


def _with_zone(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _learnt(texts: Sequence[Sequence[str]]) -> tuple[Floats, Floats]:
    """A weight for every place and a bias for each identity."""
    table = Table([text for each in texts for text in each])
    whose = np.repeat(np.arange(len(texts)), [len(each) for each in texts])
    fitted = fit(table, whose, len(texts))
    weights = np.zeros((len(texts), PLACES), np.float32)
    weights[:, table.places] = fitted[:, :-1]
    return weights, fitted[:, -1]


class _Tried:
    """Scores of later posts by what was learnt from earlier ones, part by part."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._likeness: list[list[Floats]] = []
        """By part and identity: one row per voice, one column per post."""
        for known, until in pairwise(_PARTS):
            weights, biases = _learnt([each[: int(known * len(each))] for each in texts])
            later = [each[int(known * len(each)) : int(until * len(each))] for each in texts]
            self._likeness.append([_likeness(each, weights, biases) for each in later])

    def _scores(self, part: int, posted_by: int, brand: int) -> Floats:
        """How much more like somebody else than like the brand each post of that part sounds."""
        likeness = self._likeness[part][posted_by]
        made: Floats = np.delete(likeness, brand, axis=0).max(axis=0) - likeness[brand]
        return made

    def own(self, brand: int, parts: int) -> Floats:
        """The scores of the brand's own posts of the first parts."""
        return np.concatenate([self._scores(part, brand, brand) for part in range(min(parts, len(self._likeness)))])

    def trial(self, brand: int) -> Trial:
        """Each part judged with the limit that the parts before it gave, as it will be in earnest."""
        tested = wrong = others = caught = 0
        for part in range(1, len(self._likeness)):
            limit = _limit(self.own(brand, part))
            for posted_by in range(len(self._likeness[part])):
                scores = self._scores(part, posted_by, brand)
                over = int((scores > limit).sum())
                if posted_by == brand:
                    tested, wrong = tested + len(scores), wrong + over
                else:
                    others, caught = others + len(scores), caught + over
        return Trial(tested, wrong, others, caught)


def _likeness(texts: Sequence[str], weights: Floats, biases: Floats) -> Floats:
    """How much each text sounds like each identity."""
    table = Table(texts, least=1)
    return np.stack([table.times(row[table.places]) + bias for row, bias in zip(weights, biases, strict=True)])


def _limit(own: Floats) -> float:
    """The score that one in 200 of a brand's own posts passes: as counted, or as their spread says if that is more."""
    allowed = int(AIM * len(own))
    counted = float(np.sort(own)[-1 - allowed])
    return max(counted, float(own.mean() + _TAIL * own.std()), _LOWEST)
