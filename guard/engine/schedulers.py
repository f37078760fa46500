"""What sends posts in a brand's name by itself: the tools that the workspace names, and those the audit finds."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

from guard.audit.naming import Namer
from guard.engine.automations import AutomationJudge
from guard.model.route import BY_HAND, Route, RouteClass, Snapshot
from guard.model.scheduler import ItemKind, ItemState, Line, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.all import Job, NoToken
from guard.pausing.by_hand import by_hand
from guard.vault import Absent, Keys, Secret, Unavailable
from guard.workspace import Workspace


def jobs(brand: str, workspace: Workspace, vault: Keys) -> tuple[Job, ...]:
    """Every tool of the workspace that sends in this brand's name, ready to be asked."""
    return tuple(job_of(one, brand, workspace, vault) for one in workspace.schedulers if brand in one.brands)


def job_of(scheduler: Scheduler, brands: str | Collection[str], workspace: Workspace, vault: Keys) -> Job:
    """One tool, asked for one brand or several, with its token, which is read from the keyring when it is asked for."""
    return Job(scheduler, _token(scheduler, vault), AutomationJudge(scheduler.tool, brands, workspace))


def others(brand: str, workspace: Workspace, snapshot: Snapshot, lines: Iterable[Line]) -> tuple[Line, ...]:
    """A line for everything the audit knows that may post as the brand and that nobody has asked: a person looks.

    An automation counts as asked where a tool of its kind has one of this name, which was read back as going no more.
    What the audit could not read or decide, and links that stand in no file, are named as well.
    """
    asked = set(_asked(workspace, lines))
    found: dict[str, Line] = {}
    for route in _routes(brand, workspace, snapshot):
        if (_kind(route.tool), _name(route.name)) not in asked:
            line = _of_route(route)
            found.setdefault(line.scheduler, line)
    for undecided in snapshot.undecided:
        line = by_hand(undecided.tool, undecided.name, str(undecided.place), "")
        text = Sentence.of("Nobody could tell where it posts: {reason}", reason=undecided.reason)
        found.setdefault(line.scheduler, replace(line, text=text))
    for lost in snapshot.unreadable:
        line = by_hand("", PurePath(lost.file).name, lost.file, "")
        text = Sentence.of("It could not be read, so nobody knows what posts by it: {reason}", reason=lost.reason)
        found.setdefault(line.scheduler, replace(line, text=text))
    return tuple(found.values())


def _asked(workspace: Workspace, lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
    """The kind of tool and the name of every automation that was read back as going no more."""
    tools = {one.id: one.tool for one in workspace.schedulers}
    for line in lines:
        for item in line.items:
            if item.kind is ItemKind.AUTOMATION and item.state in {ItemState.PAUSED, ItemState.GONE}:
                yield _kind(tools.get(line.scheduler, "")), _name(item.title)


def _routes(brand: str, workspace: Workspace, snapshot: Snapshot) -> Iterator[Route]:
    """What carries content to an account of the brand, or to one that nobody has named, and is not switched off."""
    namer = Namer(workspace.identities, workspace.credentials)
    for route in snapshot.routes:
        end = namer.ends(route)[1]
        unnamed = end.unnamed and route.kind is not RouteClass.NOTIFY
        if route.enabled is not False and (end.owner == brand or unnamed):
            yield route


def _of_route(route: Route) -> Line:
    if route.tool != BY_HAND:
        return by_hand(route.tool, route.name, str(route.place), "")
    shown = route.name or Sentence.of("a link entered by hand")
    line = by_hand("", shown, f"{route.source.shown} → {route.destination.shown}", "")
    return replace(line, do=Sentence.of("Cut the link where it was made: in the settings of the app or site."))


def _kind(tool: str) -> str:
    return tool.replace("-", "_").casefold()


def _name(name: str) -> str:
    return " ".join(name.split()).casefold()


def _token(scheduler: Scheduler, vault: Keys) -> Callable[[], str]:
    def read() -> str:
        match vault.get(scheduler.key):
            case Secret(text):
                return text
            case Absent():
                pattern = "It was not asked, since the keyring holds no token for it: hatcheck scheduler token {id}"
                raise NoToken(Sentence.of(pattern, id=scheduler.id))
            case Unavailable(reason):
                raise NoToken(Sentence.of("It was not asked, since there is no token: {reason}.", reason=reason))

    return read
