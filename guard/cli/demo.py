"""``hatcheck demo``: two famous evenings, judged by the real engine from a built-in workspace."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from guard.cli import judging, output
from guard.cli.desk import Desk

CASE = Path(__file__).parent / "demo_case" / "scenarios.jsonl"


def arguments(parser: ArgumentParser) -> None:
    """Whether it is told, or really happens."""
    parser.add_argument("--live", action="store_true", help="with the real engine, tray and pop-up; you answer")


def run(args: Namespace, _desk: Desk) -> int:
    """Shows each scene, what the guard says, and what to type next."""
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
        "  hatcheck-tray     starts the guard with its tray, on your own desk",
        "  hatcheck init     looks for the tools on this machine and writes down who is who",
        "  hatcheck audit    shows what they mirror where, and which link to cut",
        "  hatcheck be ID    puts on a hat; hatcheck --help shows the rest\n",
    )
