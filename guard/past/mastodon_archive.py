"""The archive that a Mastodon server hands out: ``outbox.json`` and, for whose it is, ``actor.json``."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from guard.model.attempt import Verb
from guard.past.archives import Member
from guard.past.json_rows import dig, said, table
from guard.past.moments import moment_of
from guard.past.past_post import PastPost

_LONGEST = 200_000
_BREAKS = {"p": "\n\n", "br": "\n", "li": "\n", "blockquote": "\n\n", "div": "\n"}


def wants(name: str) -> bool:
    """Whether it reads files of this name."""
    return name in {"outbox.json", "actor.json"}


def claims(member: Member) -> bool:
    """Whether this is its file with posts."""
    return member.name == "outbox.json" or b'"orderedItems"' in member.data[:4096]


def posts(member: Member) -> Iterator[PastPost]:
    """The posts; the content warning stands before the words it is about. Raises NotImportable."""
    items = table(member).get("orderedItems")
    for item in items if isinstance(items, list) else ():
        at = moment_of(said(item, "published"))
        if said(item, "type") == "Announce":
            yield PastPost("", at, verb=Verb.REPOST)
            continue
        note = dig(item, "object")
        text = _with_hosts(plain_text(said(note, "content")), note)
        if warning := plain_text(said(note, "summary")):
            text = f"{warning}\n\n{text}"
        if text.strip():
            yield PastPost(text, at, verb=Verb.REPLY if said(note, "inReplyTo") else Verb.POST)


def account(member: Member) -> str:
    """Whose archive this is, where this file says so: ``mastodon:@acme@example.social``."""
    if member.name != "actor.json":
        return ""
    actor = table(member)
    name, host = said(actor, "preferredUsername"), _host(said(actor, "id") or said(actor, "url"))
    return f"mastodon:@{name}@{host}" if name and host else ""


def plain_text(markup: str) -> str:
    """The words of a piece of HTML, with its paragraphs and lines."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    reader = _Words()
    reader.feed(markup[:_LONGEST])
    reader.close()
    return "".join(reader.parts).strip()


class _Words(HTMLParser):
    """Collects what people read. Mastodon hides parts of long links from view; they are taken as well."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        """A line ends where the page would end it."""
        if tag in _BREAKS and (tag == "br" or self.parts):
            self.parts.append(_BREAKS[tag])

    def handle_data(self, data: str) -> None:
        """Words are words."""
        self.parts.append(data)


def _with_hosts(text: str, note: Any) -> str:  # noqa: ANN401 - any JSON
    """A mention shows the name alone; the list of mentions beside it knows the server."""
    tags = dig(note, "tag")
    for tag in tags[:50] if isinstance(tags, list) else ():
        whole = said(tag, "name").lstrip("@")
        name, sign, _ = whole.partition("@")
        if said(tag, "type") == "Mention" and sign and name:
            whole = whole.replace("\\", r"\\")
            text = re.sub(rf"@{re.escape(name)}\b(?!@)", f"@{whole}", text, flags=re.IGNORECASE)
    return text


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""
