"""What the workspace says of the world outside this desk: tools that send by themselves, and whom a brand calls."""

from collections.abc import Mapping

from guard.model.incident import Team
from guard.model.scheduler import Scheduler
from guard.workspace.read import Table, WorkspaceFile

Where = tuple[str | int, ...]

TOOLS: Mapping[str, str] = {
    "mastodon": "Mastodon",
    "postiz": "Postiz",
    "mixpost": "Mixpost",
    "buffer": "Buffer",
    "ghost": "Ghost",
    "wordpress": "WordPress",
    "n8n": "n8n",
    "node_red": "Node-RED",
    "home_assistant": "Home Assistant",
    "github_actions": "GitHub Actions",
}
"""The tools that can be paused, and what people call them. A test keeps them equal to those of ``guard.pausing``."""


def schedulers(file: WorkspaceFile, known: frozenset[str]) -> tuple[Scheduler, ...]:
    """The tools that send posts by themselves; ``known`` are the identities there are."""
    found: list[Scheduler] = []
    for where, table in file.tables("scheduler"):
        name = file.text(where, table, "id", needed=True)
        tool = file.text(where, table, "tool", needed=True)
        if tool and tool not in TOOLS:
            what = f'"{tool}" is no tool that can be paused from here'
            file.problem((*where, "tool"), what, f"Known are: {', '.join(sorted(TOOLS))}")
        if not table.get("brands"):
            what = "it is not said in whose name this tool sends, so no freeze would pause it"
            file.problem((*where, "brands"), what, 'Write brands = ["redcross"]')
        if any(name == other.id for other in found):
            file.problem((*where, "id"), f'the id "{name}" is used twice', "Give each scheduler its own id")
        found.append(
            Scheduler(
                id=name,
                tool=tool,
                address=file.text(where, table, "address", needed=True),
                brands=_brands(file, where, table, known),
                name=file.text(where, table, "name"),
                only=file.texts(where, table, "only"),
            )
        )
    return tuple(found)


def teams(file: WorkspaceFile, known: frozenset[str]) -> tuple[Team, ...]:
    """Whom a brand calls when a slip got out."""
    return tuple(
        Team(
            id=(name := file.text(where, table, "id", needed=True)),
            name=file.text(where, table, "name") or name,
            brands=_brands(file, where, table, known),
            hits=tuple(hit.strip().casefold() for hit in file.texts(where, table, "hits")),
            who=file.text(where, table, "who"),
            phone=file.text(where, table, "phone"),
            nights=file.text(where, table, "nights"),
        )
        for where, table in file.tables("team")
    )


def _brands(file: WorkspaceFile, where: Where, table: Table, known: frozenset[str]) -> tuple[str, ...]:
    named = file.texts(where, table, "brands")
    for name in named:
        if name not in known:
            what = f'"{name}" is no identity'
            file.problem((*where, "brands"), what, f"Known are: {', '.join(sorted(known)) or 'none'}")
    return named
