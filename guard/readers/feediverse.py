"""feediverse: one YAML file, ``~/.feediverse``, that posts feeds to one Mastodon account."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from guard.model.route import Endpoint, Holding, Place, Route, Snapshot, Source, SourceKind, Undecided, Unreadable
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.base.address import host_of, shown_url
from guard.readers.base.trail import Trail
from guard.readers.base.unfilled import is_template, is_unfilled

TOOL = Tool(
    id="feediverse",
    name="feediverse",
    about="Posts feed entries to a Mastodon account; reads ~/.feediverse.",
    docs="https://github.com/edsu/feediverse#readme",
)


def find(home: Path) -> Iterable[Path]:
    """The file the tool asks its questions for, where it exists."""
    names = (".feediverse", "feediverse.yml", ".config/feediverse.yml", ".config/feediverse/feediverse.yml")
    return [path for name in names if (path := home / name).is_file()]


def claims(file: SourceFile) -> bool:
    """Whether the document has a server ``url``, an ``access_token`` and ``feeds`` with templates or URLs."""
    table = file.table
    return {"url", "access_token", "feeds"} <= table.keys() and isinstance(table["feeds"], list | None)


def read(files: Sequence[SourceFile]) -> Snapshot:
    """One route per feed to the account behind the token."""
    return Snapshot.of(_read_one(file) for file in files)


def _read_one(file: SourceFile) -> Snapshot:
    try:
        table = file.table
    except NotReadable as problem:
        return Snapshot(unreadable=(Unreadable(file.path, problem.reason, problem.line, problem.remedy),))
    account = _account(table.get("url"))
    feeds = table.get("feeds")
    routes: list[Route] = []
    undecided: list[Undecided] = []
    trail = Trail(file, "feeds:")
    for index, feed in enumerate(feeds if isinstance(feeds, list) else ()):
        url = feed.get("url") if isinstance(feed, dict) else None
        if not isinstance(url, str) or not url:
            place = Place(file.path, f"feeds[{index}]", file.line_of("feeds"))
            undecided.append(Undecided(TOOL.id, place, "this feed has no url"))
            continue
        routes.append(
            Route(
                tool=TOOL.id,
                source=Source("rss", account=shown_url(url), kind=SourceKind.FEED),
                destination=account,
                place=Place(file.path, f"feeds[{index}]", trail.lines(url)[0]),
                enabled=not is_unfilled(url, table.get("url")),
            )
        )
    held = Holding(TOOL.id, account, Place(file.path, "access_token", file.line_of("access_token")), active=True)
    return Snapshot(routes=tuple(routes), undecided=tuple(undecided), holdings=(held,))


def _account(url: object) -> Endpoint:
    """The account of which only the server shows; a template's own words where not even that does."""
    text = url if isinstance(url, str) else ""
    host = "" if is_template(text) else host_of(text)
    return Endpoint("mastodon", f"@?@{host}") if host else Endpoint("mastodon", ref=text or "access_token")
