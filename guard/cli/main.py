"""The way in: finds the command, runs it, and turns every failure into a message and an exit code.

Exit codes: 0 done (check: allow, audit: nothing found), 1 findings or not done, 2 wrong use or configuration,
3 nothing could be read or a bug, 10 hold, 11 deny, 130 interrupted.
"""

# PYTHON_ARGCOMPLETE_OK
import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from guard.cli._index import COMMANDS
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.journal import JournalError
from guard.model.version import VERSION
from guard.workspace import WorkspaceError

_EPILOG = "hatcheck COMMAND --help explains a command. Begin with: hatcheck demo, then hatcheck init"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line and gives its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _make_streams_safe()
    code = _told(words)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # the terminal is gone; Python would complain once more at exit, and change the code
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return code


def _told(words: list[str]) -> int:
    """The exit code, every failure turned into a message."""
    try:
        return _run(words)
    except Failure as failure:
        return _say(str(failure), failure.code)
    except WorkspaceError as error:
        return _say(f"The workspace cannot be used, so nothing is allowed:\n{error}", 2)
    except JournalError as error:
        return _say(f"The journal cannot be used: {error}", 2)
    except BrokenPipeError:
        # The reader of our output went away (| head); Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return _say("Stopped.", 130)
    except OSError as error:
        return _say(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}", 2)
    except Exception:  # noqa: BLE001 - the last boundary: a bug is told as one, and allows nothing
        import traceback

        traceback.print_exc()
        return _say(f"This is a mistake in Hatcheck {VERSION}; nothing was allowed. Please report the lines above.", 3)


def _make_streams_safe() -> None:
    """No print may fail: not where a caller closed our streams (``>&-``), nor where their encoding lacks an arrow."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def _run(words: list[str]) -> int:
    completing = "_ARGCOMPLETE" in os.environ
    chosen = None if completing else _command_in(words)
    parser = _parser(chosen, _colourful if _helps(words) else _bare, full=completing)
    if completing:
        import argcomplete

        argcomplete.autocomplete(parser)
    arguments = parser.parse_args(words)
    if arguments.command is None:
        parser.print_help()
        return 2
    module = import_module(f"guard.cli.{COMMANDS[arguments.command][0]}")
    return int(module.run(arguments, Desk(getattr(arguments, "workspace", None))))


def _parser(chosen: str | None, formatter: Any, *, full: bool) -> argparse.ArgumentParser:
    """The parser; of the chosen command alone, where there is one: building all of them takes longer than a check."""
    parser = argparse.ArgumentParser(
        prog="hatcheck",
        description="Which hat are you wearing? Hatcheck holds a post before it leaves from the wrong account.",
        epilog=_EPILOG,
        formatter_class=formatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"hatcheck {VERSION}")
    common = argparse.ArgumentParser(add_help=False)
    for holder, default in ((parser, None), (common, argparse.SUPPRESS)):
        text = "the workspace to use (else HATCHECK_WORKSPACE, else the one of your platform)"
        holder.add_argument("--workspace", metavar="FILE", default=default, help=text)
    # With its own prog, argparse need not lay out the usage (and import what colours it) before help is asked for.
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog="hatcheck")
    for name in [chosen] if chosen else COMMANDS:
        module, line = COMMANDS[name]
        about = f"{line[0].upper()}{line[1:]}{'' if line.endswith('?') else '.'}"
        sub = commands.add_parser(
            name, help=line, description=about, parents=[common], formatter_class=formatter, allow_abbrev=False
        )
        if full or chosen:
            import_module(f"guard.cli.{module}").arguments(sub)
    return parser


def _command_in(words: list[str]) -> str | None:
    """The command among the words, or None where there is none that is known."""
    rest = iter(words)
    for word in rest:
        if word == "--workspace":
            next(rest, None)
        elif not word.startswith("-"):
            return word if word in COMMANDS else None
    return None


def _helps(words: list[str]) -> bool:
    return not words or not {"-h", "--help"}.isdisjoint(words)


def _colourful(prog: str, **options: Any) -> argparse.HelpFormatter:
    from rich_argparse import RawDescriptionRichHelpFormatter

    return RawDescriptionRichHelpFormatter(prog, **options)


def _bare(prog: str, **options: Any) -> argparse.HelpFormatter:
    """For a run without help: argparse makes a formatter per argument, and asking the terminal's width is slow."""
    return argparse.HelpFormatter(prog, width=100, **options)


def _say(text: str, code: int) -> int:
    with suppress(OSError):  # a terminal that is gone must not hide the code
        print(text, file=sys.stderr)  # noqa: T201 - the one place where errors are told
    return code


if __name__ == "__main__":
    sys.exit(main())
