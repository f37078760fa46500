"""The members of an X archive: a list of objects behind ``window.YTD.<name>.part<n> =``.

Each object is decoded for itself, so that a member with all posts of a decade costs little more than its text.
"""

import json
import re
from collections.abc import Iterator

from guard.readers.base.parse import json_value
from guard.readers.base.source import NotReadable, Value

_HEAD = re.compile(r"\s*window\.YTD\.([a-z_]{1,60})\.part\d{1,4}\s*=\s*")
_GAP = re.compile(r"\s*,?\s*")
_TAIL = re.compile(r"\]\s*;?\s*\Z")
# json5 is written in Python and reads some 130 KB a second.
_LARGEST_SCRIPT = 128 * 1024
_REMEDY = "take the file out of the archive again"


def name_of(start: str) -> str | None:
    """The name of the member whose text begins with ``start``, or None where it is no member."""
    found = _HEAD.match(start)
    return found[1] if found else None


def rows(text: str) -> Iterator[Value]:
    """The objects of the member, one after the other; raises NotReadable with its line."""
    head = _HEAD.match(text)
    at = head.end() if head else 0
    read = 0
    try:
        for row in _json_rows(text, at):
            read += 1
            yield row
    except json.JSONDecodeError as error:
        # Somebody's editor may have reformatted the member: it is still JavaScript, with names without quotation marks.
        if read or len(text) > _LARGEST_SCRIPT:
            raise NotReadable(f"is not valid JSON: {error.msg}", error.lineno, _REMEDY) from None
        yield from _script_rows(text[at:].rstrip().rstrip(";"), error)
    except RecursionError:
        raise NotReadable("is nested too deeply") from None
    except ValueError as error:  # an integer of more digits than Python converts
        raise NotReadable(f"is not usable JSON: {error}") from None


def _json_rows(text: str, at: int) -> Iterator[Value]:
    decoder = json.JSONDecoder(object_pairs_hook=_table)
    if not text.startswith("[", at):
        raise json.JSONDecodeError("Expecting a list", text, at)
    at = _past_gap(text, at + 1)
    while not text.startswith("]", at):
        try:
            row, after = decoder.raw_decode(text, at)
        except NotReadable as problem:
            raise NotReadable(problem.reason, text.count("\n", 0, at) + 1, problem.remedy) from None
        yield row
        at = _past_gap(text, after)
    if not _TAIL.match(text, at):
        raise json.JSONDecodeError("Extra data", text, at + 1)


def _past_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _table(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise NotReadable("has a key twice in one object", None, _REMEDY)
    return table


def _script_rows(text: str, error: json.JSONDecodeError) -> list[Value]:
    import json5

    try:
        # Through JSON once more: the limits for depth and size stand in one place.
        value = json_value(json.dumps(json5.loads(text, allow_duplicate_keys=False)))
    except (ValueError, RecursionError):
        raise NotReadable(f"is not valid JSON: {error.msg}", error.lineno, _REMEDY) from None
    if not isinstance(value, list):
        raise NotReadable("holds no list", error.lineno, _REMEDY)
    return value
