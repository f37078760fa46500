"""GitHub Actions: workflows and composite actions that post, https://docs.github.com/actions/reference/workflow-syntax.

Accounts stand nearly always in secrets, so a route's destination is the *names* of the secrets a step is given.
Whether a workflow is switched off on github.com leaves no trace in its file.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from guard.model.route import Endpoint, Place, Route, Snapshot, Source, SourceKind, Undecided, Unreadable
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.base.unfilled import is_unfilled
from guard.readers.github_actions.destinations import Destination, destinations
from guard.readers.github_actions.source import source_of, trigger
from guard.readers.github_actions.workflow import Workflow, is_workflow, parsed

TOOL = Tool(
    "github-actions",
    "GitHub Actions",
    "Runs steps on a repository's events; its workflow files and composite actions are read.",
    "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax",
)


def find(home: Path) -> Iterable[Path]:
    """The workflow folders of the repositories directly below ``home`` and its usual project folders."""
    for root in (
        home,
        *(home / name for name in ("src", "code", "Code", "projects", "Projects", "git", "repos", "dev")),
    ):
        yield from sorted(root.glob("*/.github/workflows")) if root.is_dir() else ()


def claims(file: SourceFile) -> bool:
    """A YAML mapping with ``on`` and ``jobs`` of steps, or with ``runs.steps``."""
    text = file.text
    if file.syntax != "yaml" or not ("jobs" in text or "runs" in text):
        return False
    return is_workflow(file.document)


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The routes of all workflows; one that is called by another takes its caller's trigger."""
    workflows: list[tuple[SourceFile, Workflow]] = []
    unreadable: list[Unreadable] = []
    for file in files:
        try:
            workflows.append((file, parsed(file)))
        except NotReadable as problem:
            unreadable.append(Unreadable(file.path, problem.reason, problem.line, problem.remedy))
    parts = [_read_one(file, workflow, workflows) for file, workflow in workflows]
    return Snapshot.of([*parts, Snapshot(unreadable=tuple(unreadable), files=tuple(file.path for file in files))])


def _read_one(file: SourceFile, workflow: Workflow, others: Sequence[tuple[SourceFile, Workflow]]) -> Snapshot:
    found: list[Destination] = []
    doubts: list[Undecided] = []
    for step in workflow.steps:
        if _local(step.uses, others):
            continue
        for item in destinations(step):
            place = Place(file.path, step.key, step.line)
            if isinstance(item, Destination):
                found.append(item)
            elif step.enabled:
                doubts.append(Undecided(TOOL.id, place, str(item), step.name or workflow.name))
    routes = tuple(_route(file, workflow, item, others) for item in _merged(found))
    return Snapshot(routes=routes, undecided=tuple(doubts))


def _route(
    file: SourceFile, workflow: Workflow, item: Destination, others: Sequence[tuple[SourceFile, Workflow]]
) -> Route:
    source = source_of(item.step, workflow, item.platform)
    if source.kind is SourceKind.UNKNOWN:
        source = _caller(file, others) or source
    return Route(
        tool=TOOL.id,
        source=source,
        destination=Endpoint(
            item.platform, item.account, item.ref or (None if item.account else item.step.uses or None)
        ),
        place=Place(file.path, item.step.key, item.step.line),
        kind=item.kind,
        enabled=item.enabled and not is_unfilled(item.account) and not _out_of_place(file, workflow),
        confidence=item.confidence,
        name=workflow.name or item.step.name,
        note=f"action {item.step.uses}" if item.step.uses else "",
    )


def _out_of_place(file: SourceFile, workflow: Workflow) -> bool:
    """Whether a workflow lies inside ``.github`` where GitHub does not run it: only ``workflows`` itself counts."""
    path = file.path.replace("\\", "/")
    return not workflow.composite and ".github/" in path and not re.search(r"\.github/workflows/[^/]+\.ya?ml$", path)


def _merged(found: Iterable[Destination]) -> Iterator[Destination]:
    """One entry per destination: same platform, and an account or a secret in common or one of them showing nothing."""
    kept: list[Destination] = []
    for item in sorted(found, key=lambda d: (not (d.names or d.account), not d.enabled)):
        same = next((k for k in kept if k.platform == item.platform and _one(k, item)), None)
        if same is None:
            kept.append(item)
        elif item.account and not same.account:
            kept[kept.index(same)] = replace(same, account=item.account)
    yield from kept


def _one(a: Destination, b: Destination) -> bool:
    if a.account and b.account and a.account != b.account:
        return False
    hidden = {name for name in (*a.names, *b.names) if name != "toJSON(secrets)"}
    return bool(set(a.names) & set(b.names)) or not hidden or not (b.names or b.account)


def _local(uses: str, others: Sequence[tuple[SourceFile, Workflow]]) -> bool:
    """Whether a job calls a workflow that is among the files: it is reported there."""
    called = uses.rpartition("/")[2].lower()
    return uses.startswith("./.github/workflows/") and any(file.name == called for file, _ in others)


def _caller(file: SourceFile, others: Sequence[tuple[SourceFile, Workflow]]) -> Source | None:
    """The trigger of a workflow beside this one that calls it."""
    for other, workflow in others:
        for step in workflow.steps:
            if other.folder == file.folder and step.uses.startswith("./") and file.path.endswith(step.uses[2:]):
                return trigger(workflow.triggers, step.condition)
    return None
