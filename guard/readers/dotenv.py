"""Environment files of posting bots and cross-posters: which accounts they can post to, told by the variables' names.

In which direction content flows an environment file hardly ever says: a feed can only be read, and a name such as
``telegram-to-mastodon`` tells; everything else is inventory. The format: https://pypi.org/project/python-dotenv/
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from guard.model.route import (
    Confidence,
    Endpoint,
    Holding,
    Place,
    Route,
    RouteClass,
    Snapshot,
    Source,
    SourceKind,
    Unreadable,
)
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.base.address import shown_url
from guard.readers.base.credentials import (
    Role,
    account_in,
    direction_in,
    is_placeholder,
    numbers_in,
    platform_of_name,
    platforms_in,
    posting_platform,
    role,
)
from guard.readers.base.env import environment

TOOL = Tool(
    "dotenv",
    "Environment file",
    "Settings of bots and cross-posters in .env files; the names of their variables are read.",
    "https://pypi.org/project/python-dotenv/",
)

_FEED = re.compile(
    r"(?:^|_)(?:RSS|ATOM|FEEDS?)(?:_?URLS?|_?LIST)?$|(?:^|_)(?:RSS|ATOM|FEEDS?)_URLS?(?:_\d+)?$", re.IGNORECASE
)
# A web application's own settings: its platform keys are for logging in, or for its users' accounts.
_APPLICATION = re.compile(
    r"^(?:DATABASE_|DB_|POSTGRES|MYSQL_|PG[A-Z]+$|NEXT_PUBLIC_|NEXTAUTH_|VITE_|REACT_APP_|SECRET_KEY_BASE|APP_KEY|STRIPE_|AUTH_"
    r"|SUPABASE_|FIREBASE_|RAILS_|DJANGO_|LARAVEL_|SESSION_SECRET|JWT_|CLERK_|SESSION_DRIVER|MIX_)"
)
# Of these an application has one; an account's own are named otherwise.
_APPLICATION_KEY = re.compile(
    r"CLIENT_?(?:ID|SECRET)|APP_?(?:ID|SECRET|KEY)$|CONSUMER_?(?:KEY|SECRET)|API_?(?:KEY_?)?SECRET|VERIFY_?TOKEN|PUBLIC_?KEY",
    re.IGNORECASE,
)
_MIRRORING = re.compile(r"cross-?post|syndicat|mirror|repost|(?:^|_)bridge", re.IGNORECASE)
_BRIDGE = re.compile(r"bridge|(?:^|[-_])relay", re.IGNORECASE)
_SAMPLE = re.compile(r"example|sample|template|\bdist\b", re.IGNORECASE)
_CHATS = frozenset({"telegram", "discord", "slack", "matrix", "whatsapp", "mattermost"})


def find(home: Path) -> Iterable[Path]:
    """Environment files of the projects directly below ``home`` and its usual project folders."""
    for root in (home, *(home / name for name in ("src", "code", "projects", "git", "bots"))):
        yield from sorted(root.glob("*/.env")) if root.is_dir() else ()


def claims(file: SourceFile) -> bool:
    """An environment file with the posting credential of a platform that is no web application's."""
    if file.syntax != "env" or "=" not in file.text:
        return False
    values = environment(file.text).values
    accounts = _accounts(values)
    if not any(_APPLICATION.match(name) for name in values):
        return bool(accounts)
    mirroring = any(_MIRRORING.search(text) for text in (*values, *_path(file)))
    return bool(accounts) and mirroring and len(accounts.keys() - _CHATS) > 0


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The accounts of each file, and the routes where feed or name leave one direction only."""
    return Snapshot.of([*map(_read_or_say, files), Snapshot(files=tuple(file.path for file in files))])


def _read_or_say(file: SourceFile) -> Snapshot:
    try:
        return _read_one(file)
    except NotReadable as problem:
        return Snapshot(unreadable=(Unreadable(file.path, problem.reason, problem.line, problem.remedy),))


def _read_one(file: SourceFile) -> Snapshot:
    read_as = environment(file.text)
    values = read_as.values
    accounts = _told(file, values) | _accounts(values)
    ends = {platform: _endpoint(platform, names, values) for platform, names in accounts.items()}
    filled = {
        p: not any(is_placeholder(values[n]) for n in names if posting_platform(n) or n.lower().startswith(p + "_"))
        for p, names in accounts.items()
    }
    holdings = tuple(
        Holding(TOOL.id, ends[platform], _place(file, names), note="" if filled[platform] else "not filled in")
        for platform, names in accounts.items()
    )
    routes = tuple(
        Route(
            tool=TOOL.id,
            source=source,
            destination=ends[platform],
            place=_place(file, accounts[platform]),
            kind=kind,
            enabled=filled[platform] and not _SAMPLE.search(file.name),
            confidence=Confidence.MEDIUM if source.kind is SourceKind.FEED else Confidence.LOW,
            name=next(reversed(_path(file)), ""),
        )
        for source, platform, kind in _directions(file, values, ends)
    )
    unreadable = tuple(Unreadable(file.path, "has a line that is no NAME=value", n, "mend it") for n in read_as.broken)
    return Snapshot(routes, holdings, unreadable=unreadable)


def _accounts(values: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The variables of each platform of which one opens an account for posting; handles and servers first."""
    named: dict[str, list[str]] = {}
    for name in values:
        platform = platform_of_name(name)
        if platform:
            named.setdefault(platform, []).append(name)
    order = (Role.HANDLE, Role.SERVER, Role.PLACE, Role.SECRET, Role.OTHER)
    return {
        platform: tuple(sorted(names, key=lambda name: order.index(role(name))))
        for platform, names in named.items()
        if any(posting_platform(name) == platform and not _APPLICATION_KEY.search(name) for name in names)
    }


