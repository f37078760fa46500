"""From a checked file to values: identities, policies, routes and answers."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from guard.model.account import Account
from guard.model.decision import Verdict
from guard.model.identity import Identity, IdentityKind, Unguarded
from guard.model.policy import ANYONE, Policy
from guard.model.route import BY_HAND, Endpoint, Holding, Place, Route, Source, SourceKind
from guard.platforms import parse_account
from guard.workspace import caring
from guard.workspace.durations import duration, hours
from guard.workspace.read import Table, WorkspaceFile
from guard.workspace.values import Ignore, Reviewed

Where = tuple[str | int, ...]
T = TypeVar("T")

LANGUAGES = ("en", "de")
_COLORS = ("#c8102e", "#1d6fb8", "#2e7d32", "#8e44ad", "#b35c00", "#00796b")


def identities(file: WorkspaceFile, below: frozenset[str] = frozenset()) -> tuple[Identity, ...]:
    """All identities; each id once, each account at most once. Those ``below`` have said their kind already."""
    found: list[Identity] = []
    owners: dict[Account, str] = {}
    for where, table in file.tables("identity"):
        identity = _identity(file, where, table, len(found), below)
        if any(identity.id == other.id for other in found):
            file.problem((*where, "id"), f'the id "{identity.id}" is used twice', "Give each identity its own id")
        for account in identity.accounts:
            if account in owners:
                what = f"{account} belongs to {owners[account]} already"
                file.problem((*where, "accounts"), what, "An account belongs to one identity: remove it from the other")
            owners[account] = identity.id
        for folder in identity.folders:
            keeper = next((other.id for other in found if folder in other.folders), None)
            if keeper:
                what = f"the folder {folder} belongs to {keeper} already"
                file.problem(
                    (*where, "folders"), what, "Media are one identity's: name a folder inside it, or remove one"
                )
        found.append(identity)
    return tuple(found)


def _unguarded(file: WorkspaceFile, where: Where, table: Table) -> Unguarded:
    said = file.text(where, table, "unguarded") or Unguarded.ASK.value
    if said in set(Unguarded):
        return Unguarded(said)
    what = f'"{said}" does not say what happens while Hatcheck does not run'
    file.problem((*where, "unguarded"), what, 'Write unguarded = "ask", "block" or "pass"')
    return Unguarded.ASK


def _identity(file: WorkspaceFile, where: Where, table: Table, number: int, below: frozenset[str]) -> Identity:
    name = file.text(where, table, "id", needed=True)
    if name in {ANYONE, *IdentityKind}:
        what = f'"{name}" cannot be an id: policies mean others by it'
        file.problem((*where, "id"), what, "Give the identity a name of its own")
    kind = file.text(where, table, "kind", needed=name not in below)
    if kind and kind not in set(IdentityKind):
        file.problem((*where, "kind"), f'"{kind}" is no kind of identity', 'Write kind = "brand" or kind = "person"')
    color = (file.text(where, table, "color") or _COLORS[number % len(_COLORS)]).lower()
    if not (len(color) == 7 and color[0] == "#" and all(c in "0123456789abcdef" for c in color[1:])):
        file.problem((*where, "color"), f'"{color}" is no colour', 'Write color = "#c8102e"')
    session = file.text(where, table, "session")
    written = [file.parsed((*where, "accounts"), text, parse_account) for text in file.texts(where, table, "accounts")]
    worked = [file.parsed((*where, "hours"), text, hours) for text in file.texts(where, table, "hours")]
    return Identity(
        id=name,
        name=file.text(where, table, "name") or name,
        kind=IdentityKind(kind) if kind in set(IdentityKind) else IdentityKind.BRAND,
        color=color,
        accounts=_without_none(written),
        folders=tuple(str(file.folder((*where, "folders"), text)) for text in file.texts(where, table, "folders")),
        hours=_without_none(worked),
        session=file.parsed((*where, "session"), session, duration) if session else None,
        unguarded=_unguarded(file, where, table),
        care=caring.care(file, where, table),
    )


def policies(file: WorkspaceFile, known: frozenset[str]) -> tuple[Policy, ...]:
    """All policies in their order; their ends must be identities, kinds or ``*``."""
    return tuple(_policies(file, known | set(IdentityKind) | {ANYONE}))


def _policies(file: WorkspaceFile, known: frozenset[str]) -> Iterator[Policy]:
    for where, table in file.tables("policy"):
        ends = [file.text(where, table, key, needed=True) for key in ("from", "to")]
        for key, end in zip(("from", "to"), ends, strict=True):
            if end and end not in known:
                listed = ", ".join(f'"{name}"' for name in sorted(known))
                file.problem((*where, key), f'"{end}" is neither an identity nor a kind', f"Write one of {listed}")
        verdict = file.text(where, table, "decision", needed=True)
        if verdict in set(Verdict):
            yield Policy(ends[0], ends[1], Verdict(verdict), f"{file.path}:{file.lines.of(*where)}")
        elif verdict:
            what = f'"{verdict}" is no decision'
            file.problem((*where, "decision"), what, 'Write decision = "allow", "hold" or "deny"')


def routes(file: WorkspaceFile) -> tuple[Route, ...]:
    """The routes that lie in no file."""
    return tuple(_routes(file))


def _routes(file: WorkspaceFile) -> Iterator[Route]:
    for where, table in file.tables("route"):
        texts = [file.text(where, table, key, needed=True) for key in ("from", "to")]
        ends = _without_none([file.parsed((*where, text), text, parse_account) for text in texts if text])
        switch = table.get("on", True)
        if not isinstance(switch, bool):
            file.problem((*where, "on"), f'"on" is {switch!r}', "Write on = true or on = false")
        checked = file.day(where, table, "checked")
        if len(ends) == 2:
            first, second = ends
            yield Route(
                tool=BY_HAND,
                source=Source(first.platform, first.shown or first.handle, kind=SourceKind.ACCOUNT),
                destination=Endpoint(second.platform, second.shown or second.handle),
                place=Place(str(file.path), f"route {int(where[1]) + 1}", file.lines.of(*where)),
                enabled=switch is True,
                name=file.text(where, table, "by"),
                note=f"checked on {checked}" if checked else "",
            )


def holdings(file: WorkspaceFile) -> tuple[Holding, ...]:
    """The accounts of each device, where several are signed in together."""
    return tuple(
        Holding(
            tool=file.text(where, table, "name") or "device",
            endpoint=Endpoint(account.platform, account.shown or account.handle),
            place=Place(str(file.path), f"device {int(where[1]) + 1}", file.lines.of(*where)),
        )
        for where, table in file.tables("device")
        for text in file.texts(where, table, "accounts")
        if (account := file.parsed((*where, "accounts"), text, parse_account))
    )


def credentials(file: WorkspaceFile) -> dict[str, str]:
    """Kept answers, each an account."""
    table = file.table.get("credentials", {})
    kept: dict[str, str] = {}
    for key, value in table.items() if isinstance(table, dict) else ():
        account = file.parsed(("credentials", key), value, parse_account) if isinstance(value, str) else None
        if account:
            kept[key] = str(account)
        elif not isinstance(value, str):
            file.problem(("credentials", key), f"the answer for {key!r} is no account", 'Write it as "x:@RedCross"')
    return kept


def reviewed(file: WorkspaceFile) -> tuple[Reviewed, ...]:
    """Answered questions of ``hatcheck review``."""
    answers = []
    for where, table in file.tables("reviewed"):
        account = file.parsed((*where, "account"), file.text(where, table, "account", needed=True), parse_account)
        question, checked = file.text(where, table, "question", needed=True), file.day(where, table, "checked")
        if account and question and checked:
            answers.append(Reviewed(account.key, question, checked))
    return tuple(answers)


def ignores(file: WorkspaceFile) -> tuple[Ignore, ...]:
    """What the audit is not to show; the reason is a must."""
    return tuple(
        Ignore(
            file.text(where, table, "match", needed=True),
            file.text(where, table, "reason", needed=True),
            file.day(where, table, "until"),
        )
        for where, table in file.tables("ignore")
    )


def tools(file: WorkspaceFile) -> tuple[Path, ...]:
    """The files and folders whose configurations count."""
    return tuple(
        file.folder((*where, "paths"), text)
        for where, table in file.tables("tools")
        for text in file.texts(where, table, "paths")
    )


def review_after(file: WorkspaceFile) -> timedelta | None:
    """How old an answer of ``hatcheck review`` may become."""
    return _span(file, "review", "after")


def hold_wait(file: WorkspaceFile) -> timedelta | None:
    """How long a hold waits for its answer."""
    return _span(file, "hold", "wait", "10s", "30m")


def idle_after(file: WorkspaceFile) -> timedelta | None:
    """After how long without a hand on the desk a brand's hat is taken off."""
    return _span(file, "desk", "idle", "10s", "12h")


def language(file: WorkspaceFile) -> str:
    """The language of every sentence for people, where it is said."""
    for where, table in file.tables("desk"):
        said = file.text(where, table, "language")
        if said and said not in LANGUAGES:
            what = f'"{said}" is no language Hatcheck speaks'
            file.problem((*where, "language"), what, 'Write language = "en" or "de"')
        return said
    return ""


def _span(file: WorkspaceFile, section: str, key: str, shortest: str = "", longest: str = "") -> timedelta | None:
    """A span of a plain section, within its limits."""
    for where, table in file.tables(section):
        text = file.text(where, table, key)
        span = file.parsed((*where, key), text, duration) if text else None
        if span and shortest and not duration(shortest) <= span <= duration(longest):
            at = (*where, key)
            file.problem(at, f"{text!r} cannot be used for {key}", f"Write a span from {shortest} to {longest}")
        return span
    return None


def _without_none(items: list[T | None]) -> tuple[T, ...]:
    return tuple(item for item in items if item is not None)
