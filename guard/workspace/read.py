"""One workspace file: its text checked key by key, every mistake with its line and what to write instead."""

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from guard.files import from_home
from guard.workspace.lines import Lines
from guard.workspace.problems import Problem

T = TypeVar("T")

_SECTIONS: Mapping[str, frozenset[str]] = {
    "identity": frozenset(
        {"id", "name", "kind", "color", "accounts", "folders", "hours", "session", "unguarded"}
        | {"hashtags", "confirm_hashtags", "names", "sites", "topics", "checklist", "checklist_for", "second_look"}
    ),
    "checks": frozenset({"off", "hold", "links", "drills", "model"}),
    "colleague": frozenset({"id", "name"}),
    "scheduler": frozenset({"id", "tool", "name", "address", "brands", "only"}),
    "watch": frozenset({"brand", "names", "handles", "hashtags", "hosts", "alerts", "clients"}),
    "source": frozenset({"id", "brand", "kind", "address", "what", "every", "all", "own"}),
    "team": frozenset({"id", "name", "brands", "hits", "who", "phone", "nights"}),
    "policy": frozenset({"from", "to", "decision"}),
    "route": frozenset({"from", "to", "by", "on", "checked", "note"}),
    "device": frozenset({"name", "accounts", "checked"}),
    "reviewed": frozenset({"account", "question", "checked"}),
    "ignore": frozenset({"match", "reason", "until"}),
    "tools": frozenset({"paths"}),
    "review": frozenset({"after"}),
    "hold": frozenset({"wait"}),
    "desk": frozenset({"idle", "language"}),
}
LISTS = frozenset(
    {"colleague", "scheduler", "source", "team", "watch", "identity", "policy", "route", "device", "reviewed", "ignore"}
)
LOCKABLE = frozenset({"credentials", *_SECTIONS})
_TOP = frozenset({"version", "locked", *LOCKABLE})

Table = Mapping[str, Any]


class WorkspaceFile:
    """A parsed file and the problems met while it is read."""

    def __init__(self, path: Path, text: str) -> None:
        import tomllib

        self.path = path
        self.problems: list[Problem] = []
        self.lines = Lines(text)
        try:
            self.table: Table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            what, _, at = str(error).rpartition(" (at ")
            words = at.removeprefix("line ").split(",")
            number = int(words[0]) if words[0].isdigit() else text.count("\n") + 1
            self.table = {}
            remedy = "See the example in README.md for how a workspace is written"
            self.problems.append(Problem(path, number, f"this is not valid TOML: {what or error}", remedy))
        except RecursionError:
            self.table = {}
            self.problems.append(Problem(path, None, "it is nested too deeply", "Write its values flat"))
        except ValueError as error:  # a number of thousands of digits
            self.table = {}
            self.problems.append(Problem(path, None, f"a value in it cannot be read ({error})", "Take it out"))
        else:
            self._check_names()

    def problem(self, where: tuple[str | int, ...], what: str, remedy: str) -> None:
        """Notes a mistake at a key."""
        self.problems.append(Problem(self.path, self.lines.of(*where), what, remedy))

    def _check_names(self) -> None:
        for name, value in self.table.items():
            if name not in _TOP:
                self.problem((name,), f'"{name}" is not known here', _nearest(name, _TOP))
            elif name in LISTS and not (isinstance(value, list) and all(isinstance(item, dict) for item in value)):
                self.problem((name,), f'"{name}" is not a list of tables', f"Begin each one with [[{name}]]")
            elif name in LOCKABLE - LISTS and not isinstance(value, dict):
                self.problem((name,), f'"{name}" is not a table', f"Begin it with [{name}]")
        version = self.table.get("version", 1)
        if version != 1:
            self.problem(("version",), f"version {version!r} is not known", "Write version = 1, or update Hatcheck")
        for where, table in self.tables():
            known = _SECTIONS[str(where[0])]
            for key in table:
                if key not in known:
                    self.problem((*where, key), f'"{key}" is not known in {where[0]}', _nearest(key, known))

    def tables(self, name: str | None = None) -> Iterator[tuple[tuple[str | int, ...], Table]]:
        """All tables of a section (or of all sections) with their places."""
        for section in [name] if name else _SECTIONS:
            value = self.table.get(section, [])
            if isinstance(value, dict):
                yield (section,), value
            elif isinstance(value, list):
                yield from (((section, number), item) for number, item in enumerate(value) if isinstance(item, dict))

    def text(self, where: tuple[str | int, ...], table: Table, key: str, *, needed: bool = False) -> str:
        """A text; a mistake is noted and gives the empty text."""
        value = table.get(key)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or not value.strip():
            said = "is missing" if value is None else f"is {value!r}, not a text"
            self.problem((*where, key), f'"{key}" {said} in {where[0]}', f'Write {key} = "…"')
            return ""
        return value

    def texts(self, where: tuple[str | int, ...], table: Table, key: str) -> tuple[str, ...]:
        """A list of texts, or one text alone."""
        value = table.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            self.problem((*where, key), f'"{key}" is not a list of texts', f'Write {key} = ["…", "…"]')
            return ()
        return tuple(items)

    def day(self, where: tuple[str | int, ...], table: Table, key: str) -> date | None:
        """A day; a mistake is noted and gives None."""
        value = table.get(key)
        if isinstance(value, datetime):
            return value.date()
        if value is not None and not isinstance(value, date):
            self.problem((*where, key), f'"{key}" is {value!r}, not a day', f"Write {key} = 2026-12-31")
            return None
        return value

    def parsed(self, where: tuple[str | int, ...], text: str, parse: Callable[[str], T]) -> T | None:
        """``parse(text)``; the message of a ValueError becomes a problem here."""
        try:
            return parse(text)
        except ValueError as error:
            self.problem(where, f"{text!r} cannot be used for {where[-1]}", str(error).rstrip("."))
            return None

    def folder(self, where: tuple[str | int, ...], text: str) -> Path:
        """A path of the file, absolute: ``~`` is the home folder, anything relative starts at the file."""
        if "\0" in text:
            self.problem(where, f"{text!r} is no path", "Write it without the NUL")
            text = ""
        return absolute(self.path, text)


def absolute(file: Path, text: str) -> Path:
    """The path that a text in this file means."""
    return Path(os.path.normpath(file.parent.absolute() / from_home(text)))


def _nearest(word: str, known: frozenset[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, known, 1)
    listed = ", ".join(sorted(known))
    return f'Did you mean "{close[0]}"?' if close else f"Known are: {listed}"
