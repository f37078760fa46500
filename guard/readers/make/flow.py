"""The modules of a Make blueprint, in the order of the file, each with those that run before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from guard.readers.base.shapes import dig, entries, table, tables, text
from guard.readers.base.source import Value

MODULE = re.compile(r"^[\w#.@-]+:[\w.-]+$")


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One module, and how it is reached."""

    id: str
    module: str
    values: dict[str, Value]
    """What the user filled in, by field."""
    labels: dict[str, str]
    """What the editor showed for a field that was chosen from a list."""
    connection: str = ""
    """The connection's label and number."""
    previous: "Step | None" = field(default=None, repr=False)
    """The module that runs before it on its way."""
    trigger: "Step | None" = field(default=None, repr=False)
    """The first module of its way."""
    name: str = ""
    """What the user calls the module."""
    enabled: bool = True
    after_failure: bool = False
    meta: dict[str, Value] = field(default_factory=dict, repr=False)

    @property
    def app(self) -> str:
        """The app's name: ``facebook-pages``."""
        return self.module.partition(":")[0]

    @property
    def action(self) -> str:
        """The action's name: ``CreatePost``."""
        return self.module.partition(":")[2]


def steps(flow: Value) -> list[Step]:
    """All modules of a flow and of the flows inside it; each comes behind those that run before it."""
    return list(_walk(flow, None, enabled=True, after_failure=False))


def _walk(flow: Value, before: Step | None, *, enabled: bool, after_failure: bool) -> Iterator[Step]:
    for module in tables(flow):
        on = enabled and module.get("disabled") is not True
        step = _step(module, before, on, after_failure)
        yield step
        for key, value in module.items():
            if key == "onerror":
                yield from _walk(value, step, enabled=on, after_failure=True)
            elif key not in {"mapper", "parameters", "metadata", "filter"}:
                for branch in tables(value):
                    open_branch = on and branch.get("disabled") is not True
                    yield from _walk(branch.get("flow"), step, enabled=open_branch, after_failure=after_failure)
        before = step


def _step(module: dict[str, Value], before: Step | None, enabled: bool, after_failure: bool) -> Step:
    restore = table(dig(module, "metadata", "restore"))
    # Fields stand in the mapper; hand-made files put them beside the connection.
    values = {**table(module.get("parameters")), **table(module.get("mapper"))}
    return Step(
        id=text(module.get("id")),
        module=text(module.get("module")),
        values=values,
        labels={**_labels(restore.get("parameters")), **_labels(restore.get("expect"))},
        connection=_connection(values, restore),
        previous=before,
        trigger=before and (before.trigger or before),
        name=text(dig(module, "metadata", "designer", "name")),
        enabled=enabled,
        after_failure=after_failure,
        meta=table(module.get("metadata")),
    )


def _labels(fields: Value) -> dict[str, str]:
    """The label of each field; of several chosen items, or of a path, the parts joined."""
    found: dict[str, str] = {}
    for name, shown in table(fields).items():
        label = text(dig(shown, "label"))
        parts = [text(part) for part in entries(dig(shown, "path"))]
        if label or any(parts):
            found[name] = label or "/".join(part for part in parts if part)
    return found


def _connection(values: dict[str, Value], restore: dict[str, Value]) -> str:
    for key in ("__IMTCONN__", "account", "connection"):
        label = text(dig(restore, "parameters", key, "label"))
        number = text(values.get(key)) if key != "account" or label else ""
        if label or number:
            return f"{label} ({number})" if label and number not in {"", "0"} else label or number
    return ""
