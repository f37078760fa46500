"""An incident without the people outside: they are “person 1” wherever they stand, and nothing they wrote is in it."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import msgspec

from guard.languages import said
from guard.model.sentence import Sentence
from guard.protocol.incidents import IncidentView, PersonView

_HANDLE = re.compile(r"@?[\w-]+(?:[@.][\w-]+)*", re.UNICODE)
_PROFILE = re.compile(
    r"(?:https?://)?[^/\s]+/(?:(?:profile|user|users|u|in)/)(@?[\w.-]+)"
    r"|(?:https?://)?[^/\s]+/(@[\w.-]+(?:@[\w.-]+)?)"
    r"|(?:https?://)?(?:www\.|m\.|mobile\.)?(?:x|twitter|instagram|facebook|tiktok|threads|t)\.(?:com|net|me)/([\w.-]+)",
    re.IGNORECASE,
)
"""Addresses that name a person."""
_LEAST_NAME, _LEAST_BARE = 3, 5
"""Letters of a name that is looked for elsewhere, and of a handle without its @: shorter ones are ordinary words."""
_OURS = frozenset(
    {"incident", "badge", "account", "kind", "status", "step", "severity", "outcome", "sha256", "at", "due", "since"}
    | {"opened", "closed", "fate", "scheduler", "item", "rule", "lines_of_rule", "start", "source", "current", "by"}
)
"""Fields that name nobody outside."""


def without_bystanders(view: IncidentView, language: str) -> IncidentView:
    """The same incident. Entries that tell of somebody outside keep number, time and writer, and lose their words.

    Names are looked for as they are written on the list: a nickname that stands there nowhere is not known.
    """
    plain: dict[str, Any] = msgspec.to_builtins(view)
    plain["people"] = [_nobody(person, language) for person in view.people]
    plain["talk"]["latest"] = []
    left_out = said(Sentence.of("(left out: it tells of somebody outside)"), language)
    for entry in plain["entries"]:
        if entry["private"]:
            entry["text"] = left_out
    swap = _swap(view, language)
    cleaned = {key: value if key in _OURS else _cleaned(value, swap) for key, value in plain.items()}
    return msgspec.convert(cleaned, IncidentView)


def _nobody(person: PersonView, language: str) -> dict[str, Any]:
    who = _label(person, language)
    return {"number": person.number, "who": who, "link": "", "text": "", "how": "", "answered": person.answered}


def _label(person: PersonView, language: str) -> str:
    if not person.number:  # somebody who mentioned the brand, and is on no list
        return said(Sentence.of("somebody outside"), language)
    return said(Sentence.of("person {number}", number=person.number), language)


class _Swap:
    """Names, and what stands in their place."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names
        longest_first = sorted(names, key=len, reverse=True)
        pieces = "|".join(map(re.escape, longest_first))
        self._found = re.compile(rf"(?<!\w)(?:{pieces})(?!\w)", re.IGNORECASE) if pieces else None

    def __call__(self, text: str) -> str:
        return self._found.sub(lambda match: self._names[match[0].casefold()], text) if self._found else text


def _swap(view: IncidentView, language: str) -> _Swap:
    names: dict[str, str] = {}
    for person in (*view.people, *view.talk.latest):
        label = _label(person, language)
        for name in _names(person):
            names.setdefault(name.casefold(), label)
    return _Swap(names)


def _names(person: PersonView) -> Iterator[str]:
    """How somebody may be written elsewhere: the whole name, each handle in it and in the link, the link."""
    who = person.who.strip()
    if len(who) >= _LEAST_NAME:
        yield who
        yield from (part.strip() for part in re.split(r"[()<>\[\],;|]", who) if len(part.strip()) >= _LEAST_NAME)
    handles = [word for word in _HANDLE.findall(who) if word.startswith("@") or "@" in word]
    if " " not in who:
        handles.append(who)
    if person.link.strip():
        yield person.link.strip()
        if profile := _PROFILE.match(person.link.strip()):
            handles += [handle for handle in profile.groups() if handle]
    for handle in handles:
        yield from _forms(handle)


def _forms(handle: str) -> Iterator[str]:
    bare = handle.removeprefix("@")
    local = bare.partition("@")[0]
    for one in (bare, local):
        if len(one) >= 2:
            yield f"@{one}"
            yield f"%40{quote(one)}"
        if len(one) >= _LEAST_BARE or (len(one) >= _LEAST_NAME and not one.isalpha()):
            yield one


def _cleaned(value: Any, swap: _Swap) -> Any:  # noqa: ANN401 - plain JSON
    if isinstance(value, str):
        return swap(value)
    if isinstance(value, list):
        return [_cleaned(one, swap) for one in value]
    if isinstance(value, dict):
        return {key: one if key in _OURS else _cleaned(one, swap) for key, one in value.items()}
    return value
