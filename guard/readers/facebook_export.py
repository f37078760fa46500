"""The download of a Facebook account's data, in JSON: apps that posted, pages it manages, accounts linked to it.

An app that may only log in cannot post: Facebook took that right from apps in 2018. So an app counts where it has
posted, or where it is a service known to post.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from guard.model.route import Confidence, Endpoint, Holding, Place, Route, Source, SourceKind, Undecided, Unreadable
from guard.readers import Snapshot, SourceFile, Tool
from guard.readers.base.clients import client_of, span
from guard.readers.base.found import Found, snapshot
from guard.readers.base.meta_export import day, exports, platform_in, sharing_may_be_on, words
from guard.readers.base.profile_url import account_of_url
from guard.readers.base.shapes import dig, table, tables
from guard.readers.base.source import Value

TOOL = Tool(
    id="facebook-export",
    name="Facebook export",
    about="The download of a Facebook account's data in JSON; apps, pages, linked accounts and the profile are read.",
    docs="https://www.facebook.com/help/212802592074644",
)

# The lists that are read, and what an entry must have where the list's name alone does not prove it to be Facebook's.
_MARKS: dict[str, set[str]] = {
    "installed_apps_v2": set(),
    "installed_apps": {"name", "added_timestamp"},
    "app_posts_v2": set(),
    "app_posts": {"title", "timestamp", "attachments"},
    "accounts_center_v2": set(),
    "pages_v2": {"name", "url", "timestamp"},
}


def find(home: Path) -> Iterable[Path]:
    """Exports where a browser puts them, packed or unpacked."""
    return sorted(path for path in (home / "Downloads").glob("facebook-*") if path.is_dir() or path.suffix == ".zip")


def claims(file: SourceFile) -> bool:
    """Whether the file is one of the export's lists that are read, or its profile."""
    if file.syntax != "json":
        return False
    return bool(_profile(file)) or any(
        key in _MARKS and (not _MARKS[key] or any(_MARKS[key] <= set(entry) for entry in _entries(value)))
        for key, value in file.table.items()
    )


def read(files: Sequence[SourceFile]) -> Snapshot:
    """What each export tells about the account it belongs to."""
    return snapshot((found for members in exports(files) for found in _export(members)), files)


@dataclass(slots=True)
class _Posts:
    """What one app posted."""

    url: str
    place: Place
    days: list[str] = field(default_factory=list)


def _export(files: Sequence[SourceFile]) -> Iterator[Found]:
    account = next(
        (own for file in files if (own := _own(file))), Endpoint("facebook", ref="the account of this export")
    )
    active: dict[str, bool] = {}
    posts: dict[str, _Posts] = {}
    for file in files:
        for key, value in file.table.items():
            if key not in _MARKS:
                continue
            if not isinstance(value, list | dict):
                yield Unreadable(file.path, f"has {key} that is no list", file.line_of(f'"{key}"'), "download it again")
            elif key.startswith("installed_apps"):
                yield from _apps(file, key, account, active)
            elif key.startswith("app_posts"):
                _collect(file, key, posts)
            else:
                yield from (_linked if key.startswith("accounts_center") else _pages)(file, key)
    yield from (_route(name, posted, account, active) for name, posted in posts.items() if name != "Facebook")


def _entries(value: Value) -> list[dict[str, Value]]:
    return tables(list(value.values()) if isinstance(value, dict) else value)


def _profile(file: SourceFile) -> dict[str, Value]:
    profile = table(file.table.get("profile_v2")) or table(file.table.get("profile"))
    return profile if "full_name" in table(profile.get("name")) else {}


def _own(file: SourceFile) -> Endpoint | None:
    profile = _profile(file)
    name, handle = words(dig(profile, "name", "full_name")), words(profile.get("username"))
    address = account_of_url(words(profile.get("profile_uri")))
    if address and address[0] == "facebook" and not handle:
        handle = address[1]
    return Endpoint("facebook", handle or None, None if handle else name) if handle or name else None


