"""A tool's description for the hook: read, not checked; the engine does that before anything rests on it."""

from guard.commands import places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MOST = 1 << 20


class Unusable(Exception):
    """The file is there and cannot be used; the message says why."""


def described(tool: str) -> "dict[str, Any] | None":
    """The description, the user's own before Hatcheck's, or None where there is none; raises Unusable."""
    for path in places.descriptions(tool):
        try:
            with open(path, encoding="utf-8") as stream:
                return _object(stream.read(_MOST), path)
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            raise Unusable(f"{path} cannot be read: {error}") from None
    return None


def _object(text: str, path: str) -> "dict[str, Any]":
    try:
        value = _parsed(text)
    except (ValueError, StopIteration, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Unusable(f"{path} is no JSON object")
    if not _describes(value):
        raise Unusable(f"{path} describes no commands")
    return value


def _describes(value: "dict[str, Any]") -> bool:
    """As much as the hook itself rests on: what is no description must not say what publishes nothing."""
    commands, lists = value.get("commands"), (value.get(name, []) for name in ("options", "quiet", "help"))
    entries = commands.values() if isinstance(commands, dict) else ()
    return bool(entries) and all(isinstance(one, dict) and "verb" in one for one in entries) and all(map(_words, lists))


def _words(value: "Any") -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


class _Plain:
    """How the scanner is to read: as ``json.loads`` does."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int, parse_constant = float, int, float


def _parsed(text: str) -> "Any":
    try:
        from _json import make_scanner
    except ImportError:
        import json

        return json.loads(text)
    # The scanner of the json package without the package, whose regular expressions cost as much as Python's own start.
    return make_scanner(_Plain())(  # type: ignore[arg-type]  # whatever has these names will do
        text, len(text) - len(text.lstrip())
    )[0]
