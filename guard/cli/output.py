"""How results look: JSON for programs, tables and colour for people."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guard.cli.failure import Failure
from guard.model.decision import Severity, Verdict

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

COLOR_OF_VERDICT = {Verdict.ALLOW: "green", Verdict.HOLD: "yellow", Verdict.DENY: "red"}
COLOR_OF_SEVERITY = {Severity.HIGH: "red", Severity.MEDIUM: "yellow", Severity.LOW: "cyan", Severity.NOTE: "dim"}


def add_format(parser: ArgumentParser, *formats: str) -> None:
    """The option ``--format``; the first format is the default."""
    choices = formats or ("text", "json")
    parser.add_argument("--format", choices=choices, default=choices[0], help=f"default: {choices[0]}")


@cache
def console() -> "Console":
    """The terminal; honours NO_COLOR, and is plain where the output is no terminal."""
    from rich.console import Console

    return Console(highlight=False, emoji=False, soft_wrap=not sys.stdout.isatty())


def show(*things: "RenderableType") -> None:
    """Prints for people. Texts from files must go through ``plain``: brackets are mark-up here."""
    console().print(*things, sep="\n")


def ask(question: str, default: str = "", choices: list[str] | None = None) -> str:
    """The person's answer; where the input has ended, as with Ctrl-D, a Failure."""
    from rich.prompt import Prompt

    try:
        return Prompt.ask(question, default=default, choices=choices, show_choices=False, show_default=bool(default))
    except EOFError:
        show("")
        raise Failure("The input ended before the last question was answered.", 1) from None


def plain(text: object) -> str:
    """The text with mark-up and control characters made harmless."""
    from rich.markup import escape

    visible = "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in str(text))
    return escape(visible)


def show_json(value: Any) -> None:
    """Prints for programs; what the output's encoding cannot hold is escaped as JSON does."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    sys.stdout.write(text + "\n")


def write_document(text: str) -> None:
    """Prints a file as it is: in UTF-8, whatever the terminal speaks, since the file says so or its format does."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> "RenderableType":
    """A table of cells that may hold mark-up; long cells are folded, never cut."""
    from rich import box
    from rich.table import Table

    made = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", pad_edge=False)
    made.show_header = any(columns)
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*row)
    return made


def stacked(items: Iterable[object]) -> str:
    """The items one below the other, each made harmless."""
    return "\n".join(plain(item) for item in items)


def number(count: int, one: str) -> str:
    """A count with its noun: ``1 route``, ``2 routes``."""
    return f"{count:,} {one if count == 1 else one + 's'}"


def barred(lines: Iterable[str], color: str) -> "RenderableType":
    """Lines with a coloured bar at their left, also where they are folded."""
    from rich.box import Box
    from rich.table import Table

    left_edge_only = Box("▌   \n" * 8)
    made = Table(box=left_edge_only, show_header=False, border_style=color, padding=(0, 1))
    made.add_column(overflow="fold")
    made.add_row("\n".join(lines))
    return made


def home_short(text: str) -> str:
    """The text with the current folder left out of its paths, and the home folder as ``~``."""
    return text.replace(f"{Path.cwd()}{os.sep}", "").replace(str(Path.home()), "~")