def _at(file: SourceFile, key: str, index: int, raw: Value) -> Place:
    line = file.line_of(f'"{key}"', raw) if isinstance(raw, str) else None
    return Place(file.path, f"{key}[{index}]", line or file.line_of(f'"{key}"'))


def _apps(file: SourceFile, key: str, account: Endpoint, active: dict[str, bool]) -> Iterator[Found]:
    for index, app in enumerate(_entries(file.table[key])):
        name, place = words(app.get("name")), _at(file, key, index, app.get("name"))
        added, removed = day(app.get("added_timestamp")), day(app.get("removed_timestamp"))
        state = words(app.get("category")).casefold()
        active[name] = state == "active" if state in {"active", "inactive", "removed"} else not removed
        if not name:
            yield Undecided(TOOL.id, place, "an app without a name")
        elif active[name] and client_of(name):
            since = f", added {added}" if added else ""
            yield Holding(TOOL.id, account, place, note=f"the app “{name}”, known to post, is connected{since}")


def _collect(file: SourceFile, key: str, posts: dict[str, _Posts]) -> None:
    for index, post in enumerate(_entries(file.table[key])):
        context = next(_contexts(post), {})
        name = words(context.get("name")) or "an app that is not named"
        posted = posts.setdefault(name, _Posts(words(context.get("url")), _at(file, key, index, context.get("name"))))
        posted.days.append(day(post.get("timestamp")))


def _contexts(post: dict[str, Value]) -> Iterator[dict[str, Value]]:
    for attachment in tables(post.get("attachments")):
        for data in tables(attachment.get("data")):
            yield table(data.get("external_context"))


def _route(name: str, posted: _Posts, account: Endpoint, active: dict[str, bool]) -> Route:
    client = client_of(name, posted.url)
    days = sorted(filter(None, posted.days))
    return Route(
        TOOL.id,
        Source(
            client.platform if client else None,
            ref=f"the app “{name}”",
            kind=client.kind if client else SourceKind.UNKNOWN,
        ),
        account,
        posted.place,
        # Meta's own apps are not in the list of connected apps: there, absence says nothing.
        enabled=active.get(name, False if active and name not in {"Instagram", "Threads"} else None),
        confidence=client.confidence if client else Confidence.MEDIUM,
        name=name,
        note=span(len(posted.days), days[0] if days else "", days[-1] if days else ""),
    )


def _linked(file: SourceFile, key: str) -> Iterator[Found]:
    for index, entry in enumerate(_entries(file.table[key])):
        service, name = words(entry.get("service_name")), words(entry.get("username")) or words(entry.get("name"))
        place = _at(file, key, index, entry.get("username") or entry.get("service_name"))
        platform = platform_in(service)
        if platform is None:
            yield Undecided(TOOL.id, place, "an account in Accounts Center whose platform is not named")
            continue
        handle = f"@{name}" if platform in {"instagram", "threads"} and name else name
        yield Holding(TOOL.id, Endpoint(platform, handle or None, None if name else service), place, note=_since(entry))
        yield Undecided(TOOL.id, place, sharing_may_be_on(platform.capitalize(), name))


def _since(entry: dict[str, Value]) -> str:
    linked = day(entry.get("linked_time"))
    return f"linked in Accounts Center since {linked}" if linked else "linked in Accounts Center"


def _pages(file: SourceFile, key: str) -> Iterator[Found]:
    for index, page in enumerate(_entries(file.table[key])):
        name, address = words(page.get("name")), account_of_url(words(page.get("url")))
        handle = address[1] if address and address[0] == "facebook" else None
        place = _at(file, key, index, page.get("name"))
        if not name and not handle:
            yield Undecided(TOOL.id, place, "a page without a name or an address")
            continue
        end = Endpoint("facebook", handle, None if handle else name)
        yield Holding(TOOL.id, end, place, note=f"the page “{name or handle}”, managed by this login")
