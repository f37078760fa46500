"""What parsing gives, what it may cost, and how it fails."""

from typing import TypeAlias

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
"""Anything a configuration can hold."""
MAX_DEPTH = 64
MAX_NODES = 200_000


class NotReadable(Exception):
    """The file, or a part of it, cannot be read: why, where, and what would mend it."""

    def __init__(self, reason: str, line: int | None = None, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason, self.line, self.remedy = reason, line, remedy


def key_twice(key: str, where: str, line: int | None = None) -> NotReadable:
    """What is said of a duplicate key. Only a plain word is shown: in some files a token is the key."""
    plain = len(key) <= 32 and key.replace("_", "").replace("-", "").isalpha()
    named = f"the key {key!r}" if plain else "a key"
    return NotReadable(f"has {named} twice in one {where}", line, "keep one of the two")
