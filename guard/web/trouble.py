"""Why a site could not be asked."""

from enum import StrEnum

from guard.model.sentence import Sentence


class WebWhy(StrEnum):
    """The few things that go wrong."""

    DENIED = "denied"
    """The site does not accept the token, or not for this (401, 403)."""
    MISSING = "missing"
    """There is no such thing (404, 410)."""
    LIMITED = "limited"
    """The site wants to be asked later (429)."""
    REFUSED = "refused"
    """The site refuses the request as it is (another 4xx)."""
    BROKEN = "broken"
    """The site fails, or says what cannot be read (5xx, no JSON, too much)."""
    ELSEWHERE = "elsewhere"
    """The site sends on to another address (3xx)."""
    SLOW = "slow"
    """No answer in time."""
    UNREACHABLE = "unreachable"
    """No connection: no such name, nobody listens, a certificate that is not trusted."""
    UNSAFE = "unsafe"
    """The address is not one to which a token may go."""


class WebTrouble(Exception):
    """A request that brought nothing; the text is one sentence for people."""

    def __init__(self, why: WebWhy, text: Sentence, status: int = 0, after: float | None = None) -> None:
        super().__init__(text)
        self.why, self.text, self.status = why, text, status
        self.after = after
        """Seconds until the site wants to be asked again, where it says so."""
