"""The archive that X hands out: which apps may post to the account, and which services have posted to it.

``account.js`` names the account, ``connected-application.js`` the apps with their permissions, and every post in
``tweets.js`` names the client it came from.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from guard.model.route import Endpoint, Holding, Place, Route, Source, SourceKind, Undecided, Unreadable
from guard.readers import NotReadable, Snapshot, SourceFile, Tool
from guard.readers.base.clients import Client, client_of, span
from guard.readers.base.found import Found, snapshot
from guard.readers.base.shapes import dig, table, text
from guard.readers.base.ytd import name_of, rows

TOOL = Tool(
    id="x-archive",
    name="X archive",
    about="The download of an X account's data; account.js, connected-application.js and tweets.js are read.",
    docs="https://help.x.com/en/managing-your-account/how-to-download-your-x-archive",
)

_POSTS = {"tweet", "tweets", "community_tweet", "deleted_tweet", "deleted_tweets"}
_MEMBERS = {"account", "connected_application"} | _POSTS
_ANCHOR = re.compile(r"""<a[^>]*\bhref=["']([^"']*)["'][^>]*>(.*)</a>""", re.DOTALL)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def find(home: Path) -> Iterable[Path]:
    """Archives where a browser puts them: ``Downloads/twitter-….zip``, packed or unpacked."""
    return sorted(path for path in (home / "Downloads").glob("twitter-*") if path.is_dir() or path.suffix == ".zip")


def claims(file: SourceFile) -> bool:
    """Whether the file is a member of the archive that tells something about routes, judged by its first line."""
    start = file.data[:200].decode("utf-8", "replace").removeprefix("\ufeff")
    return name_of(start) in _MEMBERS


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The apps that may post, and one route for each service that has posted, per archive."""
    archives: defaultdict[str, list[SourceFile]] = defaultdict(list)
    for file in files:
        archives[file.folder].append(file)
    return snapshot((found for members in archives.values() for found in _archive(members)), files)


@dataclass(slots=True)
class _Use:
    """How often and when one client has posted."""

    place: Place
    count: int = 0
    first: str = ""
    last: str = ""

    def add(self, count: int, first: str, last: str) -> None:
        """Adds posts of some days."""
        self.count += count
        self.first = min(filter(None, (self.first, first)), default="")
        self.last = max(self.last, last)


@dataclass(frozen=True, slots=True)
class _App:
    """A connected app."""

    name: str
    url: str
    permissions: tuple[str, ...] | None
    approved: str
    place: Place

    @property
    def writes(self) -> bool | None:
        """Whether it may post; None where the archive does not say."""
        return None if self.permissions is None else "write" in self.permissions


def _archive(files: Sequence[SourceFile]) -> Iterator[Found]:
    account = Endpoint("x", ref="the account of this archive")
    apps: list[_App] | None = None
    uses: dict[tuple[str, str], _Use] = {}
    for file in files:
        member = name_of(file.data[:200].decode("utf-8", "replace").removeprefix("\ufeff"))
        try:
            if member == "account":
                account = _account(file) or account
            elif member == "connected_application":
                apps = [*(apps or []), *_apps(file)]
            else:
                _count(file, uses)
        except NotReadable as problem:
            yield Unreadable(file.path, problem.reason, problem.line, problem.remedy)
    for app in apps or ():
        yield from _grant(app, account, uses)
    yield from _routes(account, apps, uses)


def _account(file: SourceFile) -> Endpoint | None:
    for row in rows(file.text):
        facts = table(dig(row, "account"))
        name, number = text(facts.get("username")), text(facts.get("accountId"))
        if name or number:
            return Endpoint("x", f"@{name.lstrip('@')}") if name else Endpoint("x", ref=f"account {number}")
    raise NotReadable("names no account", 1, "take the file out of the archive again")


