"""rss2bsky: new entries of a feed are posted to a Bluesky account.

Four tools share the name and are told by their keys: https://github.com/Gromenaware/324rss2bsky (``config.json``
with ``feed`` and ``bsky``), https://github.com/icealtria/rss2bsky (``wrangler.toml`` with ``[vars]``) ,
https://github.com/rochacbruno/rss2bsky (``settings.toml``) and https://github.com/vhogemann/rss2bsky (a list of
sources with ``rssUrl`` and ``bskyIdentity``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from guard.model.route import Endpoint, Place, Route, Snapshot, Source, SourceKind, Undecided, Unreadable
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.base.address import shown_url
from guard.readers.base.credentials import is_placeholder
from guard.readers.base.source import Value

TOOL = Tool(
    "rss2bsky",
    "rss2bsky",
    "Posts the entries of a feed to Bluesky; config.json, wrangler.toml and settings.toml are read.",
    "https://github.com/icealtria/rss2bsky",
)

_FEED = re.compile(r"^(?:R2B_)?(?:RSS_?)?FEEDS?(?:_?URLS?)?$|^RSS(?:_?URLS?)?$", re.IGNORECASE)
_LOGIN = ("handle", "identifier", "username")
_HANDLE = re.compile(r"^(?:BSKY|BLUESKY)_(?:HANDLE|USERNAME|IDENTIFIER|USER|ACCOUNT)$", re.IGNORECASE)
_ANY_BLUESKY = re.compile(r"^(?:BSKY|BLUESKY)_", re.IGNORECASE)


def find(home: Path) -> Iterable[Path]:
    """Configurations in folders named like the tool, directly below ``home``."""
    for name in ("config.json", "wrangler.toml", "settings.toml"):
        yield from sorted(home.glob(f"*rss2bsky*/{name}"))


def claims(file: SourceFile) -> bool:
    """A feed and a Bluesky login side by side, in one of the four shapes."""
    return file.syntax in {"json", "toml"} and bool(_entries(file))


def read(files: Sequence[SourceFile]) -> Snapshot:
    """One route per feed."""
    return Snapshot.of([*map(_read_or_say, files), Snapshot(files=tuple(file.path for file in files))])


@dataclass(frozen=True, slots=True)
class _Entry:
    """A feed and the account that it goes to."""

    place: Place
    feed: Value
    handle: Value


def _entries(file: SourceFile) -> list[_Entry]:
    """What the file sets, in whichever of the four shapes."""
    if isinstance(file.document, list):
        sources = [
            item for item in file.document if isinstance(item, dict) and {"rssUrl", "bskyIdentity"} <= item.keys()
        ]
        return [
            _Entry(Place(file.path, "rssUrl", file.line_of(str(item["rssUrl"]))), item["rssUrl"], item["bskyIdentity"])
            for item in sources
        ]
    found = _settings(file.table)
    return [_Entry(Place(file.path, found[0], file.line_of(found[0])), *found[1:])] if found else []


def _settings(table: Mapping[str, Value]) -> tuple[str, Value, Value] | None:
    """The key of the feed, its value, and the handle."""
    login = table.get("bsky", table.get("bluesky"))
    feed = next((key for key in table if _FEED.match(key)), None)
    if feed and isinstance(login, dict) and set(_LOGIN) & login.keys():
        return feed, table[feed], next((login[name] for name in _LOGIN if login.get(name)), None)
    variables = table.get("vars")
    if isinstance(variables, dict):
        feed = next((key for key in variables if _FEED.match(key)), None)
        if feed and any(_ANY_BLUESKY.match(key) for key in variables):
            return feed, variables[feed], next((value for key, value in variables.items() if _HANDLE.match(key)), None)
    default = table.get("default")
    flat = {key.upper(): value for key, value in (default if isinstance(default, dict) else table).items()}
    if {"FEED_URL", "HANDLE", "PASSWORD"} <= flat.keys():
        return "FEED_URL", flat["FEED_URL"], flat["HANDLE"]
    return None


def _read_or_say(file: SourceFile) -> Snapshot:
    try:
        return _read_one(file)
    except NotReadable as problem:
        return Snapshot(unreadable=(Unreadable(file.path, problem.reason, problem.line, problem.remedy),))


def _read_one(file: SourceFile) -> Snapshot:
    routes: list[Route] = []
    doubts: list[Undecided] = []
    for entry in _entries(file):
        handle = entry.handle if isinstance(entry.handle, str) and entry.handle else None
        feeds = list(_feeds(entry.feed))
        routes += (_route(entry.place, feed, handle) for feed in feeds)
        if not feeds:
            reason = f"{entry.place.key} is neither an address nor a list of addresses"
            doubts.append(Undecided(TOOL.id, entry.place, reason))
    return Snapshot(tuple(routes), undecided=tuple(doubts))


def _route(place: Place, feed: str, handle: str | None) -> Route:
    sample = (
        is_placeholder(feed)
        or (handle is not None and is_placeholder(handle))
        or "example" in (handle or "").split(".")
    )
    return Route(
        tool=TOOL.id,
        source=Source("rss", shown_url(feed) or None, None if feed else place.key, SourceKind.FEED),
        destination=Endpoint("bluesky", handle, None if handle else "the Bluesky login"),
        place=place,
        enabled=not sample,
    )


def _feeds(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            address = item.get("url", item.get("feed")) if isinstance(item, dict) else item
            if isinstance(address, str):
                yield address
