"""Findings that somebody decided to live with: what, why, and until when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Protocol

from guard.audit.rules import PATHS, RULES
from guard.model.finding import Finding
from guard.model.sentence import Sentence

_FINGERPRINT = re.compile(r"[0-9a-f]{8,64}")


class BadIgnore(ValueError):
    """An ignore that cannot be used; the message says what is wrong and what to write instead."""


class Ignored(Protocol):
    """What an ignore says, wherever it is kept."""

    @property
    def match(self) -> str:
        """A rule's id, a fingerprint (8 characters or more of it), or an account with ``*``."""

    @property
    def reason(self) -> str:
        """Why these findings are not to be shown."""

    @property
    def until(self) -> date | None:
        """The last day on which it holds; None for no end."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """An ignore as a value."""

    match: str
    reason: str
    until: date | None = None


def checked(ignores: Iterable[Ignored]) -> tuple[Ignored, ...]:
    """The ignores as they are; raises BadIgnore for one without a reason or that matches nothing sensible."""
    ignores = tuple(ignores)
    for ignore in ignores:
        if not ignore.reason.strip():
            pattern = "The ignore of {match!r} has no reason: say why it may stay."
            raise BadIgnore(Sentence.of(pattern, match=ignore.match))
        if not (_is_account(ignore.match) or _is_fingerprint(ignore.match) or _is_rule(ignore.match)):
            pattern = (
                "The ignore {match!r} is no rule, fingerprint or account. "
                "Write a rule's id (loop), eight or more characters of a fingerprint, or an account (x:@acme*)."
            )
            raise BadIgnore(Sentence.of(pattern, match=ignore.match))
    return ignores


def expired(ignore: Ignored, today: date) -> bool:
    """Whether the ignore's last day is over."""
    return ignore.until is not None and today > ignore.until


def matches(ignore: Ignored, finding: Finding, fingerprint: str) -> bool:
    """Whether the ignore speaks of this finding."""
    match = ignore.match
    if _is_account(match):
        # An account in the middle of a path must not hide what is at its ends.
        about = {finding.subject[0], finding.subject[-1]} if finding.rule in PATHS else finding.subject
        return any(fnmatchcase(word.casefold(), match.casefold()) for word in about)
    return fingerprint.startswith(match) if _is_fingerprint(match) else finding.rule == match


def _is_account(match: str) -> bool:
    return ":" in match and bool(match.partition(":")[0].strip("*?[] "))


def _is_fingerprint(match: str) -> bool:
    return _FINGERPRINT.fullmatch(match) is not None


def _is_rule(match: str) -> bool:
    return any(match == rule.ID for rule in RULES)