def _apps(file: SourceFile) -> Iterator[_App]:
    for index, row in enumerate(rows(file.text)):
        facts = table(dig(row, "connectedApplication"))
        name = text(facts.get("name")) or f"app {text(facts.get('id')) or index + 1}"
        granted = facts.get("permissions")
        yield _App(
            name,
            text(dig(facts, "organization", "url")),
            tuple(text(word).casefold() for word in granted) if isinstance(granted, list) else None,
            _day(text(facts.get("approvedAt"))) or _day_of_msec(text(facts.get("approvedAtMsec"))),
            Place(file.path, f'connectedApplication "{name}"', file.line_of("connectedApplication", name)),
        )


def _count(file: SourceFile, uses: dict[tuple[str, str], _Use]) -> None:
    """Counts the posts by client; those before a damaged one count too."""
    counted: defaultdict[str, list[str]] = defaultdict(list)
    try:
        for row in rows(file.text):
            post = table(dig(row, "tweet")) or table(row)
            counted[text(post.get("source"))].append(_day(text(post.get("created_at"))))
    finally:
        _add(file, counted, uses)
    if set(counted) == {""}:
        raise NotReadable("has posts that do not name the client they came from", 1)


def _add(file: SourceFile, counted: dict[str, list[str]], uses: dict[tuple[str, str], _Use]) -> None:
    for client, days in counted.items():
        anchor = _ANCHOR.search(client)
        name, url = (html.unescape(anchor[2]).strip(), anchor[1]) if anchor else (client, "")
        if not name:
            continue
        place = Place(file.path, f'source "{name}"', file.line_of(f">{name}<"))
        known = [day for day in days if day]
        use = uses.setdefault((name, url), _Use(place))
        use.add(len(days), min(known, default=""), max(known, default=""))


def _grant(app: _App, account: Endpoint, uses: dict[tuple[str, str], _Use]) -> Iterator[Found]:
    if app.writes is None:
        yield Undecided(TOOL.id, app.place, f"the archive does not say whether “{app.name}” may post", app.name)
    if not app.writes:
        return
    posted = [span(use.count, use.first, use.last) for (name, _), use in uses.items() if name == app.name]
    notes = [f"the app “{app.name}” may post here", f"approved {app.approved}" if app.approved else "", *posted]
    yield Holding(TOOL.id, account, app.place, note="; ".join(filter(None, notes)))


def _routes(account: Endpoint, apps: list[_App] | None, uses: dict[tuple[str, str], _Use]) -> Iterator[Route]:
    merged: dict[Client, _Use] = {}
    for (name, url), use in uses.items():
        if (client := client_of(name, url)) and client.platform != "x":
            merged.setdefault(client, _Use(use.place)).add(use.count, use.first, use.last)
    connected = None if apps is None else {client_of(app.name, app.url) for app in apps if app.writes is not False}
    for client, use in merged.items():
        yield Route(
            TOOL.id,
            Source(client.platform, ref=_linked(client, account), kind=client.kind),
            account,
            use.place,
            enabled=None if connected is None else client in connected,
            confidence=client.confidence,
            name=client.name,
            note=span(use.count, use.first, use.last),
        )


def _linked(client: Client, account: Endpoint) -> str:
    what = {SourceKind.ACCOUNT: "the account at {} linked to {}", SourceKind.FEED: "a feed that {} posts to {}"}
    return what.get(client.kind, "what {} posts to {}").format(client.name, account.account or account.ref)


def _day(moment: str) -> str:
    """``2018-10-10`` of ``Wed Oct 10 20:19:24 +0000 2018`` or of an ISO date."""
    parts = moment.split()
    if len(parts) == 6 and parts[1] in _MONTHS:
        return f"{parts[5]}-{_MONTHS.index(parts[1]) + 1:02}-{parts[2]}"
    return moment[:10] if re.match(r"\d{4}-\d\d-\d\d", moment) else ""


def _day_of_msec(number: str) -> str:
    return (
        datetime.fromtimestamp(int(number) / 1000, UTC).date().isoformat() if re.fullmatch(r"\d{12,14}", number) else ""
    )
