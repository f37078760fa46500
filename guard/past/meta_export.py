"""Posts in the export of Facebook or Instagram, where it was asked for as JSON."""

import re
from collections.abc import Iterator
from typing import Any

from guard.past.archives import Member
from guard.past.json_rows import dig, rows, said
from guard.past.moments import moment_of
from guard.past.past_post import PastPost

_FILES = re.compile(r"(?:your_posts[a-z_]*|profile_posts|posts|reels|stories)_\d{1,3}\.json")


def wants(name: str) -> bool:
    """Whether it reads files of this name."""
    return _FILES.fullmatch(name) is not None


def claims(member: Member) -> bool:
    """Whether this is a list of posts as Meta writes it."""
    return wants(member.name) and member.data.lstrip()[:1] == b"["


def posts(member: Member) -> Iterator[PastPost]:
    """The posts that have words; raises NotImportable."""
    for row in rows(member):
        media = _listed(dig(row, "media"))
        texts = [said(one, "post") for one in _listed(dig(row, "data"))]
        texts += [said(row, "title") if media else "", *(said(one, "title") for one in media)]
        at = dig(row, "timestamp") or dig(row, "creation_timestamp")
        at = at or next((dig(one, "creation_timestamp") for one in media), None)
        if text := next(filter(None, texts), ""):
            yield PastPost(repaired(text), moment_of(at))


def account(_member: Member) -> str:
    """These files do not say whose they are."""
    return ""


def repaired(text: str) -> str:
    """Meta writes each byte of a letter as a letter of its own; the text as it was meant."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    return value if isinstance(value, list) else []
