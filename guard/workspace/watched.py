"""What the workspace says about watching: what a brand is called, where posts about it are read, which are its own."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from guard.model.identity import Identity, IdentityKind
from guard.model.mention import Source, Watching
from guard.workspace.durations import duration
from guard.workspace.read import Table, WorkspaceFile
from guard.workspace.values import Watched

Where = tuple[str | int, ...]


class Kind(NamedTuple):
    """What a kind of source is told, and may be."""

    address: bool = False
    """Whether it has to be told where it is asked; else it has a place of its own."""
    what: str = ""
    """What is asked for, in words; empty where nothing is."""
    token: bool = False
    """Whether it may have a token."""
    own: bool = False
    """Whether a brand's own posts can be read by it alone: what else it brings would be taken for the brand's."""


KINDS: Mapping[str, Kind] = {
    "mastodon-search": Kind(address=True, what="the words of the search", token=True),
    "mastodon-tag": Kind(address=True, what="the hashtag", token=True),
    "mastodon-account": Kind(address=True, what="the account", token=True, own=True),
    "bluesky-search": Kind(what="the words of the search", token=True),
    "bluesky-account": Kind(what="the account", own=True),
    "jetstream": Kind(),
    "feed": Kind(address=True, token=True, own=True),
}
"""The kinds of sources. A test keeps them equal to those of ``guard.mentions``."""
ALERTS = ("off", "low", "normal", "high")
"""How readily an alert is given."""
SHORTEST, LONGEST = "10s", "1h"
"""The paces of a source. What comes later than an hour comes too late to tell anybody of it."""
_OWN = "own:"


def watched(
    file: WorkspaceFile, identities: Mapping[str, Identity], below: Collection[Watched] = ()
) -> tuple[Watched, ...]:
    """What is watched for each brand: what this file says on top of what the files ``below`` it said."""
    tables: dict[str, tuple[Where, Table]] = {}
    for where, table in file.tables("watch"):
        brand = file.text(where, table, "brand", needed=True)
        if not brand:
            continue
        if brand not in identities:
            known = ", ".join(sorted(identities)) or "none"
            file.problem((*where, "brand"), f'"{brand}" is no identity', f"Known are: {known}")
        elif identities[brand].kind is not IdentityKind.BRAND:
            file.problem((*where, "brand"), f"{brand} is a person", "Only brands are listened for: name one")
        elif brand in tables:
            file.problem((*where, "brand"), f"{brand} is watched twice", "Put it into one [[watch]]")
        else:
            tables[brand] = where, table
    earlier = {one.watching.brand: one for one in below}
    names = [*earlier, *(name for name in tables if name not in earlier)]
    sources = _sources(file, names, [source for one in below for source in _of(one.watching)])
    return tuple(
        _watched(file, tables.get(name, ((), {})), identities[name], earlier.get(name), sources.get(name, []))
        for name in names
    )


def _watched(
    file: WorkspaceFile,
    said: tuple[Where, Table],
    brand: Identity,
    below: Watched | None,
    sources: Iterable[tuple[Source, bool]],
) -> Watched:
    where, table = said
    before = below or Watched(Watching(brand.id))
    alerts = file.text(where, table, "alerts") or before.alerts
    if alerts not in ALERTS:
        what = f'"{alerts}" does not say how readily an alert is given'
        file.problem((*where, "alerts"), what, f"Write one of {', '.join(ALERTS)}")
        alerts = "normal"
    names = (*before.watching.names, *_words(file, where, table, "names"))
    shown = tuple(account.shown or account.handle for account in brand.accounts)
    own = [source for source in before.watching.own if not source.id.startswith(_OWN)]
    own += [source for source, is_own in sources if is_own]
    watching = Watching(
        brand=brand.id,
        names=_once(names or (brand.name,)),
        handles=_once((*before.watching.handles, *shown, *_words(file, where, table, "handles"))),
        hashtags=_once((*before.watching.hashtags, *brand.care.hashtags, *_words(file, where, table, "hashtags"))),
        hosts=_once((*before.watching.hosts, *brand.care.sites, *_words(file, where, table, "hosts"))),
        sources=(*before.watching.sources, *(source for source, is_own in sources if not is_own)),
        own=(*own, *_accounts(brand, own)),
    )
    return Watched(watching, alerts, _once((*before.clients, *_words(file, where, table, "clients"))))


def _words(file: WorkspaceFile, where: Where, table: Table, key: str) -> tuple[str, ...]:
    words = file.texts(where, table, key)
    if any(not word.strip(" @#＃") for word in words):
        file.problem((*where, key), f'"{key}" holds a text without a word', f'Write {key} = ["…"], or take it out')
    return words


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _of(watching: Watching) -> Iterator[Source]:
    yield from watching.sources
    yield from watching.own


def _sources(
    file: WorkspaceFile, brands: Collection[str], below: Iterable[Source]
) -> Mapping[str, list[tuple[Source, bool]]]:
    """By brand, each with whether it shows the brand's own posts."""
    named = {source.id: source for source in below}
    found: dict[str, list[tuple[Source, bool]]] = {}
    for where, table in file.tables("source"):
        brand = file.text(where, table, "brand", needed=True)
        if brand and brand not in brands:
            remedy = f'Write [[watch]] with brand = "{brand}", too'
            file.problem((*where, "brand"), f'"{brand}" is not watched', remedy)
        name = file.text(where, table, "id", needed=True)
        if name.startswith(_OWN):
            file.problem((*where, "id"), f'an id cannot begin with "{_OWN}"', "Take another: it is used for accounts")
        if made := _source(file, where, table, name):
            mine = found.setdefault(brand, [])
            twice = any(name == source.id for source, _ in mine)
            if name and (twice or not _same(made[0], named.setdefault(name, made[0]))):
                what = f'the id "{name}" is used twice'
                file.problem((*where, "id"), what, "Give each source its own id; two brands may share the same source")
            mine.append(made)
    return found


