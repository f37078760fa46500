"""Strict, limited parsing. Every failure is a NotReadable with its line; nothing is taken twice or guessed.

Libraries keep the last of two equal keys; for a guard that is a way past it, so they are refused.
"""

import json
from collections.abc import Callable

from guard.readers.base.values import MAX_DEPTH, MAX_NODES, NotReadable, Value, key_twice
from guard.readers.base.yaml import yaml_values


def documents(syntax: str, text: str) -> list[Value]:
    """The documents in ``text``; none for a syntax that has no values (python, text, env, ini, xml, js)."""
    parse = _PARSERS.get(syntax)
    return parse(text) if parse else []


def json_value(text: str) -> Value:
    """The one JSON value in ``text``."""

    def pairs(items: list[tuple[str, Value]]) -> dict[str, Value]:
        table = dict(items)
        if len(table) < len(items):
            seen: set[str] = set()
            twice = next(key for key, _ in items if key in seen or seen.add(key))  # type: ignore[func-returns-value]
            raise key_twice(twice, "object")
        return table

    try:
        value: Value = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        raise NotReadable(f"is not valid JSON: {error.msg}", error.lineno, "mend or export the file again") from None
    except RecursionError:
        raise NotReadable(f"is nested deeper than {MAX_DEPTH} levels") from None
    except ValueError as error:  # an integer of more digits than Python converts
        raise NotReadable(f"is not usable JSON: {error}") from None
    _weigh(value)
    return value


def toml_value(text: str) -> dict[str, Value]:
    """The TOML table in ``text``, dates and times as text."""
    import tomllib

    for number, line in enumerate(text.split("\n"), 1):
        # tomllib takes 5 s and 1 GiB for one key of 20,000 parts.
        if line.count(".") > MAX_DEPTH and line.split("=", 1)[0].count(".") > MAX_DEPTH:
            raise NotReadable(f"has a key of more than {MAX_DEPTH} parts", number)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, at = str(error).rpartition(" (at ")
        words = at.removeprefix("line ").split(",")
        last = text.count("\n") + 1
        number = int(words[0]) if words[0].isdigit() else last
        raise NotReadable(f"is not valid TOML: {message or error}", number, "mend the line") from None
    except RecursionError:
        raise NotReadable(f"is nested deeper than {MAX_DEPTH} levels") from None
    except ValueError as error:
        raise NotReadable(f"is not usable TOML: {error}") from None
    _weigh(table)
    return {key: _plain(value) for key, value in table.items()}


def _plain(value: object) -> Value:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _weigh(value: object) -> None:
    """Refuses what is too deep or too large to walk."""
    level: list[object] = [value]
    nodes = depth = 0
    while level:
        nodes += len(level)
        depth += 1
        if depth > MAX_DEPTH:
            raise NotReadable(f"is nested deeper than {MAX_DEPTH} levels")
        if nodes > MAX_NODES:
            raise NotReadable(f"has more than {MAX_NODES:,} values")
        level = [
            child
            for item in level
            for child in (item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())
        ]


_PARSERS: dict[str, Callable[[str], list[Value]]] = {
    "json": lambda text: [json_value(text)],
    "yaml": yaml_values,
    "toml": lambda text: [toml_value(text)],
}
