"""What decisions rest on, as it is now: workspace, state and mirrors, read again as soon as a file of theirs changes.

Nothing is learnt from events here. What is looked at for each decision are the files themselves, so that a change made
before an attempt counts for it, whether or not anybody was told of the change.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition
from typing import Generic, TypeVar

from guard.checks import Check
from guard.engine import state as states
from guard.engine.mirrors import Mirrors
from guard.engine.own_checks import own_checks
from guard.engine.sight import Sight
from guard.engine.state import State
from guard.engine.tools import Tools, read_tools
from guard.model.sentence import Sentence
from guard.workspace import Workspace, WorkspaceError
from guard.workspace.caring import folder_of_own_checks
from guard.workspace.load import load

T = TypeVar("T")

MANY = 500
"""Looking at more files than that takes longer than somebody who must not wait has."""
_AGAIN = 1.0
"""Seconds after which what could not be read is tried again: it may have been the moment, not the file."""
_TRIES = 3
"""A file that changes while it is read may be read half old, half new: it is read again."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known at one moment. Nothing in it changes any more, and nothing in it touches a file."""

    workspace: Workspace
    """Empty where there is none, or a broken one; ``unknown`` says so."""
    state: State
    mirrors: Mirrors
    unknown: tuple[str, ...] = ()
    """What is wrong with workspace and state, one sentence each; ``mirrors.unknown`` speaks of the tools."""
    usable: bool = True
    """Whether there is a workspace that can be read."""
    own: Mapping[str, Check] = field(default_factory=dict)
    """The user's own checks, by their ids."""


@dataclass(frozen=True, slots=True)
class _Read(Generic[T]):
    """What was read of some files, what was wrong with them, and how they looked before."""

    seen: Sight
    value: T
    troubles: tuple[str, ...] = ()
    until: float = math.inf
    """On the monotonic clock: after that it is read again though nothing was seen to change."""

    def same(self) -> bool:
        return time.monotonic() < self.until and self.seen.same()


@dataclass(frozen=True, slots=True)
class _Kept:
    """All that was read, and what it comes to."""

    workspace: _Read[Workspace]
    state: _Read[State]
    own: _Read[Mapping[str, Check]]
    tools: Tools
    known: Known

    def same(self) -> bool:
        return self.workspace.same() and self.state.same() and self.own.same() and self.tools.same()


class Knowledge:
    """The knowledge of one desk; for any number of threads."""

    def __init__(self, workspace_file: Path, organisation_file: Path, state_file: Path, cache: Path) -> None:
        self._workspace_file, self._organisation_file = workspace_file, organisation_file
        self._state_file, self._cache = state_file, cache
        self._own_folder = folder_of_own_checks(workspace_file)
        self._kept: _Kept | None = None
        self._turn = Condition()
        self._looking = False
        self._begun = self._done = 0

    def current(self) -> Known:
        """All that is so now: every change that was made before this was called is in it.

        Where something changed it is read here and now, for as long as that takes. Of many callers at once, one looks
        for all who came before it began.
        """
        return self.fresh() or self._looked()

    def fresh(self) -> Known | None:
        """The same at once where nothing has changed; None where ``current`` may take long. Never waits for others."""
        kept = self._kept
        many = kept is not None and len(kept.tools.seen.files) + len(kept.own.seen.files) > MANY
        if kept is None or many or not kept.same():
            return None
        return kept.known

    def stale(self) -> bool:
        """Whether ``current`` may take long: whoever must not wait has another thread call it."""
        return self.fresh() is None

    @property
    def paths(self) -> tuple[Path, ...]:
        """What to watch: the files and folders that knowledge comes from, and the links among them."""
        links = self._kept.tools.seen.links if self._kept else ()
        return (*self._places(), *map(Path, links))

    def scan(self) -> Sight:
        """How all that knowledge comes from looks now; something else as soon as any of it has changed."""
        return Sight.of(self._places())

    def _places(self) -> tuple[Path, ...]:
        tools = self._kept.tools.paths if self._kept else ()
        return (self._workspace_file, self._organisation_file, self._state_file, self._own_folder, *tools)

    def _looked(self) -> Known:
        with self._turn:
            mine = self._begun + 1  # the first look that begins after this moment
            while self._looking and self._done < mine:
                self._turn.wait()
            if self._done >= mine and self._kept:
                return self._kept.known
            self._looking = True
            self._begun += 1
        kept = None  # what stays when looking fails: nobody is served by it
        try:
            kept = self._renewed(self._kept)
        finally:
            with self._turn:
                self._kept, self._looking, self._done = kept, False, self._begun
                self._turn.notify_all()
        return kept.known

    def _renewed(self, kept: _Kept | None) -> _Kept:
        files = (self._workspace_file, self._organisation_file)
        workspace = _read(files, self._workspace, kept.workspace if kept else None)
        state = _read((self._state_file,), self._state, kept.state if kept else None)
        tools = read_tools(workspace.value.tools, self._cache, kept.tools if kept else None)
        if kept and workspace is kept.workspace and tools.said is kept.tools.said:
            mirrors = kept.known.mirrors
        else:
            mirrors = Mirrors(workspace.value, said=tools.said).made()
        own = _read((self._own_folder,), lambda: own_checks(self._own_folder), kept.own if kept else None)
        troubles = workspace.troubles + state.troubles + own.troubles
        known = Known(workspace.value, state.value, mirrors, troubles, usable=not workspace.troubles, own=own.value)
        return _Kept(workspace, state, own, tools, known)

    def _workspace(self) -> tuple[Workspace, tuple[str, ...]]:
        """A broken or missing one is empty, and the reason an unknown fact: it never means allow."""
        try:
            return load(self._workspace_file, self._organisation_file), ()
        except FileNotFoundError:
            pattern = "There is no workspace at {file} yet. Write one with: hatcheck init"
            why: tuple[str, ...] = (Sentence.of(pattern, file=self._workspace_file),)
        except WorkspaceError as error:
            why = tuple(Sentence.of("The workspace is broken: {problem}", problem=p) for p in error.problems)
        return Workspace(self._workspace_file), why

    def _state(self) -> tuple[State, tuple[str, ...]]:
        try:
            return states.load(self._state_file), ()
        except states.BrokenState as error:
            return State(), (error.args[0],)


def _read(files: tuple[Path, ...], load_: Callable[[], tuple[T, tuple[str, ...]]], before: _Read[T] | None) -> _Read[T]:
    if before and before.same():
        return before
    for _ in range(_TRIES):
        seen = Sight.of(files)
        value, troubles = load_()
        if seen.same():
            break
    return _Read(seen, value, troubles, time.monotonic() + _AGAIN if troubles else math.inf)
