"""The audit itself: routes → graph → findings → report."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from guard.audit.baseline import Baseline
from guard.audit.case import Case, different
from guard.audit.crossings import Forbidden
from guard.audit.cut import cut_link
from guard.audit.graph import Graph
from guard.audit.ignores import Ignored, checked, expired, matches
from guard.audit.naming import Namer
from guard.audit.report import Counts, Report, Suppression, Told, relative
from guard.audit.rules import PATHS, RULES
from guard.model.finding import Finding
from guard.model.identity import Identity
from guard.model.route import RouteClass, Snapshot
from guard.model.sentence import Sentence

_PUBLISHED = frozenset({RouteClass.POST, RouteClass.BRIDGE})
_KNOWN = Sentence.of("known since the baseline was written")


def audit(
    snapshot: Snapshot,
    identities: Iterable[Identity],
    answers: Mapping[str, str] | None = None,
    *,
    today: date,
    forbidden: Forbidden = different,
    baseline: Baseline | None = None,
    ignores: Iterable[Ignored] = (),
    root: str = "",
) -> Report:
    """All that the rules find in what was read, minus what is known or ignored; what is left out is counted.

    ``answers`` are the kept answers (``tool:ref`` → account); raises BadAccount for one that is no account and
    BadIgnore for an ignore that cannot be used. ``root`` is the folder that files are told relative to.
    """
    ignores = checked(ignores)
    namer = Namer(identities, answers)
    case = Case(Graph.of(snapshot.routes, namer), snapshot, namer, forbidden)
    findings = [finding for rule in RULES for finding in rule.check(case)]
    told = _sorted(_known_by(findings, root))
    judged = [_judged(one, baseline or Baseline(), ignores, today) for one in told]
    return Report(
        findings=tuple(one for one in judged if not one.suppressed_by),
        suppressed=tuple(one for one in judged if one.suppressed_by),
        notices=(*_notices(told, baseline or Baseline(), ignores, today),),
        counts=_counts(case, judged),
        cut=cut_link(case.graph, forbidden, case.crossings),
        more=_more(case),
        case=case,
        today=today,
        root=root,
    )


def _known_by(findings: Iterable[Finding], root: str) -> list[Told]:
    """Findings with their fingerprints; the second of two that are alike is told apart by its number."""
    seen: Counter[tuple[str, ...]] = Counter()
    told = []
    for finding in findings:
        about = (finding.rule, *(relative(word, root) for word in finding.subject))
        seen[about] += 1
        words = about if seen[about] == 1 else (*about, f"#{seen[about]}")
        told.append(Told(finding, sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()))
    return told


def _sorted(told: list[Told]) -> list[Told]:
    """Worst first, then surest, then in the order of the rules."""
    sure = {"high": 0, "medium": 1, "low": 2}
    return sorted(told, key=lambda one: (-one.finding.severity.rank, sure[one.finding.confidence]))


def _judged(one: Told, baseline: Baseline, ignores: tuple[Ignored, ...], today: date) -> Told:
    for ignore in ignores:
        if not expired(ignore, today) and matches(ignore, one.finding, one.fingerprint):
            end = Sentence.of(" (until {until})", until=ignore.until) if ignore.until else ""
            reason = Sentence.of("{reason}{end}", reason=ignore.reason, end=end)
            return Told(one.finding, one.fingerprint, Suppression.IGNORE, reason)
    if one.fingerprint in baseline.known:
        return Told(one.finding, one.fingerprint, Suppression.BASELINE, _KNOWN)
    return one


def _notices(told: list[Told], baseline: Baseline, ignores: tuple[Ignored, ...], today: date) -> Iterable[str]:
    for ignore in ignores:
        hits = sum(matches(ignore, one.finding, one.fingerprint) for one in told)
        if expired(ignore, today):
            pattern = "The ignore of {match} ended on {until}; it no longer hides anything ({hits} found)."
            yield Sentence.of(pattern, match=ignore.match, until=ignore.until, hits=hits)
        elif not hits:
            yield Sentence.of("The ignore of {match} matches nothing any more; it can go.", match=ignore.match)
    gone = len(baseline.known.keys() - {one.fingerprint for one in told})
    if gone:
        pattern = "{gone} of the baseline's findings are no longer there; write the baseline again to forget them."
        yield Sentence.of(pattern, gone=gone)


def _counts(case: Case, judged: list[Told]) -> Counts:
    graph = case.graph
    accounts = {node.account.key: node for node in graph.nodes if node.account}
    for holding in case.snapshot.holdings:
        node = case.namer.held(holding)
        if node.account:
            accounts.setdefault(node.account.key, node)
    posted = {head for head, route in zip(graph.heads, graph.routes, strict=True) if route.kind in _PUBLISHED}
    switches = Counter(route.enabled for route in graph.routes)
    return Counts(
        accounts=len(accounts),
        owned=sum(node.owner is not None for node in accounts.values()),
        unnamed=sum(graph.nodes[number].unnamed for number in posted),
        routes=len(graph.routes),
        off=switches[False],
        unset=switches[None],
        forbidden=case.crossings.total,
        quiet=sum(one.finding.rule in PATHS for one in judged if one.suppressed_by),
    )


def _more(case: Case) -> Mapping[tuple[str, str], int]:
    nodes = case.graph.nodes
    left = Counter(case.crossings.counts)
    left.subtract((nodes[one.source].owner or "", nodes[one.target].owner or "") for one in case.crossings.shown)
    return {pair: count for pair, count in left.items() if count > 0}
