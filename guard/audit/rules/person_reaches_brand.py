"""A private post that a brand repeats."""

from collections.abc import Iterator

from guard.audit.case import Case
from guard.audit.rules._crossing import between
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.identity import IdentityKind

ID = "person-reaches-brand"
ABOUT = "What a person posts privately also appears on a brand's account."
HELP = (
    "Switch the link off, or take the brand's account out of it. Until then every private post is a post of the brand, "
    "and deleting it at one end leaves it at the other."
)


def check(case: Case) -> Iterator[Finding]:
    """The paths from a person's account to a brand's, directly or through several tools."""
    return between(case, ID, Severity.HIGH, (IdentityKind.PERSON, IdentityKind.BRAND))
