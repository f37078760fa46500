"""A brand's post that another brand repeats."""

from collections.abc import Iterator

from guard.audit.case import Case
from guard.audit.rules._crossing import between
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.identity import IdentityKind

ID = "brands-reach-each-other"
ABOUT = "What one brand posts also appears on another brand's account."
HELP = (
    "Switch the link off, or allow this pair in the workspace if it is meant: one slip at the first brand "
    "is a slip at the second too."
)


def check(case: Case) -> Iterator[Finding]:
    """The paths from one brand's account to another's, directly or through several tools."""
    return between(case, ID, Severity.HIGH, (IdentityKind.BRAND, IdentityKind.BRAND))
