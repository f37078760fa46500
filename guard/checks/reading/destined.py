"""Where a brand's post goes: what the checks of fit ask."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.model.account import Account
from guard.model.attempt import Verb
from guard.model.identity import Identity

_PUBLIC = frozenset({Verb.POST, Verb.REPLY, Verb.SCHEDULE, Verb.EDIT})


def says_in_public(post: Post) -> bool:
    """Whether it shows words of its own where everybody can read them."""
    return post.worded and post.attempt.verb in _PUBLIC


def networks(post: Post) -> tuple[str, ...]:
    """The platforms on which it goes out in a brand's name, each once."""
    return tuple(dict.fromkeys(account.platform for account, _ in brands_accounts(post)))


def brands_accounts(post: Post) -> Iterator[tuple[Account, Identity]]:
    """The accounts of brands it goes out from, each with its brand."""
    for account in post.attempt.destinations:
        for brand in post.brands:
            if account in brand.accounts:
                yield account, brand
