"""The changes of an identity in the user's file, which only adds to what the organisation's file says of it."""

from typing import Any

from guard.model.identity import Unguarded
from guard.model.sentence import Sentence
from guard.platforms import parse_account
from guard.protocol import ErrorCode, Refused
from guard.protocol.edits import IdentityPut
from guard.protocol.replies import IdentitySetting
from guard.service.operations.caring import care_values
from guard.service.operations.settings import identity_setting
from guard.service.operations.spelling import Meaning, kept, meant, refuse_taking
from guard.workspace import Workspace
from guard.workspace.durations import duration, hours
from guard.workspace.edit import Draft

_TEXTS: dict[str, Meaning] = {
    "name": str.strip,
    "kind": str.strip,
    "color": str.lower,
    "session": duration,
    "unguarded": Unguarded,
}
_NOTHING = IdentitySetting(id="", name="", kind="", color="", accounts=[], folders=[], hours=[], session="")


def put(draft: Draft, below: Workspace, said: IdentityPut) -> None:
    """The identity of this id is what is said afterwards; lines that mean the same already stay as they are."""
    tables = draft.tables("identity")
    number = next((number for number, table in enumerate(tables) if table.get("id") == said.id), None)
    there = tables[number] if number is not None else {}
    given = below.identity(said.id)
    values = _values(draft, there, identity_setting(given) if given else _NOTHING, said)
    if number is not None:
        draft.amend("identity", values, number)
    elif given is None or any(values.values()):
        draft.add("identity", {"id": said.id} | {key: value for key, value in values.items() if value is not None})


def remove(draft: Draft, below: Workspace, name: str) -> None:
    """Takes out the identity and the policies that name it; raises Refused where the user's file has none."""
    if below.identity(name):
        refuse_taking([name], [], str)
    if not draft.remove("identity", id=name):
        text = Sentence.of("There is no identity {name} any more. Look again at the list.", name=name)
        raise Refused(ErrorCode.UNKNOWN_NAME, text)
    policies = draft.tables("policy")
    draft.arrange("policy", [n for n, one in enumerate(policies) if name not in (one.get("from"), one.get("to"))])


def _values(draft: Draft, there: dict[str, Any], given: IdentitySetting, said: IdentityPut) -> dict[str, Any]:
    """What is to stand in the user's table; None for what is not to stand there."""

    def folder(text: str) -> str:
        return str(draft.absolute(text))

    def added(key: str, meaning: Meaning) -> list[str] | None:
        lower, wanted = getattr(given, key), getattr(said, key)
        refuse_taking(lower, wanted, meaning)
        below = {meant(text, meaning) for text in lower}
        own = [text for text in wanted if meant(text, meaning) not in below]
        return kept(there.get(key), own, meaning) or None

    def instead(key: str, meaning: Meaning) -> str | None:
        lower, wanted = getattr(given, key), getattr(said, key).strip()
        if not wanted or (lower and meant(wanted, meaning) == meant(lower, meaning)):
            return None
        (text,) = kept(there.get(key), [wanted], meaning)
        return str(text)

    worked = kept(there.get("hours"), said.hours, hours)
    same_hours = [meant(text, hours) for text in said.hours] == [meant(text, hours) for text in given.hours]
    plain = {key: instead(key, meaning) for key, meaning in _TEXTS.items()} | {
        "accounts": added("accounts", _account),
        "folders": added("folders", folder),
        "hours": None if same_hours else worked,
    }
    return plain | care_values(draft, there, given, said)


def _account(text: str) -> str:
    return parse_account(text).key
