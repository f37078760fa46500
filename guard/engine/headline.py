"""What a hold says at its top: where it would go, and which hat is worn."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from guard.engine.stake import Owners, crossing
from guard.model.account import Account
from guard.model.attempt import Attempt, Verb
from guard.model.decision import Decision, Reached
from guard.model.identity import Context, Identity
from guard.model.moments import when
from guard.model.sentence import Sentence
from guard.platforms import platform_name
from guard.policy.worn import worn
from guard.workspace import Workspace

_NAMED = 2
"""Names that a headline tells; the rest is counted."""
_BY_DESTINATION = frozenset({"wrong-hat", "expired-hat", "unknown-destination"})
_AND = Sentence.of(" and ")


def headline(attempt: Attempt, decision: Decision, owners: Owners) -> Sentence:
    """The one salient sentence, as ``This goes out as American Red Cross on X``."""
    if not attempt.destinations:
        return Sentence.of("Nobody can tell which account this goes to.")
    rules = {reason.rule for reason in decision.reasons}
    ends = [_end(end, owners) for end in crossing(attempt, decision, owners)]
    if ends and "mirror-reaches" in rules and not rules & _BY_DESTINATION:
        return Sentence.of("This also reaches {ends}.", ends=_some(ends))
    return _goes_out(attempt.verb, _as_whom(attempt.destinations, owners))


def release_label(attempt: Attempt, decision: Decision, owners: Owners) -> Sentence:
    """What the button says that lets go: ``Post as American Red Cross``, ``Post as Jo and reach Acme``."""
    names = dict.fromkeys(_name(account, owners) for account in _worst_first(attempt.destinations, owners))
    if not names:
        return Sentence.of("Post anyway")
    label = _let_go(attempt.verb, _some(list(names)))
    ends = (end.account for end in decision.reach if end.account and owners.foreign(end.account))
    reached = [name for name in dict.fromkeys(_name(account, owners) for account in ends) if name not in names]
    return Sentence.of("{label} and reach {whom}", label=label, whom=_some(reached)) if reached else label


def worn_line(context: Context, workspace: Workspace, now: datetime) -> Sentence:
    """``You are Jo (private) since 18:02.``, and before it which brand's time has ended."""
    active = workspace.identity(context.active) if context.active else None
    line = worn(active, when(context.since, now) if context.since else "")
    lapsed = workspace.identity(context.lapsed) if context.lapsed else None
    if lapsed is None:
        return line
    at = Sentence.of(" at {time}", time=when(context.until, now)) if context.until else ""
    return Sentence.of("Your time as {owner} ended{at}. {worn}", owner=lapsed.name, at=at, worn=line)


def _worst_first(accounts: Iterable[Account], owners: Owners) -> list[Account]:
    """Those of somebody else than the worn hat come first, since they are what must be seen."""
    return sorted(accounts, key=lambda account: not owners.foreign(account))


def _name(account: Account, owners: Owners) -> str:
    owner = owners.of(account)
    return owner.name if owner else account.shown or account.handle


def _as_whom(accounts: Iterable[Account], owners: Owners) -> Sentence:
    """``as Acme on X and Facebook and as Jo on Bluesky``."""
    platforms: dict[tuple[Identity | None, str], dict[str, None]] = {}
    for account in _worst_first(accounts, owners):
        key = (owners.of(account), _name(account, owners))
        platforms.setdefault(key, {})[platform_name(account.platform)] = None
    return _some([_as_one(owner, name, list(where)) for (owner, name), where in platforms.items()])


def _as_one(owner: Identity | None, name: str, platforms: list[str]) -> Sentence:
    where = _some(platforms)
    if owner is None:
        return Sentence.of("as {handle} on {platforms} (none of your accounts)", handle=name, platforms=where)
    return Sentence.of("as {owner} on {platforms}", owner=name, platforms=where)


def _end(end: Reached, owners: Owners) -> Sentence:
    if end.account is None:
        return Sentence.of("{end} (nobody has said whose account that is)", end=end.shown)
    platform = platform_name(end.account.platform)
    return Sentence.of("{owner} on {platform}", owner=_name(end.account, owners), platform=platform)


def _some(parts: list[str] | list[Sentence]) -> Sentence:
    """The first of them with “and” between them, and how many more there are."""
    unique = list(dict.fromkeys(parts))
    if (more := len(unique) - _NAMED) < 1:
        return Sentence.joined(unique, _AND)
    named = Sentence.joined(unique[:_NAMED], ", ")
    if more == 1:
        return Sentence.of("{named} and one more", named=named)
    return Sentence.of("{named} and {count} more", named=named, count=more)


def _goes_out(verb: Verb, whom: Sentence) -> Sentence:
    sentences: Mapping[Verb, Sentence] = {
        Verb.POST: Sentence.of("This goes out {whom}.", whom=whom),
        Verb.REPLY: Sentence.of("This reply goes out {whom}.", whom=whom),
        Verb.REPOST: Sentence.of("This is reposted {whom}.", whom=whom),
        Verb.LIKE: Sentence.of("This is liked {whom}.", whom=whom),
        Verb.LIVE: Sentence.of("This goes live {whom}.", whom=whom),
        Verb.SCHEDULE: Sentence.of("This is scheduled {whom}.", whom=whom),
        Verb.EDIT: Sentence.of("This is changed {whom}.", whom=whom),
        Verb.DELETE: Sentence.of("This is deleted {whom}.", whom=whom),
        Verb.MESSAGE: Sentence.of("This is sent as a message {whom}.", whom=whom),
    }
    return sentences[verb]


def _let_go(verb: Verb, whom: Sentence) -> Sentence:
    labels: Mapping[Verb, Sentence] = {
        Verb.POST: Sentence.of("Post as {whom}", whom=whom),
        Verb.REPLY: Sentence.of("Reply as {whom}", whom=whom),
        Verb.REPOST: Sentence.of("Repost as {whom}", whom=whom),
        Verb.LIKE: Sentence.of("Like as {whom}", whom=whom),
        Verb.LIVE: Sentence.of("Go live as {whom}", whom=whom),
        Verb.SCHEDULE: Sentence.of("Schedule as {whom}", whom=whom),
        Verb.EDIT: Sentence.of("Change as {whom}", whom=whom),
        Verb.DELETE: Sentence.of("Delete as {whom}", whom=whom),
        Verb.MESSAGE: Sentence.of("Send as {whom}", whom=whom),
    }
    return labels[verb]
