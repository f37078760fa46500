"""Posts of one's own out of what the networks and tools hand out."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from guard.model.attempt import Verb
from guard.past import bluesky, csv_posts, mastodon_archive, meta_export, x_archive
from guard.past.archives import Member, members
from guard.past.counting import Counts
from guard.past.past_post import NotImportable, PastPost

_KNOWN = (
    "an X archive (.zip), a Mastodon archive (.tar.gz), Bluesky's .car, Meta's export in JSON,"
    " or a .csv whose header has a column “text”"
)
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


class Format(Protocol):
    """What every module for a format offers."""

    def wants(self, name: str) -> bool:
        """Whether it reads files of this name, in lower case."""

    def claims(self, member: Member) -> bool:
        """Whether this file holds posts that it understands."""

    def posts(self, member: Member) -> Iterator[PastPost]:
        """The posts; raises NotImportable."""

    def account(self, member: Member) -> str:
        """The account that this file names as the owner of its export, or an empty text."""


FORMATS: tuple[Format, ...] = (x_archive, mastodon_archive, meta_export, bluesky, csv_posts)


def posts(path: Path) -> Iterator[PastPost]:
    """Every post in the export at ``path``: a file, an archive or an unpacked folder. Raises NotImportable."""
    read = False
    for member in members(path, _wanted):
        form = next((form for form in FORMATS if form.claims(member)), None)
        if form:
            read = True
            yield from form.posts(member)
    if not read:
        raise NotImportable(str(path), "holds no posts that Hatcheck can read", f"name {_KNOWN}")


def account(path: Path) -> str:
    """Whose export this is, where it says so: ``x:@Acme``. Raises NotImportable."""
    found = (form.account(member) for member in members(path, _is_account_file) for form in FORMATS)
    return next(filter(None, found), "")


def counted(found: Iterable[PastPost], noticed: Callable[[str], Collection[str]] = lambda _: ()) -> Counts:
    """The posts, counted in the order of time; what was passed on is not one's own and not counted.

    ``noticed`` tells what checks notice about a text.
    """
    own = [post for post in found if post.verb is not Verb.REPOST]
    own.sort(key=lambda post: post.at or _LONG_AGO)
    counts = Counts()
    for post in own:
        counts.add(post.text, post.app, noticed=noticed(post.text))
    return counts


def _wanted(name: str) -> bool:
    return any(form.wants(name) for form in FORMATS)


def _is_account_file(name: str) -> bool:
    return name in {"account.js", "actor.json"}
