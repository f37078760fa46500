"""``hatcheck demo``: two famous evenings, judged by the real engine; ``demo incident``: the night after one of them."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from guard.cli import judging, output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.cli.language import add_language, spoken

CASE = Path(__file__).parent / "demo_case" / "scenarios.jsonl"


def arguments(parser: ArgumentParser) -> None:
    """What is told, and whether it really happens."""
    parser.add_argument("what", nargs="?", choices=("incident",), help="the night after a slip, step by step")
    add_language(parser)
    parser.add_argument("--live", action="store_true", help="with the real engine, tray and pop-up; you answer")


def run(args: Namespace, _desk: Desk) -> int:
    """Shows each scene, what the guard says, and what to type next."""
    if args.what == "incident":
        from guard.cli import incident_demo

        if args.live:
            raise Failure("The night after a slip is told in the terminal; leave out --live.")
        return incident_demo.run(args.language or spoken(os.environ))
    if args.live:
        from guard.cli import live_demo

        code = live_demo.run()
        _next()
        return code
    from guard.cli.scenarios import judged

    for outcome in judged(CASE):
        scene = outcome.attempt or {}
        output.show(f"\n[bold]{output.plain(outcome.id)}[/]", f"[dim]{output.plain(scene['scene'])}[/]")
        output.show(f"  “{output.plain(scene['text'])}”\n")
        judging.show(outcome.decision, f"{scene['verb']} to {', '.join(scene['destinations'])}")
    _next()
    return 0


def _next() -> None:
    output.show(
        "\n[bold]What to type next[/]",
        "  hatcheck demo incident  plays the night after such a slip, step by step",
        "  hatcheck-tray     starts the guard with its tray, on your own desk",
        "  hatcheck init     looks for the tools on this machine and writes down who is who",
        "  hatcheck audit    shows what they mirror where, and which link to cut",
        "  hatcheck be ID    puts on a hat; hatcheck --help shows the rest\n",
    )
