"""Which credentials nobody has named yet: what stands in a tool's file instead of an account."""

from collections.abc import Iterator
from dataclasses import dataclass

from guard.model.route import Endpoint, Snapshot, SourceKind
from guard.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Question:
    """One credential that nobody has named yet."""

    key: str
    """Under which the answer is kept: ``n8n:X account 2 (NY8wGz)``."""
    endpoint: Endpoint
    tool: str
    seen: str
    """Where it stands."""


def questions(snapshot: Snapshot, workspace: Workspace) -> Iterator[Question]:
    """What is worth asking: posting credentials that stand for one account, each once."""
    from guard.audit.naming import Namer, question
    from guard.platforms import load

    namer = Namer(workspace.identities, workspace.credentials)
    asked: set[str] = set()
    for route in snapshot.routes:
        for endpoint, node in zip((route.destination, route.source), reversed(namer.ends(route)), strict=True):
            key = question(route.tool, endpoint)
            is_place = endpoint is route.destination or route.source.kind is SourceKind.ACCOUNT
            if key and key not in asked and is_place and endpoint.platform in load() and node.account is None:
                asked.add(key)
                yield Question(key, endpoint, route.tool, f"{route.name or route.tool}, {route.place}")
