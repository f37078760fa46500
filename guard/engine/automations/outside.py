"""Requests, mails, rooms and topics: whether nobody else can come to read what is sent there."""

import re

from guard.engine.automations.effect import Effect, sends, sets_off
from guard.engine.automations.tables import table

_LONGEST_LIST = 2_000
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_HOST = re.compile(r"(?i)^https?://(?:[^/@?#]*@)?([a-z0-9.-]+|\[[0-9a-f:]+\])(?=[/:?#]|$)")
_ACTS = re.compile(
    r"(?i)(?:^|[/?&=._~-])(?:(?:web)?hooks?|catch|trigger\w*|publish\w*|send\w*|notify\w*|dispatch\w*|announce\w*"
    r"|broadcast\w*|toot\w*|tweet|share|say|fire|emit|run|exec\w*|start|create\w*|submit|post)(?=$|[/?&=._~-])"
    r"|[?&]_?method="
)
_CONTENT = re.compile(
    r"^\{\{[^{}]*[.\['\"](?:link|guid|permalink|href|src|feed_?url|rss|xml_?url|image|image_?url|thumbnail(?:_?url)?|media_?url"
    r"|photo(?:_?url)?|picture|pdf|pdf_?url|file_?url|download_?url|web_?content_?link|web_?view_?link|article_?url"
    r"|page_?url|source_?url|job_?url|product_?url)['\"\]]?\s*\}\}$",
    re.IGNORECASE,
)
_ASKS_THE_BOT = re.compile(r"(?i)/bot[^/]*/get\w+$|/file/bot")
_TOOLS_OF_A_MODEL = re.compile(r"(?i)mcp|connector_id|code_interpreter|computer_use")
_MAIL = re.compile(r"([a-z]+(?:[.-][a-z]+)?)@([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_FOR_MANY = re.compile(
    r"(?i)post|blog|news|list|publi|press|wordpress|announce|all$|^all|team|everyone|members?|subscribers?|social|bot|robot"
    r"|customers?|clients?|friends|fans|readers?|users|contacts|verteiler|kunden|presse|leser|abonnent|secret|geheim"
    r"|trigger|hook|inbox|in$|upload|submit|group|forum|community|sms|fax|wall|feed|parse"
)
_OWN_ROOM = re.compile(r"(?i)\b(admin|ops|alerts?|errors?|logs?|monitor\w*|debug|internal|dev|devops|oncall|test)\b")


def request(step: str, method: str, url: str, body: str = "") -> Effect | None:
    """A request as far as it is written out; expressions stand in the address as ``{{ … }}`` or ``$NAME``."""
    hosts = table("hosts")
    found = _HOST.match(url)
    host = found[1].lower() if found else ""
    rest = url[found.end() :] if found else url
    if method.upper() in _READS and not body:
        if not host:
            return None if _CONTENT.match(url.strip()) else sends(step, "")
        if hosts["relays"].has_host(host) and not _ASKS_THE_BOT.search(rest.partition("?")[0]):
            return sets_off(step)
        # What follows the host is part of the question, unless the whole of it is unknown.
        if _ACTS.search(rest) or re.match(r"(?::\d+)?/?(?:\{\{|\$)", rest):
            return sets_off(step)
        return None
    if host and hosts["asked"].has_host(host) and not _TOOLS_OF_A_MODEL.search(body):
        return None
    return sends(step, host)


def to_one_person(*fields: str) -> bool:
    """Whether a mail goes to people by their names, so that no machine publishes it and no list passes it on."""
    if sum(map(len, fields)) > _LONGEST_LIST:
        return False
    addresses = [one.strip() for field in fields for one in re.split(r"[,;]", field) if one.strip()]
    for address in addresses:
        found = _MAIL.fullmatch(re.sub(r"^.*<(.*)>$", r"\1", address))
        if not found or table("hosts")["post_by_mail"].has_host(found[2]):
            return False
        if _FOR_MANY.search(found[1]) or _FOR_MANY.search(" ".join(found[2].split(".")[:-2])):
            return False
    return bool(addresses)


def is_own_room(name: str) -> bool:
    """Whether a team's room is called like one for alarms."""
    return _OWN_ROOM.search(name.replace("_", " ")) is not None


def speaks_of_posting(text: str) -> bool:
    """Whether a name says that something is posted."""
    return _SPEAKS.search(text) is not None


_SPEAKS = re.compile(
    r"(?i)(?<![a-z])(?:toots?|tweet\w*|twitter|mastodon|bluesky|bsky|skeets?|facebook|instagram|linkedin|threads|tiktok|reddit"
    r"|tumblr|fediverse|social|socials|announce\w*|publish\w*|newsletter|cross_?post\w*|repost\w*|syndicat\w*|buffer|hootsuite"
    r"|ifttt|zapier|discord|telegram|slack|nostr|misskey|pixelfed|lemmy|youtube|postiz|mixpost)(?![a-z])"
)
