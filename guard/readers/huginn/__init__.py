"""Huginn: exported scenarios."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Place, Route, Snapshot, SourceKind, Undecided, Unreadable
from guard.readers import SourceFile, Tool
from guard.readers.base.audience import message_class
from guard.readers.base.flow import reverse
from guard.readers.base.found import Found, snapshot
from guard.readers.base.nearest import leading
from guard.readers.base.shapes import entries, tables, text
from guard.readers.base.source import NotReadable, Value
from guard.readers.huginn.agents import Agent, agents, can_start, destinations, source_of

TOOL = Tool(
    id="huginn",
    name="Huginn",
    about="Scenarios of Huginn agents, from exported JSON files.",
    docs="https://github.com/huginn/huginn/blob/master/lib/agents_exporter.rb",
)
_MOST_STEPS = 50_000


def find(home: Path) -> Iterable[Path]:
    """Exports as a browser saves them; Huginn itself keeps its agents in a database."""
    for folder in ("Downloads", "Documents"):
        yield from sorted((home / folder).glob("exported-agents*.json"))


def claims(file: SourceFile) -> bool:
    """Whether the file is an exported scenario."""
    if file.syntax != "json":
        return False
    document = file.table
    listed = document.get("agents")
    if not isinstance(listed, list):
        return False
    typed = any(text(agent.get("type")).startswith("Agents::") for agent in tables(listed))
    return typed or (not listed and "schema_version" in document and isinstance(document.get("links"), list))


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The publishing agents of every scenario, once for each agent whose events reach them."""
    return Snapshot.of(snapshot(_read_one(file), [file]) for file in files)


def _read_one(file: SourceFile) -> Iterator[Found]:
    try:
        document = file.table
    except NotReadable as problem:
        yield Unreadable(file.path, problem.reason, problem.line, problem.remedy)
        return
    name = text(document.get("name"))
    held = agents(document.get("agents"))
    edges, broken = _links(document.get("links"), len(held))
    if broken:
        yield Undecided("huginn", Place(file.path, "links"), f"{broken} links lead to agents that the file lacks", name)
    ways = _Ways(held, edges)
    routes: dict[tuple[object, ...], Route] = {}
    for number, agent in enumerate(held):
        for end, kind, confidence in destinations(agent):
            place = _place(file, agent)
            starting = ways.starts(number)
            if not starting:
                yield Undecided("huginn", place, "no agent that makes events leads here", name)
            for step, on in starting.items():
                source = ways.sources[step]
                said = f"{agent.name} {agent.message}"
                kind_here = kind or message_class(end.platform or "", end.account or agent.room, source, said=said)
                hint = "runs only when someone or another agent starts it" if step in ways.idle else ""
                route = Route("huginn", source, end, place, kind_here, on, confidence, name, hint)
                key = (end.platform, end.account, end.ref, source.kind, source.account, source.ref)
                if key not in routes or (on and not routes[key].enabled):
                    routes[key] = route
    if ways.cut_off:
        reason = f"more than {_MOST_STEPS:,} agents lead to the publishing ones; not all of them were looked at"
        yield Undecided("huginn", Place(file.path, "links"), reason, name)
    yield from routes.values()
    yield from _unknown(file, held, name)


class _Ways:
    """Which agents that make events lead to which other agents, within a bound for all of a scenario."""

    def __init__(self, held: list[Agent], edges: dict[int, list[int]]) -> None:
        on = {number for number, agent in enumerate(held) if agent.enabled}
        self._back = reverse(edges)
        self._back_on = {end: [step for step in steps if step in on] for end, steps in self._back.items() if end in on}
        self._on = on
        self._left = _MOST_STEPS
        self.sources = {
            number: source_of(agent)
            for number, agent in enumerate(held)
            if can_start(agent, fed=bool(self._back.get(number)))
        }
        self.idle = {
            number
            for number, source in self.sources.items()
            if held[number].schedule == "never" and source.kind is not SourceKind.MANUAL
        }

    @property
    def cut_off(self) -> bool:
        """Whether the bound is reached, so that agents may have been missed."""
        return self._left <= 0

    def starts(self, number: int) -> dict[int, bool]:
        """The agents that lead here, each with whether enabled agents alone do."""
        way = leading(number, self._back, self._left)
        self._left -= len(way)
        live = set(leading(number, self._back_on, len(way))) if number in self._on else set()
        return {step: step in live for step in way if step in self.sources}


def _links(links: Value, count: int) -> tuple[dict[int, list[int]], int]:
    """The arrows between agents, by their place in the list, and how many lead nowhere."""
    edges: dict[int, list[int]] = {}
    broken = 0
    for link in entries(links):
        ends = tuple(_index(link.get(key)) if isinstance(link, dict) else -1 for key in ("source", "receiver"))
        if all(0 <= end < count for end in ends):
            edges.setdefault(ends[0], []).append(ends[1])
        else:
            broken += 1
    return edges, broken


def _index(value: Value) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _unknown(file: SourceFile, held: list[Agent], name: str) -> Iterator[Undecided]:
    """Shell agents run whatever their command says."""
    for agent in held:
        if agent.kind == "ShellCommandAgent" and not list(destinations(agent)) and agent.talks_to_platforms:
            yield Undecided("huginn", _place(file, agent), "its command may publish something", name)


def _place(file: SourceFile, agent: Agent) -> Place:
    line = file.line_of('"agents"', f'"{agent.guid}"') if agent.guid else None
    return Place(file.path, f'{agent.kind} "{agent.name}"', line)
