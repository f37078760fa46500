"""toot, the Mastodon client for the command line, and App::Toot, which shares its name and its folder.

toot keeps JSON: ``active_user``, ``apps`` and ``users`` {"user@host" {…}}. App::Toot keeps an INI file with one section
for each account and uses ``[default]`` when none is named.
"""

import configparser
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Endpoint, Holding, Place, Undecided, Unreadable
from guard.readers import Snapshot, SourceFile, Tool
from guard.readers.base.address import host_of
from guard.readers.base.found import Found, snapshot
from guard.readers.base.trail import Trail

TOOL = Tool(
    id="toot",
    name="toot",
    about="Posts to Mastodon from the command line; the accounts in config.json (App::Toot: config.ini) are read.",
    docs="https://toot.bezdomni.net/",
)

_JSON_KEYS = {"active_user", "apps", "users"}
_INI_KEYS = ("instance", "username", "client_id", "client_secret", "access_token")
_INI_LINES = [re.compile(rf"^{key}[ \t]*=", re.MULTILINE) for key in _INI_KEYS]


def find(home: Path) -> Iterable[Path]:
    """The account stores that exist."""
    names = (".config/toot/config.json", ".config/toot/config.ini", "AppData/Roaming/toot/config.json")
    return [path for name in names if (path := home / name).is_file()]


def claims(file: SourceFile) -> bool:
    """Whether the file is an account store of toot or App::Toot."""
    if file.syntax == "ini":
        return all(line.search(file.text) for line in _INI_LINES)
    return file.syntax == "json" and set(file.table) >= _JSON_KEYS


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The accounts in the stores, the active one marked."""
    return snapshot(
        (item for file in files for item in (_sections(file) if file.syntax == "ini" else _users(file))), files
    )


def _users(file: SourceFile) -> Iterator[Found]:
    users, active = file.table.get("users"), file.table.get("active_user")
    if not isinstance(users, dict):
        yield Unreadable(
            file.path, "has users that are no mapping", file.line_of('"users"'), "run toot login once more"
        )
        return
    trail = Trail(file, '"users"')
    for name in users:
        place = Place(file.path, f"users.{name}", trail.lines(name)[0])
        if name.count("@") != 1 or not all(name.split("@")):
            yield Undecided(TOOL.id, place, "the user's name is not of the form user@host")
            continue
        yield Holding(TOOL.id, Endpoint("mastodon", f"@{name}"), place, name == active)
    if active is not None and not (isinstance(active, str) and active in users):
        place = Place(file.path, "active_user", file.line_of('"active_user"'))
        yield Undecided(TOOL.id, place, "the active user is none of the users in this file")


def _sections(file: SourceFile) -> Iterator[Found]:
    parser = configparser.ConfigParser(interpolation=None, default_section="")
    try:
        parser.read_string(file.text)
    except configparser.Error as error:
        line = getattr(error, "lineno", None)
        yield Unreadable(file.path, "is not a valid INI file", line, "mend the line")
        return
    for name in parser.sections():
        section = parser[name]
        place = Place(file.path, f"[{name}]", file.line_of(f"[{name}]"))
        user, host = section.get("username", "").strip("@ "), host_of(section.get("instance", "").strip())
        if not user or not host:
            yield Undecided(TOOL.id, place, "the section lacks its username or instance")
            continue
        active = name == "default" if parser.has_section("default") else None
        yield Holding(TOOL.id, Endpoint("mastodon", f"@{user}@{host}"), place, active, "used by App::Toot")
