"""One row of the journal before it is sealed: what happened, in words and hashes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

JsonScalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something worth keeping: a decision, an answer, a change of hat."""

    kind: str
    """``decision``, ``answer``, ``hat``, ``freeze``, ``seal``, …"""
    at: datetime
    """When, with a time zone."""
    detail: Mapping[str, JsonScalar | list[JsonScalar]] = field(default_factory=dict)
    """The facts; texts only as hash and length."""
