"""The TOML of Matterbridge files as people write it, also where it is broken.

Such files are filled in by shell scripts and Ansible: bare values, keys given twice, lines of a template are common.
Matterbridge refuses to start with a broken file; what it was meant to do can be read all the same.
"""

import re
from dataclasses import dataclass, field

from guard.model.route import Unreadable
from guard.readers.base.source import NotReadable, SourceFile, Value

_HEAD = re.compile(r"\s*(\[\[|\[)([^\[\]]+)(\]\]|\])\s*(?:#.*)?")
_BARE_HEAD = re.compile(r"\s*\[\[?[ \t]*[A-Za-z][\w.-]*[ \t]*\]\]?\s*(?:#.*)?")
_PAIR = re.compile(r"\s*([\w.-]+|\"[^\"]*\"|'[^']*')\s*=\s*(.*)")
_BARE_VALUE = re.compile(r"[^\"'=]+")
_TEMPLATE = ("{{", "{%", "{#")
_MOST_LINES_OF_A_VALUE = 100
_MOST_FAULTS = 1_000
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
    for number, line in enumerate(text.split("\n"), 1):
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
        self._declared: set[int] = set()
        self._open: tuple[int, str, str, int] | None = None  # where a value began, its key, its text, its lines so far

    def take(self, number: int, line: str) -> None:
        """Adds one line to the table, or to the faults."""
        if len(self.faults) > _MOST_FAULTS:
            self.faults[-1] = (number, "too many lines are wrong", self.root)
            return
        if self._open and _BARE_HEAD.fullmatch(line):
            began, key, *_ = self._open
            self._open = None
            self.faults.append((began, f"the value of {key} has no end", self._here))
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
        here, *_, name = self.root, *path
        self._here = {}  # what follows a wrong head belongs nowhere
        for part in path[:-1]:
            inner = here.setdefault(part, {})
            inner = inner[-1] if isinstance(inner, list) and inner else inner
            if not isinstance(inner, dict):
                return self.faults.append((number, f"{part} is a value, not a section", here))
            here = inner
        place = here.setdefault(name, [] if is_list else {})
        if isinstance(place, list) and is_list:
            place.append(self._here)
        elif isinstance(place, dict) and not is_list:
            self._here = place
            if id(place) in self._declared:
                self.faults.append((number, f"the section {'.'.join(path)} is given twice", place))
            self._declared.add(id(place))
        else:
            self.faults.append((number, f"{name} is a section and a list of sections", here))
        return None

    def _value(self, number: int, key: str, text: str, lines: int) -> None:
        self._open = None
        if lines < _MOST_LINES_OF_A_VALUE and _has_no_end(text):
            self._open = (number, key, text, lines)
            return
        try:
            value = strict(f"value = {text}")["value"]
        except NotReadable:
            self._fault(number, text, f"the value of {key} is not quoted as TOML wants it")
            value = text.partition(" #")[0].strip().strip("\"'")
            # With a quote or a sign of equality inside, the next setting may have run into this one: a password, say.
            if not any(mark in text for mark in _TEMPLATE) and not _BARE_VALUE.fullmatch(value):
                return
        if key in self._here:
            self.faults.append((number, f"{key} is given twice in one section", self._here))
            return
        self._here[key] = value

    def _fault(self, number: int, line: str, fault: str) -> None:
        if any(mark in line for mark in _TEMPLATE):
            self.templated = True
        else:
            self.faults.append((number, fault, self._here))


def _has_no_end(text: str) -> bool:
    """Whether the value goes on in the next line: a list, or a text in three quotes."""
    begin = text.lstrip()
    if begin.startswith("["):
        return begin.count("[") > begin.count("]")
    return begin.startswith(('"""', "'''")) and begin.count(begin[:3]) == 1


class Lines:
    """Where gateways, their channels and the accounts stand in the file."""

    def __init__(self, file: SourceFile, text: str) -> None:
        first = next((line.strip() for line in text.split("\n") if line.strip()), "")
        self._file = file
        self._offset = 0 if text == file.text else (file.line_of(first) or 1) - 1
        self._heads: dict[str, list[int]] = {}
        self._members: dict[tuple[str, str], list[int]] = {}
        inside = ""
        for number, line in enumerate(text.split("\n"), 1 + self._offset):
            if head := _HEAD.match(line[:_LONGEST]):
                name = ".".join(part.strip() for part in head[2].split("."))
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
