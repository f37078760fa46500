"""What must be done before a hold can be released, besides wanting it."""

from dataclasses import dataclass
from enum import StrEnum


class Ask(StrEnum):
    """How it is done."""

    LOOK = "look"
    """The file is shown large, and looked at."""
    REASON = "reason"
    """A reason is typed; it is kept in the journal."""
    TICK = "tick"
    """One item of the brand's checklist is ticked."""
    COLLEAGUE = "colleague"
    """A colleague approves exactly this post."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing to do before a release."""

    ask: Ask
    about: str
    """What it is about: a file's path or name, ``#WhyIStayed``, the checklist's item, a check."""
    text: str
    """One sentence for the person."""

    @property
    def key(self) -> str:
        """What names it within one hold: ``reason:#WhyIStayed``."""
        return f"{self.ask.value}:{self.about}"
