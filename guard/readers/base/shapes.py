"""Values of a hostile document in the shape a reader needs; anything else counts as absent."""

from guard.readers.base.source import Value


def table(value: Value) -> dict[str, Value]:
    """The value where it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def entries(value: Value) -> list[Value]:
    """The value where it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def tables(value: Value) -> list[dict[str, Value]]:
    """The mappings of a list."""
    return [item for item in entries(value) if isinstance(item, dict)]


def text(value: Value) -> str:
    """A text without its outer blanks, or a whole number as text; else empty."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def dig(value: Value, *keys: str) -> Value:
    """The value below a chain of keys, or None where the chain breaks."""
    for key in keys:
        value = table(value).get(key)
    return value
