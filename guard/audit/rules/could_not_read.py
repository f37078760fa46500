"""A file that may hold routes and could not be read: it is never reported clean."""

from collections.abc import Iterator

from guard.audit.case import Case
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.route import Confidence, Place

ID = "could-not-read"
ABOUT = "A file, or a part of one, could not be read; routes in it are unknown."
HELP = "Mend the file or export it again from its tool, then run the audit once more. What is in it counts as unknown."


def check(case: Case) -> Iterator[Finding]:
    """One finding for each place that could not be read."""
    for problem in case.snapshot.unreadable:
        yield Finding(
            rule=ID,
            severity=Severity.MEDIUM,
            confidence=Confidence.HIGH,
            text=f"{problem.file} could not be read: it {problem.reason}.",
            evidence=(Place(problem.file, "", problem.line),),
            fix=_sentence(problem.remedy) if problem.remedy else "Export the file again from its tool.",
            subject=(problem.file, problem.reason),
        )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
