"""What the entries of a record hold, kind by kind.

A record may have been written by another version, or changed by hand. What does not have its shape is left out before
anybody reads the entry, and which entry it was is told.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from guard.incident.moments import moment_of
from guard.incident.sentences import is_kept
from guard.model.incident import EntryKind, Step
from guard.model.scheduler import LineOutcome

Detail = Mapping[str, Any]
Fits = Callable[[Any], bool]
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Shape:
    """What one kind of entry holds; other keys are of no meaning here."""

    needed: Mapping[str, Fits] = field(default_factory=dict)
    """Without these it tells nothing."""
    known: Mapping[str, Fits] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fitting:
    """What an entry holds of what it should."""

    detail: Detail
    """Without what does not have its shape."""
    wrong: tuple[str, ...]
    """The keys that are missing, or hold something else."""
    tells: bool
    """Whether everything is there without which it tells nothing."""


def fitting(kind: EntryKind, detail: Detail) -> Fitting:
    """What can be understood of it."""
    shape = SHAPES[kind]
    lacks = tuple(key for key, fits in shape.needed.items() if key not in detail or not fits(detail[key]))
    wrong = lacks + tuple(key for key, fits in shape.known.items() if key in detail and not fits(detail[key]))
    left = {key: value for key, value in detail.items() if key not in wrong} if wrong else detail
    return Fitting(left, wrong, not lacks)


def _text(value: Any) -> bool:  # noqa: ANN401 - JSON, as in all that follows
    """A text that can be written: JSON may name half a sign, and no file or wire takes that."""
    if not isinstance(value, str):
        return False
    try:
        return value.isascii() or bool(value.encode())
    except UnicodeEncodeError:
        return False


def _said(value: Any) -> bool:  # noqa: ANN401
    """A text, or a sentence with its values; the reader says it in another language."""
    return is_kept(value) and _writable(value)


def _writable(value: Any) -> bool:  # noqa: ANN401
    if isinstance(value, Mapping):
        return all(_text(key) and _writable(one) for key, one in value.items())
    return _text(value) if isinstance(value, str) else True


def _texts(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, list) and all(map(_text, value))


def _flag(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, bool)


def _number(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def _seconds(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, int | float) and math.isfinite(value) and value < 2**53


def _row(value: Any) -> bool:  # noqa: ANN401
    return value is None or _number(value)


def _moment(value: Any) -> bool:  # noqa: ANN401
    return value == "" or moment_of(value) is not None


def _sha256(value: Any) -> bool:  # noqa: ANN401
    """It becomes a file's name."""
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def _one_of(*words: str) -> Fits:
    return lambda value: isinstance(value, str) and value in words


def _of_the_journal(value: Any) -> bool:  # noqa: ANN401
    """Whose hat was worn, and which checks had spoken."""
    if not isinstance(value, Mapping):
        return False
    worn, signals = value.get("worn"), value.get("signals", [])
    return (worn is None or _text(worn)) and _texts(signals)


def _post(value: Any) -> bool:  # noqa: ANN401
    texts = ("text", "url", "account", "source")
    return isinstance(value, Mapping) and _row(value.get("row")) and all(_text(value.get(key, "")) for key in texts)


_STEP = _one_of(*Step)
_REASON: Mapping[str, Fits] = {"reason": _text}
_TELLS: Mapping[str, Fits] = {"text": _said}
SHAPES: Mapping[EntryKind, Shape] = {
    EntryKind.OPENED: Shape(
        {"brand": _text}, {**dict.fromkeys(("title", "text", "url", "account", "source"), _text), "row": _row}
    ),
    EntryKind.FACT: Shape(_TELLS, {"row": _of_the_journal, "post": _post}),
    EntryKind.EVIDENCE: Shape({"name": _text, "sha256": _sha256, "size": _number}, {"what": _text}),
    EntryKind.FROZEN: Shape(known=_REASON),
    EntryKind.UNFROZEN: Shape(known=_REASON),
    EntryKind.LINE: Shape(
        {"scheduler": _text, "name": _text, "outcome": _one_of(*LineOutcome), "text": _said},
        {"do": _said, "link": _text, "seconds": _seconds},
    ),
    EntryKind.ASKED: Shape(known={"tools": _number, "by_hand": _number}),
    EntryKind.SAID_PAUSED: Shape({"scheduler": _text, "how": _text}),
    EntryKind.ASSESSED: Shape(
        {"hits": _texts, "severity": _one_of("low", "medium", "high"), "teams": _texts}, {"text": _text}
    ),
    EntryKind.TOLD: Shape({"team": _text, "how": _text}),
    EntryKind.WEIGHED: Shape({"choice": _one_of("delete", "keep"), "reason": _text}),
    EntryKind.SAID_DELETED: Shape({"how": _text}),
    EntryKind.DRAFTED: Shape({"text": _text}),
    EntryKind.APPROVED: Shape({"who": _text, "how": _text}, {"text": _text}),
    EntryKind.PUBLISHED: Shape({"url": _text}, {"text": _text}),
    EntryKind.PERSON: Shape({"who": _text}, {"link": _text, "text": _text}),
    EntryKind.ANSWERED: Shape({"person": _number, "how": _text, "answered": _flag}),
    EntryKind.DECIDED: Shape(
        {"scheduler": _text, "item": _text, "choice": _one_of("restore", "leave_out")},
        {"title": _text, "due": _text, "reason": _text},
    ),
    EntryKind.RULE: Shape({"rule": _text, "taken": _flag}, {"reason": _text, "text": _said, "lines": _text}),
    EntryKind.LESSON: Shape({"text": _text}),
    EntryKind.OWNED: Shape({"step": _STEP, "who": _text}, {"due": _moment}),
    EntryKind.FINISHED: Shape({"step": _STEP}),
    EntryKind.SKIPPED: Shape({"step": _STEP, "reason": _text}),
    EntryKind.REOPENED: Shape({"step": _STEP}, _REASON),
    EntryKind.ALERT: Shape(_TELLS),
    EntryKind.NOTE: Shape(_TELLS, {"wrong_code_for": _text}),
    EntryKind.CLOSED: Shape(known=_REASON),
    EntryKind.UNKNOWN: Shape(known={"kind": _text}),
}
