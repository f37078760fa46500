"""mastodon-twitter-sync: one Mastodon account and one X account are copied into each other.

https://github.com/klausi/mastodon-twitter-sync
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Endpoint, Holding, Place, Route, Snapshot, Source, SourceKind, Undecided, Unreadable
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.base.credentials import account_in, is_placeholder
from guard.readers.base.source import Value

TOOL = Tool(
    "mastodon-twitter-sync",
    "mastodon-twitter-sync",
    "Copies posts between a Mastodon and an X account, both ways; mastodon-twitter-sync.toml is read.",
    "https://github.com/klausi/mastodon-twitter-sync",
)

_OWN_KEYS = frozenset({"delete_older_statuses", "delete_older_favs", "sync_reblogs", "sync_retweets", "sync_hashtag"})


def find(home: Path) -> Iterable[Path]:
    """Configurations in ``home`` and in folders named like the tool directly below it."""
    yield from sorted(home.glob("mastodon-twitter-sync.toml"))
    yield from sorted(home.glob("mastodon-twitter-sync*/mastodon-twitter-sync.toml"))


def claims(file: SourceFile) -> bool:
    """TOML with the tool's tables ``mastodon.app`` and ``twitter``."""
    if file.syntax != "toml" or "[twitter]" not in file.text:
        return False
    mastodon, twitter = _table(file.table.get("mastodon")), _table(file.table.get("twitter"))
    signs = {"user_name", "user_id", "consumer_key"} & twitter.keys()
    return bool(signs) and ("app" in mastodon or bool(_OWN_KEYS & (mastodon.keys() | twitter.keys())))


def read(files: Sequence[SourceFile]) -> Snapshot:
    """Both directions of each file, between the accounts it shows."""
    return Snapshot.of([*map(_read_or_say, files), Snapshot(files=tuple(file.path for file in files))])


def _read_or_say(file: SourceFile) -> Snapshot:
    try:
        return _read_one(file)
    except NotReadable as problem:
        return Snapshot(unreadable=(Unreadable(file.path, problem.reason, problem.line, problem.remedy),))


def _read_one(file: SourceFile) -> Snapshot:
    mastodon, twitter = _table(file.table.get("mastodon")), _table(file.table.get("twitter"))
    app = _table(mastodon.get("app"))
    if not app or not twitter:
        missing = "mastodon.app" if not app else "twitter"
        return Snapshot(
            undecided=(
                Undecided(TOOL.id, Place(file.path, missing), f"has no table {missing}: one account is unknown"),
            )
        )
    server, name, number = (
        _text(app.get("base")),
        _text(twitter.get("user_name")).strip(),
        _text(twitter.get("user_id")),
    )
    here = Endpoint("mastodon", account_in({"base_url": server}, "mastodon"), "mastodon.app.token")
    there = Endpoint(
        "x", f"@{name.lstrip('@')}" if name else None, number if number.strip("0") else "twitter.access_token"
    )
    tokens = (_text(app.get("token")), _text(twitter.get("access_token")))
    filled = not any(is_placeholder(text) for text in (server, *tokens))
    routes = tuple(_route(file, *ends, filled=filled) for ends in ((here, there), (there, here)))
    return Snapshot(routes, tuple(_holdings(file, here, there)))


def _route(file: SourceFile, source: Endpoint, destination: Endpoint, *, filled: bool) -> Route:
    table = "mastodon" if source.platform == "mastodon" else "twitter"
    hashtag = _text(_table(file.table.get(table)).get("sync_hashtag"))
    return Route(
        tool=TOOL.id,
        source=Source(source.platform, source.account, source.ref, SourceKind.ACCOUNT),
        destination=destination,
        place=Place(file.path, table, file.line_of(f"[{table}")),
        enabled=filled,
        note=f"only posts with {hashtag}" if hashtag else "",
    )


def _holdings(file: SourceFile, here: Endpoint, there: Endpoint) -> Iterator[Holding]:
    for endpoint, table in ((here, "mastodon.app"), (there, "twitter")):
        yield Holding(TOOL.id, endpoint, Place(file.path, table, file.line_of(f"[{table}")), active=True)


def _table(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


def _text(value: Value) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
