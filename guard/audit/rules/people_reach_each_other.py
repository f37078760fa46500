"""A person's post that another person repeats."""

from collections.abc import Iterator

from guard.audit.case import Case
from guard.audit.rules._crossing import between
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.identity import IdentityKind

ID = "people-reach-each-other"
ABOUT = "What one person posts also appears on another person's account."
HELP = (
    "Switch the link off, or allow this pair in the workspace if both agreed to it. "
    "Nobody sees from the outside who wrote it."
)


def check(case: Case) -> Iterator[Finding]:
    """The paths from one person's account to another's, directly or through several tools."""
    return between(case, ID, Severity.MEDIUM, (IdentityKind.PERSON, IdentityKind.PERSON))
