"""In which language the person is spoken to: what is asked for, what the workspace says, what the terminal speaks."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping

from guard.cli.desk import Desk
from guard.languages import LANGUAGES, language_of


def add_language(parser: ArgumentParser) -> None:
    """The option ``--language``."""
    parser.add_argument("--language", choices=LANGUAGES, help="else the workspace's, else the terminal's")


def language_for(args: Namespace, desk: Desk) -> str:
    """The language of this command."""
    from guard.cli.judging import usable

    return args.language or usable(desk)[0].language or spoken(os.environ)


def spoken(environ: Mapping[str, str]) -> str:
    """The terminal's language, by the variables that gettext reads."""
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(name))), "C")
    if locale.partition(".")[0] in {"C", "POSIX"}:
        return LANGUAGES[0]
    return language_of((environ.get("LANGUAGE") or locale).partition(":")[0])
