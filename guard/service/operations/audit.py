"""The operation ``audit``: reads the workspace's tools and says what leads from one identity to another."""

from datetime import date
from threading import Event
from typing import TYPE_CHECKING

from guard.engine.auditing import audited, by_hand
from guard.intake import Ended
from guard.languages import said
from guard.model.route import Snapshot
from guard.model.sentence import Sentence
from guard.protocol import ErrorCode, Refused
from guard.protocol.replies import AuditReport
from guard.service.operations.reading import Tell, read
from guard.workspace import Workspace

if TYPE_CHECKING:
    from guard.audit import Report


def audit(
    workspace: Workspace, *, today: date, report: str, progress: Tell, stop: Event, language: str = "en"
) -> AuditReport:
    """What the audit finds in the tools of the workspace; ``report`` names a format to render it in, or is empty.

    Raises Refused: ``cancelled`` when ``stop`` is set, ``bad-request`` for a format that there is none of, and
    ``not-read`` for an ignore of the workspace that cannot be used.
    """
    from guard.audit import BadIgnore
    from guard.audit.reports import FORMATS, render
    from guard.service.operations.picture import drawn

    if report and report not in FORMATS:
        told = Sentence.of("There is no report {form}. Ask for one of: {known}.", form=report, known=", ".join(FORMATS))
        raise Refused(ErrorCode.BAD_REQUEST, said(told, language))
    progress(Sentence.of("Looking for configurations"), 0, 0)
    try:
        snapshot = Snapshot.of([read(map(str, workspace.tools), progress, stop), by_hand(workspace)])
        progress(Sentence.of("Following every route"), 0, 0)
        found: Report = audited(workspace, snapshot, today=today)
        if stop.is_set():
            raise Ended
    except Ended:
        told = Sentence.of("The audit was stopped; nothing is known of what was not read.")
        raise Refused(ErrorCode.CANCELLED, said(told, language)) from None
    except BadIgnore as error:
        raise Refused(ErrorCode.NOT_READ, said(error.args[0], language)) from None
    return drawn(found, render(found, report) if report else "", language)
