"""A step that may post somewhere, of which the files do not say where."""

import re
from collections.abc import Iterator

from guard.audit.case import Case
from guard.audit.graph import Graph
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.route import Confidence, RouteClass
from guard.model.sentence import Sentence

ID = "undecided-step"
ABOUT = "A step may post somewhere, and the files that were read do not say where or whether."
HELP = (
    "Look at the step in its tool and see which account it posts to. Where it hands content to another tool, "
    "give that tool's configuration to the audit too."
)
_PLACE_IN_A_LIST = re.compile(r"\[\d+\]")


def check(case: Case) -> Iterator[Finding]:
    """The steps that a reader could not resolve, and the hand-overs whose other side is in no file."""
    for step in case.snapshot.undecided:
        called = Sentence.of("{tool} “{name}”", tool=step.tool, name=step.name) if step.name else step.tool
        yield Finding(
            rule=ID,
            severity=Severity.MEDIUM,
            confidence=Confidence.MEDIUM,
            text=Sentence.of(
                "{called} has a step that may post, and where is not known: {reason}.",
                called=called,
                reason=step.reason.rstrip("."),
            ),
            evidence=(step.place,),
            fix=Sentence.of("Look at the step in {tool} and see which account it posts to.", tool=step.tool),
            subject=(step.tool, step.place.file, step.name, _PLACE_IN_A_LIST.sub("", step.place.key), step.reason),
        )
    yield from _hand_overs(case.graph)


def _hand_overs(graph: Graph) -> Iterator[Finding]:
    told: set[int] = set()
    for edge, route in enumerate(graph.routes):
        end = graph.heads[edge]
        node = graph.nodes[end]
        dangling = route.kind is RouteClass.HOP and not node.account and not graph.out[end] and not graph.asleep[end]
        if not dangling or route.enabled is False or end in told:
            continue
        told.add(end)
        yield Finding(
            rule=ID,
            severity=Severity.LOW,
            confidence=route.confidence,
            text=Sentence.of(
                "{tool} hands content to {end}; what happens there stands in no file read.",
                tool=route.tool,
                end=node.shown,
            ),
            evidence=(route.place,),
            fix=Sentence.of("Give the configuration behind {end} to the audit too.", end=node.shown),
            path=graph.steps((edge,)),
            subject=(route.tool, node.key),
        )
