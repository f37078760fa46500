"""What the shell knows, as one value, and how each thing that happens changes it. No Qt, no words, no clock."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from math import ceil

from guard.protocol.card import Badge
from guard.protocol.desk import Desk, Hat

MINUTE = 60
"""The time that is left is shown in minutes: nothing ticks more often."""


class Contact(Enum):
    """Whether the engine is there."""

    STARTING = "starting"
    """Not yet, and that is no reason to worry."""
    THERE = "there"
    LOST = "lost"
    """It was there, or it does not come: nothing is guarded by what this shell knows."""


class Health(StrEnum):
    """How the guard is doing as a whole: as its worst part."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class State:
    """Everything the tray, its menu and the status window show follows from this."""

    desk: Desk | None = None
    desk_came: float = 0.0
    """When, on the clock of the events."""
    contact: Contact = Contact.STARTING
    trouble: str = ""
    """Why the engine cannot be used, in words."""
    now: float = 0.0


@dataclass(frozen=True, slots=True)
class DeskCame:
    """The engine has said what is so."""

    desk: Desk
    now: float


@dataclass(frozen=True, slots=True)
class ContactChanged:
    """The engine has greeted, or is gone."""

    there: bool
    now: float


@dataclass(frozen=True, slots=True)
class StartFailed:
    """The engine should have been there by now."""

    now: float


@dataclass(frozen=True, slots=True)
class TroubleMet:
    """The engine cannot be used."""

    text: str
    now: float


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time has passed."""

    now: float


Event = DeskCame | ContactChanged | StartFailed | TroubleMet | Ticked


def reduce(state: State, event: Event) -> State:
    """The state after the event."""
    state = replace(state, now=event.now)
    match event:
        case DeskCame(desk, now):
            return replace(state, desk=desk, desk_came=now, contact=Contact.THERE, trouble="")
        case ContactChanged(there):
            return replace(state, contact=Contact.THERE if there else Contact.LOST, trouble="")
        case StartFailed() if state.contact is Contact.STARTING:
            return replace(state, contact=Contact.LOST)
        case TroubleMet(text):
            return replace(state, contact=Contact.LOST, trouble=text)
        case _:
            return state


class Shape(Enum):
    """What the icon looks like without its colour."""

    BRAND = "brand"
    """A square."""
    PERSON = "person"
    """A disc."""
    NOBODY = "nobody"
    """A ring."""


@dataclass(frozen=True, slots=True)
class Face:
    """All that the tray icon shows."""

    shape: Shape = Shape.NOBODY
    letters: str = ""
    color: str = ""
    """``#rrggbb``; empty where nobody's hat is worn."""
    paused: bool = False
    blind: bool = False
    """Whether some part of the guard does not see."""


def face(state: State) -> Face:
    """How the icon looks. Without the engine no hat is shown: a shell that knows nothing claims nothing."""
    if state.contact is not Contact.THERE or state.desk is None:
        return Face(letters="?", blind=state.contact is Contact.LOST)
    hat, blind = worn_hat(state), health(state) is Health.RED
    paused = state.desk.paused is not None
    if hat is None:
        return Face(paused=paused, blind=blind)
    shape = Shape.BRAND if hat.badge.kind == "brand" else Shape.PERSON
    return Face(shape, hat.badge.letters, hat.badge.color, paused, blind)


def worn_hat(state: State) -> Hat | None:
    """The hat that is worn; None for nobody's."""
    desk = state.desk
    if desk is None or desk.worn.identity is None:
        return None
    return next((hat for hat in desk.hats if hat.badge.id == desk.worn.identity), None)


def brand_is_worn(state: State) -> bool:
    """Whether leaving the desk would take a hat off."""
    hat = worn_hat(state)
    return hat is not None and hat.badge.kind == "brand"


def health(state: State) -> Health:
    """The worst of all parts; the engine's absence is worse than anything."""
    if state.contact is Contact.LOST:
        return Health.RED
    if state.desk is None:
        return Health.AMBER
    colors = {light.color for light in state.desk.lights}
    if "red" in colors or state.desk.troubles:
        return Health.RED
    return Health.AMBER if "amber" in colors else Health.GREEN


def hat_left(state: State) -> float | None:
    """Seconds for which the hat is still worn; None where it has no end."""
    return _left(state, lambda desk: desk.worn.remaining)


def pause_left(state: State) -> float | None:
    """Seconds for which the guard is still paused; None where it is not."""
    return _left(state, lambda desk: desk.paused.remaining if desk.paused else None)


def _left(state: State, of: Callable[[Desk], float | None]) -> float | None:
    if state.desk is None:
        return None
    at_first = of(state.desk)
    return None if at_first is None else max(0.0, at_first - (state.now - state.desk_came))


def minutes(seconds: float) -> int:
    """As it is shown: begun minutes count."""
    return ceil(seconds / MINUTE)


def next_tick(state: State) -> float | None:
    """Seconds until something that is shown changes by itself; None where nothing does."""
    spans = [span for span in (hat_left(state), pause_left(state)) if span]
    return min((span - MINUTE * (minutes(span) - 1) for span in spans), default=None)


def badges(state: State) -> dict[str, Badge]:
    """The identities of the desk by their ids."""
    return {hat.badge.id: hat.badge for hat in state.desk.hats} if state.desk else {}
