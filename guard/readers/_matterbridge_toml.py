"""The TOML of Matterbridge files as people write it, also where it is broken.

Such files are filled in by shell scripts and Ansible: bare values, keys given twice, lines of a template are common.
Matterbridge refuses to start with a broken file; what it was meant to do can be read all the same.
"""

import re
from dataclasses import dataclass, field

from guard.model.route import Unreadable
from guard.readers._source import NotReadable, SourceFile, Value

_HEAD = re.compile(r"\s*(\[\[|\[)\s*([^\[\]]+?)\s*(\]\]|\])\s*(?:#.*)?")
_PAIR = re.compile(r"\s*([\w.-]+|\"[^\"]*\"|'[^']*')\s*=\s*(.*)")
_TEMPLATE = ("{{", "{%", "{#")
_MOST_LINES_OF_A_LIST = 100
_LONGEST = 2_000


@dataclass(slots=True)
class Reading:
    """A file's table, and what is wrong with the file."""

    table: dict[str, Value] = field(default_factory=dict)
    problem: NotReadable | None = None
    """Set where Matterbridge would refuse the file."""
    templated: bool = False
    """Lines of a template stand between those of the file: it is not the file that Matterbridge reads."""
    broken: list[dict[str, Value]] = field(default_factory=list)
    """The tables in which a line is wrong; what stands in the others is plain to read."""

    def proven(self, *tables: Value) -> bool:
        """Whether nothing is wrong in these tables, nor anywhere that nobody can place."""
        return not any(wrong is table for wrong in self.broken for table in (self.table, *tables))


def read_table(text: str) -> Reading:
    """The table in ``text``; where it is no TOML, line by line, and what is wrong with it."""
    try:
        return Reading(strict(text))
    except NotReadable as problem:
        return _line_by_line(text, problem)


def _line_by_line(text: str, problem: NotReadable) -> Reading:
    reader = _LineReader()
    for number, line in enumerate(text.splitlines(), 1):
        reader.take(number, line)
    if not reader.faults:
        # A template may be in order once it is filled in: only lines that no engine touches are faults for sure.
        wrong = None if reader.templated else problem
        return Reading(reader.root, wrong, reader.templated, [reader.root] if wrong else [])
    number, fault, _ = reader.faults[0]
    broken = [table for _, _, table in reader.faults]
    return Reading(reader.root, NotReadable(f"is not valid TOML: {fault}", number, "mend the line"), broken=broken)


def strict(text: str) -> dict[str, Value]:
    """The table in ``text`` as a TOML parser reads it; raises NotReadable."""
    return SourceFile("matterbridge.toml", text.encode()).table


class _LineReader:
    def __init__(self) -> None:
        self.root: dict[str, Value] = {}
        self.templated = False
        self.faults: list[tuple[int, str, dict[str, Value]]] = []
        """Line, what is wrong there, and the table it stands in; the root where nobody can tell."""
        self._here = self.root
        self._open: tuple[int, str, str, int] | None = None  # where a list began, its key, its text, its lines so far

    def take(self, number: int, line: str) -> None:
        """Adds one line to the table, or to the faults."""
        if self._open:
            began, key, text, lines = self._open
            self._value(began, key, f"{text}\n{line}", lines + 1)
        elif not line.strip() or line.lstrip().startswith("#"):
            return
        elif len(line) > _LONGEST:
            self._fault(number, line, "this line is too long to be a setting")
        elif head := _HEAD.fullmatch(line):
            self._enter(number, [part.strip().strip("\"'") for part in head[2].split(".")], head[1] == "[[")
        elif pair := _PAIR.fullmatch(line):
            self._value(number, pair[1].strip("\"'"), pair[2], 1)
        else:
            self._fault(number, line, "this line is neither a section nor a key with a value")

    def _enter(self, number: int, path: list[str], is_list: bool) -> None:
        here = self.root
        for part in path[:-1]:
            inner = here.setdefault(part, {})
            inner = inner[-1] if isinstance(inner, list) and inner else inner
            if not isinstance(inner, dict):
                return self.faults.append((number, f"{part} is a value, not a section", self.root))
            here = inner
        if is_list:
            items = here.setdefault(path[-1], [])
            self._here = {}
            if not isinstance(items, list):
                return self.faults.append((number, f"{path[-1]} is a section and a list of sections", self.root))
            items.append(self._here)
            return None
        section = here.setdefault(path[-1], {})
        if not isinstance(section, dict):
            return self.faults.append((number, f"{path[-1]} is a list of sections and a section", self.root))
        self._here = section
        return None

    def _value(self, number: int, key: str, text: str, lines: int) -> None:
        self._open = None
        if text.lstrip().startswith("[") and text.count("[") > text.count("]") and lines < _MOST_LINES_OF_A_LIST:
            self._open = (number, key, text, lines)
            return
        try:
            value = strict(f"value = {text}")["value"]
        except NotReadable:
            value = text.partition(" #")[0].strip().strip("\"'")
            self._fault(number, text, f"the value of {key} is not quoted as TOML wants it")
        if key in self._here:
            self.faults.append((number, f"{key} is given twice in one section", self._here))
            return
        self._here[key] = value

    def _fault(self, number: int, line: str, fault: str) -> None:
        if any(mark in line for mark in _TEMPLATE):
            self.templated = True
        else:
            self.faults.append((number, fault, self._here))


class Lines:
    """Where gateways, their channels and the accounts stand in the file."""

    def __init__(self, file: SourceFile, text: str) -> None:
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
        self._file = file
        self._offset = 0 if text == file.text else (file.line_of(first) or 1) - 1
        self._heads: dict[str, list[int]] = {}
        self._members: dict[tuple[str, str], list[int]] = {}
        inside = ""
        for number, line in enumerate(text.splitlines(), 1 + self._offset):
            if head := re.match(r"\s*\[\[?\s*([\w.\-\s]+?)\s*\]", line[:_LONGEST]):
                name = re.sub(r"\s*\.\s*", ".", head[1])
                self._heads.setdefault(name, []).append(number)
                if name in {"gateway", "samechannelgateway"}:
                    inside = f"{name}[{len(self._heads[name]) - 1}]"
                else:
                    self._members.setdefault((inside, name.rpartition(".")[2]), []).append(number)

    def gateway(self, key: str) -> int | None:
        """The line of ``gateway[2]``."""
        name, _, index = key.rstrip("]").partition("[")
        return _at(self._heads.get(name, []), int(index))

    def member(self, key: str, way: str, index: int) -> int | None:
        """The line of a gateway's channel; the gateway's own where the channels stand in one list."""
        return _at(self._members.get((key, way), []), index) or self.gateway(key)

    def section(self, protocol: str, nick: str) -> int | None:
        """The line of an account's section."""
        return _at(self._heads.get(f"{protocol}.{nick}", []), 0)

    def unreadable(self, problem: NotReadable) -> Unreadable:
        """The problem as one of the whole file."""
        line = problem.line + self._offset if problem.line else None
        return Unreadable(self._file.path, problem.reason, line, problem.remedy)


def _at(numbers: list[int], index: int) -> int | None:
    return numbers[index] if index < len(numbers) else None
