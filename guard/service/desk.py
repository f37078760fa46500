"""The state that every shell shows, made anew from what is known now."""

from collections.abc import Iterator, Mapping

from guard.engine import hat
from guard.engine.badges import badges
from guard.engine.clock import Moment
from guard.engine.holds import Hold
from guard.engine.incident_lines import line_of
from guard.engine.knowledge import Known
from guard.languages import said
from guard.model.identity import Identity
from guard.model.sentence import Sentence
from guard.platforms import compose_url, load
from guard.protocol.card import Badge
from guard.protocol.desk import Account, Desk, Hat, HoldLine, Paused, Worn
from guard.protocol.incidents import Stray
from guard.service.room import Room

SHOWN = 20
"""Holds that are listed; the rest is counted. And posts that did not leave from here: the rest comes after them."""
_WORDS = 500
"""Characters of a post that are shown in a list."""


def desk(room: Room, known: Known, moment: Moment, language: str) -> Desk:
    """The whole state, in one language."""
    workspace, state = known.workspace, known.state
    context = hat.context(workspace, state, moment)
    pause = state.paused if state.paused and not state.paused.over(moment) else None
    shapes = badges(workspace.identities)
    return Desk(
        run=room.run,
        hats=[_hat(one, known, shapes) for one in workspace.identities],
        worn=Worn(
            identity=context.active,
            known_by=said(context.known_by, language),
            since=context.since.isoformat() if context.since else None,
            remaining=hat.remaining(state, moment) if context.active else None,
            lapsed=context.lapsed,
        ),
        paused=Paused(pause.reason, max(0.0, pause.until_running - moment.running)) if pause else None,
        holds=[line(hold, known, moment, language) for hold in room.holds.oldest(SHOWN)],
        waiting=len(room.holds),
        today=room.tally.today(moment.wall),
        lights=room.lights.all(language),
        troubles=[said(text, language) for text in known.unknown],
        ready=room.paths.workspace.exists(),
        workspace=str(room.paths.workspace),
        pictures=room.second.indexing.progress().state.value if room.second.indexing else "",
        language=workspace.language,
        incidents=[line_of(one, workspace, language) for one in room.response.incidents.all()[0] if not one.closed],
        strays=list(_strays(room, shapes, language)),
    )


def line(hold: Hold, known: Known, moment: Moment, language: str) -> HoldLine:
    """A hold in a list."""
    owner = next((one for a in hold.attempt.destinations if (one := _owner(a, known))), None)
    return HoldLine(
        hold=hold.id,
        summary=said(_summary(hold, owner), language),
        placed=hold.placed.wall.isoformat(),
        remaining=max(0.0, hold.deadline - moment.running),
        owner=owner.id if owner else None,
    )


def _strays(room: Room, shapes: Mapping[str, Badge], language: str) -> Iterator[Stray]:
    """The newest first; none of an identity that is not there any more."""
    shown = [(key, badge, one) for key, (brand, one) in room.strays.found.items() if (badge := shapes.get(brand))]
    for key, badge, one in sorted(shown, key=lambda each: each[2].post.at, reverse=True)[:SHOWN]:
        post, text = one.post, said(one.said, language)
        words = post.text if len(post.text) <= _WORDS else post.text[: _WORDS - 1] + "…"
        yield Stray(key, badge, one.account, words, post.link, post.at.isoformat(), text, post.client)


def _summary(hold: Hold, owner: Identity | None) -> Sentence:
    account = ", ".join(str(one) for one in hold.attempt.destinations) or "?"
    if owner is None:
        return Sentence.of("{account}, from {app}", account=account, app=hold.attempt.app or "?")
    return Sentence.of(
        "{owner} on {account}, from {app}", owner=owner.name, account=account, app=hold.attempt.app or "?"
    )


def _owner(account: object, known: Known) -> Identity | None:
    return next((one for one in known.workspace.identities if account in one.accounts), None)


def _hat(identity: Identity, known: Known, shapes: Mapping[str, Badge]) -> Hat:
    span = hat.span_of(identity, None)
    return Hat(
        badge=shapes[identity.id],
        accounts=[Account(str(one), load()[one.platform].name, compose_url(one) or "") for one in identity.accounts],
        session=int(span.total_seconds()) if span else None,
        frozen=known.state.frozen.get(identity.id),
    )
