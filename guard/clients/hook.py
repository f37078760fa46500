"""The command hook stands in front of a tool that posts: ``python -I -S hook.py TOOL WORD…`` runs it, or does not.

What publishes nothing is run at once, by the same program and with nothing changed; everything else waits for the
engine's word. Standard library only, and as little of it as can be: this starts at every call of the tool.

Exit codes of its own: 77 not allowed, 75 nobody could judge it, 130 given up while it was held, 127 no such tool, 126
the tool cannot be run, 1 nothing was written. Otherwise the tool's.
"""

import os
import sys

sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

from guard.clients import running  # isolated Python finds the program only now
from guard.clients.described import Unusable, described
from guard.commands import places, words


def main(called: "list[str]") -> int:
    """Runs the tool, if it may; comes back only where it does not run."""
    named, argv = called[0], called[1:]
    tool = os.path.basename(named).removesuffix(".exe")
    real = places.real_tool(named)
    if real is None:
        return running.say(f"{named}: there is no such program in PATH (outside of Hatcheck's own folder).", 127)
    try:
        description = described(tool)
    except Unusable as error:
        running.say(f"Hatcheck: {error}. {tool} is treated as a tool that nobody described.", 0)
        description = None
    if description is not None and not words.posts(words.read(argv, description), description):
        return running.become(real, argv)
    from guard.clients.gate import NOT_JUDGED, Gate

    try:
        return Gate(tool, real, argv, description).pass_or_stop()
    except Exception as error:  # noqa: BLE001 - the error boundary: a bug runs no tool, and shows no text
        return running.say(f"Hatcheck: not posted. This is a mistake in Hatcheck: {type(error).__name__}.", NOT_JUDGED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if len(sys.argv) > 1 else running.say("usage: hook.py TOOL WORD…", 2))
