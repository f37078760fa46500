"""What the audit rules look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from guard.audit.crossings import Crossings, Forbidden, crossings
from guard.audit.graph import Graph
from guard.audit.naming import Namer, Node
from guard.model.identity import Identity, IdentityKind
from guard.model.route import Snapshot


def different(source: str, destination: str) -> bool:
    """Forbidden unless somebody says otherwise: any two different identities."""
    return source != destination


@dataclass(frozen=True)
class Case:
    """All that was read, as a graph with names. Nothing in it changes while the rules look."""

    graph: Graph
    snapshot: Snapshot
    namer: Namer
    forbidden: Forbidden = different

    @cached_property
    def identities(self) -> Mapping[str, Identity]:
        """The identities by id."""
        return {one.id: one for one in self.namer.identities}

    @cached_property
    def crossings(self) -> Crossings:
        """The forbidden pairs over routes that are not switched off."""
        return crossings(self.graph, self.forbidden)

    def kind(self, node: Node) -> IdentityKind | None:
        """What sort of identity owns a node, or None where nobody does."""
        return self.identities[node.owner].kind if node.owner else None

    def called(self, node: Node) -> str:
        """An account with its owner, for people: ``x:@RedCross (American Red Cross)``."""
        return f"{node.shown} ({self.identities[node.owner].name})" if node.owner else node.shown
