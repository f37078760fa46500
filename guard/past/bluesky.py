"""Posts of a Bluesky account: the ``.car`` file of its settings' export, or JSON of ``app.bsky.feed.getAuthorFeed``."""

import json
from collections.abc import Iterator
from typing import Any

from guard.model.attempt import Verb
from guard.past.archives import Member
from guard.past.dag_cbor import NotCbor, blocks, decode
from guard.past.json_rows import dig, said, table, text_of
from guard.past.moments import moment_of
from guard.past.past_post import NotImportable, PastPost

# A record's type stands in its block as two short texts; most blocks are likes, and none of them is worth decoding.
_POST = b"e$typerapp.bsky.feed.post"


def wants(name: str) -> bool:
    """Whether it reads files of this name."""
    return name.endswith((".car", ".jsonl")) or name in {"feed.json", "author_feed.json", "posts.json"}


def claims(member: Member) -> bool:
    """Whether this is a repository, or a feed."""
    start = member.data[:4096]
    return member.name.endswith(".car") or b'"feed"' in start[:200] or b'"app.bsky.feed.post"' in start


def posts(member: Member) -> Iterator[PastPost]:
    """The account's own posts; a repository has no order in time. Raises NotImportable."""
    if member.name.endswith(".car"):
        yield from _of_repository(member)
    elif not member.name.endswith(".jsonl"):
        for item in _listed(table(member).get("feed")):
            yield from _of_feed(item)
    else:
        yield from _of_lines(member)


def account(_member: Member) -> str:
    """A repository names its account by a number that no workspace knows."""
    return ""


def _of_repository(member: Member) -> Iterator[PastPost]:
    try:
        for block in blocks(member.data):
            if _POST in block:
                yield from _of_record(decode(block))
    except NotCbor as error:
        raise NotImportable(member.path, f"is no repository of Bluesky ({error})", "export it again") from None


def _of_feed(item: Any) -> Iterator[PastPost]:  # noqa: ANN401 - any JSON
    author = said(item, "post", "author", "handle")
    for post in _of_record(dig(item, "post", "record"), f"bluesky:@{author}" if author else ""):
        yield PastPost("", post.at, verb=Verb.REPOST) if dig(item, "reason") else post


def _of_lines(member: Member) -> Iterator[PastPost]:
    for number, line in enumerate(text_of(member).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise NotImportable(member.path, "is no JSON", "give one object a line", number) from None
        if dig(row, "post"):
            yield from _of_feed(row)
        else:
            yield from _of_record(dig(row, "value") or row)


def _of_record(record: Any, account: str = "") -> Iterator[PastPost]:  # noqa: ANN401
    if said(record, "$type") in {"app.bsky.feed.post", ""} and (text := said(record, "text")):
        verb = Verb.REPLY if dig(record, "reply") else Verb.POST
        yield PastPost(_with_links(text, record), moment_of(said(record, "createdAt")), "", verb, account)


def _with_links(text: str, record: Any) -> str:  # noqa: ANN401
    """Links as they lead: a post shows them shortened. Places are counted in bytes."""
    raw = text.encode("utf-8")
    links = []
    for facet in _listed(dig(record, "facets")):
        start, end = dig(facet, "index", "byteStart"), dig(facet, "index", "byteEnd")
        leads = next((uri for one in _listed(dig(facet, "features")) if (uri := said(one, "uri"))), "")
        if leads and isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(raw):
            links.append((start, end, leads[:2000]))
    for start, end, leads in sorted(links[:50], reverse=True):
        raw = raw[:start] + leads.encode("utf-8", "replace") + raw[end:]
    return raw.decode("utf-8", "replace")


def _listed(value: Any) -> list[Any]:  # noqa: ANN401
    return value if isinstance(value, list) else []
