"""Routes that newly carry content from one identity to another: told once, also when they came while nobody looked."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path

from guard.audit.graph import Graph
from guard.engine.knowledge import Known
from guard.engine.mirrors import Mirrors
from guard.engine.ways import Way, crossing, owners_of, ways, without
from guard.files import replace_file
from guard.model.event import Event
from guard.model.route import Route, Unreadable
from guard.model.sentence import Sentence
from guard.workspace import Workspace

VERSION = 1
SHOWN = 20
"""So many are told one by one; where there are more, that there are."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """What the person should know at once: a new mirror between two identities, or a file that may hold one."""

    title: str
    text: str
    evidence: tuple[str, ...]
    """Each link of the way, with its file and line."""

    def event(self, at: datetime) -> Event:
        """The row of the journal."""
        return Event("route", at, {"text": self.text, "evidence": [*self.evidence]})


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What there was the last time."""

    routes: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    """Per file: each route that was switched on, and whether it crossed identities."""
    unreadable: frozenset[str] = frozenset()

    def crossed(self, route: Route) -> bool | None:
        """Whether the route crossed; None where it was not there, or switched off."""
        return self.routes.get(route.place.file, {}).get(_key(route))


class RouteMemory:
    """Remembers which routes there were, in a file of the state folder, and tells what is new. For one thread."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._before: _Remembered | None = None
        self._compared: Mirrors | None = None

    def tell_new(self, known: Known, tell: Callable[[Crossing], object]) -> None:
        """Tells each way between two identities that is new since the last time, and then remembers it.

        Where ``tell`` fails nothing is remembered, and all is told again the next time. The first time ever there is
        nothing to compare with, so nothing is told. While the workspace is broken nobody knows whose an account is:
        then all stays as it was.
        """
        if not known.usable or known.mirrors is self._compared:
            return
        before = self._before or self._load()
        now = _remembered(known, before or _Remembered())
        if before is not None:
            for new in _shown(_new(known, before)):
                tell(new)
        if now != before:
            self._save(now)
        self._before, self._compared = now, known.mirrors

    def _load(self) -> _Remembered | None:
        try:
            plain = json.loads(self._file.read_text(encoding="utf-8"))
            if plain["version"] == VERSION:
                routes = {str(file): {str(key): bool(on) for key, on in kept.items()} for file, kept in plain["routes"]}
                return _Remembered(routes, frozenset(map(str, plain["unreadable"])))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
        return _Remembered()  # damaged: better to be told of all than of none

    def _save(self, now: _Remembered) -> None:
        plain = {"version": VERSION, "routes": [*now.routes.items()], "unreadable": sorted(now.unreadable)}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(self._file, json.dumps(plain))
        except OSError:
            pass  # it is told once more after the next start


def _remembered(known: Known, before: _Remembered) -> _Remembered:
    graph = known.mirrors.graph
    crosses = crossing(graph, owners_of(graph, known.workspace))
    lost = frozenset(one.file for one in known.mirrors.snapshot.unreadable)
    # What cannot be read now is as it was, as far as anybody knows: when it is back, it is nothing new.
    routes = {file: dict(kept) for file, kept in before.routes.items() if _lies_in(file, lost)}
    for number, route in enumerate(graph.routes):
        if route.enabled is not False:
            kept = routes.setdefault(route.place.file, {})
            kept[_key(route)] = kept.get(_key(route), False) or number in crosses
    return _Remembered(routes, lost)


def _lies_in(file: str, places: frozenset[str]) -> bool:
    return file in places or any(str(folder) in places for folder in Path(file).parents)


def _shown(found: Iterator[Crossing]) -> Iterator[Crossing]:
    yield from islice(found, SHOWN)
    if next(found, None):
        yield Crossing(
            Sentence.of("There are more new mirrors"),
            Sentence.of("More routes than the {number} shown cross identities now. The audit shows all.", number=SHOWN),
            (),
        )


def _new(known: Known, before: _Remembered) -> Iterator[Crossing]:
    for problem in known.mirrors.snapshot.unreadable:
        if problem.file not in before.unreadable:
            yield _hidden(problem)
    graph, workspace = known.mirrors.graph, known.workspace
    owners = owners_of(graph, workspace)
    fresh = {edge for edge in crossing(graph, owners) if before.crossed(graph.routes[edge]) is None}
    yield from (_carried(graph, way, workspace) for way in ways(graph, owners, fresh))
    # A route that was there before crosses now: either by a new one, which is told already, or because it was changed
    # whose an account is, or what is forbidden.
    rest = without(graph, fresh)
    owners = owners_of(rest, workspace)
    turned = {edge for edge in crossing(rest, owners) if before.crossed(rest.routes[edge]) is False}
    yield from (_carried(rest, way, workspace) for way in ways(rest, owners, turned))


def _carried(graph: Graph, way: Way, workspace: Workspace) -> Crossing:
    steps = graph.steps(way)
    source, destination = graph.nodes[graph.tails[way[0]]], graph.nodes[graph.heads[way[-1]]]
    names = [one.name for node in (source, destination) if (one := workspace.identity(node.owner or ""))]
    return Crossing(
        Sentence.of("A new mirror from {source} to {destination}", source=names[0], destination=names[-1]),
        Sentence.of(
            "What is posted to {source} also appears on {destination} ({owner}) now, through {way}.",
            source=source.shown,
            destination=destination.shown,
            owner=names[-1],
            way=Sentence.joined((step.by for step in steps), ", then "),
        ),
        tuple(step.said for step in steps),
    )


def _hidden(problem: Unreadable) -> Crossing:
    pattern = "{file} could not be read: it {reason}. Its mirrors may reach anyone, so what they may carry is held."
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return Crossing(
        Sentence.of("A tool's file cannot be read"),
        Sentence.of(pattern, file=problem.file, reason=problem.reason),
        (place,),
    )


def _key(route: Route) -> str:
    """The route, however the lines of its file move."""
    ends = [word for end in (route.source, route.destination) for word in (end.platform, end.account, end.ref)]
    words = json.dumps([route.tool, route.name, route.kind, *ends])
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
