"""The three layers put together: built-in, then the organisation's file, then the user's."""

import os
import stat
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from guard.model.care import Care
from guard.model.identity import Identity
from guard.workspace import build, caring, outside, watched
from guard.workspace.problems import Problem, WorkspaceError
from guard.workspace.read import LOCKABLE, WorkspaceFile
from guard.workspace.values import Workspace

MAX_BYTES = 4 * 1024 * 1024


def load(user: Path, organisation: Path | None = None) -> Workspace:
    """The workspace; raises WorkspaceError with every mistake found, FileNotFoundError where there is no file."""
    files = [file for path in (organisation, user) if path and (file := _open(path))]
    if not files:
        raise FileNotFoundError(user)
    return _of(user, files)


def load_text(user: Path, text: str, organisation: Path | None = None) -> Workspace:
    """The workspace as it would be if ``text`` stood in the user's file; raises WorkspaceError."""
    below = _open(organisation) if organisation else None
    return _of(user, [*([below] if below else []), WorkspaceFile(user, text)])


def _of(user: Path, files: list[WorkspaceFile]) -> Workspace:
    problems = list(_overridden_locks(files))
    workspace = Workspace(path=user, layers=tuple(file.path for file in files))
    for file in files:
        workspace = _laid_over(workspace, file)
        problems += file.problems
    problems += _shared_accounts(workspace)
    if problems:
        raise WorkspaceError(tuple(problems))
    return workspace


def _open(path: Path) -> WorkspaceFile | None:
    try:
        # A pipe would keep us waiting for whoever writes into it.
        with open(path, "rb", opener=_without_waiting) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise WorkspaceError((Problem(path, None, "this is no file", "Name another with --workspace"),))
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise WorkspaceError((Problem(path, None, "the file is larger than 4 MiB", "Is this the workspace?"),))
        return WorkspaceFile(path, data.decode("utf-8-sig").replace("\r\n", "\n"))
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise WorkspaceError((Problem(path, line, "this is not UTF-8 text", "Save the file as UTF-8"),)) from None
    except OSError as error:
        remedy = "Give yourself the right to read it, or name another file with --workspace"
        raise WorkspaceError((Problem(path, None, f"it cannot be read: {error.strerror}", remedy),)) from None


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _laid_over(lower: Workspace, file: WorkspaceFile) -> Workspace:
    """The workspace with one more layer on top. The lower layer's policies are asked first."""
    upper = build.identities(file, frozenset(identity.id for identity in lower.identities))
    merged = {identity.id: identity for identity in lower.identities}
    for (_, table), identity in zip(file.tables("identity"), upper, strict=True):
        merged[identity.id] = _merged(merged.get(identity.id), identity, set(table))
    return replace(
        lower,
        identities=tuple(merged.values()),
        policies=lower.policies + build.policies(file, frozenset(merged)),
        credentials={**lower.credentials, **build.credentials(file)},
        routes=lower.routes + build.routes(file),
        holdings=lower.holdings + build.holdings(file),
        reviewed=lower.reviewed + build.reviewed(file),
        ignores=lower.ignores + build.ignores(file),
        tools=lower.tools + build.tools(file),
        review_after=build.review_after(file) or lower.review_after,
        hold_wait=build.hold_wait(file) or lower.hold_wait,
        idle_after=build.idle_after(file) or lower.idle_after,
        checking=caring.checking(file, lower.checking),
        colleagues=lower.colleagues + caring.colleagues(file),
        schedulers=lower.schedulers + outside.schedulers(file, frozenset(merged)),
        watched=watched.watched(file, merged, lower.watched),
        teams=lower.teams + outside.teams(file, frozenset(merged)),
        language=build.language(file) or lower.language,
    )


def _merged(below: Identity | None, above: Identity, said: set[str]) -> Identity:
    """One identity of both layers: what the upper says counts, its accounts and folders are added."""
    if below is None:
        return above
    added = tuple(account for account in above.accounts if account not in below.accounts)
    merged = replace(below, accounts=below.accounts + added, folders=below.folders + above.folders)
    for key in said & {"name", "kind", "color", "hours", "session", "unguarded"}:
        merged = replace(merged, **{key: getattr(above, key)})
    return replace(merged, care=_cared(below.care, above.care))


def _cared(below: Care, above: Care) -> Care:
    """What either asks for: what the organisation wants looked at stays so, and the user may only want more."""
    together: dict[str, Any] = {}
    for field in fields(Care):
        first, more = getattr(below, field.name), getattr(above, field.name)
        together[field.name] = tuple(dict.fromkeys(first + more)) if isinstance(first, tuple) else first | more
    return Care(**together)


def _overridden_locks(files: list[WorkspaceFile]) -> Iterator[Problem]:
    """Keys of the upper file that the lower has locked: ``policy``, ``identity.redcross``, ``review.after``."""
    if len(files) < 2:
        return
    lower, upper = files
    for lock in lower.texts((), lower.table, "locked"):
        section, _, rest = lock.partition(".")
        name, _, key = rest.partition(".")
        if section not in LOCKABLE:
            lower.problem(("locked",), f'"{lock}" cannot be locked', f"Known are: {', '.join(sorted(LOCKABLE))}")
            continue
        for where, table in upper.tables(section):
            if section == "identity" and name and table.get("id") != name:
                continue
            wanted = key if section == "identity" else rest
            if not wanted or wanted in table:
                line = lower.lines.of("locked")
                what = f'"{lock}" is locked by your organisation ({lower.path}, line {line})'
                yield Problem(upper.path, upper.lines.of(*where, wanted), what, "Remove it here, or ask for a change")


def _shared_accounts(workspace: Workspace) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for identity in workspace.identities:
        for account in identity.accounts:
            other = owners.setdefault(account.key, identity.id)
            if other != identity.id and len(workspace.layers) > 1:
                what = f"{account} belongs to {other} in one layer and to {identity.id} in another"
                yield Problem(workspace.path, None, what, "An account belongs to one identity: remove it from one")
