"""Changing the user's file by a command: its comments and its order stay, and it is never left broken."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Table

from guard.files import replace_file
from guard.workspace.load import load_text
from guard.workspace.read import LISTS

_HEAD = "Who is who on this machine. Edit it freely; `hatcheck status` tells whether it is understood."


class Draft:
    """The file as it will be. Nothing is written before ``save``."""

    def __init__(self, path: Path, organisation: Path | None = None) -> None:
        self.path = path
        self._organisation = organisation
        if path.exists():
            self._document = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
        else:
            self._document = tomlkit.document()
            self._document.add(tomlkit.comment(_HEAD))
            self._document.add("version", tomlkit.item(1))

    def add(self, section: str, values: Mapping[str, Any]) -> None:
        """One more ``[[section]]`` at the end of its kind."""
        table = tomlkit.table()
        for key, value in values.items():
            table.add(key, _written(value))
        present = self._document.get(section)
        if isinstance(present, AoT):
            present.append(table)
        elif isinstance(present, Array):  # section = [{…}, {…}]
            inline = tomlkit.inline_table()
            inline.update(values)
            present.append(inline)
        else:
            tables = tomlkit.aot()
            tables.append(table)
            self._document[section] = tables

    def remove(self, section: str, **wanted: object) -> bool:
        """Takes out the tables with these values; False where there was none."""
        tables = self._tables(section)
        gone = [n for n, table in enumerate(tables) if all(table.get(key) == value for key, value in wanted.items())]
        for number in reversed(gone):
            del tables[number]
        if gone and not len(tables):
            del self._document[section]
        return bool(gone)

    def identity(self, name: str) -> Table | None:
        """The table of an identity in this file, or None."""
        return next((table for table in self._tables("identity") if table.get("id") == name), None)

    def listed(self, table: Table, key: str) -> Any:
        """The list under ``key``, made where it is missing."""
        if key not in table:
            table.add(key, _written([]))
        elif isinstance(table[key], str):  # one text alone
            table[key] = _written([str(table[key])])
        return table[key]

    def put(self, section: str, key: str, value: Any) -> None:
        """Sets one key of a plain ``[section]``."""
        if section not in self._document:
            self._document[section] = tomlkit.table()
        self._document[section][key] = _written(value)

    def save(self) -> None:
        """Replaces the file in one step, if the result can be loaded; raises WorkspaceError and OSError."""
        text = tomlkit.dumps(self._document)
        load_text(self.path, text, self._organisation)
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(self.path, text)

    def _tables(self, section: str) -> Any:
        if section not in LISTS:
            raise KeyError(section)
        return self._document.get(section, [])


def _written(value: Any) -> Any:
    """The value as TOML; a list of several entries on several lines."""
    item = tomlkit.item(value)
    if isinstance(value, list) and len(value) > 2:
        item.multiline(multiline=True)
    return item
