"""changedetection.io: ``url-watches.json`` says which pages are watched, and which Apprise URLs hear of a change."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Holding, Place, Route, Snapshot, Source, SourceKind, Undecided, Unreadable
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.base.address import shown_url
from guard.readers.base.apprise_url import Service, services
from guard.readers.base.source import Value

TOOL = Tool(
    id="changedetection",
    name="changedetection.io",
    about="Tells of changes on web pages; reads url-watches.json.",
    docs="https://github.com/dgtlmoon/changedetection.io/wiki/Notification-configuration-notes",
)
_Found = tuple[str, int | None, Service]
"""The place, the line and the reach of a notification URL."""
_FOLDERS = ("datastore", "changedetection", "changedetection.io", ".changedetection.io", "changedetection/datastore")


def find(home: Path) -> Iterable[Path]:
    """``url-watches.json`` in the usual data folders."""
    folders = [home / name for name in _FOLDERS] + [
        home / "AppData" / "Roaming" / "changedetection.io",
        home / ".local" / "share" / "changedetection.io",
    ]
    return [path for folder in folders if (path := folder / "url-watches.json").is_file()]


def claims(file: SourceFile) -> bool:
    """Whether the document has ``watching`` and the application's ``settings``."""
    if file.syntax != "json":
        return False
    settings = file.table.get("settings")
    return isinstance(file.table.get("watching"), dict) and isinstance(settings, dict) and "application" in settings


def read(files: Sequence[SourceFile]) -> Snapshot:
    """One route per watched page and notification URL; a URL that no page uses is only held."""
    return Snapshot.of(_read_one(file) for file in files)


def _read_one(file: SourceFile) -> Snapshot:
    try:
        table = file.table
    except NotReadable as problem:
        return Snapshot(unreadable=(Unreadable(file.path, problem.reason, problem.line, problem.remedy),))
    settings = _table(_table(table.get("settings")).get("application"))
    general = "settings.application"
    routes: list[Route] = []
    undecided: list[Undecided] = []
    found: dict[str, list[_Found]] = {}
    for name, value in _table(table.get("watching")).items():
        watch = _table(value)
        if not watch:
            undecided.append(Undecided(TOOL.id, Place(file.path, f"watching.{name}"), "this watch is not a mapping"))
        for owner, owned in _owners(f"watching.{name}", watch, settings):
            if owner not in found:
                found[owner] = list(_services(file, owner, owned))
            is_on = not _is_off(watch, owned, settings)
            routes.extend(_routes(file, name, watch, found[owner], is_on))
    unused = [] if general in found else _services(file, general, settings)
    held = tuple(Holding(TOOL.id, service.endpoint, Place(file.path, key, line)) for key, line, service in unused)
    return Snapshot(routes=tuple(routes), holdings=held, undecided=tuple(undecided))


def _owners(key: str, watch: dict[str, Value], settings: dict[str, Value]) -> Iterator[tuple[str, dict[str, Value]]]:
    """Whose notification URLs a watch uses: its own, else its groups', else the general ones."""
    if watch and _texts(watch.get("notification_urls")):
        yield key, watch
        return
    groups = _table(settings.get("tags"))
    grouped = [
        (f"settings.application.tags.{tag}", group)
        for tag in _texts(watch.get("tags"))
        if (group := _table(groups.get(tag))) and _texts(group.get("notification_urls"))
    ]
    if grouped:
        yield from grouped
    elif watch and _texts(settings.get("notification_urls")):
        yield "settings.application", settings


def _is_off(watch: dict[str, Value], owned: dict[str, Value], settings: dict[str, Value]) -> bool:
    # Muting a watch or a group silences its notifications; "paused" stops the fetching itself.
    switches = (
        watch.get("notification_muted"),
        owned.get("notification_muted"),
        watch.get("paused"),
        settings.get("all_muted"),
        settings.get("all_paused"),
    )
    return any(switch is True for switch in switches)


def _routes(file: SourceFile, name: str, watch: dict[str, Value], found: list[_Found], is_on: bool) -> Iterator[Route]:
    page = watch.get("url")
    shown = shown_url(page) if isinstance(page, str) and page else None
    title = watch.get("title")
    for key, line, service in found:
        yield Route(
            tool=TOOL.id,
            source=Source("web", account=shown, ref=None if shown else f"watch {name}", kind=SourceKind.FEED),
            destination=service.endpoint,
            place=Place(file.path, key, line),
            kind=service.kind,
            enabled=is_on and service.enabled,
            confidence=service.confidence,
            name=title if isinstance(title, str) else "",
        )


def _services(file: SourceFile, owner: str, owned: dict[str, Value]) -> Iterator[_Found]:
    seen: set[Service] = set()
    for index, url in enumerate(_texts(owned.get("notification_urls"))):
        line = file.line_of(f'"{owner.rpartition(".")[2]}"', f'"{url}"')
        for service in services(url):
            if service not in seen:
                seen.add(service)
                yield f"{owner}.notification_urls[{index}]", line, service


def _table(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


def _texts(value: Value) -> list[str]:
    return [item for item in value if isinstance(item, str) and item.strip()] if isinstance(value, list) else []
