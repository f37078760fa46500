"""What the audit says about routes."""

from dataclasses import dataclass

from guard.model.decision import Severity, Step
from guard.model.route import Confidence, Place


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with the routes, with its evidence and a fix."""

    rule: str
    """The id of the audit rule, the name of its file with dashes: ``person-reaches-brand``."""
    severity: Severity
    """How bad it would be if it is so."""
    confidence: Confidence
    """How sure it is that it is so."""
    text: str
    """One sentence for the person."""
    evidence: tuple[Place, ...]
    """At least one place in a file."""
    fix: str
    """What to do about it, in one sentence."""
    path: tuple[Step, ...] = ()
    """The links from the first account to the last, where the finding is about a path."""
    subject: tuple[str, ...] = ()
    """What the finding is about (accounts, references), for its fingerprint: line numbers may move, these stay."""
