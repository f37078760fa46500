"""One configuration that can post for two identities: the next slip is one wrong choice away."""

from collections.abc import Iterator

from guard.audit.case import Case
from guard.audit.naming import Node
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.identity import IdentityKind
from guard.model.route import Confidence, Place, RouteClass
from guard.model.sentence import Sentence

ID = "two-identities-in-one-tool"
ABOUT = "One tool's configuration holds accounts of two identities."
HELP = (
    "Give each identity its own tool or profile, so that choosing the wrong account is not possible. "
    "At least let the tool ask for the account each time instead of having a default."
)
_AND_AS = Sentence.of(" and as ")


def check(case: Case) -> Iterator[Finding]:
    """One finding for each file that holds accounts of identities which must not be mixed."""
    held: dict[tuple[str, str], dict[Node, Place]] = {}
    active: dict[tuple[str, str], Node] = {}
    for holding in case.snapshot.holdings:
        node, where = case.namer.held(holding), (holding.tool, holding.place.file)
        if node.owner:
            held.setdefault(where, {}).setdefault(node, holding.place)
            if holding.active:
                active.setdefault(where, node)
    for edge, route in enumerate(case.graph.routes):
        ends = [case.graph.heads[edge]] + ([case.graph.tails[edge]] if route.kind is RouteClass.BRIDGE else [])
        for node in (case.graph.nodes[end] for end in ends):
            if node.owner and route.enabled is not False:
                held.setdefault((route.tool, route.place.file), {}).setdefault(node, route.place)
    for where, accounts in held.items():
        if _mixed(case, {node.owner for node in accounts if node.owner}):
            yield _finding(case, where, accounts, active.get(where))


def _mixed(case: Case, owners: set[str]) -> bool:
    return any(one != other and case.forbidden(one, other) for one in owners for other in owners)


def _finding(case: Case, where: tuple[str, str], accounts: dict[Node, Place], active: Node | None) -> Finding:
    tool, file = where
    ordered = sorted(accounts, key=lambda node: node.key)
    default = Sentence.of("; without a choice it posts as {account}", account=case.called(active)) if active else ""
    return Finding(
        rule=ID,
        severity=_severity(case, active),
        confidence=Confidence.HIGH,
        text=Sentence.of(
            "{tool} ({file}) can post as {accounts}{default}.",
            tool=tool,
            file=file,
            accounts=Sentence.joined((case.called(node) for node in ordered), _AND_AS),
            default=default,
        ),
        evidence=tuple(dict.fromkeys(accounts[node] for node in ordered)),
        fix=Sentence.of("Give each identity a configuration of its own instead of {file}.", file=file),
        subject=(tool, file, *(node.key for node in ordered), *([f"default {active.key}"] if active else [])),
    )


def _severity(case: Case, active: Node | None) -> Severity:
    """A brand as the default is worst: a private text typed in haste is then a post of the brand."""
    if active is None:
        return Severity.LOW
    return Severity.HIGH if case.kind(active) is IdentityKind.BRAND else Severity.MEDIUM
