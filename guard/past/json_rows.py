"""The entries of a long JSON list, one after the other, so that an export costs little more than its text."""

import json
import re
from collections.abc import Iterator
from typing import Any

from guard.past.archives import Member
from guard.past.past_post import NotImportable

_GAP = re.compile(r"\s*,?\s*")
_AGAIN = "take the file out of the export again"


def text_of(member: Member) -> str:
    """Its text, UTF-8 as every JSON is; raises NotImportable."""
    try:
        return member.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = member.data.count(b"\n", 0, error.start) + 1
        raise NotImportable(member.path, "is no text in UTF-8", _AGAIN, line) from None


def rows(member: Member, start: int = 0) -> Iterator[Any]:
    """The entries of the list that begins at character ``start``; raises NotImportable with its line."""
    text = text_of(member)
    at = _past_gap(text, start)
    if not text.startswith("[", at):
        raise NotImportable(member.path, "holds no list of posts", _AGAIN, text.count("\n", 0, at) + 1)
    decoder = json.JSONDecoder()
    at = _past_gap(text, at + 1)
    while not text.startswith("]", at):
        try:
            row, after = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise NotImportable(member.path, f"is no JSON ({error.msg})", _AGAIN, error.lineno) from None
        except (RecursionError, ValueError):
            raise NotImportable(
                member.path, "is nested too deeply, or has a number too long", _AGAIN, text.count("\n", 0, at) + 1
            ) from None
        yield row
        at = _past_gap(text, after)


def table(member: Member) -> dict[str, Any]:
    """The one object that a small file holds; empty where it holds another thing. Raises NotImportable."""
    try:
        found = json.loads(text_of(member))
    except json.JSONDecodeError as error:
        raise NotImportable(member.path, f"is no JSON ({error.msg})", _AGAIN, error.lineno) from None
    except (RecursionError, ValueError):
        raise NotImportable(member.path, "is nested too deeply, or has a number too long", _AGAIN) from None
    return found if isinstance(found, dict) else {}


def dig(value: Any, *keys: str) -> Any:  # noqa: ANN401 - any JSON
    """What stands below these keys, or None where something on the way is missing or no object."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def said(value: Any, *keys: str) -> str:  # noqa: ANN401
    """The text that stands there, or an empty one."""
    found = dig(value, *keys)
    return found if isinstance(found, str) else ""


def _past_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at
