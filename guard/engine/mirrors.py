"""Where else a post arrives: the routes of the tools the workspace names, and those that lie in no file."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from guard.engine.auditing import by_hand
from guard.model.account import Account
from guard.model.decision import Reached
from guard.model.route import Snapshot
from guard.model.sentence import Sentence
from guard.workspace import Workspace

if TYPE_CHECKING:
    from guard.audit.graph import Graph


class Mirrors:
    """The routes that count for judgements, as one graph."""

    def __init__(self, workspace: Workspace, cache: Path | None = None, said: Snapshot | None = None) -> None:
        """``said`` is what the workspace's tools say, where that is known; else they are read when it is needed."""
        self._workspace = workspace
        self._cache = cache
        self._said = said

    @cached_property
    def snapshot(self) -> Snapshot:
        """What the tools of the workspace say, and the routes that lie in no file."""
        own = by_hand(self._workspace)
        if not self._workspace.tools:
            return own
        if self._said is not None:
            return Snapshot.of([self._said, own])
        from guard.engine.tools import read_tools

        return Snapshot.of([read_tools(self._workspace.tools, self._cache).said, own])

    @cached_property
    def graph(self) -> "Graph":
        """The routes as a graph of accounts."""
        from guard.audit.graph import Graph
        from guard.audit.naming import Namer

        return Graph.of(self.snapshot.routes, Namer(self._workspace.identities, self._workspace.credentials))

    def made(self) -> Self:
        """Itself, with the graph made now: for many routes that takes a while, and decisions are not to wait for it."""
        if self.snapshot.routes:
            _ = self.graph.live
        return self

    def reach(self, accounts: Iterable[Account]) -> Mapping[Account, tuple[Reached, ...]]:
        """For each account, where else its content arrives."""
        if not self.snapshot.routes:
            return {}
        return {account: self.graph.reach(account) for account in accounts}

    def is_source(self, account: Account) -> bool:
        """Whether what is posted there is carried on."""
        return bool(self.snapshot.routes) and bool(self.graph.reach(account))

    @property
    def unknown(self) -> tuple[str, ...]:
        """What of the tools could not be read, one sentence for all: their mirrors may reach anyone."""
        lost = self.snapshot.unreadable
        if not lost:
            return ()
        return (
            Sentence.of(
                "Where this is mirrored is not fully known: {what}{more}. Mend it or take it out of [tools].",
                what=f"{lost[0].file} {lost[0].reason}",
                more=Sentence.of(", and {number} more", number=len(lost) - 1) if len(lost) > 1 else "",
            ),
        )
