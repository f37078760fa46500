"""The menu as data: what stands in it, and what each entry means. The tray draws it, the app does it."""

from dataclasses import dataclass
from enum import Enum

from guard.protocol.desk import Desk, Hat
from guard.protocol.incidents import IncidentLine
from ui import words
from ui.state import Contact, State, health
from ui.words import Translate

SPANS = (15 * 60, 25 * 60, 45 * 60, 3600, 2 * 3600, 4 * 3600)
"""Seconds for which a brand's hat can be taken where its own span does not fit."""
PAUSES = (5, 15, 30, 60)
"""Minutes for which the guard can be paused."""
DIRECT = 8
"""How many brands, and how many people, stand in the menu itself; the others stand one level deeper."""


class Window(Enum):
    """The windows that can be opened."""

    STATUS = "status"
    HOLDS = "holds"
    AUDIT = "audit"
    JOURNAL = "journal"
    SETTINGS = "settings"
    FIRST_RUN = "first-run"
    INCIDENTS = "incidents"
    INCIDENT = "incident"
    """One of them; it is opened by its name."""


@dataclass(frozen=True, slots=True)
class PutOn:
    """Wear this hat; None takes the worn one off."""

    identity: str | None
    seconds: int | None = None
    """None: what the workspace says."""


@dataclass(frozen=True, slots=True)
class AskPause:
    """Ask for the reason, then pause."""

    minutes: int


@dataclass(frozen=True, slots=True)
class EndPause:
    """Guard again."""


@dataclass(frozen=True, slots=True)
class Open:
    """Open or raise a window."""

    window: Window


@dataclass(frozen=True, slots=True)
class ShowIncident:
    """Open or raise the window of this incident."""

    incident: str


@dataclass(frozen=True, slots=True)
class LookAtStrays:
    """Open or raise the window in which the posts stand that did not leave from here."""


@dataclass(frozen=True, slots=True)
class AskFreeze:
    """Ask for a reason that can stay as it is, then freeze."""

    identity: str


@dataclass(frozen=True, slots=True)
class RaiseHold:
    """Bring the pop-up to the front."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Quit."""


Action = PutOn | AskPause | EndPause | Open | ShowIncident | LookAtStrays | AskFreeze | RaiseHold | Leave


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn before an entry: an identity's sign, or a light."""

    color: str
    """``#rrggbb`` for an identity; a light's word (``red``) otherwise."""
    kind: str
    """``brand``, ``person`` or ``light``."""
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu. Without an action and without children it only says something."""

    label: str
    action: Action | None = None
    children: tuple["Entry", ...] = ()
    mark: Mark | None = None
    checked: bool = False


class Part(Enum):
    """What the lines of a section are about."""

    TOP = "top"
    HATS = "hats"
    GUARD = "guard"
    INCIDENT = "incident"
    WINDOWS = "windows"
    HEALTH = "health"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong together; sections are parted by a line."""

    part: Part
    entries: tuple[Entry, ...]


def menu(state: State, translate: Translate) -> tuple[Section, ...]:
    """The whole menu of this state; sections that have nothing to say are left out."""
    sections = [(Part.TOP, _top(state, translate))]
    if state.desk is not None and state.contact is Contact.THERE:
        sections.append((Part.HATS, _hats(state.desk, translate)))
        sections.append((Part.GUARD, _guard(state, state.desk, translate)))
        sections.append((Part.INCIDENT, _incidents(state, state.desk, translate)))
        sections.append((Part.WINDOWS, _windows(translate)))
    sections.append((Part.HEALTH, _health(state, translate)))
    sections.append((Part.LEAVE, (Entry(translate("Menu", "Quit"), Leave()),)))
    return tuple(Section(part, entries) for part, entries in sections if entries)


def _top(state: State, translate: Translate) -> tuple[Entry, ...]:
    rest = words.rest(state, translate)
    label = words.who(state, translate)
    lines = [Entry(f"{label} · {rest}" if rest else label, Open(Window.STATUS))]
    if waiting := words.waiting(state, translate):
        lines.append(Entry(waiting, RaiseHold()))
    return tuple(lines)


def _hats(desk: Desk, translate: Translate) -> tuple[Entry, ...]:
    brands = [hat for hat in desk.hats if hat.badge.kind == "brand"]
    people = [hat for hat in desk.hats if hat.badge.kind != "brand"]
    lines = _first(tuple(_wear(hat, desk, translate) for hat in brands), translate("Menu", "More brands"))
    if brands:
        spans = tuple(_spans(hat, translate) for hat in brands)
        lines += (Entry(translate("Menu", "For longer or shorter"), children=spans),)
    lines += _first(tuple(_wear(hat, desk, translate) for hat in people), translate("Menu", "More people"))
    nobody = Entry(translate("Menu", "as nobody"), PutOn(None), checked=desk.worn.identity is None)
    return (*lines, nobody) if desk.hats else ()


