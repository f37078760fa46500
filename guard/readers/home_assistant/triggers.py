"""What sets Home Assistant's automations and scripts in motion."""

import re
from collections.abc import Sequence

from guard.model.route import SourceKind
from guard.readers.home_assistant.parts import Runner, Table, texts

_CLOCK = {"time", "time_pattern", "sun", "calendar"}
_BY_HAND = {"conversation", "tag"}
# What has to happen for the post to leave, least first: of several causes the one that needs least is told.
_LEAST_FIRST = (SourceKind.SCHEDULE, SourceKind.FEED, SourceKind.WEBHOOK, SourceKind.MANUAL, SourceKind.UNKNOWN)


def kind_of(runners: Sequence[Runner]) -> SourceKind:
    """The kind of source that the runners make together; a script that nothing calls is run by hand."""
    kinds = {SourceKind.MANUAL for runner in runners if runner.id}
    kinds |= {_kind(trigger) for runner in runners for trigger in runner.triggers}
    return min(kinds or {SourceKind.UNKNOWN}, key=_LEAST_FIRST.index)


def described(runners: Sequence[Runner]) -> str:
    """The runners for people: ``Tweet the weather: time 08:00``, or the names of the first three."""
    names = list(dict.fromkeys(runner.name for runner in runners))
    if len(names) == 1:
        return f"{names[0]}: {_words(runners[0])}"
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _kind(trigger: Table) -> SourceKind:
    platform, entities = str(trigger.get("platform") or trigger.get("trigger")), set(texts(trigger.get("entity_id")))
    event = str(trigger.get("event_type") or "")
    if platform in _CLOCK or (entities and all(re.match(r"sensor\.(?:time|date)", entity) for entity in entities)):
        return SourceKind.SCHEDULE
    if "feedreader" in event or any("feedreader" in entity for entity in entities):
        return SourceKind.FEED
    by_hand = platform in _BY_HAND or event.startswith("telegram_")
    return SourceKind.MANUAL if by_hand or any(e.startswith("input_button.") for e in entities) else SourceKind.WEBHOOK


def _words(runner: Runner) -> str:
    if not runner.triggers:
        return "run by hand" if runner.id else "no trigger in this file"
    trigger = runner.triggers[0]
    parts = [trigger.get(key) for key in ("platform", "trigger", "event", "event_type", "at", "entity_id")]
    return " ".join(part for part in parts if isinstance(part, str)) or "a trigger"
