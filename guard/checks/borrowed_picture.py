"""A reply with a link that shows somebody else's picture: what was pasted may be what the stranger had sent."""

import re
from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading import host_names
from guard.checks.reading.link_facts import host_of, names, path_of
from guard.model.attempt import Verb
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.platforms.weblinks import WebLink

_PHOTO = re.compile(r"/(?P<who>\w{1,15})/status(?:es)?/\d+/(?:photo|video)/\d")
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|heic|mp4|mov|webm)(?:[?:#]|\Z)")


def borrowed_picture(post: Post) -> Iterator[Signal]:
    """One signal for each such link in a brand's reply or message; its own pictures and hosts are no concern."""
    if not post.brands or not post.tokens.links or not _answers(post):
        return
    usual = host_names.usual_hosts(post)
    own = {account.handle.lstrip("@") for one in post.identities for account in one.accounts}
    for link in post.tokens.links:
        if _shows(link, own) and not host_names.is_under(host_of(link), usual):
            pattern = "This link shows a picture that lies at {host}: whose is it, and what does it show?"
            text = Sentence.of(pattern, host=host_of(link))
            spot = Spot(link.start, link.end)
            yield Signal("borrowed-picture", Severity.MEDIUM, text, "", Confidence.MEDIUM, (spot,))


def _answers(post: Post) -> bool:
    first = post.tokens.mentions[:1]
    leads = bool(first) and not post.text[: first[0].start].strip(" .")
    return post.attempt.verb in (Verb.REPLY, Verb.MESSAGE) or leads


def _shows(link: WebLink, own: set[str]) -> bool:
    host, path = host_of(link), path_of(link)
    if host in names("pictures", "pages"):
        photo = _PHOTO.match(path)
        return bool(photo) and photo["who"] not in own if photo else False
    if host in names("pictures", "hosts"):
        return len(path) > 1
    return bool(_FILE.search(path)) or host_names.is_under(host, names("pictures", "under"))