def _first(entries: tuple[Entry, ...], more: str) -> tuple[Entry, ...]:
    if len(entries) <= DIRECT:
        return entries
    return (*entries[:DIRECT], Entry(more, children=entries[DIRECT:]))


def _wear(hat: Hat, desk: Desk, translate: Translate) -> Entry:
    if hat.session is None:
        label = translate("Menu", "as {name}").format(name=hat.badge.name)
    else:
        pattern = translate("Menu", "as {name} for {span}")
        label = pattern.format(name=hat.badge.name, span=words.span(hat.session, translate))
    if hat.frozen is not None:
        label = translate("Menu", "{entry} (frozen)").format(entry=label)
    return Entry(label, PutOn(hat.badge.id), mark=_mark(hat), checked=desk.worn.identity == hat.badge.id)


def _spans(hat: Hat, translate: Translate) -> Entry:
    children = tuple(Entry(words.span(span, translate), PutOn(hat.badge.id, span)) for span in SPANS)
    return Entry(translate("Menu", "as {name}").format(name=hat.badge.name), children=children, mark=_mark(hat))


def _mark(hat: Hat) -> Mark:
    return Mark(hat.badge.color, hat.badge.kind, hat.badge.letters)


def _guard(state: State, desk: Desk, translate: Translate) -> tuple[Entry, ...]:
    pausing: tuple[Entry, ...]
    if desk.paused is not None:
        pausing = (Entry(words.pause(state, translate)), Entry(translate("Menu", "Guard again now"), EndPause()))
    else:
        children = tuple(Entry(f"{words.span(60 * span, translate)} …", AskPause(span)) for span in PAUSES)
        pausing = (Entry(translate("Menu", "Pause the guard"), children=children),)
    today = translate("Menu", "Today’s holds: {count}").format(count=desk.today.held)
    return (*pausing, Entry(today, Open(Window.HOLDS)))


def _incidents(state: State, desk: Desk, translate: Translate) -> tuple[Entry, ...]:
    """What got out, and the quickest way to stop everything."""
    shown: tuple[Entry, ...] = ()
    if strays := words.strays(state, translate):
        shown = (Entry(strays, LookAtStrays(), mark=Mark("amber", "light")),)
    shown += _first(tuple(_incident(line, translate) for line in desk.incidents), translate("Menu", "More incidents"))
    brands = tuple(hat for hat in desk.hats if hat.badge.kind == "brand")
    if len(brands) == 1:
        shown += (_freeze(brands[0], translate("Menu", "Freeze {name}…"), translate),)
    elif brands:
        children = tuple(_freeze(hat, "{name}", translate) for hat in brands)
        shown += (Entry(translate("Menu", "Freeze…"), children=children),)
    return (*shown, Entry(translate("Menu", "Incidents…"), Open(Window.INCIDENTS)))


def _incident(line: IncidentLine, translate: Translate) -> Entry:
    label = translate("Menu", "Incident: {title} · {step}") if line.step else translate("Menu", "Incident: {title}")
    mark = Mark(line.badge.color, line.badge.kind, line.badge.letters)
    return Entry(label.format(title=line.title, step=line.step), ShowIncident(line.incident), mark=mark)


def _freeze(hat: Hat, pattern: str, translate: Translate) -> Entry:
    label = pattern.format(name=hat.badge.name)
    if hat.frozen is not None:
        return Entry(translate("Menu", "{name} is frozen").format(name=hat.badge.name), mark=_mark(hat))
    return Entry(label, AskFreeze(hat.badge.id), mark=_mark(hat))


def _windows(translate: Translate) -> tuple[Entry, ...]:
    return (
        Entry(translate("Menu", "Audit…"), Open(Window.AUDIT)),
        Entry(translate("Menu", "Journal…"), Open(Window.JOURNAL)),
        Entry(translate("Menu", "Settings…"), Open(Window.SETTINGS)),
    )


def _health(state: State, translate: Translate) -> tuple[Entry, ...]:
    mark = Mark(health(state).value, "light")
    desk = state.desk if state.contact is Contact.THERE else None
    lights = desk.lights if desk else []
    children = tuple(Entry(words.light(light, translate), mark=Mark(light.color, "light")) for light in lights)
    troubles = tuple(
        Entry(text, Open(Window.SETTINGS), mark=Mark("red", "light")) for text in (desk.troubles if desk else ())
    )
    return (Entry(words.doing(state, translate), children=troubles + children, mark=mark),)
