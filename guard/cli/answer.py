"""``hatcheck answer``: answers what is held, in a terminal. Exit code 1 where there is nothing left to answer."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.cli.language import add_language, language_for
from guard.model.moments import span_of
from guard.model.sentence import Sentence

if TYPE_CHECKING:
    from guard.cli.asking import Asking
    from guard.cli.terminal import Terminal
    from guard.clients.line import Line


def arguments(parser: ArgumentParser) -> None:
    """Which hold; one after the other where none is named."""
    parser.add_argument("--hold", metavar="HOLD", help="only this one")
    parser.add_argument("--inline", action="store_true", help="asked before a command runs: Ctrl-C stops its post")
    parser.add_argument("--request", metavar="FILE", help="write here what a colleague is to look at, where one must")
    add_language(parser)


def run(args: Namespace, desk: Desk) -> int:
    """Asks; Ctrl-C leaves what is not answered as it is."""
    from guard.cli.terminal import terminal

    language = language_for(args, desk)
    with terminal() as own, _engine(language) as line:
        _heed_signals(own)
        asking = _asking(line, own, language, Path(args.request) if args.request else None)
        waiting = line.ask("watch")
        if args.hold:
            asking.waiting = max(0, waiting["waiting"] - 1)
            return _one(asking, args.hold, inline=args.inline)
        return _all(asking, line)


def _all(asking: "Asking", line: "Line") -> int:
    from guard.clients.line import Refused

    answered = False
    while (waiting := line.ask("watch"))["holds"]:
        answered = True
        asking.waiting = waiting["waiting"] - 1
        for number, held in enumerate(waiting["holds"], 1):
            asking.say(_listed(number, held))
        try:
            asking.ask(waiting["holds"][0]["hold"])
        except Refused as refused:
            asking.say(refused.text)
    asking.say(Sentence.of("Nothing more waits.") if answered else Sentence.of("Nothing waits."))
    return 0


def _listed(number: int, held: Mapping[str, Any]) -> Sentence:
    left = span_of(timedelta(seconds=held["remaining"]))
    return Sentence.of("{number}. {summary} ({time} left)", number=number, summary=held["summary"], time=left)


def _one(asking: "Asking", hold: str, *, inline: bool) -> int:
    try:
        asking.ask(hold)
    except KeyboardInterrupt:
        if inline:
            asking.stop(hold)
        raise
    return 0


@contextmanager
def _engine(language: str) -> "Iterator[Line]":
    from guard.cli.asking import TerminalGone
    from guard.clients.line import Line, LineLost, Refused
    from guard.door import NobodyThere

    try:
        with Line.open("face", "terminal", language) as line:
            yield line
    except NobodyThere as error:
        why = f"The guard does not run, so nothing is held ({error}). Start it with: hatcheck engine"
        raise Failure(why) from None
    except LineLost:
        raise Failure("The guard has ended; what it held is not sent.", 1) from None
    except TerminalGone:
        raise Failure("The terminal is gone; the post was stopped.", 1) from None
    except Refused as refused:
        raise Failure(refused.text, 1) from None


def _asking(line: "Line", own: "Terminal", language: str, request: Path | None) -> "Asking":
    from rich.console import Console

    from guard.cli.asking import Asking

    console = Console(file=own.file, width=own.width, highlight=False, emoji=False, markup=False)
    return Asking(line, own, console, language, request)


def _enter_again(own: "Terminal") -> None:
    with suppress(OSError):  # a hang-up wakes us as well
        own.enter()


def _heed_signals(own: "Terminal") -> None:
    """A hang-up is read as the end of the terminal, which stops the post; being ended gives the terminal back.

    Whoever had the terminal while this was stopped (Ctrl-Z) has left it in another mode.
    """
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGCONT, lambda *_: _enter_again(own))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
