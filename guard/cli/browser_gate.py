"""``hatcheck gate install|remove browser``: lets the browsers' extension reach the engine, and says how to load it."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from guard.browsers import finding, manifests
from guard.browsers.finding import Found
from guard.browsers.known import BROWSERS, Browser, Family, named
from guard.browsers.manifests import Manifest, NotOurs
from guard.cli import output
from guard.cli.failure import Failure

WORD = "browser"
"""Stands where a tool's name would."""
_CLICKS = {
    Family.CHROMIUM: (
        "  1. open [bold]{scheme}://extensions[/] and switch on “Developer mode”",
        "  2. click “Load unpacked” and choose this folder:",
        "     {extension}",
        "  3. click “Details” and switch on “Allow in Incognito”, for private windows",
    ),
    Family.FIREFOX: (
        "  1. open [bold]about:debugging#/runtime/this-firefox[/]",
        "  2. click “Load Temporary Add-on…” and choose this file:",
        "     {extension}",
        "  It is gone when {title} closes. An ESR, Developer Edition or Nightly keeps it:",
        "  1. open [bold]about:config[/] and set xpinstall.signatures.required to false",
        "  2. open [bold]about:addons[/], click the gear, “Install Add-on From File…”",
    ),
}
_SCHEMES = {"edge": "edge", "brave": "brave", "vivaldi": "vivaldi", "opera": "opera"}
_BOXED = (
    "runs in a {box}, which lets it start no program outside: posts in it are [bold]not[/] caught. Use {title} as your "
    "system or its maker packages it."
)
_PORTAL = (
    "runs in a Snap. On Ubuntu 22.04 and later it asks once whether it may start Hatcheck: allow that. Elsewhere it "
    "cannot start it, and posts in it are [bold]not[/] caught; Hatcheck's button in it shows which."
)


def options(parser: ArgumentParser) -> None:
    """What may stand behind ``browser``."""
    group = parser.add_argument_group("for TOOL browser")
    group.add_argument("--browser", metavar="NAME", help=f"only this one: {', '.join(one.name for one in BROWSERS)}")
    group.add_argument(
        "--user-data-dir",
        metavar="DIR",
        help="also for a Chromium whose profiles lie in DIR, as its own option of this name says",
    )
    group.add_argument("--id", metavar="EXTENSION_ID", help="also let this build of the extension in")


def install(args: Namespace) -> int:
    """Writes the manifests of all browsers that are meant, and says what to do next."""
    more = _more(args.id)
    meant = _meant(args)
    reached, told = [], []
    for found, user_data in meant:
        browser, box = found.browser, found.box
        title = output.plain(browser.title)
        if box and not _portal(found):
            told.append(f"[red]{title}[/] {_BOXED.format(box=box.title(), title=title)}")
            continue
        for manifest in _manifests(browser, user_data):
            _write(manifest, more.get(browser.family, ()))
        reached.append(browser)
        where = f" with its profiles in {output.plain(output.home_short(user_data))}" if user_data else ""
        told.append(f"[yellow]{title}[/] {_PORTAL}" if box else f"[green]{title}[/]{where} can reach Hatcheck.")
    if not meant:
        output.show("No browser was found. Name yours: hatcheck gate install browser --browser chromium")
        return 1
    for line in told:
        output.show(line)
    _tell_clicks(reached)
    _tell_environment()
    return 0 if reached else 1


def remove(args: Namespace) -> int:
    """Takes the manifests away, of all browsers where none is named."""
    gone: list[str] = []
    for browser in [_one(args.browser, args.user_data_dir)] if args.browser or args.user_data_dir else BROWSERS:
        for manifest in _manifests(browser, args.user_data_dir):
            there = manifest.there()
            try:
                if manifests.remove(manifest) or there:
                    gone.append(browser.title)
            except (NotOurs, OSError) as error:
                raise Failure(str(error)) from None
    for title in dict.fromkeys(gone):
        output.show(f"{output.plain(title)} does not reach Hatcheck any more.")
    if gone:
        output.show("\nRemove the extension there, too: alone it asks about posts in a window of its own.")
    else:
        output.show("[dim]No browser reached Hatcheck.[/]")
    return 0


