"""What outlives a process: which hat is worn, who is frozen, whether the guard is paused. One small file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from guard.engine.clock import Moment, same_start
from guard.files import replace_file
from guard.model.excepted import Excepted


class BrokenState(Exception):
    """The state file cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Hat:
    """A hat that was put on."""

    identity: str
    since: datetime
    until: datetime | None = None
    boot: str = ""
    """The start of the machine in which it was put on; a timed hat does not outlive it."""
    until_running: float | None = None
    """The deadline on the clock that nobody can set back."""

    def lapsed(self, moment: Moment) -> bool:
        """Whether its time is over by any clock."""
        if self.until is None:
            return False
        restarted = not same_start(self.boot, moment.boot)
        return restarted or moment.wall >= self.until or moment.running >= (self.until_running or 0.0)


def put_on(identity: str, moment: Moment, span: timedelta | None) -> Hat:
    """The hat as it is worn from ``moment`` on, for ``span`` or until another is put on."""
    if span is None:
        return Hat(identity, moment.wall)
    return Hat(identity, moment.wall, moment.wall + span, moment.boot, moment.running + span.total_seconds())


@dataclass(frozen=True, slots=True)
class Pause:
    """The guard lets pass what it would hold, for a while; it does not outlive the start of the machine either."""

    reason: str
    until: datetime
    boot: str
    until_running: float

    def over(self, moment: Moment) -> bool:
        """Whether its time is over by any clock."""
        return (
            not same_start(self.boot, moment.boot) or moment.wall >= self.until or moment.running >= self.until_running
        )


LONGEST_PAUSE = timedelta(hours=1)
"""A pause is a hole that one makes oneself; it closes by itself."""


def pause_for(reason: str, moment: Moment, span: timedelta) -> Pause:
    """A pause of ``span`` from ``moment`` on."""
    return Pause(reason, moment.wall + span, moment.boot, moment.running + span.total_seconds())


@dataclass(frozen=True, slots=True)
class State:
    """The hat that was last put on, the frozen identities with their reasons, the pause, and a crisis."""

    hat: Hat | None = None
    frozen: Mapping[str, str] = field(default_factory=dict)
    paused: Pause | None = None
    crisis: str = ""
    """The crisis that was declared, in words: scheduled posts of brands wait until it is over."""
    excepted: Mapping[str, Excepted] = field(default_factory=dict)
    """What may leave all the same of those who are frozen, once it is confirmed."""
    unpaused: tuple[str, ...] = ()
    """Brands that were frozen, and whose tools were not all asked since: whoever comes next goes on with that."""


def load(path: Path) -> State:
    """The state; raises BrokenState where the file is there but cannot be understood."""
    try:
        if path.exists() and not path.is_file():
            raise OSError("a pipe would keep us waiting for whoever writes into it")
        plain = json.loads(path.read_text(encoding="utf-8"))
        hat, paused = plain["hat"], plain.get("paused")
        frozen = {str(name): str(why) for name, why in plain["frozen"].items()}
        excepted = {
            str(name): Excepted(str(said["statement"]), said["answering"] is True)
            for name, said in plain.get("excepted", {}).items()
            if name in frozen
        }
        crisis = str(plain.get("crisis", ""))
        unpaused = tuple(str(name) for name in plain.get("unpaused", ()) if name in frozen)
        return State(_hat(hat) if hat else None, frozen, _pause(paused) if paused else None, crisis, excepted, unpaused)
    except FileNotFoundError:
        return State()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        remedy = "remove it, put on your hat again (hatcheck be …), and freeze again who was frozen"
        raise BrokenState(f"{path} cannot be read ({type(error).__name__}): {remedy}") from None


def save(path: Path, state: State) -> None:
    """Replaces the file in one step; raises OSError."""
    hat = state.hat
    plain: dict[str, Any] = {"hat": None, "frozen": dict(state.frozen)}
    if hat:
        plain["hat"] = {
            "identity": hat.identity,
            "since": hat.since.isoformat(),
            "until": hat.until.isoformat() if hat.until else None,
            "boot": hat.boot,
            "until_running": hat.until_running,
        }
    if pause := state.paused:
        plain["paused"] = {
            "reason": pause.reason,
            "until": pause.until.isoformat(),
            "boot": pause.boot,
            "until_running": pause.until_running,
        }
    if state.crisis:
        plain["crisis"] = state.crisis
    if unpaused := [name for name in state.unpaused if name in state.frozen]:
        plain["unpaused"] = unpaused
    if excepted := {name: said for name, said in state.excepted.items() if name in state.frozen}:
        plain["excepted"] = {
            name: {"statement": said.statement, "answering": said.answering} for name, said in excepted.items()
        }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(path, json.dumps(plain, indent=1))


def freeze(state: State, identity: str, reason: str, *, pausing: bool) -> State:
    """The state in which nothing leaves in this identity's name; ``pausing`` says that its tools are to be asked."""
    left = tuple(name for name in state.unpaused if name != identity)
    unpaused = (*left, identity) if pausing else left
    return replace(state, frozen={**state.frozen, identity: reason}, unpaused=unpaused)


def unfreeze(state: State, identity: str) -> State:
    """The state in which it may post again."""
    return replace(state, frozen={name: why for name, why in state.frozen.items() if name != identity})


def asked(state: State, identity: str) -> State:
    """The state in which its tools have all been asked."""
    return replace(state, unpaused=tuple(name for name in state.unpaused if name != identity))


def _hat(plain: Mapping[str, Any]) -> Hat:
    until = _moment(plain["until"]) if plain["until"] else None
    running = float(plain["until_running"]) if until else None
    return Hat(str(plain["identity"]), _moment(plain["since"]), until, str(plain["boot"]), running)


def _pause(plain: Mapping[str, Any]) -> Pause:
    return Pause(str(plain["reason"]), _moment(plain["until"]), str(plain["boot"]), float(plain["until_running"]))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return moment
