"""What the workspace says about watching: what a brand is called, where posts about it are read, which are its own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from guard.model.identity import Identity
from guard.model.mention import Source, Watching
from guard.workspace.durations import duration
from guard.workspace.read import Table, WorkspaceFile
from guard.workspace.values import Watched

Where = tuple[str | int, ...]

KINDS = (
    "mastodon-search",
    "mastodon-tag",
    "mastodon-account",
    "bluesky-search",
    "bluesky-account",
    "jetstream",
    "feed",
)
"""The kinds of sources. A test keeps them equal to those of ``guard.mentions``."""
ALERTS = ("off", "low", "normal", "high")
"""How readily an alert is given."""
_SHORTEST, _LONGEST = "10s", "24h"


def watched(file: WorkspaceFile, identities: Mapping[str, Identity]) -> tuple[Watched, ...]:
    """What is watched for each brand that is named in this file."""
    found: list[Watched] = []
    for where, table in file.tables("watch"):
        brand = file.text(where, table, "brand", needed=True)
        if brand and brand not in identities:
            known = ", ".join(sorted(identities)) or "none"
            file.problem((*where, "brand"), f'"{brand}" is no identity', f"Known are: {known}")
            continue
        if any(brand == one.watching.brand for one in found):
            file.problem((*where, "brand"), f"{brand} is watched twice", "Put it into one [[watch]]")
        if brand:
            found.append(_watched(file, where, table, identities[brand]))
    named = [one.watching.brand for one in found]
    for where, table in file.tables("source"):
        if (brand := file.text(where, table, "brand", needed=True)) and brand not in named:
            what = f'"{brand}" is not watched'
            file.problem((*where, "brand"), what, f'Write [[watch]] with brand = "{brand}" before it')
    return tuple(found)


def _watched(file: WorkspaceFile, where: Where, table: Table, brand: Identity) -> Watched:
    alerts = file.text(where, table, "alerts") or "normal"
    if alerts not in ALERTS:
        what = f'"{alerts}" does not say how readily an alert is given'
        file.problem((*where, "alerts"), what, f"Write one of {', '.join(ALERTS)}")
    sources = list(_sources(file, brand.id))
    own = tuple(source for source, is_own in sources if is_own)
    watching = Watching(
        brand=brand.id,
        names=file.texts(where, table, "names") or (brand.name,),
        handles=(
            *(account.shown or account.handle for account in brand.accounts),
            *file.texts(where, table, "handles"),
        ),
        hashtags=(*brand.care.hashtags, *file.texts(where, table, "hashtags")),
        hosts=(*brand.care.sites, *file.texts(where, table, "hosts")),
        sources=tuple(source for source, is_own in sources if not is_own),
        own=(*own, *_accounts(brand, own)),
    )
    return Watched(watching, alerts if alerts in ALERTS else "normal", file.texts(where, table, "clients"))


def _sources(file: WorkspaceFile, brand: str) -> Iterator[tuple[Source, bool]]:
    """Each with whether it shows the brand's own posts."""
    for where, table in file.tables("source"):
        if table.get("brand") != brand:
            continue
        name = file.text(where, table, "id", needed=True)
        kind = file.text(where, table, "kind", needed=True)
        if kind and kind not in KINDS:
            file.problem((*where, "kind"), f'"{kind}" is no kind of source', f"Known are: {', '.join(KINDS)}")
            continue
        pace = file.text(where, table, "every") or "60s"
        every = file.parsed((*where, "every"), pace, duration)
        if every and not duration(_SHORTEST) <= every <= duration(_LONGEST):
            file.problem((*where, "every"), f"{pace!r} is no pace", f"Write a span from {_SHORTEST} to {_LONGEST}")
        said = {key: _switch(file, where, table, key) for key in ("all", "own")}
        source = Source(
            id=name,
            kind=kind,
            address=file.text(where, table, "address"),
            what=file.text(where, table, "what"),
            every=every.total_seconds() if every else 60.0,
            all=said["all"] or said["own"],
            key=f"source:{name}",
        )
        yield source, said["own"]


def _accounts(brand: Identity, named: tuple[Source, ...]) -> Iterator[Source]:
    """Its own accounts on networks that can be read without a contract, but for those that a source reads already."""
    read = {source.what.lstrip("@").casefold() for source in named}
    for account in brand.accounts:
        handle = (account.shown or account.handle).lstrip("@")
        user, _, host = handle.partition("@")
        if account.platform == "mastodon" and host and not {handle.casefold(), user.casefold()} & read:
            source = Source(f"own:{account.key}", "mastodon-account", f"https://{host}", user)
            yield replace(source, all=True)
        elif account.platform == "bluesky" and handle.casefold() not in read:
            yield Source(f"own:{account.key}", "bluesky-account", "", handle, all=True)


def _switch(file: WorkspaceFile, where: Where, table: Table, key: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        file.problem((*where, key), f'"{key}" is {value!r}', f"Write {key} = true or {key} = false")
    return value is True
