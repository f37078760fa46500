"""A file that may hold routes and could not be read: it is never reported clean."""

from collections.abc import Iterator

from guard.audit.case import Case
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.route import Confidence, Place
from guard.model.sentence import Sentence

ID = "could-not-read"
ABOUT = "A file, or a part of one, could not be read; routes in it are unknown."
HELP = "Mend the file or export it again from its tool, then run the audit once more. What is in it counts as unknown."
_AGAIN = Sentence.of("Export the file again from its tool.")


def check(case: Case) -> Iterator[Finding]:
    """One finding for each place that could not be read."""
    for problem in case.snapshot.unreadable:
        yield Finding(
            rule=ID,
            severity=Severity.MEDIUM,
            confidence=Confidence.HIGH,
            text=Sentence.of("{file} could not be read: it {reason}.", file=problem.file, reason=problem.reason),
            evidence=(Place(problem.file, "", problem.line),),
            fix=_sentence(problem.remedy) if problem.remedy else _AGAIN,
            subject=(problem.file, problem.reason),
        )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
