"""The operation ``change``: the user's file is changed by all edits or, where it could not be loaded then, by none."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from guard.files import turn
from guard.model.sentence import Sentence
from guard.platforms import parse_account
from guard.protocol import ErrorCode, Refused
from guard.protocol import edits as ask
from guard.protocol.requests import Edit
from guard.service.operations import checking, identities
from guard.service.operations.settings import organisations
from guard.service.operations.spelling import kept, refuse_taking
from guard.workspace import Workspace, WorkspaceError, load
from guard.workspace.edit import Draft


def change(user: Path, organisation: Path, lock: Path, edits: Sequence[Edit]) -> Workspace:
    """The workspace after these edits of the user's file. Whoever changes it under the same ``lock`` waits.

    Raises Refused: ``bad-request`` for a change that is none, ``unknown-name`` for an identity that is not there,
    ``not-changed`` with the reason where the result could not be loaded or written. Then nothing was changed.
    """
    changes = [_read(edit) for edit in edits]
    try:
        with turn(lock):
            if user.exists():
                load(user, organisation)  # what is broken already is told as it stands, line by line
            draft = Draft(user, organisation)
            below = organisations(organisation)
            for one in changes:
                _apply(draft, below, one)
            draft.save()
            return load(user, organisation)
    except WorkspaceError as error:
        raise Refused(ErrorCode.NOT_CHANGED, "\n".join(str(problem) for problem in error.problems)) from None
    except TimeoutError:
        text = Sentence.of("Something else is changing the same file. Nothing was changed; try again.")
        raise Refused(ErrorCode.NOT_CHANGED, text) from None
    except OSError as error:
        file, why = error.filename or user, error.strerror or type(error).__name__
        pattern = "{file} cannot be written ({why}). Nothing was changed; mend that, and try again."
        text = Sentence.of(pattern, file=file, why=why)
        raise Refused(ErrorCode.NOT_CHANGED, text) from None


def _read(edit: Edit) -> ask.Change:
    try:
        return ask.change_of(edit)
    except msgspec.ValidationError as error:
        text = Sentence.of("This change cannot be made: {what}. See EDITS in PROTOCOL.md.", what=error)
        raise Refused(ErrorCode.BAD_REQUEST, text) from None


def _apply(draft: Draft, below: Workspace, change: ask.Change) -> None:
    match change:
        case ask.IdentityPut():
            identities.put(draft, below, change)
        case ask.IdentityRemove(id=name):
            identities.remove(draft, below, name)
        case ask.PoliciesPut(policies=rows):
            _put_policies(draft, rows)
        case ask.CredentialPut(key=key, account=account):
            draft.amend("credentials", {key: _account(account) if account.strip() else None})
        case ask.ToolsPut(paths=paths):
            _put_tools(draft, below, paths)
        case ask.HoldPut(wait=wait):
            draft.amend("hold", {"wait": wait.strip() or None})
        case ask.DeskPut(idle=idle):
            draft.amend("desk", {"idle": idle.strip() or None})
        case ask.LanguagePut(language=language):
            draft.amend("desk", {"language": language.strip() or None})
        case ask.ChecksPut():
            checking.put(draft, below, change)


def _put_policies(draft: Draft, rows: Sequence[ask.PolicyRow]) -> None:
    """Rows that are there already keep their comments; one that only decides otherwise now, too."""
    there = {(table.get("from"), table.get("to")): number for number, table in enumerate(draft.tables("policy"))}
    for row in rows:
        if (number := there.get((row.source, row.destination))) is not None:
            draft.amend("policy", {"decision": row.decision}, number)
    wanted: list[int | dict[str, str]] = []
    for row in rows:
        number = there.pop((row.source, row.destination), None)
        new = {"from": row.source, "to": row.destination, "decision": row.decision}
        wanted.append(new if number is None else number)
    draft.arrange("policy", wanted)


def _put_tools(draft: Draft, below: Workspace, paths: Sequence[str]) -> None:
    def meaning(text: str) -> str:
        return str(draft.absolute(text))

    given = [str(path) for path in below.tools]
    refuse_taking(given, paths, meaning)
    own = kept(draft.section("tools").get("paths"), [text for text in paths if meaning(text) not in given], meaning)
    draft.amend("tools", {"paths": own or None})


def _account(text: str) -> str:
    try:
        return str(parse_account(text))
    except ValueError as error:
        raise Refused(ErrorCode.NOT_CHANGED, f"{error}.") from None
