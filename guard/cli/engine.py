"""``hatcheck engine``: runs the service, without a screen."""

import sys
from argparse import ArgumentParser, Namespace

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure


def arguments(parser: ArgumentParser) -> None:
    """Whether to end the one that runs."""
    parser.add_argument("--stop", action="store_true", help="end the engine that runs; what it holds is denied")


def run(args: Namespace, desk: Desk) -> int:
    """Runs until it is told to end: by Ctrl-C, by the tray, or by the end of the session."""
    return _stop() if args.stop else _serve(desk)


def _stop() -> int:
    from guard.clients.line import Line, LineLost, Refused
    from guard.door import NobodyThere

    try:
        with Line.open("face", "hatcheck engine --stop") as line:
            line.ask("quit", 5.0)
    except NobodyThere:
        output.show("No engine runs at this desk.")
        return 1
    except (LineLost, Refused, TimeoutError) as error:
        raise Failure(f"The engine does not end ({error}); end its process.", 1) from None
    output.show("The engine has ended; what it held was not sent.")
    return 0


def _serve(desk: Desk) -> int:
    from guard.door import NobodyThere, socket_path
    from guard.service.run import AlreadyRunning
    from guard.service.run import run as serve

    def ready() -> None:
        output.show(f"[dim]Listening at {output.plain(socket_path())}; Ctrl-C ends it.[/]")
        sys.stdout.flush()

    try:
        serve(desk.paths, ready)
    except AlreadyRunning as error:
        raise Failure(str(error), 1) from None
    except NobodyThere as error:
        raise Failure(f"The engine cannot listen: {error}") from None
    return 0
