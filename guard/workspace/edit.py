"""Changing the user's file by a command: its comments and its order stay, and it is never left broken."""

from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, Table

from guard.files import replace_file
from guard.workspace import blocks
from guard.workspace.load import load_text
from guard.workspace.read import LISTS, absolute

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
        present = self._document.get(section)
        if isinstance(present, Array):  # section = [{…}, {…}]
            inline = tomlkit.inline_table()
            inline.update(values)
            present.append(inline)
        else:
            self.arrange(section, [*range(len(present or ())), values])

    def remove(self, section: str, **wanted: object) -> bool:
        """Takes out the tables with these values; False where there was none."""
        tables = self._tables(section)
        gone = {n for n, table in enumerate(tables) if all(table.get(key) == value for key, value in wanted.items())}
        if gone:
            self.arrange(section, [number for number in range(len(tables)) if number not in gone])
        return bool(gone)

    def tables(self, section: str) -> list[dict[str, Any]]:
        """The tables of a list as plain values, in their order."""
        return [dict(table) for table in self._document.unwrap().get(section, [])]

    def section(self, name: str) -> dict[str, Any]:
        """A plain section as plain values; empty where it is not there."""
        return dict(self._document.unwrap().get(name, {}))

    def absolute(self, text: str) -> Path:
        """The path that a text of this file means."""
        return absolute(self.path, text)

    def arrange(self, section: str, wanted: Sequence[int | Mapping[str, Any]]) -> None:
        """The list becomes this: a number is the table that is there now, with its comments; the rest is gone."""
        plain = self._document.unwrap()
        there = plain.pop(section, [])
        after = [there[each] if isinstance(each, int) else dict(each) for each in wanted]
        new = [each if isinstance(each, int) else _block(section, each) for each in wanted]
        expected = plain | ({section: after} if after else {})
        if self._takes(blocks.arranged(tomlkit.dumps(self._document), section, new), expected):
            return
        self._document.pop(section, None)  # written in some other way: [["policy"]], policy = [{…}]
        tables = tomlkit.aot()
        for values in after:
            table = tomlkit.table()
            _set(table, values)
            tables.append(table)
        if after:
            self._document[section] = tables

    def amend(self, section: str, values: Mapping[str, Any], number: int = 0) -> None:
        """Sets these keys of a table, of a plain section or of a list; None takes the key out. The rest stays."""
        there = self._document.unwrap().get(section, {})
        if not there:
            said = {key: value for key, value in values.items() if value is not None}
            if said:
                self._begin(section, said)
            return
        expected = self._document.unwrap()
        _set(expected[section][number] if isinstance(there, list) else expected[section], values)
        text = tomlkit.dumps(self._document)
        of_section = blocks.texts(text, section)
        if number < len(of_section):
            alone = tomlkit.parse(of_section[number])
            own: Any = alone[section]
            _set(own[0] if isinstance(there, list) else own, values)
            block = tomlkit.dumps(alone).strip("\n")
            if self._takes(blocks.replaced(text, section, number, block), expected):
                return
        table: Any = self._document[section]
        _set(table[number] if isinstance(there, list) else table, values)

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
        self.amend(section, {key: value})

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

    def _begin(self, section: str, values: Mapping[str, Any]) -> None:
        """A plain section that is not there yet, or is empty."""
        if section not in self._document:
            text = tomlkit.dumps(self._document)
            self._document = tomlkit.parse(blocks.arranged(text, section, [_block(section, values)]))
            return
        empty: Any = self._document[section]
        _set(empty, values)

    def _takes(self, text: str, expected: Mapping[str, Any]) -> bool:
        """Whether the text means what is expected; then it is the draft from now on."""
        try:
            document = tomlkit.parse(text)
        except TOMLKitError:
            return False
        if document.unwrap() != expected:
            return False
        self._document = document
        return True


def _block(section: str, values: Mapping[str, Any]) -> str:
    """A new table as text; with ``[[…]]`` where the section is a list."""
    table = tomlkit.table()
    _set(table, values)
    head = f"[[{section}]]" if section in LISTS else f"[{section}]"
    return f"{head}\n{table.as_string()}".strip("\n")


def _set(table: MutableMapping[str, Any], values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        if value is None:
            table.pop(key, None)
        elif isinstance(value, list) and value == [table.get(key)]:
            continue  # one text alone, which means the same
        elif isinstance(value, list) and isinstance(table.get(key), Array):
            _fill(table[key], value)
        elif table.get(key) != value:
            table[key] = _written(value)


def _fill(array: Array, wanted: list[Any]) -> None:
    """The array with these entries; those that stay keep their comments."""
    for number in reversed(range(len(array))):
        if array[number] not in wanted:
            del array[number]
    for entry in wanted:
        if entry not in array:
            array.append(entry)
    if array.unwrap() != wanted:
        array.clear()
        array.extend(wanted)


def _written(value: Any) -> Any:
    """The value as TOML; a list of several entries on several lines."""
    item = tomlkit.item(value)
    if isinstance(value, list) and len(value) > 2:
        item.multiline(multiline=True)
    return item
