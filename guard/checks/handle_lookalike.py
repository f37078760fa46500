"""A handle that looks like a known one and is another."""

from collections.abc import Iterable, Iterator

from guard.checks.post import Post
from guard.checks.reading.skeleton import skeleton
from guard.model.attempt import Verb
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_OFTEN = 3
"""Posts that mention a handle before it counts as an old acquaintance."""
_LEAST_EQUAL = 4
_LEAST_OF = {1: 7, 2: 12}
"""Letters of a skeleton before so many of them may differ."""


def handle_lookalike(post: Post) -> Iterator[Signal]:
    """One signal for each mention in a brand's post, and each destination of nobody's."""
    own = [account for one in post.identities for account in one.accounts]
    desk = {_bare(account.handle) for account in own}
    for account in post.attempt.destinations:
        mine = {_bare(other.handle): str(other) for other in own if other.platform == account.platform}
        if _bare(account.handle) not in mine and (twin := _twin(_bare(account.handle), mine)):
            pattern = "{account} looks like {known}, and is another account."
            text = Sentence.of(pattern, account=str(account), known=mine[twin])
            yield Signal("handle-lookalike", Severity.MEDIUM, text, "", Confidence.MEDIUM)
    if not post.brands or not post.tokens.mentions:
        return
    met = {name: count for owner in post.brands for name, count in post.past_of(owner).mentions.items()}
    friends = {name for name, count in met.items() if count >= _OFTEN} | desk
    answered = _filled_in(post)
    for mention in post.tokens.mentions:
        name = mention.folded
        known = desk if mention.start < answered else friends
        if name not in met and name not in desk and (twin := _twin(name, known)):
            pattern = "{handle} looks like @{known}, and is another account."
            text = Sentence.of(pattern, handle=f"@{mention.text}", known=twin)
            spots = (Spot(mention.start, mention.end),)
            yield Signal("handle-lookalike", Severity.MEDIUM, text, "", Confidence.MEDIUM, spots)


def _filled_in(post: Post) -> int:
    """Where a reply's own words begin: nobody has typed the names before, and only impostors are looked for there."""
    at = 0
    for mention in post.tokens.mentions if post.attempt.verb is Verb.REPLY else ():
        if post.text[at : mention.start].strip():
            break
        at = mention.end
    return at


def _bare(handle: str) -> str:
    return handle.rpartition("/")[2].lstrip("@").casefold()


def _twin(name: str, known: Iterable[str]) -> str:
    """The known handle that this one is taken for, or an empty text."""
    if len(name) > 100 or name in known:
        return ""
    mine = skeleton(name)
    near: list[tuple[int, str]] = []
    for other in known:
        theirs = skeleton(other)
        if abs(len(theirs) - len(mine)) <= 2 and (away := _apart(mine, theirs, name, other)) is not None:
            near.append((away, other))
    return min(near, default=(0, ""))[1]


def _apart(mine: str, theirs: str, name: str, other: str) -> int | None:
    """By how many letters they differ, where that is few enough to be taken for each other."""
    if mine == theirs:
        return 0 if len(mine) >= _LEAST_EQUAL and not _numbered(name, other) else None
    most = max((few for few, least in _LEAST_OF.items() if min(len(mine), len(theirs)) >= least), default=0)
    if not most or _numbered(name, other) or _of_one_family(mine, theirs):
        return None
    from rapidfuzz.distance import OSA  # most posts mention nobody

    away = OSA.distance(mine, theirs, score_cutoff=most)
    return away if away <= most else None


def _numbered(name: str, other: str) -> bool:
    """``acme1`` and ``acme2``, ``wc2022`` and ``wc2023``: siblings that differ by a number at the end."""
    return name.rstrip("0123456789") == other.rstrip("0123456789") and name != other


def _of_one_family(mine: str, theirs: str) -> bool:
    """``acmeuk`` and ``acmeus``, ``acme`` and ``acmede``: they differ in their last letters alone."""
    if len(mine) == len(theirs):
        return mine[:-2] == theirs[:-2]
    return mine.startswith(theirs) or theirs.startswith(mine)
