"""pleroma-bot (later Stork): ``config.yml`` lists X accounts or feeds, and the fediverse account that mirrors each."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Endpoint, Place, Route, Snapshot, Source, SourceKind, Undecided, Unreadable
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.base.address import host_of, shown_url
from guard.readers.base.source import Value
from guard.readers.base.trail import Trail
from guard.readers.base.unfilled import is_template, is_unfilled

TOOL = Tool(
    id="pleroma-bot",
    name="pleroma-bot",
    about="Mirrors X accounts into Pleroma, Mastodon and Misskey accounts; reads config.yml.",
    docs="https://robertoszek.github.io/pleroma-bot/gettingstarted/configuration/",
)
_USER_KEYS = {"twitter_username", "pleroma_username", "pleroma_token"}


def find(home: Path) -> Iterable[Path]:
    """``config.yml`` in the folders named after the tool."""
    folders = (home / "pleroma-bot", home / ".config" / "pleroma-bot", home / ".pleroma-bot", home / "stork")
    return [path for folder in folders for name in ("config.yml", "config.yaml") if (path := folder / name).is_file()]


def claims(file: SourceFile) -> bool:
    """Whether ``users`` lists X and fediverse usernames."""
    users = file.table.get("users")
    if not isinstance(users, list):
        return False
    keys = [set(user) for user in users if isinstance(user, dict)]
    if any(len(_USER_KEYS & seen) >= 2 for seen in keys):
        return True
    return "pleroma_base_url" in file.table and ("twitter_token" in file.table or any(_USER_KEYS & k for k in keys))


def read(files: Sequence[SourceFile]) -> Snapshot:
    """One route per X account and fediverse account, with both handles."""
    return Snapshot.of(_read_one(file) for file in files)


def _read_one(file: SourceFile) -> Snapshot:
    try:
        table = file.table
    except NotReadable as problem:
        return Snapshot(unreadable=(Unreadable(file.path, problem.reason, problem.line, problem.remedy),))
    users = table.get("users")
    routes: list[Route] = []
    undecided: list[Undecided] = []
    trail = Trail(file, "users:")
    for index, user in enumerate(users if isinstance(users, list) else ()):
        if not isinstance(user, dict):
            undecided.append(Undecided(TOOL.id, Place(file.path, f"users[{index}]"), "this user is not a mapping"))
            continue
        sources = dict(_sources(user))
        name, base, software = (
            _word(user.get(key)) or _word(table.get(key))
            for key in ("pleroma_username", "pleroma_base_url", "software")
        )
        lines = trail.lines(*sources, name)
        destination = _destination(name, base, software.lower())
        if sources and destination:
            routes.extend(_routes(file, index, zip(sources.values(), lines, strict=False), destination))
        else:
            missing = "names no pleroma_username or pleroma_base_url" if sources else "names no twitter_username or rss"
            place = Place(file.path, f"users[{index}]", next((line for line in lines if line), None))
            undecided.append(Undecided(TOOL.id, place, f"this user {missing}"))
    return Snapshot(routes=tuple(routes), undecided=tuple(undecided))


def _routes(
    file: SourceFile, index: int, sources: Iterable[tuple[Source, int | None]], destination: Endpoint
) -> Iterator[Route]:
    shown = (destination.account or "").removeprefix("@?@")
    for source, line in sources:
        key = "rss" if source.kind is SourceKind.FEED else "twitter_username"
        yield Route(
            tool=TOOL.id,
            source=source,
            destination=destination,
            place=Place(file.path, f"users[{index}].{key}", line),
            enabled=not is_unfilled(source.account, shown, destination.ref),
        )


def _sources(user: dict[str, Value]) -> Iterator[tuple[str, Source]]:
    """What is mirrored: as written in the file, and as shown."""
    names = user.get("twitter_username")
    for name in names if isinstance(names, list) else [names]:
        if word := _word(name):
            yield word, Source("x", account=word, kind=SourceKind.ACCOUNT)
    feeds = user.get("rss")
    for feed in feeds if isinstance(feeds, list) else [feeds]:
        if word := _word(feed):
            yield word, Source("rss", account=shown_url(word), kind=SourceKind.FEED)


def _destination(name: str, base: str, software: str) -> Endpoint | None:
    """The mirroring account. Mastodon takes its number, the others its name: so a number tells the platform."""
    if not name or not base:
        return None
    host = base if is_template(base) else host_of(base)
    if not host:
        return None
    if name.isdigit():
        return Endpoint("mastodon", account=f"@?@{host}", ref=f"id {name}")
    named = (p for p in ("misskey", "mastodon", "firefish") if p in (software or host.lower()))
    platform = next(named, "pleroma")
    handle = name.removeprefix("@")
    return Endpoint(platform, account=f"@{handle}" if "@" in handle else f"@{handle}@{host}")


def _word(value: Value) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()
