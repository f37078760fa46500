"""The archive that X hands out: ``data/tweets.js``, in parts where it is long."""

import html
import re
from collections.abc import Iterator
from typing import Any

from guard.model.attempt import Verb
from guard.past.archives import Member
from guard.past.json_rows import dig, rows, said, text_of
from guard.past.moments import moment_of
from guard.past.past_post import PastPost

_FILES = re.compile(r"(?:tweets?|community-tweet)(?:-part\d{1,4})?\.js")
_HEAD = re.compile(r"\s*window\.YTD\.([a-z_]{1,60})\.part\d{1,4}\s*=\s*")
_POSTS = {"tweet", "tweets", "community_tweet"}
_PASSED_ON = re.compile(r"RT @\w+:")
_ANCHOR = re.compile(r"<a[^>]*>([^<]*)</a>")


def wants(name: str) -> bool:
    """Whether it reads files of this name."""
    return name == "account.js" or _FILES.fullmatch(name) is not None


def claims(member: Member) -> bool:
    """Whether this is one of its files with posts."""
    return _name_of(member) in _POSTS


def posts(member: Member) -> Iterator[PastPost]:
    """The posts in the archive's order; raises NotImportable."""
    head = _HEAD.match(text_of(member))
    for row in rows(member, head.end() if head else 0):
        tweet = dig(row, "tweet") or row
        text = said(tweet, "full_text") or said(tweet, "text")
        if text:
            yield PastPost(
                _with_links(html.unescape(text), tweet),
                moment_of(said(tweet, "created_at")),
                app_of(said(tweet, "source")),
                _verb(text, tweet),
            )


def account(member: Member) -> str:
    """Whose archive this is, where this file says so: ``x:@Acme``."""
    if _name_of(member) != "account":
        return ""
    head = _HEAD.match(text_of(member))
    for row in rows(member, head.end() if head else 0):
        if name := said(row, "account", "username"):
            return f"x:@{name.lstrip('@')}"
    return ""


def app_of(source: str) -> str:
    """The program's name out of the link that X makes of it."""
    anchor = _ANCHOR.search(source[:2000])
    return html.unescape(anchor[1] if anchor else source).strip()


def _name_of(member: Member) -> str:
    head = _HEAD.match(member.data[:200].decode("utf-8", "replace").removeprefix("\ufeff"))
    return head[1] if head else ""


def _verb(text: str, tweet: Any) -> Verb:  # noqa: ANN401 - any JSON
    if _PASSED_ON.match(text) or dig(tweet, "retweeted_status"):
        return Verb.REPOST
    answers = any(said(tweet, key) for key in ("in_reply_to_status_id_str", "in_reply_to_user_id_str"))
    return Verb.REPLY if answers or dig(tweet, "in_reply_to_status_id") else Verb.POST


def _with_links(text: str, tweet: Any) -> str:  # noqa: ANN401
    links = dig(tweet, "entities", "urls")
    for link in links[:20] if isinstance(links, list) else ():
        if (short := said(link, "url")) and (real := said(link, "expanded_url")):
            text = text.replace(short, real[:2000])
    return text
