"""``hatcheck resume``: ends the pause."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from guard.cli import output
from guard.cli.desk import Desk


def arguments(_parser: ArgumentParser) -> None:
    """None."""


def run(_args: Namespace, desk: Desk) -> int:
    """Holds from the next judgement on what is to be held."""
    from guard.engine import clock, state
    from guard.model.event import Event

    with desk.turn(), desk.journal() as journal:
        now = desk.state()
        if now.paused is None:
            output.show("The guard is not paused.")
            return 0
        journal.append(Event("resume", clock.now().wall, {}))
        state.save(desk.state_file, replace(now, paused=None))
    output.show("The guard is back.")
    return 0
