"""What a gate is told to keep for the time when the engine is away."""

import base64
import hashlib
import hmac
from collections.abc import Iterator

from guard.engine.actors import ANY_SERVICE, Cast
from guard.engine.badges import badges
from guard.engine.knowledge import Known
from guard.model.identity import Context
from guard.platforms import parse_account
from guard.protocol.events import BriefAccount, BriefIdentity, Briefing, Concern

_LETTERS = 22


def briefing(known: Known, cast: Cast, context: Context, *, salt: str, run: str, paused: bool) -> Briefing:
    """Who is who, in hashes; where brands are; and what happens to a post while nobody can judge it."""
    shapes = badges(known.workspace.identities)
    concerns = [Concern(platform, host) for platform, host in sorted(cast.concerns)]
    return Briefing(
        run=run,
        salt=salt,
        worn=shapes.get(context.active) if context.active else None,
        identities=[BriefIdentity(shapes[one.id], one.unguarded.value) for one in known.workspace.identities],
        accounts=list(_accounts(known, cast, salt)),
        concerns=[*concerns, Concern(ANY_SERVICE)] if concerns else [],
        paused=paused,
        language=known.workspace.language,
    )


def _accounts(known: Known, cast: Cast, salt: str) -> Iterator[BriefAccount]:
    for one in known.workspace.identities:
        for account in one.accounts:
            yield BriefAccount(_hash(account.key, salt), one.id)
    for name, text in known.workspace.credentials.items():
        tool, _, words = name.partition(":")
        owner = cast.owner(parse_account(text))
        if tool == "browser" and owner:
            yield BriefAccount(_hash(words, salt), owner.id)


def _hash(words: str, salt: str) -> str:
    digest = hmac.new(salt.encode(), words.lower().encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_LETTERS]