def _endpoint(platform: str, names: tuple[str, ...], values: Mapping[str, str]) -> Endpoint:
    shown = {name: values[name] for name in names if not is_placeholder(values[name])}
    account = account_in(shown, platform)
    telling = [name for name in names if role(name) is not Role.OTHER]
    return Endpoint(platform, account, ", ".join((*numbers_in(shown), *telling[:4])) or names[0])


def _directions(
    file: SourceFile, values: Mapping[str, str], ends: Mapping[str, Endpoint]
) -> Iterator[tuple[Source, str, RouteClass]]:
    """What the names of the file and its folder say, else a feed: that can only be read."""
    for text in reversed(_path(file)):
        pair = _pair(text, values)
        if pair and pair[1] in ends:
            both = _BRIDGE.search(text) is not None and set(pair) <= _CHATS & ends.keys()
            yield _source(ends, pair[0], text), pair[1], RouteClass.BRIDGE if both else RouteClass.POST
            if both:
                yield _source(ends, pair[1], text), pair[0], RouteClass.BRIDGE
            return
    feed = next((name for name in values if _FEED.search(name)), None)
    if feed:
        address = shown_url(values[feed]) if values[feed].startswith("http") else None
        for platform in ends:
            yield Source("rss", address, feed, SourceKind.FEED), platform, RouteClass.POST


def _pair(text: str, names: Iterable[str]) -> tuple[str, str] | None:
    """Source and destination: ``telegram-to-mastodon``, ``telegram-mastodon-bridge``."""
    told = direction_in(text, names)
    if told:
        return told.source, next(iter(told.targets), told.unlisted)
    named = platforms_in(text) if _BRIDGE.search(text) else ()
    return (named[0], named[1]) if len(named) == 2 else None


def _told(file: SourceFile, values: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The variables of a bridge's chats, and of a target not known here, as the name of file or folder tells."""
    pair = next((pair for text in reversed(_path(file)) if (pair := _pair(text, values))), ())
    if set(pair) <= _CHATS:
        return {end: names for end in pair if (names := tuple(n for n in values if platform_of_name(n) == end))}
    return {end: names for end in pair[1:] if (names := tuple(n for n in values if n.lower().startswith(end + "_")))}


def _source(ends: Mapping[str, Endpoint], platform: str, text: str) -> Source:
    end = ends.get(platform, Endpoint(platform, ref=text))
    return Source(end.platform, end.account, end.ref, SourceKind.ACCOUNT)


def _path(file: SourceFile) -> tuple[str, ...]:
    """The last folder and the file's name: they often say what the project does."""
    return (PurePosixPath(file.folder).name, PurePosixPath(file.path.replace("\\", "/")).name)


def _place(file: SourceFile, names: tuple[str, ...]) -> Place:
    return Place(file.path, names[0], file.line_of(names[0]))
