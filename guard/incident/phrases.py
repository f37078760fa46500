"""One sentence for each entry of a record, as the timeline tells it."""

from collections.abc import Callable, Mapping

from guard.incident.deeds import title_of
from guard.incident.sentences import again
from guard.model.incident import Entry, EntryKind, Step
from guard.model.sentence import Sentence

Names = Mapping[str, str]
_OUTSIDE = frozenset({EntryKind.PERSON, EntryKind.ANSWERED})


def phrase(entry: Entry, names: Names) -> Sentence:
    """What this entry tells. ``names`` are what people call teams and tools, by their ids.

    A record may have been written by another version or changed by hand: what is missing in it is left out.
    """
    told = _PHRASES[entry.kind](entry, names)
    if not entry.reopened:
        return told
    steps = Sentence.joined(map(title_of, entry.reopened), ", ")
    return Sentence.of("{what} (open again because of it: {steps})", what=told, steps=steps)


def private(entry: Entry) -> bool:
    """Whether it tells of somebody outside."""
    return entry.kind in _OUTSIDE


def _said(entry: Entry, key: str) -> str:
    """The text under this key; empty where there is none."""
    value = entry.detail.get(key)
    return "" if value is None else again(value)


def _named(entry: Entry, key: str, names: Names) -> str:
    word = _said(entry, key)
    return names.get(word) or word


def _step(entry: Entry) -> str:
    word = _said(entry, "step")
    return title_of(Step(word)) if word in set(Step) else word


def _with(head: Sentence, reason: str) -> Sentence:
    """The sentence, and the reason behind it where there is one."""
    return Sentence.of("{what}: {why}", what=head, why=reason) if reason else Sentence.of("{what}.", what=head)


def _opened(entry: Entry, _names: Names) -> Sentence:
    return _with(Sentence.of("Opened the incident"), _said(entry, "title"))


def _fact(entry: Entry, _names: Names) -> Sentence:
    return Sentence.of("{text}", text=_said(entry, "text"))


def _evidence(entry: Entry, _names: Names) -> Sentence:
    return _with(Sentence.of("Kept “{file}” as evidence", file=_said(entry, "name")), _said(entry, "what"))


def _frozen(entry: Entry, _names: Names) -> Sentence:
    return _with(Sentence.of("Froze the brand: nothing leaves in its name"), _said(entry, "reason"))


def _unfrozen(entry: Entry, _names: Names) -> Sentence:
    return _with(Sentence.of("Unfroze the brand"), _said(entry, "reason"))


def _line(entry: Entry, names: Names) -> Sentence:
    tool = _said(entry, "name") or _named(entry, "scheduler", names)
    return Sentence.of("{tool}: {text}", tool=tool, text=_said(entry, "text"))


def _asked(entry: Entry, _names: Names) -> Sentence:
    tools, by_hand = _said(entry, "tools"), _said(entry, "by_hand")
    if not tools or not by_hand:
        return Sentence.of("Asked every tool.")
    return Sentence.of("Asked every tool: {tools}. For a person to pause: {by_hand}.", tools=tools, by_hand=by_hand)


def _said_paused(entry: Entry, names: Names) -> Sentence:
    pattern = "Says to have paused {tool} by hand, which nobody read back: {how}"
    return Sentence.of(pattern, tool=_named(entry, "scheduler", names), how=_said(entry, "how"))


def _assessed(entry: Entry, names: Names) -> Sentence:
    hits = Sentence.joined(_list(entry, "hits"), ", ")
    teams = [names.get(team) or team for team in _list(entry, "teams")]
    severity = _SEVERITIES.get(_said(entry, "severity"), Sentence.of("{word}", word=_said(entry, "severity")))
    if not teams:
        return _with(
            Sentence.of("Assessed it as {severity}; it hits {hits}", severity=severity, hits=hits), _said(entry, "text")
        )
    pattern = "Assessed it as {severity}; it hits {hits}; to be told: {teams}"
    return _with(Sentence.of(pattern, severity=severity, hits=hits, teams=", ".join(teams)), _said(entry, "text"))


def _list(entry: Entry, key: str) -> list[str]:
    value = entry.detail.get(key)
    return list(map(again, value)) if isinstance(value, list | tuple) else []


def _told(entry: Entry, names: Names) -> Sentence:
    return Sentence.of("Told {team}: {how}", team=_named(entry, "team", names), how=_said(entry, "how"))


def _weighed(entry: Entry, _names: Names) -> Sentence:
    delete = entry.detail.get("choice") == "delete"
    head = Sentence.of("Decided to delete it") if delete else Sentence.of("Decided to let it stand")
    return _with(head, _said(entry, "reason"))


def _said_deleted(entry: Entry, _names: Names) -> Sentence:
    return _with(Sentence.of("Says that it is deleted"), _said(entry, "how"))


def _drafted(entry: Entry, _names: Names) -> Sentence:
    return Sentence.of("Wrote what the brand says: “{text}”", text=_said(entry, "text"))


