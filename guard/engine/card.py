"""One hold as it is drawn: everything a shell or a terminal shows of it, in one language."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePath

from msgspec.structs import replace

from guard.engine.badges import badge, badges
from guard.engine.gather import media_owners
from guard.engine.headline import headline, release_label, worn_line
from guard.engine.links import links
from guard.engine.rescue import rescues
from guard.engine.stake import Owners, account_at_stake, high_risk
from guard.languages import said
from guard.model.attempt import Attempt, Media
from guard.model.decision import Decision, Reached, Reason, Signal
from guard.model.demand import Demand
from guard.model.identity import Context, Identity
from guard.model.look import Look
from guard.model.sentence import Sentence
from guard.platforms import platform_name
from guard.protocol.card import Badge, Card, CardDemand, CardMedia, CardMirror, CardReason, Destination
from guard.workspace import Workspace

_NONE: Mapping[str, str] = {}
_OF_THE_RIGHT_HAT = frozenset(
    {"frozen-identity", "checklist", "second-look", "hashtag-joined", "hashtag-first", "declared-crisis"}
)
"""Rules that say nothing about whose a post is."""

__all__ = ["badge", "badges", "card"]


def card(
    hold_id: str,
    attempt: Attempt,
    decision: Decision,
    context: Context,
    workspace: Workspace,
    now: datetime,
    language: str,
    smalls: Mapping[str, str] = _NONE,
) -> Card:
    """The card of this hold. Of the machine it looks at nothing but where the media lie.

    ``smalls`` are small pictures of files that lie nowhere here, by their names.
    """
    owners, known = Owners(workspace, context), badges(workspace.identities)
    keepers = media_owners(attempt.media, workspace.identities)
    risky = high_risk(decision, stray=_stray(attempt, keepers, owners))
    stake = account_at_stake(attempt, decision, owners) if risky else None
    return Card(
        hold=hold_id,
        verb=attempt.verb.value,
        app=attempt.app,
        headline=said(headline(attempt, decision, owners), language),
        worn_line=said(worn_line(context, workspace, now), language),
        destinations=_destinations(attempt, owners, known),
        worn=known[owners.worn.id] if owners.worn else None,
        text=attempt.text,
        media=[
            *(_media(media, keepers, decision, workspace, language) for media in attempt.media),
            *(_attached(name, smalls.get(name, ""), decision, workspace, language) for name in attempt.attached),
        ],
        links=links(attempt.text, language, decision.links),
        mirrors=[_mirror(reached, owners, known, language) for reached in decision.reach],
        reasons=list(_reasons(decision, language)),
        signals=list(_signals(decision, language)),
        high_risk=stake is not None,
        typed=(stake.shown or stake.handle) if stake else "",
        release_label=said(release_label(attempt, decision, owners), language),
        rescues=rescues(attempt, owners, workspace, known) if _strays(attempt, decision, owners) else [],
        demands=[_demand(demand, language) for demand in decision.demands],
    )


def _strays(attempt: Attempt, decision: Decision, owners: Owners) -> bool:
    """Whether it may be meant for another account: the right hat's checklist is no reason to post it elsewhere."""
    away = any(owners.foreign(account) for account in attempt.destinations) or bool(decision.reach)
    return away or not attempt.destinations or any(reason.rule not in _OF_THE_RIGHT_HAT for reason in decision.reasons)


def _stray(attempt: Attempt, keepers: Mapping[str, str], owners: Owners) -> bool:
    """Whether something that goes along belongs to another identity than the one that is worn."""
    worn = owners.worn.id if owners.worn else None
    return any(keeper != worn for keeper in (*keepers.values(), *(origin.identity for origin in attempt.origins)))


def _badge(owner: Identity | None, known: Mapping[str, Badge]) -> Badge | None:
    return known[owner.id] if owner else None


def _destinations(attempt: Attempt, owners: Owners, known: Mapping[str, Badge]) -> list[Destination]:
    return [
        Destination(
            str(account),
            account.shown or account.handle,
            platform_name(account.platform),
            _badge(owners.of(account), known),
        )
        for account in attempt.destinations
    ]


def _media(
    media: Media, keepers: Mapping[str, str], decision: Decision, workspace: Workspace, language: str
) -> CardMedia:
    keeper = workspace.identity(keepers.get(media.path, ""))
    note = "" if media.readable else said(Sentence.of("cannot be opened"), language)
    made = CardMedia(media.path, PurePath(media.path).name, keeper.name if keeper else None, note)
    return _with_likeness(made, decision.looks.get(media.path), workspace, language)


def _attached(name: str, small: str, decision: Decision, workspace: Workspace, language: str) -> CardMedia:
    made = CardMedia("", name, None, said(Sentence.of("attached in the page"), language), small)
    return _with_likeness(made, decision.looks.get(name), workspace, language)


def _with_likeness(made: CardMedia, look: Look | None, workspace: Workspace, language: str) -> CardMedia:
    """With the known picture that it shows, where that is another file."""
    match = next((one for one in look.matches if one.path != made.path), None) if look else None
    owner = workspace.identity(match.identity) if match else None
    if match is None or owner is None:
        return made
    note = Sentence.of("{owner}'s picture {file}", owner=owner.name, file=PurePath(match.path).name)
    return replace(made, owner=owner.name, like=match.path, like_note=said(note, language))


def _demand(demand: Demand, language: str) -> CardDemand:
    return CardDemand(demand.key, demand.ask.value, said(demand.text, language), demand.about)


def _mirror(reached: Reached, owners: Owners, known: Mapping[str, Badge], language: str) -> CardMirror:
    steps = [said(step.said, language) for step in reached.path]
    account = str(reached.account) if reached.account else said(reached.shown, language)
    return CardMirror(account, _badge(owners.of(reached.account), known), steps)


def _reasons(decision: Decision, language: str) -> Iterator[CardReason]:
    """The worst first, as the decision has them."""
    noticed = {(signal.check, signal.text): signal for signal in decision.signals}
    for reason in decision.reasons:
        signal = noticed.get((reason.rule, reason.text))
        yield card_signal(signal, language) if signal else _reason(reason.rule, reason, language)


def _signals(decision: Decision, language: str) -> Iterator[CardReason]:
    """Those that do not hold by themselves, the worst first."""
    reasons = {reason.rule for reason in decision.reasons}
    for signal in decision.signals:
        if signal.check not in reasons:
            yield card_signal(signal, language)


def card_signal(signal: Signal, language: str) -> CardReason:
    """A signal as it is drawn, with its places."""
    spots = [(spot.start, spot.end) for spot in signal.spots if spot.end > spot.start]
    media = [spot.media for spot in signal.spots if spot.media]
    made = _reason(signal.check, signal, language)
    return replace(made, spots=spots, media=media)


def _reason(rule: str, what: Reason | Signal, language: str) -> CardReason:
    text = what.text
    if rule == "wrong-hat" and isinstance(text, Sentence):  # the headline and the line below it say the rest
        text = Sentence.of("{account} belongs to {owner}.", account=text.values["account"], owner=text.values["owner"])
    return CardReason(rule, what.severity.value, said(text, language), said(what.evidence, language))
