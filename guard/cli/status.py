"""``hatcheck status``: which hat is worn, and whether all is well. Exit code 1 where something needs a look."""

from argparse import ArgumentParser, Namespace
from typing import Any

from guard.cli import judging, output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.journal import JournalError
from guard.model.identity import Context
from guard.workspace import Workspace
from guard.workspace.durations import spoken


def arguments(parser: ArgumentParser) -> None:
    """Nothing but the format."""
    output.add_format(parser)


def run(args: Namespace, desk: Desk) -> int:
    """Shows the hat, the files, the journal, and what is wrong."""
    from guard.engine import clock, hat
    from guard.engine.mirrors import Mirrors

    workspace, troubles = judging.usable(desk)
    context, frozen = Context(), {}
    try:
        now = desk.state()
        context, frozen = hat.context(workspace, now, clock.now()), dict(now.frozen)
    except Failure as failure:
        troubles = (*troubles, str(failure))
    troubles += Mirrors(workspace, desk.mirrors_file).unknown if not troubles else ()
    try:
        journal = _journal(desk)
    except JournalError as error:
        journal = "cannot be used, so nothing is allowed"
        troubles = (*troubles, f"The journal cannot be used, so nothing is allowed: {error}")
    said: dict[str, Any] = {
        "active": context.active,
        "known_by": context.known_by,
        "until": context.until.isoformat() if context.until else None,
        "lapsed": context.lapsed,
        "frozen": frozen,
        "workspace": str(desk.workspace_file),
        "layers": [str(path) for path in workspace.layers],
        "identities": len(workspace.identities),
        "tools": [str(path) for path in workspace.tools],
        "engine": _engine(),
        "paused": _paused(desk),
        "journal": {"file": str(desk.journal_file), "seal": journal},
        "review_due": _due(workspace),
        "troubles": list(troubles),
    }
    if args.format == "json":
        output.show_json(said)
    else:
        _show(said, context, desk)
    return 1 if troubles else 0


def _journal(desk: Desk) -> str:
    """How well the journal is sealed; a keyring that is there by now is used from now on. Raises JournalError."""
    from guard.engine import clock, sealing
    from guard.vault import Vault

    with desk.journal() as journal:
        return sealing.seal(journal, Vault(), clock.now().wall)


def _engine() -> str:
    """Whether the service answers at this desk's socket."""
    from guard import door

    try:
        door.connect(1.0).close()
    except door.NobodyThere:
        return "not running: hatcheck-tray or hatcheck engine starts it"
    return f"running at {door.socket_path()}"


def _paused(desk: Desk) -> str | None:
    from guard.engine import clock

    try:
        paused = desk.state().paused
    except Failure:
        return None
    return paused.reason if paused and not paused.over(clock.now()) else None


def _due(workspace: Workspace) -> int:
    from guard.cli.review import due

    return len(due(workspace))


def _show(said: dict[str, Any], context: Context, desk: Desk) -> None:
    from guard.engine import clock

    identity = desk.workspace.identity(context.active) if context.active and not said["troubles"] else None
    if identity:
        left = f" for another {spoken(context.until - clock.now().wall)}" if context.until else ""
        output.show(f"You are [bold {identity.color}]{output.plain(identity.name)}[/] ({identity.kind}){left}.")
    else:
        output.show("[bold]You wear nobody's hat.[/] [dim]hatcheck be IDENTITY puts one on[/]")
    if context.lapsed:
        output.show(f"[yellow]Your time as {output.plain(context.lapsed)} is over.[/]")
    for name, why in said["frozen"].items():
        output.show(f"[bold red]{output.plain(name)} is frozen:[/] {output.plain(why)}")
    if said["paused"]:
        output.show(f"[bold yellow]The guard is paused:[/] {output.plain(said['paused'])}")
    rows = [
        ("engine", output.plain(said["engine"])),
        ("workspace", output.plain(", ".join(said["layers"]) or f"{said['workspace']} (not there yet)")),
        ("identities", str(said["identities"])),
        ("tools", output.stacked(said["tools"]) or "none: hatcheck init looks for them"),
        ("journal", output.stacked(said["journal"].values())),
        (
            "review",
            f"{said['review_due']} questions to answer: hatcheck review" if said["review_due"] else "up to date",
        ),
    ]
    output.show(output.table("", ("", ""), rows))
    for trouble in said["troubles"]:
        output.show(f"[red]▌[/] {output.plain(trouble)}")
