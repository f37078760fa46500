"""Whose account acts in a page: from what the page tells to accounts of this desk, or to what is not known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from guard.model.account import Account
from guard.model.identity import Identity, IdentityKind
from guard.model.sentence import Sentence
from guard.platforms import BadAccount, load, parse_account, platform_name, server_of
from guard.workspace import Workspace

ANY_SERVICE = "*"
_TOLD = 12
"""Letters of what stands for an account that people are shown: enough to tell two apart."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as far as a page tells."""

    platform: str
    account: str = ""
    ref: str = ""
    """What stands for the account where it is not named; never a token."""
    host: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the actors come to."""

    destinations: tuple[Account, ...] = ()
    elsewhere: tuple[str, ...] = ()
    """Platforms where somebody acts who is nobody's here, and where no brand of this desk is."""
    unknown: tuple[str, ...] = ()
    """Why nobody can tell who acts, one sentence each."""
    unnamed: tuple[str, ...] = ()
    """Under which words an answer to "which account is this?" would be kept."""


class Cast:
    """The accounts of one workspace, as pages speak of them."""

    def __init__(self, workspace: Workspace, is_source: Callable[[Account], bool] = lambda _account: False) -> None:
        """``is_source`` tells of an account whether what is posted there is carried on to another one."""
        self._workspace, self._is_source = workspace, is_source
        self._owners = {account: one for one in workspace.identities for account in one.accounts}
        self._by_handle: Mapping[str, Account] = {account.handle: account for account in self._owners if _many(account)}
        brands = [account for account, one in self._owners.items() if one.kind is IdentityKind.BRAND]
        self.concerns = frozenset((account.platform, server_of(account)) for account in brands)
        """Where brands have accounts: a platform, and on one with many servers which."""
        self._servers = frozenset(host for _, host in self.concerns if host)

    def told(self, actors: Iterable[Actor]) -> Told:
        """What all of them come to; of nobody at all, nothing is known."""
        destinations: dict[Account, None] = {}
        elsewhere: dict[str, None] = {}
        unknown: dict[str, None] = {}
        unnamed: dict[str, None] = {}
        for actor in actors:
            account = self.account(actor)
            if account and (account in self._owners or self.concerned(actor) or self._is_source(account)):
                destinations[account] = None
                if account not in self._owners:
                    unnamed[key(actor)] = None  # an id may stand for an account that is somebody's here
            elif self.concerned(actor):
                unknown[_nobody_said(actor)] = None
                unnamed[key(actor)] = None
            else:
                elsewhere[actor.platform] = None
        return Told(tuple(destinations), tuple(elsewhere), tuple(unknown), tuple(one for one in unnamed if one))

    def account(self, actor: Actor) -> Account | None:
        """The account, where it is told or somebody has named it; else None."""
        if named := self._workspace.credentials.get(key(actor)):
            return parse_account(named)
        told, stands = _parsed(actor.account, actor.platform), _parsed(actor.ref, actor.platform)
        for account in (stands, told):  # an id that somebody here has tells more than a name that a page told
            if account and (owned := self._by_handle.get(account.handle, account)) in self._owners:
                return owned
        return told

    def owner(self, account: Account | None) -> Identity | None:
        """Whose account it is, or None."""
        return self._owners.get(account) if account else None

    def concerned(self, actor: Actor) -> bool:
        """Whether a brand may be the one who acts: it has an account there, or a service could reach it."""
        if actor.platform not in load():
            return bool(self.concerns)
        if actor.host in self._servers:
            return True  # one server speaks the interfaces of several platforms
        return (actor.platform, "") in self.concerns


def key(actor: Actor) -> str:
    """Under which words an answer to "which account is this?" is kept; empty where nothing stands for the account."""
    stands = actor.ref or actor.account
    return f"browser:{actor.platform} {stands}" if stands else ""


def _parsed(word: str, platform: str) -> Account | None:
    try:
        return parse_account(word, platform)
    except BadAccount:
        return None


def _many(account: Account) -> bool:
    """Whether the handle alone says on which server it is, so that the platform's name does not matter."""
    return bool(server_of(account)) and account.handle.startswith("@")


def _nobody_said(actor: Actor) -> Sentence:
    name = platform_name(actor.platform)
    if not key(actor):
        return Sentence.of("Nobody can tell which account on {platform} acts in the browser.", platform=name)
    return Sentence.of(
        "Nobody has said which account on {platform} acts in the browser ({ref}): name it in the settings.",
        platform=name,
        ref=(actor.ref or actor.account)[:_TOLD],
    )
