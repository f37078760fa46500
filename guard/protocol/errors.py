"""Why a request was not done. Codes are only ever added: whoever knows one today knows it for ever."""

from enum import StrEnum

from msgspec import Struct


class ErrorCode(StrEnum):
    """The codes, in the order in which they came."""

    BAD_REQUEST = "bad-request"
    """The frame is no request of this protocol; the text says where."""
    BAD_VERSION = "bad-version"
    """The two sides speak different versions; the connection is closed."""
    NOT_GREETED = "not-greeted"
    """Something came before ``hello``."""
    WRONG_ROLE = "wrong-role"
    """This operation is not for a client of this role: a gate never answers what it asks."""
    TOO_MANY = "too-many"
    """More requests, holds or connections than allowed; nothing was let out."""
    NO_SUCH_HOLD = "no-such-hold"
    """The hold is settled, or never was."""
    BAD_ANSWER = "bad-answer"
    """The answer's token, or the hash of what was drawn, is not this hold's; the hold stands."""
    NOT_TYPED = "not-typed"
    """At high risk the account's handle must be typed, and it was not; the hold stands."""
    TOO_LATE = "too-late"
    """The hold's time was over when the answer came; it is denied."""
    NOT_WRITTEN = "not-written"
    """The journal cannot be written, so nothing is let out; the hold stands."""
    UNKNOWN_NAME = "unknown-name"
    """There is no identity, account or credential of this name."""
    NOT_CHANGED = "not-changed"
    """The change would break the workspace, or it cannot be written; nothing was changed."""
    NOT_READ = "not-read"
    """What was asked for cannot be read; the text names the file and the remedy."""
    CANCELLED = "cancelled"
    """Whoever asked for it has stopped it."""
    BUG = "bug"
    """A mistake in Hatcheck; nothing was let out."""
    NOT_MET = "not-met"
    """Something must be done before this can be released, and it was not; the text says what, and the hold stands."""
    NOT_DONE = "not-done"
    """The incident refuses the deed as it stands; the text says what comes first, or what is missing."""


class Problem(Struct, frozen=True):
    """One error."""

    code: ErrorCode
    text: str
    """For people: what is wrong, where, and what to do."""


class Refused(Exception):
    """Ends a request with an error."""

    def __init__(self, code: ErrorCode, text: str) -> None:
        super().__init__(text)
        self.problem = Problem(code, text)