def listed() -> list[Manifest]:
    """The manifests that are there, in the usual places."""
    every = [one for browser in BROWSERS for one in manifests.manifests(browser) if one.there()]
    # some browsers share a place
    return list({(one.file, one.registry): one for one in reversed(every)}.values())[::-1]


def missing() -> list[str]:
    """Names of the browsers here that have no manifest."""
    found = dict.fromkeys(one.browser for one in finding.found())
    return [one.name for one in found if not any(manifest.there() for manifest in manifests.manifests(one))]


def _meant(args: Namespace) -> list[tuple[Found, str]]:
    """The browsers, each with the folder of its profiles where that is not the usual one."""
    elsewhere = [(Found(_one(args.browser, args.user_data_dir)), args.user_data_dir)] if args.user_data_dir else []
    found = [(one, "") for one in finding.found()]
    if not args.browser:
        return found + elsewhere
    wanted = _one(args.browser, args.user_data_dir)
    return elsewhere or [one for one in found if one[0].browser is wanted] or [(Found(wanted), "")]


def _one(name: str | None, user_data: str | None) -> Browser:
    browser = named(name or "chromium")
    if browser is None:
        raise Failure(f"{name!r} is no browser that Hatcheck knows: {', '.join(one.name for one in BROWSERS)}")
    if user_data and browser.family is Family.FIREFOX:
        raise Failure(f"{browser.title} looks in one place for all its profiles; leave --user-data-dir away")
    return browser


def _more(extension: str | None) -> dict[Family, tuple[str, ...]]:
    """The family of an extension's id tells itself; raises Failure."""
    if not extension:
        return {}
    if len(extension) == 32 and set(extension) <= set("abcdefghijklmnop"):
        return {Family.CHROMIUM: (extension,)}
    if ("@" in extension or (extension[:1], extension[-1:]) == ("{", "}")) and extension.isprintable():
        return {Family.FIREFOX: (extension,)}
    raise Failure(f"{extension!r} is no extension's id: 32 letters from a to p, or name@place for Firefox")


def _portal(found: Found) -> bool:
    return found.browser.family is Family.FIREFOX and found.box == "snap"


def _manifests(browser: Browser, user_data: str | None) -> list[Manifest]:
    return manifests.manifests(browser, Path(user_data).expanduser().absolute() if user_data else None)


def _write(manifest: Manifest, more: tuple[str, ...]) -> None:
    try:
        manifests.install(manifest, more)
    except (NotOurs, OSError) as error:
        raise Failure(f"{manifest.browser.title}: {error}") from None


def _tell_clicks(browsers: list[Browser]) -> None:
    """What is to be clicked, once for browsers in which it is the same."""
    alike: dict[tuple[Family, str], list[str]] = {}
    for browser in dict.fromkeys(browsers):
        scheme = _SCHEMES.get(browser.name.partition("-")[0], "chrome")
        alike.setdefault((browser.family, scheme), []).append(browser.title)
    if alike:
        output.show("\nNow load the extension:")
    for (family, scheme), titles in alike.items():
        extension = manifests.loadable(family)
        # as one pastes it into a window that asks for a file, where no ~ is understood
        names = {"scheme": scheme, "title": output.plain(titles[0]), "extension": output.plain(extension)}
        lines = (line.format(**names) for line in _CLICKS[family])
        output.show(f"\n[bold]{output.plain(' and '.join(titles))}[/]")
        for line in lines:
            output.console().print(line, soft_wrap=True)  # a path must stay whole to be pasted
        if not extension.exists():
            output.show("  [yellow]It is not built yet:[/] make extension, in Hatcheck's source folder, builds it.")


def _tell_environment() -> None:
    own = [name for name in ("HATCHECK_STATE", "HATCHECK_SOCKET", "HATCHECK_WORKSPACE") if os.environ.get(name)]
    if own:
        output.show(
            f"\n[yellow]{' and '.join(own)} is set here.[/] A browser that is not started from here does not know it, "
            "and asks the usual engine."
        )
