"""``hatcheck drill``: shows a made-up slip now, as it comes by itself once a month where the workspace wants that."""

from argparse import ArgumentParser, Namespace

from guard.cli.desk import Desk
from guard.cli.failure import Failure


def arguments(parser: ArgumentParser) -> None:
    """Nothing to say: which slip it is should surprise."""
    parser.description = "It waits like a real post and leads nowhere. Afterwards you are told that it was a drill."


def run(_args: Namespace, _desk: Desk) -> int:
    """Asks the engine for it; the answer is given in the window, or by ``hatcheck answer``."""
    from guard.cli import output
    from guard.clients.line import Line, LineLost, Refused
    from guard.door import NobodyThere

    try:
        with Line.open("face", "drill") as line:
            line.ask("drill")
    except (NobodyThere, LineLost) as error:
        raise Failure(f"The guard does not run ({error}). Start it with: hatcheck engine") from None
    except Refused as refused:
        raise Failure(refused.text, 1) from None
    output.show("It waits. What became of it: hatcheck stats")
    return 0
