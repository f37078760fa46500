"""The content checks in the settings: which there are, what each may do here, and the change of that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from guard.checks import HOLDING, Check, about
from guard.engine.own_checks import own_checks
from guard.languages import said
from guard.model.sentence import Sentence
from guard.protocol import ErrorCode, Refused
from guard.protocol.edits import ChecksPut
from guard.protocol.replies import CheckSetting
from guard.service.operations.spelling import Meaning, kept, meant, refuse_taking
from guard.workspace import Workspace
from guard.workspace.caring import folder_of_own_checks
from guard.workspace.edit import Draft
from guard.workspace.values import Checking

T = TypeVar("T")


def check_settings(workspace: Workspace, below: Checking, language: str) -> list[CheckSetting]:
    """Every check with what it may do here, and the names in ``[checks]`` that no check has."""
    care = workspace.checking
    own, _ = own_checks(folder_of_own_checks(workspace.path))
    known = dict(_about(own))
    missing = Sentence.of("There is no such check.")

    def setting(name: str, words: str) -> CheckSetting:
        does = "off" if name in care.off else "hold" if name in care.hold else "note"
        locked = name in below.off or (name in below.hold and does == "hold")
        holds = name in HOLDING or bool(getattr(own.get(name), "holds", False))
        return CheckSetting(name, said(words, language), does, holds, known=name in known, locked=locked)

    nobody = sorted((care.off | care.hold) - known.keys())
    return [setting(name, words) for name, words in [*known.items(), *((name, missing) for name in nobody)]]


def _about(own: Mapping[str, Check]) -> Iterator[tuple[str, str]]:
    """What each notices: in the order of a form, then the user's own, in their words."""
    yield from about().items()
    for name, check in own.items():
        yield name, str(getattr(check, "name", name))


def put(draft: Draft, below: Workspace, wanted: ChecksPut) -> None:
    """Makes ``[checks]`` of the user's file what is said; its other keys stay."""
    there, given = draft.section("checks"), below.checking
    written = {key: listed(there.get(key)) for key in ("off", "hold")}
    refuse_unknown(draft, [*wanted.off, *wanted.hold], [*written["off"], *written["hold"]])
    refuse_taking(sorted(given.off), wanted.off, str.strip)
    silenced = [name for name in written["off"] if name in wanted.off]  # by hand: it may stay so, and be taken back
    refuse_taking(sorted(given.hold), [*wanted.hold, *silenced], str.strip)
    links = _same(there.get("links"), {True: "look", False: "offline"}, wanted=wanted.links, given=given.links)
    drills = _same(there.get("drills"), {True: True, False: False}, wanted=wanted.drills, given=given.drills)
    values = {
        "off": as_there(there.get("off"), [name for name in wanted.off if name.strip() not in given.off], str.strip),
        "hold": as_there(
            there.get("hold"), [name for name in wanted.hold if name.strip() not in given.hold], str.strip
        ),
    }
    draft.amend("checks", {key: value or None for key, value in values.items()} | {"links": links, "drills": drills})


def refuse_unknown(draft: Draft, names: Iterable[str], there: Iterable[str]) -> None:
    """Raises Refused for a name that no check has; one that stands in the file already is told of elsewhere."""
    own, _ = own_checks(folder_of_own_checks(draft.path))
    for name in sorted({name.strip() for name in names} - {*there} - about().keys() - own.keys()):
        known = ", ".join([*about(), *own])
        pattern = "There is no check {name}. Known are: {known}."
        raise Refused(ErrorCode.NOT_CHANGED, Sentence.of(pattern, name=name, known=known))


def as_there(there: object, wanted: Sequence[str], meaning: Meaning) -> list[str]:
    """A set of words, in the file's order and spelling as far as they stand there; comments hang on that order."""
    places = {meant(text, meaning): place for place, text in enumerate(listed(there))}
    ordered = sorted(wanted, key=lambda text: places.get(meant(text, meaning), len(places)))
    return kept(there, ordered, meaning)


def listed(value: object) -> list[str]:
    """A list of texts in a file, or one text alone, as a list."""
    return [value] if isinstance(value, str) else value if isinstance(value, list) else []


def _same(there: object, words: Mapping[bool, T], *, wanted: bool, given: bool) -> T | None:
    """The word for what is wanted; None where nothing need be said. A line that says so already stays."""
    return words[wanted] if there == words[wanted] or wanted != given else None
