"""Home Assistant: automations and scripts that call a social network's notifier, over all files of an installation."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from guard.model.route import (
    Endpoint,
    Holding,
    Place,
    Route,
    RouteClass,
    Snapshot,
    Source,
    Undecided,
    Unreadable,
)
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.home_assistant.ends import End, Ends, end_of, scripts_called
from guard.readers.home_assistant.parts import Call, Parts, Runner, is_home_assistant, parts_of
from guard.readers.home_assistant.triggers import described, kind_of

TOOL = Tool(
    id="home-assistant",
    name="Home Assistant",
    about="Posts when something happens at home; reads configuration.yaml, packages, automations, scripts, accounts.",
    docs="https://www.home-assistant.io/integrations/notify/",
)
_ACCOUNTS = {"mastodon": "mastodon", "discord": "discord", "slack": "slack", "telegram_bot": "telegram"}
_SUBFOLDERS = {
    "packages",
    "package",
    "automations",
    "automation",
    "scripts",
    "script",
    "notify",
    "includes",
    ".storage",
}


def find(home: Path) -> Iterable[Path]:
    """The installation's YAML files and its account store, below the usual configuration folders."""
    folders = (home / ".homeassistant", home / "homeassistant", home / "hass", home / "config", Path("/config"))
    for folder in folders:
        if (folder / "configuration.yaml").is_file():
            yield from sorted(folder.glob("*.yaml"))
            for name in ("packages", "automations", "scripts", "notify", "includes"):
                yield from sorted((folder / name).rglob("*.yaml"))
            if (entries := folder / ".storage" / "core.config_entries").is_file():
                yield entries


def claims(file: SourceFile) -> bool:
    """Whether the document is one of Home Assistant's; see ``is_home_assistant``."""
    return file.syntax in {"yaml", "json"} and is_home_assistant(file)


def read(files: Sequence[SourceFile]) -> Snapshot:
    """One route per file and account that its automations and scripts post to, joined over each installation."""
    houses: dict[str, dict[str, Parts]] = {}
    unreadable: list[Unreadable] = []
    roots = {file.folder for file in files if file.name in {"configuration.yaml", "configuration.yml"}}
    for file in files:
        try:
            houses.setdefault(_root(file.folder, roots), {})[file.path] = parts_of(file)
        except NotReadable as problem:
            unreadable.append(Unreadable(file.path, problem.reason, problem.line, problem.remedy))
    snapshots = [_House(parts).snapshot() for parts in houses.values()]
    return Snapshot.of([*snapshots, Snapshot(unreadable=tuple(unreadable))])


def _root(folder: str, roots: set[str]) -> str:
    """The installation a folder belongs to: where configuration.yaml lies, else above the usual subfolders."""
    path = PurePosixPath(folder)
    for candidate in (path, *path.parents):
        if str(candidate) in roots:
            return str(candidate)
    while path.name in _SUBFOLDERS:
        path = path.parent
    return str(path)


class _House:
    """One installation: who calls whom."""

    def __init__(self, files: dict[str, Parts]) -> None:
        self._files = files
        self._ends = Ends(files)
        homes: dict[str, set[str]] = {}
        for runner in self._runners():
            homes.setdefault(runner.id, set()).add(runner.place.file)
        self._callers: dict[tuple[str, str], list[tuple[Runner, bool]]] = {}
        for runner in self._runners():
            for call in runner.calls:
                for script in scripts_called(call):
                    # A script of the caller's own file comes before namesakes of other files.
                    for home in {runner.place.file} & homes.get(script, set()) or homes.get(script, set()):
                        self._callers.setdefault((home, script), []).append((runner, call.enabled))

    def _runners(self) -> Iterator[Runner]:
        for parts in self._files.values():
            yield from parts.runners

    def snapshot(self) -> Snapshot:
        """The installation's routes, and the notifiers and accounts that none of them uses."""
        found: dict[tuple[str, Endpoint, RouteClass], list[tuple[Runner, Call, End]]] = {}
        undecided: dict[tuple[str, str], Undecided] = {}
        for runner in self._runners():
            file = runner.place.file
            for call in runner.calls:
                for end in self._ends.of(call, file):
                    if isinstance(end, End):
                        found.setdefault((file, end.endpoint, end.kind), []).append((runner, call, end))
                    else:
                        step = Undecided(TOOL.id, Place(file, call.target, call.line), end, runner.name)
                        undecided.setdefault((file, call.target), step)
        routes = tuple(self._route(steps) for steps in found.values())
        strange = (item for parts in self._files.values() for item in parts.undecided)
        held = tuple(self._holdings({route.destination for route in routes}))
        return Snapshot(routes, held, (*strange, *undecided.values()))

    def _route(self, steps: list[tuple[Runner, Call, End]]) -> Route:
        """The one route for all steps of a file that reach the same account."""
        starts = [(start, on and call.enabled) for runner, call, _ in steps for start, on in self._starts(runner)]
        live = [start for start, on in starts if on] or [start for start, _ in starts]
        first, call, end = steps[0]
        return Route(
            tool=TOOL.id,
            source=Source("home-assistant", ref=described(live), kind=kind_of(live)),
            destination=end.endpoint,
            place=Place(first.place.file, f"{first.place.key} {call.target}".strip(), call.line),
            kind=end.kind,
            enabled=end.enabled and any(on for _, on in starts),
            confidence=end.confidence,
            name=live[0].name if len({start.name for start in live}) == 1 else "",
            note=end.note,
        )

    def _starts(self, runner: Runner) -> list[tuple[Runner, bool]]:
        """The automations that set a runner in motion, and whether they are on; a script that nothing calls itself."""
        if not runner.id:
            return [(runner, runner.enabled)]
        starts: list[tuple[Runner, bool]] = []
        seen, level = {(runner.place.file, runner.id)}, [(runner, True)]
        while level:
            current, on = level.pop()
            callers = self._callers.get((current.place.file, current.id), [])
            for caller, enabled in callers:
                if not caller.id:
                    starts.append((caller, on and enabled and caller.enabled))
                elif (caller.place.file, caller.id) not in seen:
                    seen.add((caller.place.file, caller.id))
                    level.append((caller, on and enabled))
            if not callers:
                starts.append((current, on))
        return starts or [(runner, True)]

    def _holdings(self, used: set[Endpoint]) -> Iterator[Holding]:
        for parts in self._files.values():
            for notifier in parts.notifiers:
                end = end_of(notifier)
                if end and end.endpoint not in used:
                    yield Holding(TOOL.id, end.endpoint, notifier.place)
            for entry in parts.entries:
                endpoint = Endpoint(_ACCOUNTS.get(entry.domain), entry.title)
                if endpoint.platform and endpoint not in used:
                    yield Holding(TOOL.id, endpoint, entry.place, entry.enabled)
