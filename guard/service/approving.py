"""A colleague's code, before it counts: it is looked up whose it is, and whoever tries too often is refused."""

import asyncio
from collections.abc import Mapping

from guard.engine.approval import NotApproved, NotAsked, approver
from guard.engine.card import card
from guard.engine.holds import Hold
from guard.languages import said
from guard.model.demand import Ask
from guard.model.sentence import Sentence
from guard.protocol import ErrorCode, Refused
from guard.protocol.approval import request_of
from guard.service.room import Room
from guard.vault import Vault

MOST_TRIES = 5
"""Wrong codes for one hold; a code is too long to be guessed in so many."""


async def checked(room: Room, hold: Hold, met: Mapping[str, str], language: str) -> Mapping[str, str]:
    """``met`` with the colleague's id in place of the code; raises Refused where it is nobody's: the hold stands."""
    wanted = [demand.key for demand in hold.decision.demands if demand.ask is Ask.COLLEAGUE]
    if not wanted:
        return met
    known = await room.known()
    made = card(hold.id, hold.attempt, hold.decision, hold.context, known.workspace, hold.placed.wall, language)
    names = dict(met)
    for key in wanted:
        if not (code := met.get(key, "").strip()):
            continue  # the hold says that it is missing
        if hold.wrong_codes >= MOST_TRIES:
            text = Sentence.of("Too many wrong codes. Stop this, and post it again.")
            raise Refused(ErrorCode.NOT_MET, said(text, language))
        hold.wrong_codes += 1  # until it is known to be right: many may be tried at once
        try:
            names[key] = await asyncio.to_thread(approver, code, request_of(made), known.workspace.colleagues, Vault())
        except NotApproved as error:
            hold.wrong_codes -= isinstance(error, NotAsked)
            raise Refused(ErrorCode.NOT_MET, said(error.args[0], language)) from None
        hold.wrong_codes -= 1
    return names
