"""n8n: workflows that start somewhere and post somewhere else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from guard.model.route import Confidence, Endpoint, Holding, Place, Route, RouteClass, Snapshot, Undecided, Unreadable
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.n8n.credentials import holdings, is_export
from guard.readers.n8n.graph import Node, Workflow, workflow, workflow_tables
from guard.readers.n8n.sources import source_of
from guard.readers.n8n.targets import Call, Target, call_of, riddle_of, targets_of

TOOL = Tool(
    id="n8n",
    name="n8n",
    about="Automation workflows. Reads exported workflows and credentials (JSON), not n8n's own database: "
    "run `n8n export:workflow --all --output=FILE` for what is in it.",
    docs="https://docs.n8n.io/hosting/cli-commands/#export-workflows-and-credentials",
)

_FOLDERS = (
    ".n8n",
    "n8n",
    "n8n-backup",
    "n8n-backups",
    "n8n-workflows",
    "backups/n8n",
    "Documents/n8n",
    "n8n/workflows",
)


def find(home: Path) -> Iterable[Path]:
    """The existing folders below ``home`` where workflows are usually exported to."""
    return [path for folder in _FOLDERS if (path := home / folder).is_dir()]


def claims(file: SourceFile) -> bool:
    """Whether the file holds a workflow with n8n's own or community steps, or exported credentials."""
    if "n8n-nodes" in file.text:
        return any(True for _ in workflow_tables(file.document))
    return is_export(file)


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The routes of all workflows; calls of a workflow are followed where it is among the files."""
    workflows: list[Workflow] = []
    unreadable: list[Unreadable] = []
    held: list[Holding] = []
    for file in files:
        try:
            if is_export(file):
                held += holdings(file, TOOL.id)
                continue
            found = [workflow(file, where, table) for where, table in workflow_tables(file.document)]
        except NotReadable as problem:
            unreadable.append(Unreadable(file.path, problem.reason, problem.line, problem.remedy))
            continue
        workflows += found
        if not found:
            unreadable.append(Unreadable(file.path, "holds no workflow", None, "export the workflow again"))
    posting = {id(one): _routes(one) for one in workflows}
    quiet = {key for one in workflows if not _leads_on(one, posting) for key in _addresses(one)}
    known = {key: one for one in workflows if _leads_on(one, posting) for key in _addresses(one)}
    parts = [Snapshot(holdings=tuple(held), unreadable=tuple(unreadable), files=tuple(file.path for file in files))]
    for one in workflows:
        own = posting[id(one)]
        parts.append(
            replace(own, routes=tuple(route for route in own.routes if not _ends_at(route, quiet - known.keys())))
        )
        parts.append(_calls(one, known, quiet))
    return Snapshot.of(parts)


def _leads_on(one: Workflow, posting: dict[int, Snapshot]) -> bool:
    """Whether running this workflow can lead to a post."""
    return bool(posting[id(one)].routes) or any(True for _ in _calling(one))


def _addresses(one: Workflow) -> list[str]:
    """The names and the webhook paths under which other workflows start this one."""
    paths = [f"/{node.param('path').strip('/')}" for node in one.triggers if node.kind == "webhook"]
    return [key for key in (one.id, one.name, *paths) if key]


def _ends_at(route: Route, quiet: AbstractSet[str]) -> bool:
    """Whether the route hands over to a workflow of which is known that it posts nothing."""
    return route.destination.platform == "n8n-webhook" and f"/{route.destination.ref}" in quiet


def _routes(one: Workflow) -> Snapshot:
    """What one workflow says by itself."""
    routes: dict[tuple[str | None, str | None, str | None], Route] = {}
    undecided: list[Undecided] = []
    if one.strange:
        reason = f"{one.strange} parts do not have the shape of an n8n workflow and were passed over"
        undecided.append(Undecided(TOOL.id, Place(one.file.path, one.where), reason, one.name))
    found = targets_of(one)
    for node in one.nodes.values():
        targets = found[node.name]
        if targets and node.name not in one.reached:
            if all(target.kind is RouteClass.NOTIFY for target in targets):
                continue
            undecided.append(_unreached(one, node, targets[0]))
            continue
        for target in targets:
            end = target.endpoint
            key = (end.platform, end.account, target.id or end.ref)
            route = _route(one, node, target)
            routes[key] = _stronger(routes[key], route) if key in routes else route
        if not targets and node.name in one.live and not node.disabled and (why := riddle_of(one, node)):
            undecided.append(Undecided(TOOL.id, _place(one, node), why, one.name))
    return Snapshot(routes=tuple(routes.values()), undecided=tuple(undecided))


def _route(one: Workflow, node: Node, target: Target) -> Route:
    return Route(
        tool=TOOL.id,
        source=source_of(one, node),
        destination=target.endpoint,
        place=_place(one, node),
        kind=target.kind,
        enabled=one.active and not node.disabled and node.name in one.live,
        confidence=target.confidence if node.name in one.sound else Confidence.MEDIUM,
        name=one.name,
        note=_note(one, node),
    )


def _note(one: Workflow, node: Node) -> str:
    if node.name not in one.sound:
        return "the way to this step passes steps that are missing from the file"
    return "" if one.triggers else "no trigger in the file: it runs only when someone starts a step"


def _stronger(one: Route, other: Route) -> Route:
    """Of two steps with one destination the one that says more: enabled, then a post."""
    return max(one, other, key=lambda route: (bool(route.enabled), route.kind is not RouteClass.NOTIFY))


def _unreached(one: Workflow, node: Node, target: Target) -> Undecided:
    reason = f"can post to {target.endpoint.shown}, but no trigger reaches it"
    if one.dangling:
        reason += f": {one.dangling} connections name steps that do not exist"
    return Undecided(TOOL.id, _place(one, node), reason, one.name)


def _calls(one: Workflow, known: Mapping[str, Workflow], quiet: AbstractSet[str]) -> Snapshot:
    """The steps that run other workflows: hops where those post, undecided where they are not there."""
    routes: list[Route] = []
    undecided: list[Undecided] = []
    for node, call in _calling(one):
        callee = known.get(call.workflow) or known.get(call.name)
        if callee is not None:
            end = Endpoint("n8n-workflow", None, callee.id or callee.name)
            routes.append(_route(one, node, Target(end, kind=RouteClass.HOP)))
        elif not quiet & {call.workflow, call.name}:
            reason = f"runs the workflow {call.name or 'without a name'!r}, which is not among the files"
            undecided.append(Undecided(TOOL.id, _place(one, node), reason, one.name))
    return Snapshot(routes=tuple(routes), undecided=tuple(undecided))


def _calling(one: Workflow) -> Iterator[tuple[Node, Call]]:
    for node in one.nodes.values():
        call = call_of(one, node) if node.name in one.reached else None
        if call is not None:
            yield node, call


def _place(one: Workflow, node: Node) -> Place:
    return Place(one.file.path, one.key(node), one.line(node))
