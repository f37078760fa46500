"""What a person must do where a tool cannot be asked: its steps, word for word as its own pages name the buttons."""

from pathlib import PurePath

from guard.model.scheduler import Line, LineOutcome
from guard.model.sentence import Sentence
from guard.pausing import _index
from guard.web.addresses import without_secrets

_PROGRAM = Sentence.of(
    "It is a program that is started again and again on one of your machines. There, run “crontab -e” and put a # "
    "before each line that starts it; run “systemctl list-timers --all”, and for the one that starts it “systemctl "
    "disable --now” with its name. On Windows, disable its task in the Task Scheduler."
)
_SERVICE = Sentence.of(
    "It is a program that runs all the time on one of your machines. There, run “systemctl stop” with its name; where "
    "it runs in a container, find it with “docker ps” and run “docker stop” with that name; else close its window."
)
_APPS = Sentence.of(
    "The account itself lists which apps may post: open its settings, look for connected apps, and take the access of "
    "each one that posts by itself."
)
_ANYTHING = Sentence.of(
    "Find where it runs and switch it off there. If nobody knows how, take its access: in the settings of the account "
    "it posts to, under connected apps, or by a new password."
)
_STEPS = {
    "make": Sentence.of(
        "In Make, open Scenarios, and put the switch of each one that posts to off. A run that has begun goes on: open "
        "the scenario and stop it there."
    ),
    "zapier": Sentence.of("In Zapier, open Zaps, and put the switch of each one that posts to off."),
    "ifttt": Sentence.of(
        "In IFTTT, open My Applets, open each one that posts, and press its switch “Connected” so that it says "
        "“Connect”."
    ),
    "activepieces": Sentence.of("In Activepieces, open Flows, and put the switch of each one that posts to off."),
    "huginn": Sentence.of(
        "In Huginn, open Scenarios, open the one that posts, and press “Disable all Agents”. Agents without a scenario "
        "are disabled one by one: open Agents → the agent → Actions → “Disable agent”."
    ),
    "changedetection": Sentence.of(
        "In changedetection.io, tick all watches in the list and press “Mute”; “Pause” stops looking as well."
    ),
    "matterbridge": _SERVICE,
    "tgcf": _SERVICE,
    "mastodon-twitter-sync": _PROGRAM,
    "bluesky-crossposter": _PROGRAM,
    "pleroma-bot": _PROGRAM,
    "feed2toot": _PROGRAM,
    "feediverse": _PROGRAM,
    "rss2bsky": _PROGRAM,
    "apprise": _PROGRAM,
    "dotenv": _PROGRAM,
    "toot": _PROGRAM,
    "tut": _PROGRAM,
    "t": _PROGRAM,
    "twurl": _PROGRAM,
    "x-archive": _APPS,
    "mastodon-archive": _APPS,
    "facebook-export": _APPS,
    "instagram-export": _APPS,
}
_PAGES = {
    "make": "https://www.make.com/en/login",
    "zapier": "https://zapier.com/app/assets/zaps",
    "ifttt": "https://ifttt.com/my_applets",
}


def by_hand(tool: str, name: str, place: str, link: str) -> Line:
    """The line for a tool that nobody asked: never paused, always with steps and, where there is one, a page.

    ``tool`` is the id of a reader, of a scheduler, or any other word; ``place`` is the file it was found in, or empty.
    """
    known = tool.replace("_", "-").lower()
    steps = _of_unit(place) or _STEPS.get(known) or _of_module(known.replace("-", "_")) or _ANYTHING
    if place:
        steps = Sentence.of("{steps} It was found in {place}.", steps=steps, place=place)
    shown = name or tool
    text = Sentence.of("Nobody could ask {name} whether it is paused.", name=shown)
    page = without_secrets(link) or _PAGES.get(known, "")
    return Line(f"{tool}:{place}" if place else tool, shown, LineOutcome.UNVERIFIED, text, steps, page)


def _of_module(name: str) -> str:
    return _index.tool(name).TOOL.by_hand if name in _index.TOOLS else ""


def _of_unit(place: str) -> str:
    """The steps for a file that says by itself what starts the program; empty for any other."""
    path = PurePath(place.replace("\\", "/"))
    own = " --user" if "user" in path.parts else ""
    if path.suffix in {".timer", ".service"}:
        pattern = "Run “systemctl{own} disable --now {name}.timer” and “systemctl{own} stop {name}.service” there."
        return Sentence.of(pattern, own=own, name=path.stem)
    if path.suffix == ".plist":
        return Sentence.of("Run “launchctl unload {place}” there.", place=place)
    if "crontab" in path.name or any(part.startswith("cron") for part in path.parts[:-1]):
        return Sentence.of("Put a # before the line that starts it in {place}, there.", place=place)
    return ""
