"""The archive that a Mastodon server hands out: who the account is elsewhere.

``actor.json`` names the account, its aliases, where it has moved, and the links in its profile. The posts in
``outbox.json`` do not name the app they came from, so no route can be read from them.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Endpoint, Holding, Place, Undecided
from guard.readers import Snapshot, SourceFile, Tool
from guard.readers.base.found import Found, snapshot
from guard.readers.base.profile_url import account_of_url, addresses, host_of
from guard.readers.base.shapes import entries, tables, text

TOOL = Tool(
    id="mastodon-archive",
    name="Mastodon archive",
    about="The download of a Mastodon account's data; actor.json is read.",
    docs="https://docs.joinmastodon.org/user/moving/#export",
)

_LIST = re.compile(r'\s*\{.{0,2000}?"id"\s*:\s*"(?:outbox|likes|bookmarks)\.json"', re.DOTALL)
_ACTORS = {"Person", "Service", "Application", "Group", "Organization"}


def find(home: Path) -> Iterable[Path]:
    """Archives where a browser puts them, packed or unpacked."""
    return sorted(path for path in (home / "Downloads").glob("archive-*") if path.name.endswith((".zip", ".tar.gz")))


def claims(file: SourceFile) -> bool:
    """Whether the file is the archive's description of its account, or one of its lists of posts."""
    if _is_list(file):
        return True
    if file.syntax != "json":
        return False
    kind = file.table.get("type")
    return isinstance(kind, str) and kind in _ACTORS and {"preferredUsername", "inbox", "outbox"} <= set(file.table)


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The account itself, and the accounts it calls its own."""
    return snapshot((found for file in files if not _is_list(file) for found in _actor(file)), files)


def _is_list(file: SourceFile) -> bool:
    # Seen before it is parsed: an outbox may hold more than the limits for a configuration allow.
    start = file.data[:4096].decode("utf-8", "replace")
    return b"OrderedCollection" in file.data[:4096] and _LIST.match(start) is not None


def _actor(file: SourceFile) -> Iterator[Found]:
    actor = file.table
    name = text(actor.get("preferredUsername"))
    host = host_of(text(actor.get("url"))) or host_of(text(actor.get("id")))
    if not name or not host:
        place = Place(file.path, "preferredUsername", file.line_of("preferredUsername"))
        yield Undecided(TOOL.id, place, "the archive does not name its account and server")
        return
    own = f"@{name}@{host}"
    place = Place(file.path, "preferredUsername", file.line_of('"preferredUsername"'))
    yield Holding(TOOL.id, Endpoint("mastodon", own), place, note="the account of this archive")
    for key, note in (("movedTo", f"{own} has moved here"), ("alsoKnownAs", f"{own} calls this its alias")):
        value = actor.get(key)
        for url in filter(None, map(text, entries(value) or [value])):
            yield _linked(file, key, url, note) or _unknown(file, key, url)
    for field in tables(actor.get("attachment")):
        for url in addresses(html.unescape(text(field.get("value"))))[:1]:
            label = text(field.get("name"))
            if found := _linked(file, "attachment", url, f"linked from the profile of {own} as “{label}”"):
                yield found


def _linked(file: SourceFile, key: str, url: str, note: str) -> Holding | None:
    account = account_of_url(url)
    if account is None:
        return None
    place = Place(file.path, key, file.line_of(f'"{key}"', url) or file.line_of(f'"{key}"'))
    return Holding(TOOL.id, Endpoint(*account), place, note=note)


def _unknown(file: SourceFile, key: str, url: str) -> Undecided:
    place = Place(file.path, key, file.line_of(f'"{key}"'))
    return Undecided(
        TOOL.id, place, f"the account behind an address at {host_of(url) or 'an unknown host'} is not named"
    )
