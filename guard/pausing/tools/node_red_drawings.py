"""What is wired together on the tabs of a Node-RED: the pieces that can be switched off one without the other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guard.pausing.shapes import title_of

Record = dict[str, Any]
_FRAMES = {"tab", "subflow", "group", "comment"}
"""Record types that do nothing themselves."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes of one tab that are switched on and joined by wires or links."""

    tab: str
    nodes: tuple[str, ...]
    """Their ids, in order."""
    title: str
    """The tab, and what its steps are called."""
    words: frozenset[str]
    """Every id and name that it can be called by: the tab's, its groups', its nodes'."""
    document: Mapping[str, Any]
    """The drawing alone as Node-RED exports it, with its tab, the subflows and the configuration that it uses."""

    @property
    def id(self) -> str:
        """The same as long as nothing is drawn before its first node."""
        return f"{self.tab}/{self.nodes[0]}"


def is_off(record: Mapping[str, Any], tabs: Mapping[str, Record]) -> bool:
    """Whether Node-RED leaves the node out: it or its tab is switched off."""
    return record.get("d") is True or bool(tabs.get(str(record.get("z")), {}).get("disabled"))


def drawings(flows: list[Record]) -> Iterator[Drawing]:
    """Every drawing that is switched on; a tab that is not among the records still runs, as Node-RED does it."""
    records = {str(record["id"]): record for record in flows}
    frames = {name: record for name, record in records.items() if record["type"] in _FRAMES}
    drawn: dict[str, dict[str, Record]] = defaultdict(dict)
    for name, record in records.items():
        tab = record.get("z")
        if name in frames or not isinstance(tab, str) or "x" not in record or "y" not in record:
            continue
        if frames.get(tab, {}).get("type") != "subflow" and not is_off(record, frames):
            drawn[tab][name] = record
    for tab, nodes in drawn.items():
        for members in _joined(nodes):
            yield _drawing(tab, members, records)


def _drawing(tab: str, members: list[str], records: dict[str, Record]) -> Drawing:
    belonging = _used(members, records)
    label = str(records.get(tab, {}).get("label") or tab)
    names = dict.fromkeys(str(name) for member in members if (name := records[member].get("name")))
    title = title_of(f"{label}: {', '.join(list(names)[:3])}" if names else label)
    called = [records[name] for name in belonging if name in members or records[name]["type"] in {"tab", "group"}]
    words = {str(word) for one in called for key in ("id", "name", "label") if (word := one.get(key))}
    document = {"flows": [record for name, record in records.items() if name in belonging]}
    return Drawing(tab, tuple(members), title, frozenset({*words, tab, f"{tab}/{members[0]}"}), document)


def _joined(nodes: Mapping[str, Record]) -> Iterator[list[str]]:
    """The nodes in groups that nothing joins, each in order."""
    beside: dict[str, set[str]] = {name: set() for name in nodes}
    for name, record in nodes.items():
        for other in _ends(record):
            if other in nodes:
                beside[name].add(other)
                beside[other].add(name)
    left = dict.fromkeys(sorted(nodes))
    while left:
        waiting, group = [next(iter(left))], []
        while waiting:
            name = waiting.pop()
            if name in left:
                del left[name]
                group.append(name)
                waiting += beside[name]
        yield sorted(group)


def _ends(record: Record) -> Iterator[str]:
    """The ids that its wires and links lead to."""
    for way in (record.get("wires"), record.get("links")):
        for one in way if isinstance(way, list) else ():
            yield from (end for end in (one if isinstance(one, list) else [one]) if isinstance(end, str))


def _used(members: list[str], records: Mapping[str, Record]) -> set[str]:
    """The ids of the members and of all that they refer to: tab, group, configuration, subflow with what is in it."""
    inner: dict[str, list[str]] = defaultdict(list)
    for name, record in records.items():
        if records.get(str(record.get("z")), {}).get("type") == "subflow":
            inner[str(record["z"])].append(name)
    waiting, used = list(members), set()
    while waiting:
        name = waiting.pop()
        if name in used or name not in records:
            continue
        used.add(name)
        record = records[name]
        waiting += [value for key, value in record.items() if key not in {"id", "type"} and isinstance(value, str)]
        waiting.append(str(record["type"]).removeprefix("subflow:"))
        waiting += inner.get(name, [])
    return used
