"""Environment files: names and values, without expanding ``${…}`` and without touching the process's environment."""

import re
from dataclasses import dataclass
from io import StringIO

from dotenv.parser import parse_stream

_SIZE = 200_000
_NAMED = re.compile(r"\s*(?:export\s+)?([A-Za-z_]\w*)\s*=")


@dataclass(frozen=True, slots=True)
class Environment:
    """What an environment file sets."""

    values: dict[str, str]
    """The last of equal names counts, as in a shell; a value that could not be read is empty."""
    broken: tuple[int, ...]
    """The lines that are no ``NAME=value``."""


def environment(text: str) -> Environment:
    """The variables that ``text`` sets; ``NAME:`` counts as an empty one."""
    mended = re.sub(r"^(\s*[A-Z][A-Z0-9_]*)[ \t]*:[ \t]*(?=\S|$)", r"\1=", text[:_SIZE], flags=re.MULTILINE)
    values: dict[str, str] = {}
    broken: list[int] = []
    for binding in parse_stream(StringIO(mended)):
        line = binding.original.string
        if binding.error:
            broken.append(binding.original.line + line[: len(line) - len(line.lstrip())].count("\n"))
            named = _NAMED.match(line)
            if named:
                values.setdefault(named[1], "")
        elif binding.key:
            values[binding.key] = binding.value or ""
    return Environment(values, tuple(broken))
