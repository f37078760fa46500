"""Where else a post arrives: the routes of the tools the workspace names, read again when a file of theirs changed."""

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guard.files import replace_file
from guard.model.account import Account
from guard.model.decision import Reached
from guard.model.route import Snapshot
from guard.model.version import VERSION
from guard.workspace import Workspace

if TYPE_CHECKING:
    from guard.audit.graph import Graph


class Mirrors:
    """The routes that count for judgements, as one graph."""

    def __init__(self, workspace: Workspace, cache: Path | None = None) -> None:
        self._workspace = workspace
        self._cache = cache

    @cached_property
    def snapshot(self) -> Snapshot:
        """What the tools of the workspace say, and the routes that lie in no file."""
        by_hand = Snapshot(routes=self._workspace.routes, holdings=self._workspace.holdings)
        if not self._workspace.tools:
            return by_hand
        return Snapshot.of([self._of_tools(), by_hand])

    @cached_property
    def _graph(self) -> "Graph":
        from guard.audit.graph import Graph
        from guard.audit.naming import Namer

        return Graph.of(self.snapshot.routes, Namer(self._workspace.identities, self._workspace.credentials))

    def reach(self, accounts: Iterable[Account]) -> Mapping[Account, tuple[Reached, ...]]:
        """For each account, where else its content arrives."""
        if not self.snapshot.routes:
            return {}
        return {account: self._graph.reach(account) for account in accounts}

    @property
    def unknown(self) -> tuple[str, ...]:
        """What of the tools could not be read, one sentence for all: their mirrors may reach anyone."""
        lost = self.snapshot.unreadable
        if not lost:
            return ()
        more = f", and {len(lost) - 1} more" if len(lost) > 1 else ""
        what = f"{lost[0].file} {lost[0].reason}{more}"
        return (f"Where this is mirrored is not fully known: {what}. Mend it or take it out of [tools].",)

    def _of_tools(self) -> Snapshot:
        signature = _signature(self._workspace.tools)
        if self._cache and (kept := _kept(self._cache, signature)):
            return kept
        from guard.intake import collect
        from guard.model.plain import to_plain

        snapshot = collect(str(path) for path in self._workspace.tools)
        if self._cache and not snapshot.unreadable:  # what could not be read now may be readable the next time
            plain = {"version": VERSION, "signature": signature, "snapshot": to_plain(snapshot)}
            try:
                self._cache.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                replace_file(self._cache, json.dumps(plain))
            except OSError:
                pass  # a cache that cannot be written costs time, nothing else
        return snapshot


def _kept(cache: Path, signature: list[list[Any]]) -> Snapshot | None:
    from guard.model.plain import from_plain

    try:
        plain = json.loads(cache.read_text(encoding="utf-8"))
        if plain["version"] == VERSION and plain["signature"] == signature:
            return from_plain(plain["snapshot"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # missing, older, or damaged: read the tools again
    return None


def _signature(paths: Iterable[Path]) -> list[list[Any]]:
    """What changes when any file below the paths does; a link counts by where it leads."""
    from guard.intake.walk import Walk

    walk = Walk()
    signed = [_signed(path) for path in walk.files(str(path) for path in paths)]
    return [*signed, [lost.file for lost in walk.unreadable]]


def _signed(path: str) -> list[Any]:
    try:
        found = Path(path).stat()
    except OSError as error:
        return [path, error.errno]
    return [path, found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]
