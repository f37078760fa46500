"""The grammar checker Harper, where it is installed: an extra, ``hatcheck[grammar]``, which takes 140 MB of memory."""

from functools import cache
from importlib import import_module
from typing import Protocol


class Span(Protocol):
    """Where in the text, in characters."""

    start: int
    end: int


class Lint(Protocol):
    """What Harper says of one place."""

    span: Span
    lint_kind: str
    problem_text: str
    message: str


class Linter(Protocol):
    """Harper with its rules read."""

    def lint(self, text: str, *, language: str) -> list[Lint]:
        """All that it would say, ``language`` being the markup of the text."""
        ...


def warm() -> None:
    """Reads Harper's rules, in about half a second; for a thread of its own."""
    _read()


def ready() -> Linter | None:
    """Harper once it is warm; None before, and where it is not installed."""
    return _read() if _read.cache_info().currsize else None


@cache
def _read() -> Linter | None:
    try:
        made: Linter = import_module("harper").Linter()
    except ImportError:
        return None
    return made
