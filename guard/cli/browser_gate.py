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
        "open [bold]{scheme}://extensions[/], switch on “Developer mode”, click “Load unpacked”, choose\n"
        "    {build}\n"
        "  A packed and signed extension can be forced on a managed machine by the policy ExtensionInstallForcelist."
    ),
    Family.FIREFOX: (
        "open [bold]about:debugging#/runtime/this-firefox[/], click “Load Temporary Add-on…”, choose\n"
        "    {build}/manifest.json\n"
        "  It is gone when Firefox closes. For good: the .xpi that Mozilla has signed, by about:addons,\n"
        "  “Install Add-on From File…”; Firefox ESR also takes the unsigned one of build/extension, once\n"
        "  xpinstall.signatures.required is false in about:config."
    ),
}
_SCHEMES = {"chrome": "chrome", "edge": "edge", "brave": "brave", "vivaldi": "vivaldi", "opera": "opera"}
_BOXED = (
    "runs in a {box}, which lets it start no program outside: posts in it are [bold]not[/] caught. Use {title} as your "
    "system or its maker packages it."
)
_PORTAL = (
    "runs in a Snap. On Ubuntu it asks once whether it may start Hatcheck: allow that. Elsewhere it cannot start "
    "it, and posts in it are [bold]not[/] caught; Hatcheck's button in it shows which."
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
    families = set()
    for found, user_data in meant:
        browser, box = found.browser, found.box
        if box and not _portal(found):
            output.show(f"[red]{output.plain(browser.title)}[/] " + _BOXED.format(box=box.title(), title=browser.title))
            continue
        for manifest in _manifests(browser, user_data):
            _written(manifest, more.get(browser.family, ()))
        families.add(browser.family)
        whose = f" with its profiles in {output.plain(output.home_short(user_data))}" if user_data else ""
        output.show(f"[green]{output.plain(browser.title)}[/]{whose} {_PORTAL if box else 'can reach Hatcheck.'}")
    if not meant:
        output.show("No browser was found. Name yours: hatcheck gate install browser --browser chromium")
        return 1
    _tell_clicks([one.browser for one, _ in meant if not one.box or _portal(one)])
    _tell_environment()
    return 0 if families else 1


def remove(args: Namespace) -> int:
    """Takes the manifests away, of all browsers where none is named."""
    gone = 0
    for browser in [_one(args.browser, args.user_data_dir)] if args.browser or args.user_data_dir else BROWSERS:
        for manifest in _manifests(browser, args.user_data_dir):
            there = manifest.there()
            try:
                if manifests.remove(manifest) or there:
                    gone += 1
                    output.show(f"{output.plain(browser.title)} does not reach Hatcheck any more: {_short(manifest)}")
            except (NotOurs, OSError) as error:
                raise Failure(str(error)) from None
    if not gone:
        output.show("[dim]No browser reached Hatcheck.[/]")
    else:
        output.show(
            "Remove the extension in the browser, too: without Hatcheck it asks about posts in a window of its own."
        )
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


def _written(manifest: Manifest, more: tuple[str, ...]) -> None:
    try:
        manifests.install(manifest, more)
    except (NotOurs, OSError) as error:
        raise Failure(f"{manifest.browser.title}: {error}") from None
    output.show(f"[dim]wrote {_short(manifest)}[/]")


def _short(manifest: Manifest) -> str:
    where = f"HKEY_CURRENT_USER\\{manifest.registry}" if manifest.registry else str(manifest.file)
    return output.plain(output.home_short(where))


def _tell_clicks(browsers: list[Browser]) -> None:
    output.show("\nNow load the extension:")
    for browser in dict.fromkeys(browsers):
        build = manifests.extension_build(browser.family)
        scheme = _SCHEMES.get(browser.name, "chrome")
        clicks = _CLICKS[browser.family].format(scheme=scheme, build=output.plain(build))
        output.show(f"[bold]{output.plain(browser.title)}[/]: {clicks}")
        if not build.is_dir():
            output.show("  [yellow]It is not built yet:[/] make extension, in Hatcheck's source folder, builds it.")


def _tell_environment() -> None:
    own = [name for name in ("HATCHECK_STATE", "HATCHECK_SOCKET", "HATCHECK_WORKSPACE") if os.environ.get(name)]
    if own:
        output.show(
            f"\n[yellow]{' and '.join(own)} is set here.[/] A browser that is not started from here does not know it, "
            "and asks the usual engine."
        )
