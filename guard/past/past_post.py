"""One post that went out long ago, as an export tells it."""

from dataclasses import dataclass
from datetime import datetime

from guard.model.attempt import Verb


@dataclass(frozen=True, slots=True)
class PastPost:
    """A post of one's own, or of somebody else that was passed on: ``verb`` tells."""

    text: str
    """As people read it; links as they lead, not as the network shortened them."""
    at: datetime | None = None
    """With a time zone; UTC where the export names none."""
    app: str = ""
    """The program it left from, as the network names it."""
    verb: Verb = Verb.POST
    """``post``, ``reply``, or ``repost`` for the words of others."""
    account: str = ""
    """Whose it is, as the export writes it, where the export says so post by post."""


class NotImportable(Exception):
    """An export cannot be used: which file, where in it, why, and what to do."""

    def __init__(self, file: str, reason: str, remedy: str, line: int | None = None) -> None:
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place} {reason}: {remedy}")
        self.file, self.line, self.reason, self.remedy = file, line, reason, remedy
