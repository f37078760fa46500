"""The account store that ``t`` and ``twurl`` have in common: the one was written after the other.

Both are YAML with ``configuration`` and ``profiles`` {user {consumer key {username, …}}}. ``t`` writes
``configuration`` first, ``twurl`` ``profiles``; only ``twurl`` keeps aliases and bearer tokens.
"""

import re
from collections.abc import Iterator, Sequence

from guard.model.route import Endpoint, Holding, Place, Snapshot, Undecided, Unreadable
from guard.readers.base.found import Found, snapshot
from guard.readers.base.source import SourceFile, Value
from guard.readers.base.trail import Trail

_KEYS = {"profiles", "configuration"}
_TWURL_ONLY = {"aliases", "bearer_tokens"}
_SECRETS = {"consumer_key", "consumer_secret", "token", "secret"}
_PATH_ALONE = re.compile(r"[\w.~-]*/[\w./~-]{0,200}trc\n?\Z")


def store_of(file: SourceFile) -> str | None:
    """``t`` or ``twurl`` where the file is such a store, else None."""
    if file.syntax not in {"yaml", "text"}:
        return None
    if _is_link(file):
        return "twurl" if "twurl" in file.name else "t"
    table = file.table
    keys = set(table)
    if not _KEYS <= keys <= _KEYS | _TWURL_ONLY or not _holds_accounts(table, file.name):
        return None
    if keys & _TWURL_ONLY or "twurl" in file.name:
        return "twurl"
    if _base(file.name).endswith("trc"):
        return "t"
    return "t" if next(iter(table)) == "configuration" else "twurl"


def read_stores(tool: str, files: Sequence[SourceFile]) -> Snapshot:
    """The accounts in the stores, the default one marked."""
    return snapshot(
        (item for file in files for item in (_link(file) if _is_link(file) else _accounts(tool, file))), files
    )


def _base(name: str) -> str:
    return name.removesuffix(".yaml").removesuffix(".yml")


def _is_link(file: SourceFile) -> bool:
    # A repository checked out without symbolic links holds the link's target as text.
    return _base(file.name).endswith(("trc", "twurlrc")) and bool(_PATH_ALONE.match(file.text))


def _link(file: SourceFile) -> Iterator[Found]:
    yield Unreadable(file.path, "is only the name of another file, a symbolic link turned text", 1, "give that file")


def _holds_accounts(table: dict[str, Value], name: str) -> bool:
    configuration, profiles = table["configuration"], table["profiles"]
    if isinstance(configuration, dict) and "default_profile" in configuration:
        return True
    if not profiles:
        return _base(name).endswith(("trc", "twurlrc"))
    clients = profiles.values() if isinstance(profiles, dict) else ()
    return any(
        isinstance(client, dict) and len(_SECRETS & set(client)) > 1
        for keys in clients
        if isinstance(keys, dict)
        for client in keys.values()
    )


def _accounts(tool: str, file: SourceFile) -> Iterator[Found]:
    profiles, configuration = file.table.get("profiles"), file.table.get("configuration")
    if profiles is not None and not isinstance(profiles, dict):
        yield Unreadable(file.path, "has profiles that are no mapping", file.line_of("profiles"), "log in once more")
        return
    default = configuration.get("default_profile") if isinstance(configuration, dict) else None
    active = default[0] if isinstance(default, list) and default and isinstance(default[0], str) else None
    names = list(profiles or {})
    trail = Trail(file, "profiles")
    for name in names:
        key, (line,) = f"profiles.{name}", trail.lines(name)
        is_active = None if active is None else name.casefold() == active.casefold()
        yield Holding(tool, Endpoint("x", f"@{name.lstrip('@')}"), Place(file.path, key, line), is_active)
    if default is not None and (active is None or active.casefold() not in {name.casefold() for name in names}):
        place = Place(file.path, "configuration.default_profile", file.line_of("default_profile"))
        yield Undecided(tool, place, "the default account is none of the accounts in this file")
