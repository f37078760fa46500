"""The rules, one function each: an attempt and the world in, reasons out; nothing where there is nothing to say.

A rule's id is its function's name with dashes. Identity evidence holds; what the content checks noticed is
weighed in ``careful``.
"""

from collections.abc import Iterator

from guard.model.account import Account
from guard.model.attempt import Attempt, Media, Origin, Verb
from guard.model.decision import Reached, Reason, Severity, Verdict
from guard.model.demand import Ask, Demand
from guard.model.excepted import Excepted, digest_of
from guard.model.identity import Identity, IdentityKind
from guard.model.moments import time_of
from guard.model.policy import first_match, verdict_between
from guard.model.sentence import Sentence
from guard.policy.careful import CAREFUL
from guard.policy.world import World
from guard.policy.worn import worn

_THEN = Sentence.of(", then ")
_OWN_HAT = Sentence.of("nobody's post leaves under another hat")


def unknown_fact(attempt: Attempt, world: World) -> Iterator[Reason]:
    """What could not be found out holds the post: unknown never means allow."""
    for fact in (*attempt.unknown, *world.unknown):
        yield Reason("unknown-fact", Verdict.HOLD, Severity.MEDIUM, fact)
    if not (attempt.destinations or attempt.elsewhere or attempt.unknown):
        text = Sentence.of("Nobody can tell which account this goes to.")
        yield Reason("unknown-fact", Verdict.HOLD, Severity.HIGH, text)


def unknown_destination(attempt: Attempt, world: World) -> Iterator[Reason]:
    """An account that belongs to no identity may be anyone's."""
    if not world.identities and world.unknown:
        return  # the workspace cannot be read; unknown_fact has said so
    for account in attempt.destinations:
        if world.owner(account) is None:
            text = Sentence.of("{account} belongs to none of your identities.", account=str(account))
            remedy = Sentence.of("hatcheck account add IDENTITY {account} says whose it is", account=str(account))
            yield Reason("unknown-destination", Verdict.HOLD, Severity.MEDIUM, text, remedy)


def wrong_hat(attempt: Attempt, world: World) -> Iterator[Reason]:
    """The destination's identity is another than the one that is worn."""
    for account in attempt.destinations:
        owner = world.owner(account)
        if owner is None:
            continue  # unknown_destination speaks
        verdict = verdict_between(world.policies, world.active, owner)
        if verdict is Verdict.HOLD and world.context.lapsed == owner.id:
            continue  # expired_hat says the same, and why
        if verdict is not Verdict.ALLOW:
            text = Sentence.of(
                "This goes out as {owner} on {account}. {worn}",
                owner=owner.name,
                account=str(account),
                worn=_worn(world),
            )
            yield Reason("wrong-hat", verdict, _severity(owner), text, _basis(world, owner))


def expired_hat(attempt: Attempt, world: World) -> Iterator[Reason]:
    """The hat was worn, but its time is over: being a brand is taken for a task, not for good."""
    for account in attempt.destinations:
        owner = world.owner(account)
        if owner is not None and owner.id == world.context.lapsed:
            text = Sentence.of(
                "This goes out as {owner} on {account}, but your time as {owner} ended{at}.",
                owner=owner.name,
                account=str(account),
                at=Sentence.of(" at {time}", time=time_of(until)) if (until := world.context.until) else "",
            )
            remedy = Sentence.of("hatcheck be {identity} puts it on again", identity=owner.id)
            yield Reason("expired-hat", Verdict.HOLD, _severity(owner), text, remedy)


def mirror_reaches(attempt: Attempt, world: World) -> Iterator[Reason]:
    """A mirror carries the post on to another identity's account."""
    for account in attempt.destinations:
        for reached in world.reach.get(account, ()):
            yield from _mirrored(account, reached, world)


def media_of_another_identity(attempt: Attempt, world: World) -> Iterator[Reason]:
    """A picture from one identity's folders leaves in another's name."""
    for media in attempt.media:
        keeper = world.identity(world.media_owners.get(media.path, ""))
        yield from _foreign(attempt, world, keeper, "media-of-another-identity", _picture(media))


def copied_from_another_identity(attempt: Attempt, world: World) -> Iterator[Reason]:
    """Text or media that were copied as one identity leave in another's name."""
    for origin in attempt.origins:
        keeper = world.identity(origin.identity)
        yield from _foreign(attempt, world, keeper, "copied-from-another-identity", _copied(origin))


def unreadable_media(attempt: Attempt, _world: World) -> Iterator[Reason]:
    """A picture that cannot be opened cannot be looked at."""
    for media in attempt.media:
        if not media.readable:
            text = Sentence.of("{file} cannot be opened, so nobody knows what would be shown.", file=media.path)
            yield Reason("unreadable-media", Verdict.HOLD, Severity.MEDIUM, text)


