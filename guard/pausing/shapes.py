"""Reading what a tool says: what is not of the shape that is expected ends in one trouble, never in a KeyError."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

from guard.model.scheduler import Item
from guard.model.sentence import Sentence
from guard.pausing.adapter import BadToken
from guard.web import Site, WebTrouble, WebWhy
from guard.web.addresses import host_of, without_secrets

TITLE = 80
"""Characters of a post's text that people know it by."""
_MOST = {"id": 300, "link": 2000, "account": 120, "accounts": 20}
"""Characters, and how many accounts."""
_HOOK = re.compile(r"([\w-]*webhook):.+", re.DOTALL)

_TAG = re.compile(r"<[^>]*>")


class Shape:
    """Takes apart what one site said. Every method raises WebTrouble where it said something else."""

    def __init__(self, site: Site) -> None:
        self.host = host_of(site.address)

    def wrong(self) -> WebTrouble:
        """It said something that this version does not know."""
        pattern = "What {host} says is not as it is known here, so nothing can be told from it; look there yourself."
        return WebTrouble(WebWhy.BROKEN, Sentence.of(pattern, host=self.host))

    def record(self, value: object) -> Mapping[str, Any]:
        """A JSON object."""
        if not isinstance(value, dict):
            raise self.wrong()
        return value

    def records(self, value: object) -> list[Mapping[str, Any]]:
        """A JSON array of objects."""
        if not isinstance(value, list):
            raise self.wrong()
        return [self.record(each) for each in value]

    def word(self, value: object) -> str:
        """An id, a name or a state: some text, or a whole number as text."""
        if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
            raise self.wrong()
        return str(value)

    def text(self, value: object) -> str:
        """A text that may be empty or missing."""
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.wrong()
        return value

    def moment(self, value: object) -> datetime:
        """A moment as ISO 8601; one that names no time zone is taken as UTC."""
        try:
            moment = datetime.fromisoformat(self.word(value))
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise self.wrong() from None


def plain_of(html: str) -> str:
    """The text of a piece of HTML, roughly: without its tags."""
    return unescape(_TAG.sub(" ", html))


def title_of(text: str) -> str:
    """The beginning of a post's text in one line, as people know it by."""
    words = _one_line(text)
    if not words:
        return Sentence.of("A post without text")
    return words if len(words) <= TITLE else words[:TITLE].rstrip() + "…"


def tidied(item: Item) -> Item:
    """The item with what people read in one line each, none of it long, and no secret in it; raises WebTrouble.

    The path of a webhook is one: whoever knows it may post by it.
    """
    if len(item.id) > _MOST["id"]:
        text = Sentence.of("The tool knows something by a name that is too long to be its own; look there yourself.")
        raise WebTrouble(WebWhy.BROKEN, text)
    known = isinstance(item.title, Sentence) and len(item.title) <= 3 * TITLE and item.title.isprintable()
    return replace(
        item,
        title=item.title if known else title_of(item.title),
        accounts=tuple(_account(one) for one in item.accounts[: _MOST["accounts"]]),
        link=item.link if len(item.link) <= _MOST["link"] else "",
    )


def _account(text: str) -> str:
    words = [without_secrets(word) if "://" in word else word for word in _one_line(text).split(" ")]
    return _HOOK.sub(r"\1:…", " ".join(words))[: _MOST["account"]]


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text[:10_000]).split())


def shown_moment(moment: datetime) -> str:
    """A moment in a sentence, to the minute."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def one_word(token: str, name: str) -> str:
    """The token, without what stands around it; raises BadToken where it cannot be one of ``name``."""
    token = token.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        pattern = "A token of {name} is one word of letters, digits and signs; this is something else."
        raise BadToken(Sentence.of(pattern, name=name))
    return token