def _approved(entry: Entry, _names: Names) -> Sentence:
    return Sentence.of("{who} approved exactly this wording.", who=_said(entry, "who"))


def _published(entry: Entry, _names: Names) -> Sentence:
    return _with(Sentence.of("Published the statement"), _said(entry, "url"))


def _person(entry: Entry, _names: Names) -> Sentence:
    return _with(Sentence.of("{who} waits for an answer", who=_said(entry, "who")), _said(entry, "text"))


def _answered(entry: Entry, _names: Names) -> Sentence:
    number, how = _said(entry, "person"), _said(entry, "how")
    if entry.detail.get("answered"):
        return Sentence.of("Answered person {number}: {how}", number=number, how=how)
    return Sentence.of("Person {number} gets no answer: {how}", number=number, how=how)


def _decided(entry: Entry, names: Names) -> Sentence:
    tool, due = _named(entry, "scheduler", names), _said(entry, "due")
    item = _said(entry, "title") or _said(entry, "item")
    if not item:
        if entry.detail.get("choice") == "restore":
            return _with(Sentence.of("{tool}, paused by hand, is to go on", tool=tool), _said(entry, "reason"))
        return _with(Sentence.of("{tool}, paused by hand, stays off", tool=tool), _said(entry, "reason"))
    if entry.detail.get("choice") != "restore":
        return _with(Sentence.of("Left out “{item}” of {tool}", item=item, tool=tool), _said(entry, "reason"))
    if due:
        head = Sentence.of("Put back “{item}” of {tool} for {due}", item=item, tool=tool, due=due)
        return _with(head, _said(entry, "reason"))
    return _with(Sentence.of("Put back “{item}” of {tool}", item=item, tool=tool), _said(entry, "reason"))


def _rule(entry: Entry, _names: Names) -> Sentence:
    rule, reason = _said(entry, "text") or _said(entry, "rule"), _said(entry, "reason")
    if not _said(entry, "rule"):
        return _with(Sentence.of("No rule would have caught it"), reason)
    if entry.detail.get("taken"):
        return _with(Sentence.of("Took up the rule “{rule}”", rule=rule), reason)
    return _with(Sentence.of("Did not take up the rule “{rule}”", rule=rule), reason)


def _lesson(entry: Entry, _names: Names) -> Sentence:
    return Sentence.of("Learnt: {text}", text=_said(entry, "text"))


def _owned(entry: Entry, _names: Names) -> Sentence:
    who, due = _said(entry, "who"), _said(entry, "due")
    if due:
        return Sentence.of("{who} takes care of “{step}” until {due}.", who=who, step=_step(entry), due=due)
    return Sentence.of("{who} takes care of “{step}”.", who=who, step=_step(entry))


def _finished(entry: Entry, _names: Names) -> Sentence:
    return Sentence.of("Finished: {step}", step=_step(entry))


def _skipped(entry: Entry, _names: Names) -> Sentence:
    return Sentence.of("Skipped “{step}”: {why}", step=_step(entry), why=_said(entry, "reason"))


def _reopened(entry: Entry, _names: Names) -> Sentence:
    return Sentence.of("Took “{step}” up again: {why}", step=_step(entry), why=_said(entry, "reason"))


def _closed(entry: Entry, _names: Names) -> Sentence:
    return _with(Sentence.of("Closed the incident"), _said(entry, "reason"))


def _unknown(entry: Entry, _names: Names) -> Sentence:
    return _with(Sentence.of("An entry of another version"), _said(entry, "kind"))


_SEVERITIES = {"low": Sentence.of("low"), "medium": Sentence.of("medium"), "high": Sentence.of("high")}
_PHRASES: Mapping[EntryKind, Callable[[Entry, Names], Sentence]] = {
    EntryKind.OPENED: _opened,
    EntryKind.FACT: _fact,
    EntryKind.EVIDENCE: _evidence,
    EntryKind.FROZEN: _frozen,
    EntryKind.UNFROZEN: _unfrozen,
    EntryKind.LINE: _line,
    EntryKind.ASKED: _asked,
    EntryKind.SAID_PAUSED: _said_paused,
    EntryKind.ASSESSED: _assessed,
    EntryKind.TOLD: _told,
    EntryKind.WEIGHED: _weighed,
    EntryKind.SAID_DELETED: _said_deleted,
    EntryKind.DRAFTED: _drafted,
    EntryKind.APPROVED: _approved,
    EntryKind.PUBLISHED: _published,
    EntryKind.PERSON: _person,
    EntryKind.ANSWERED: _answered,
    EntryKind.DECIDED: _decided,
    EntryKind.RULE: _rule,
    EntryKind.LESSON: _lesson,
    EntryKind.OWNED: _owned,
    EntryKind.FINISHED: _finished,
    EntryKind.SKIPPED: _skipped,
    EntryKind.REOPENED: _reopened,
    EntryKind.ALERT: _fact,
    EntryKind.NOTE: _fact,
    EntryKind.CLOSED: _closed,
    EntryKind.UNKNOWN: _unknown,
}
