"""An incident without the people outside: they are “person 1” wherever they stand, and nothing they wrote is in it."""

from collections.abc import Callable
from typing import Any

import msgspec

from guard.incident.exports.names import Names, labels, words_of
from guard.languages import said
from guard.model.incident import Step
from guard.model.sentence import Sentence
from guard.protocol.incidents import IncidentView, PersonView

_OURS = frozenset(
    {"incident", "badge", "account", "kind", "status", "step", "severity", "outcome", "sha256", "at", "due", "since"}
    | {"opened", "closed", "fate", "scheduler", "item", "rule", "lines_of_rule", "start", "source", "current", "by"}
)
"""Fields that name nobody outside."""


def without_bystanders(view: IncidentView, language: str) -> IncidentView:
    """The same incident. Entries that tell of somebody outside keep number, time and writer, and lose their words.

    Names are looked for as they are written on the list, in whatever letters and with whatever blanks, and their words
    alone: a nickname that stands there nowhere is not known, and a name that is an ordinary word is left.
    """
    nobody = said(Sentence.of("somebody outside"), language)
    people = [(one.who, one.link, _label(one, language)) for one in (*view.people, *view.talk.latest)]
    swap = Names(labels(people, nobody, _ours(view))).replaced
    plain: dict[str, Any] = msgspec.to_builtins(view)
    plain["talk"]["latest"] = []
    cleaned = {key: value if key in _OURS else _cleaned(value, swap) for key, value in plain.items()}
    cleaned["people"] = [_nobody(person, language) for person in view.people]
    for step in cleaned["steps"]:
        if step["step"] == Step.ANSWERS and step["missing"]:
            step["missing"] = [_waits(person, language) for person in view.people if not person.how]
    left_out = said(Sentence.of("(left out: it tells of somebody outside)"), language)
    for entry in cleaned["entries"]:
        if entry["private"]:
            entry["text"] = left_out
    return msgspec.convert(cleaned, IncidentView)


def _ours(view: IncidentView) -> frozenset[str]:
    """Words that stand for the brand, for those who work for it, and for its tools: alone they name nobody outside."""
    texts = [view.badge.id, view.badge.name, view.account, view.incident, *view.hits, *view.hits_known, *view.approved]
    texts += [word for team in view.teams for word in (team.name, team.who)]
    texts += [line.name for line in view.lines] + [one.tool for one in view.waiting]
    texts += [entry.by for entry in view.entries] + [step.owner for step in view.steps]
    return words_of(texts)


def _nobody(person: PersonView, language: str) -> dict[str, Any]:
    who = _label(person, language)
    return {"number": person.number, "who": who, "link": "", "text": "", "how": "", "answered": person.answered}


def _waits(person: PersonView, language: str) -> str:
    return said(Sentence.of("{who} waits for an answer.", who=_label(person, language)), language)


def _label(person: PersonView, language: str) -> str:
    if not person.number:  # somebody who mentioned the brand, and is on no list
        return said(Sentence.of("somebody outside"), language)
    return said(Sentence.of("person {number}", number=person.number), language)


def _cleaned(value: Any, swap: Callable[[str], str]) -> Any:  # noqa: ANN401 - plain JSON
    if isinstance(value, str):
        return swap(value)
    if isinstance(value, list):
        return [_cleaned(one, swap) for one in value]
    if isinstance(value, dict):
        return {key: one if key in _OURS else _cleaned(one, swap) for key, one in value.items()}
    return value
