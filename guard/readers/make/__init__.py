"""Make (formerly Integromat): exported scenario blueprints."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from guard.model.route import Snapshot, Unreadable
from guard.readers import SourceFile, Tool
from guard.readers.base.shapes import dig, entries, table, tables, text
from guard.readers.base.source import NotReadable, Value
from guard.readers.make.flow import MODULE, Step, steps
from guard.readers.make.routes import scenario

TOOL = Tool(
    id="make",
    name="Make",
    about="Scenarios of make.com, from files saved by “Export blueprint”.",
    docs="https://help.make.com/blueprints",
)
_OWN_WORDS = re.compile(r"\bmake\.com\b|\bintegromat\b", re.IGNORECASE)
_FLOW_WORDS = re.compile(r"\b(?:blueprint|scenario)", re.IGNORECASE)
_LISTS = ("modules", "routes", "steps", "flow", "flows")


def find(home: Path) -> Iterable[Path]:
    """Blueprints as a browser saves them; Make itself keeps nothing on the machine."""
    for folder in ("Downloads", "Documents", "Desktop"):
        yield from sorted((home / folder).glob("*blueprint*.json"))


def claims(file: SourceFile) -> bool:
    """Whether the file is a blueprint, or was meant to be one."""
    if file.syntax != "json":
        return False
    return _blueprint(file.document) is not None or _is_meant(file.table)


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The posting modules of every scenario that something sets in motion."""
    return Snapshot.of(_read_one(file) for file in files)


def _read_one(file: SourceFile) -> Snapshot:
    try:
        blueprint = _blueprint(file.document)
    except NotReadable as problem:
        return Snapshot(unreadable=(Unreadable(file.path, problem.reason, problem.line, problem.remedy),))
    if blueprint is None:
        return Snapshot(unreadable=(_not_a_blueprint(file),), files=(file.path,))
    said = scenario(file, text(blueprint.get("name")), _flow(blueprint), _orphans(blueprint))
    return Snapshot.of([said, Snapshot(files=(file.path,))])


def _blueprint(document: Value) -> dict[str, Value] | None:
    """The blueprint in the document: itself, or inside the answer of Make's interface."""
    for keys in ((), ("blueprint",), ("response", "blueprint"), ("scenario", "blueprint")):
        candidate = dig(document, *keys) if keys else document
        if not isinstance(candidate, dict) or not isinstance(candidate.get("flow"), list):
            continue
        flow = tables(candidate["flow"])
        scenario_said = dig(candidate, "metadata", "scenario") is not None
        if any(MODULE.match(text(item.get("module"))) for item in flow) or (scenario_said and not flow):
            return candidate
    return None


def _is_meant(document: dict[str, Value]) -> bool:
    """Whether a file that is no blueprint lists modules like one, or says that it is for Make."""
    inner = document if not isinstance(document.get("scenario"), dict) else {**table(document["scenario"]), **document}
    if any(MODULE.match(text(item.get("module"))) for item in tables(inner.get("modules"))):
        return True
    if not any(isinstance(inner.get(key), list) and inner[key] for key in _LISTS):
        return False
    said = json.dumps({key: value for key, value in document.items() if key not in _LISTS}, ensure_ascii=False)
    return bool(_OWN_WORDS.search(said) and _FLOW_WORDS.search(said))


def _not_a_blueprint(file: SourceFile) -> Unreadable:
    keys = ", ".join(key for key in _LISTS if key in file.table) or "no list of modules"
    return Unreadable(
        file.path,
        f"is not a blueprint: its modules stand under {keys}, not in a flow that Make could import",
        file.line_of('"modules"') or 1,
        "export the scenario with “Export blueprint” in Make's editor",
    )


def _flow(blueprint: dict[str, Value]) -> list[Step]:
    return steps(blueprint.get("flow"))


def _orphans(blueprint: dict[str, Value]) -> list[Step]:
    """The modules that lie on the canvas without a connection."""
    groups = entries(dig(blueprint, "metadata", "designer", "orphans"))
    return [step for group in groups for step in steps(group if isinstance(group, list) else [group])]
