"""Somebody is drawn into a complaint who had nothing to do with it."""

import re
from collections.abc import Iterator

from guard.checks.post import Post
from guard.model.attempt import Verb
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_TROUBLE = re.compile(
    r"\b(?:sorry|apologi[sz]e|apolog(?:y|ies)|inconvenience|complain\w*|refund\w*|compensat\w*|disappoint\w*|unacceptable"
    r"|tut uns (?:sehr |wirklich |furchtbar )?leid|entschuldig\w*|beschwer\w*|reklam\w*|erstatt\w*|unannehmlichkeit\w*"
    r"|bedauern|enttäusch\w*)\b",
    re.IGNORECASE,
)
_POSTS_KNOWN = 30


def stranger_mentioned(post: Post) -> Iterator[Signal]:
    """One note for each account that a brand never spoke with, besides those that its reply begins with."""
    if post.attempt.verb is not Verb.REPLY or len(post.tokens.mentions) < 2 or not _TROUBLE.search(post.text):
        return
    own = {account.handle.lstrip("@").casefold() for one in post.identities for account in one.accounts}
    answered = _answered(post)
    for owner in post.brands:
        past = post.past_of(owner)
        if past.posts < _POSTS_KNOWN or not past.mentions:
            continue
        for mention in post.tokens.mentions:
            if mention.folded in past.mentions or mention.folded in own or mention.folded in answered:
                continue
            pattern = "{owner} has never spoken with {handle}, and this answers a complaint of somebody else."
            text = Sentence.of(pattern, owner=owner.name, handle=f"@{mention.text}")
            spots = (Spot(mention.start, mention.end),)
            yield Signal("stranger-mentioned", Severity.NOTE, text, "", Confidence.LOW, spots)


def _answered(post: Post) -> set[str]:
    """The accounts that the reply begins with; the first of all where it begins with words."""
    at, found = 0, set[str]()
    for mention in post.tokens.mentions:
        if post.text[at : mention.start].strip(" \n,.:&"):
            break
        found.add(mention.folded)
        at = mention.end
    return found or {post.tokens.mentions[0].folded}