def _same(one: Source, other: Source) -> bool:
    """Whether both are one place, asked for the same: what it brings may be looked through for two brands."""
    return (one.kind, one.address, one.what) == (other.kind, other.address, other.what)


def _source(file: WorkspaceFile, where: Where, table: Table, name: str) -> tuple[Source, bool] | None:
    word = file.text(where, table, "kind", needed=True)
    kind = KINDS.get(word)
    if kind is None:
        if word:
            file.problem((*where, "kind"), f'"{word}" is no kind of source', f"Known are: {', '.join(KINDS)}")
        return None
    pace = file.text(where, table, "every") or "60s"
    every = file.parsed((*where, "every"), pace, duration)
    if every and not duration(SHORTEST) <= every <= duration(LONGEST):
        file.problem((*where, "every"), f"{pace!r} is no pace", f"Write a span from {SHORTEST} to {LONGEST}")
    whole, own = _switch(file, where, table, "all"), _switch(file, where, table, "own")
    if own and not kind.own:
        can = ", ".join(name for name, each in KINDS.items() if each.own)
        what = f"a {word} brings posts of anybody, and all of them would count as the brand's own"
        file.problem((*where, "own"), what, f"Take it out, or use another kind: {can}")
    if whole and word == "jetstream":
        what = "everything that anybody posts would count as a mention"
        file.problem((*where, "all"), what, "Take it out: what names the brand counts by itself")
    source = Source(
        id=name,
        kind=word,
        address=_address(file, where, table, kind),
        what=_what(file, where, table, kind),
        every=every.total_seconds() if every else 60.0,
        all=whole or own,
        key=f"source:{name}" if kind.token else "",
    )
    return source, own


def _address(file: WorkspaceFile, where: Where, table: Table, kind: Kind) -> str:
    address = file.text(where, table, "address", needed=kind.address)
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https", "ws", "wss"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if address and not usable:
        file.problem((*where, "address"), f'"{address}" is no address', 'Write it as "https://example.org"')
    return address


def _what(file: WorkspaceFile, where: Where, table: Table, kind: Kind) -> str:
    what = file.text(where, table, "what")
    if kind.what and "what" not in table:
        file.problem((*where, "what"), f'"what" is missing: {kind.what}', 'Write what = "…"')
    return what


def _accounts(brand: Identity, named: Iterable[Source]) -> Iterator[Source]:
    """Its own accounts on networks that can be read without a contract, but for those that a source reads already."""
    read = {source.what.lstrip("@").casefold() for source in named}
    for account in brand.accounts:
        handle = (account.shown or account.handle).lstrip("@")
        user, _, host = handle.partition("@")
        if account.platform == "mastodon" and host and not {handle.casefold(), user.casefold()} & read:
            yield Source(f"{_OWN}{account.key}", "mastodon-account", f"https://{host}", user, all=True)
        elif account.platform == "bluesky" and handle.casefold() not in read:
            yield Source(f"{_OWN}{account.key}", "bluesky-account", "", handle, all=True)


def _switch(file: WorkspaceFile, where: Where, table: Table, key: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        file.problem((*where, key), f'"{key}" is {value!r}', f"Write {key} = true or {key} = false")
    return value is True
