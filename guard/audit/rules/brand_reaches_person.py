"""A brand's post that a private account repeats."""

from collections.abc import Iterator

from guard.audit.case import Case
from guard.audit.rules._crossing import between
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.identity import IdentityKind

ID = "brand-reaches-person"
ABOUT = "What a brand posts also appears on a person's account."
HELP = (
    "Switch the link off, or let the person decide post by post. A brand's news on a private account "
    "ties both together, and a correction of the brand leaves the private copy as it was."
)


def check(case: Case) -> Iterator[Finding]:
    """The paths from a brand's account to a person's, directly or through several tools."""
    return between(case, ID, Severity.MEDIUM, (IdentityKind.BRAND, IdentityKind.PERSON))