def frozen_identity(attempt: Attempt, world: World) -> Iterator[Reason]:
    """While an identity is frozen nothing leaves in its name, nor by its mirrors.

    Its statement, answers to single people once that is out, and deletions are held instead: each is confirmed.
    """
    accounts = [*attempt.destinations]
    accounts += [r.account for a in attempt.destinations for r in world.reach.get(a, ()) if r.account]
    for owner in {owner.id: owner for account in accounts if (owner := world.owner(account))}.values():
        if owner.id not in world.frozen:
            continue
        if what := _excepted(attempt, world.excepted.get(owner.id, Excepted())):
            text = Sentence.of("{owner} is frozen, and this is {what}.", owner=owner.name, what=what)
            demand = Demand(Ask.TICK, "frozen", Sentence.of("It shall leave while everything else is stopped."))
            yield Reason("frozen-identity", Verdict.HOLD, Severity.HIGH, text, "", (demand,))
        else:
            text = Sentence.of("{owner} is frozen: {why}.", owner=owner.name, why=world.frozen[owner.id])
            yield Reason("frozen-identity", Verdict.DENY, Severity.HIGH, text, f"hatcheck unfreeze {owner.id}")


def _excepted(attempt: Attempt, excepted: Excepted) -> Sentence | None:
    """What it is that may leave, or None. Pictures were not part of what was approved."""
    if attempt.verb is Verb.DELETE:
        return Sentence.of("a deletion, which says nothing new")
    if attempt.media or attempt.attached or attempt.verb not in {Verb.POST, Verb.REPLY}:
        return None
    if excepted.statement and digest_of(attempt.text) == excepted.statement:
        return Sentence.of("its statement, word for word")
    if excepted.answering and attempt.verb is Verb.REPLY:
        return Sentence.of("an answer to somebody")
    return None


RULES = (
    frozen_identity,
    unknown_fact,
    unknown_destination,
    wrong_hat,
    expired_hat,
    mirror_reaches,
    media_of_another_identity,
    copied_from_another_identity,
    unreadable_media,
    *CAREFUL,
)


def _mirrored(account: Account, reached: Reached, world: World) -> Iterator[Reason]:
    way = Sentence.joined((step.by for step in reached.path), _THEN)
    evidence = Sentence.joined((step.said for step in reached.path), "; ")
    if reached.account is None:
        text = Sentence.of(
            "A mirror of {account} goes on to {end} through {way}, and nobody has said whose that is.",
            account=str(account),
            end=reached.shown,
            way=way,
        )
        evidence = Sentence.of("{steps}; hatcheck resolve asks for it", steps=evidence)
        yield Reason("mirror-reaches", Verdict.HOLD, Severity.MEDIUM, text, evidence)
        return
    owner = world.owner(reached.account)
    if owner is None or owner == world.owner(account):
        return
    verdict = verdict_between(world.policies, world.active or world.owner(account), owner)
    if verdict is Verdict.ALLOW and world.active == owner:
        # The hat that is worn is the mirrored account's: what counts is whose post it is to begin with.
        verdict = verdict_between(world.policies, world.owner(account), owner)
    if verdict is not Verdict.ALLOW:
        text = Sentence.of(
            "It also reaches {account} ({owner}) through {way}.",
            account=str(reached.account),
            owner=owner.name,
            way=way,
        )
        yield Reason("mirror-reaches", verdict, _severity(owner), text, evidence)


def _picture(media: Media) -> Sentence:
    return Sentence.of("The picture {file}", file=media.path)


def _copied(origin: Origin) -> Sentence:
    if origin.what == "text":
        return Sentence.of("The text ({how})", how=origin.how)
    return Sentence.of("The {what} ({how})", what=origin.what, how=origin.how)


def _foreign(attempt: Attempt, world: World, keeper: Identity | None, rule: str, what: str) -> Iterator[Reason]:
    for account in attempt.destinations:
        owner = world.owner(account)
        if keeper is None or owner is None or keeper == owner:
            continue
        verdict = verdict_between(world.policies, keeper, owner)
        if verdict is not Verdict.ALLOW:
            text = Sentence.of(
                "{what} belongs to {keeper}, and this goes out as {owner} on {account}.",
                what=what,
                keeper=keeper.name,
                owner=owner.name,
                account=str(account),
            )
            yield Reason(rule, verdict, _severity(owner), text)


def _worn(world: World) -> str:
    since = world.context.since
    return worn(world.active, time_of(since) if since else "")


def _basis(world: World, owner: Identity) -> str:
    policy = first_match(world.policies, world.active, owner)
    rule = Sentence.of("policy {place}", place=policy.origin) if policy else _OWN_HAT
    return Sentence.of("{rule}; hat known by: {how}", rule=rule, how=world.context.known_by)


def _severity(owner: Identity) -> Severity:
    return Severity.HIGH if owner.kind is IdentityKind.BRAND else Severity.MEDIUM
