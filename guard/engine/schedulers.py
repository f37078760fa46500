"""What sends posts in a brand's name by itself: the tools that the workspace names, and those the audit finds."""

from collections.abc import Callable, Iterable, Iterator

from guard.audit.naming import Namer
from guard.engine.automations import AutomationJudge
from guard.model.route import BY_HAND, Route, RouteClass, Snapshot
from guard.model.scheduler import Line, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.all import Job, NoToken
from guard.pausing.by_hand import by_hand
from guard.vault import Absent, Keys, Secret, Unavailable
from guard.workspace import Workspace


def jobs(brand: str, workspace: Workspace, vault: Keys) -> tuple[Job, ...]:
    """Every tool of the workspace that sends in this brand's name, ready to be asked."""
    return tuple(job_of(one, brand, workspace, vault) for one in workspace.schedulers if brand in one.brands)


def job_of(scheduler: Scheduler, brand: str, workspace: Workspace, vault: Keys) -> Job:
    """One tool with its token, which is read from the keyring when it is asked for."""
    return Job(scheduler, _token(scheduler, vault), AutomationJudge(scheduler.tool, brand, workspace))


def others(brand: str, workspace: Workspace, snapshot: Snapshot, lines: Iterable[Line]) -> tuple[Line, ...]:
    """A line for each automation that posts as the brand and that nobody has asked: a person pauses it.

    An automation counts as asked where a tool of its kind was read back and has one of this name.
    """
    asked = {item.title.strip().casefold() for line in lines for item in line.items}
    found: dict[str, Line] = {}
    for route in _routes(brand, workspace, snapshot):
        if route.name and route.name.strip().casefold() in asked:
            continue
        line = by_hand(route.tool, route.name, str(route.place), "")
        found.setdefault(line.scheduler, line)
    return tuple(found.values())


def _routes(brand: str, workspace: Workspace, snapshot: Snapshot) -> Iterator[Route]:
    """What carries content to an account of the brand and is not switched off."""
    namer = Namer(workspace.identities, workspace.credentials)
    for route in snapshot.routes:
        off = route.enabled is False or route.kind is RouteClass.NOTIFY or route.tool == BY_HAND
        if not off and namer.ends(route)[1].owner == brand:
            yield route


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
