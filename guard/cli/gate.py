"""``hatcheck gate install|remove|list|explain``: shims in front of the tools that post, and the browsers' host."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from guard.browsers.manifests import Manifest
from guard.cli import browser_gate, explaining, output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.commands import places, shims
from guard.commands.shims import NoToolName, NotOurs, Shim


def arguments(parser: ArgumentParser) -> None:
    """install, remove and list."""
    verbs = parser.add_subparsers(dest="verb", metavar="install|remove|list|explain", required=True)
    for verb, line in (("install", "judge what these tools post"), ("remove", "let these tools post as before")):
        sub = verbs.add_parser(verb, help=line, description=f"{line.capitalize()}.")
        sub.add_argument("tools", nargs="+", metavar="TOOL", help="toot, bsky, t, twurl, …; or browser")
        browser_gate.options(sub)
    listing = verbs.add_parser("list", help="show the gates", description="Show the gates and the tools behind them.")
    output.add_format(listing)
    line = "tell what the browser gate knows of recorded requests"
    explaining.options(verbs.add_parser(explaining.WORD, help=line, description=f"{line.capitalize()}."))


def run(args: Namespace, _desk: Desk) -> int:
    """Does what the verb says."""
    if args.verb == "list":
        return _list(args.format)
    if args.verb == explaining.WORD:
        return explaining.explain(args)
    if browser_gate.WORD in args.tools:
        args.tools = [tool for tool in args.tools if tool != browser_gate.WORD]
        code = browser_gate.install(args) if args.verb == "install" else browser_gate.remove(args)
        if code or not args.tools:
            return code
    elif args.browser or args.user_data_dir or args.id:
        raise Failure(f"--browser, --user-data-dir and --id go with: hatcheck gate {args.verb} browser")
    try:
        return _install(args.tools) if args.verb == "install" else _remove(args.tools)
    except (NoToolName, NotOurs) as error:
        raise Failure(str(error)) from None


def _install(tools: list[str]) -> int:
    for tool in tools:
        shims.install(tool)
        output.show(_told(shims.state(tool)))
    if not all(shims.state(tool).in_front for tool in tools):
        output.show(
            f"\n[yellow]The shims do not stand first in your PATH yet.[/] Add this line at the end of {_start_file()} "
            f"and open a new terminal:\n\n    {output.plain(shims.path_line())}\n"
        )
    return 0


def _told(shim: Shim) -> str:
    name = output.plain(shim.tool)
    if shim.described is None:
        line = f"[green]{name}[/] is guarded; nobody has described it, so every call of it is held."
        where = output.plain(output.home_short(f"{places.own_descriptions()}/{shim.tool}.json"))
        return f"{line} Describe it in {where}"
    if shim.real is None:
        return f"[green]{name}[/] is guarded; it is not installed on this machine yet."
    return f"[green]{name}[/] is guarded: what it posts as another than you are now is held."


def _remove(tools: list[str]) -> int:
    for tool in tools:
        gone = shims.remove(tool)
        name = output.plain(tool)
        output.show(f"{name} posts unguarded again." if gone else f"[dim]{name} was not guarded.[/]")
    return 0


def _list(form: str) -> int:
    every = shims.states()
    if form == "json":
        output.show_json(
            [
                {
                    "tool": s.tool,
                    "installed": s.installed,
                    "in_front": s.in_front,
                    "real": s.real,
                    "described": s.described,
                }
                for s in every
            ]
            + [
                {"browser": one.browser.name, "manifest": str(one.file), "installed": one.stands()}
                for one in browser_gate.listed()
            ]
        )
        return 0
    rows = [(output.plain(s.tool), _state(s), output.plain(s.real or "not found"), _described(s)) for s in every]
    if rows:
        output.show(output.table("Gates", ("tool", "state", "the tool itself", "described by"), rows))
    browsers = [
        (output.plain(one.browser.title), _stands(one), output.plain(output.home_short(str(one.file.parent))))
        for one in browser_gate.listed()
    ]
    if browsers:
        output.show(output.table("Browsers", ("browser", "state", "manifest"), browsers))
    if missing := browser_gate.missing():
        output.show(f"[dim]Not reached by Hatcheck: {', '.join(missing)}. hatcheck gate install browser[/]")
    return 0


def _stands(manifest: Manifest) -> str:
    return "[green]reaches Hatcheck[/]" if manifest.stands() else "[red]of another Hatcheck: install it again[/]"


def _state(shim: Shim) -> str:
    if shim.in_front:
        return "[green]guarded[/]"
    return "[red]installed, not first in PATH[/]" if shim.installed else "[dim]not guarded[/]"


def _described(shim: Shim) -> str:
    if shim.described is None:
        return "nobody: held"
    own = Path(shim.described).parent == Path(places.own_descriptions())
    return "you" if own else "Hatcheck"


def _start_file() -> str:
    import os

    shell = Path(os.environ.get("SHELL", "")).name
    return {"zsh": "~/.zshrc", "bash": "~/.bashrc"}.get(shell, "your shell's start file")
