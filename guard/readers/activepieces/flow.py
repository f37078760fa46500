"""An Activepieces flow as a trigger and the steps that follow it, however they are nested."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guard.readers.base.shapes import dig, table, tables, text
from guard.readers.base.source import SourceFile, Value

_TRIGGERS = frozenset({"PIECE_TRIGGER", "EMPTY", "WEBHOOK", "SCHEDULE"})
_BRANCHES = ("firstLoopAction", "onSuccessAction", "onFailureAction")
_CONNECTION = re.compile(r"connections(?:\.([\w-]+)|\[\s*['\"]([^'\"]+)['\"]\s*\])")


@dataclass(frozen=True, slots=True)
class Step:
    """The trigger or an action of a flow."""

    table: Mapping[str, Value]
    key: str
    """Its place in the file's own words."""
    before: tuple["Step", ...]
    """All steps that may have run before it, the trigger first."""
    skipped: bool
    """Whether it, or a step around it, is switched off."""
    flow: str = ""
    """The flow's name."""

    @property
    def broken(self) -> bool:
        """Whether a part has another shape than Activepieces gives it, so that something may be missing."""
        parts = [self.table.get(key) for key in ("settings", "nextAction", *_BRANCHES)] + [self.settings.get("input")]
        return any(not isinstance(part, dict | None) for part in parts) or not isinstance(
            self.table.get("children"), list | None
        )

    @property
    def settings(self) -> Mapping[str, Value]:
        """What the step is set to."""
        return table(self.table.get("settings"))

    @property
    def piece(self) -> str:
        """The app: ``linkedin`` for ``@activepieces/piece-linkedin``."""
        return re.sub(r"^(@[^/]+/)?(piece-)?", "", text(self.settings.get("pieceName")))

    @property
    def action(self) -> str:
        """What the app is asked for."""
        return text(self.settings.get("actionName")) or text(self.settings.get("triggerName"))

    @property
    def input(self) -> Mapping[str, Value]:
        """The values that are handed to the app."""
        return table(self.settings.get("input"))

    @property
    def connection(self) -> str:
        """The name of the connection in use; a value that is written out instead is nobody's business."""
        found = _CONNECTION.search(text(self.input.get("auth")))
        return f"connection {found[1] or found[2]}" if found else ""

    @property
    def name(self) -> str:
        """The name that people gave it."""
        return text(self.table.get("displayName")) or text(self.table.get("name"))


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow of a file."""

    file: SourceFile
    name: str
    id: str
    enabled: bool | None
    steps: tuple[Step, ...]
    """The trigger, then every action."""

    def line(self, step: Step) -> int | None:
        """The line on which the step's name stands."""
        for key in ("displayName", "name"):
            value = json.dumps(text(step.table.get(key)), ensure_ascii=False)
            for needle in (f'"{key}": {value}', f'"{key}":{value}'):
                if line := self.file.line_of('"trigger"', needle) or self.file.line_of(needle):
                    return line
        return None


def flows(file: SourceFile) -> list[Flow]:
    """Every flow in the file: alone, in a template, in a list, or as the version of a flow with a status."""
    return list(_flows(file, file.document, "", None, ""))


def _flows(file: SourceFile, value: Value, where: str, status: bool | None, identity: str) -> Iterator[Flow]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _flows(file, item, f"{where.removesuffix('.')}[{index}].", status, identity)
        return
    holder = table(value)
    said = {"ENABLED": True, "DISABLED": False}.get(text(holder.get("status")))
    status = status if said is None else said
    identity = text(holder.get("externalId")) or text(holder.get("id")) or identity
    if _is_flow(holder):
        steps = tuple(_walk(table(holder.get("trigger")), f"{where}trigger", text(holder.get("displayName"))))
        yield Flow(file, text(holder.get("displayName")), identity, status, steps)
        return
    for key in ("version", "template", "flow", "flows", "data", "templates", "populatedFlows", "flowState"):
        if key in holder:
            yield from _flows(file, holder[key], f"{where}{key}.", status, identity)


def _is_flow(holder: Mapping[str, Value]) -> bool:
    trigger = table(holder.get("trigger"))
    return text(trigger.get("type")) in _TRIGGERS and isinstance(trigger.get("settings"), dict)


def _walk(trigger: Mapping[str, Value], key: str, flow: str) -> Iterator[Step]:
    """The trigger, and every step in the order in which they run."""
    pending = [(trigger, key, False)]
    done: list[Step] = []
    while pending:
        here, at, off = pending.pop()
        name = text(here.get("displayName")) or text(here.get("name"))
        step = Step(here, f'{at} "{name}"', tuple(done), off or here.get("skip") is True, flow)
        done.append(step)
        yield step
        if following := table(here.get("nextAction")):
            pending.append((following, text(following.get("name")) or f"{at}.nextAction", off))
        inner = [table(here.get(branch)) for branch in _BRANCHES] + tables(here.get("children"))
        pending += [
            (child, text(child.get("name")) or f"{at}.children", step.skipped) for child in reversed(inner) if child
        ]


def code_of(step: Step) -> str:
    """The code of a code step."""
    return text(dig(dict(step.settings), "sourceCode", "code"))
