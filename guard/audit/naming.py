"""Who an endpoint is: an account and its owner, a reference that nobody has named yet, or a source of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from guard.model.account import Account
from guard.model.identity import Identity
from guard.model.route import Endpoint, Holding, Route, Source, SourceKind
from guard.model.sentence import Sentence
from guard.platforms import BadAccount, parse_account, platform_named

# A clock or a button is a place of its own in each file, whatever its text is written by.
_OF_ITS_OWN = frozenset({SourceKind.SCHEDULE, SourceKind.MANUAL})
_KINDS = {
    SourceKind.ACCOUNT: Sentence.of("account"),
    SourceKind.FEED: Sentence.of("feed"),
    SourceKind.SCHEDULE: Sentence.of("schedule"),
    SourceKind.MANUAL: Sentence.of("manual"),
    SourceKind.WEBHOOK: Sentence.of("webhook"),
    SourceKind.FORM: Sentence.of("form"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A point of the graph. Two endpoints are the same point where their keys are equal."""

    key: str
    account: Account | None = field(default=None, compare=False)
    ref: str | None = field(default=None, compare=False)
    """What stands for the account where the files do not show it."""
    platform: str | None = field(default=None, compare=False)
    owner: str | None = field(default=None, compare=False)
    """The id of the identity whose account this is."""
    shown: str = field(default="", compare=False)

    @property
    def unnamed(self) -> bool:
        """Whether this stands for an account that somebody could name."""
        return self.account is None and self.ref is not None


def partial(endpoint: Endpoint) -> bool:
    """Whether the file shows no more of the account than its server."""
    return (endpoint.account or "").startswith("@?")


def question(tool: str, endpoint: Endpoint) -> str | None:
    """The key under which the answer to "which account is this?" is kept; None where there is nothing to ask about.

    A reference alone stands for one account; with a channel in front it stands for that channel only.
    """
    if endpoint.ref and (not endpoint.account or partial(endpoint)):
        return f"{tool}:{endpoint.ref}"
    what = " ".join(part for part in (endpoint.account, endpoint.ref) if part)
    return f"{tool}:{what}" if what else None


class Namer:
    """Names endpoints by the identities' accounts and by kept answers. Equal endpoints get equal nodes."""

    def __init__(self, identities: Iterable[Identity] = (), answers: Mapping[str, str] | None = None) -> None:
        self.identities = tuple(identities)
        self._owners = {account.key: one.id for one in self.identities for account in one.accounts}
        self._answers = {key: parse_account(text) for key, text in (answers or {}).items()}
        self._known: dict[tuple[str | None, str | None, str | None], Node] = {}

    def ends(self, route: Route) -> tuple[Node, Node]:
        """Both ends of a route."""
        where = (route.place.file, route.name)
        alone = route.source.kind in _OF_ITS_OWN
        return (
            self._node(route.tool, route.source, (route.source.kind, *where), alone=alone),
            self._node(route.tool, route.destination, ("to", *where)),
        )

    def held(self, holding: Holding) -> Node:
        """The account that a tool holds."""
        return self._node(holding.tool, holding.endpoint, ("held", str(holding.place)))

    def of(self, account: Account) -> Node:
        """The node of an account."""
        return Node(account.key, account, None, account.platform, self._owners.get(account.key), str(account))

    def _node(self, tool: str, end: Endpoint, place: tuple[str, ...], *, alone: bool = False) -> Node:
        """The answer wins over the file, what the file shows over what stands for it, and both over the place."""
        answer = self._answers and (
            self._answers.get(f"{tool}:{end.ref}") or self._answers.get(f"{tool}:{end.account}")
        )
        if answer:
            return self.of(answer)
        known = self._known.get((end.platform, end.account, end.ref))
        if known is None:
            known = self._known[end.platform, end.account, end.ref] = self._read(end)
        if known.account is None and (alone or known.ref is None):
            return Node(f"{known.key}|{'|'.join(place)}", None, None, end.platform, None, _called(end))
        return known

    def _read(self, end: Endpoint) -> Node:
        account = _account(end)
        if account and (account.key in self._owners or not _local(end)):
            return self.of(account)
        shown = f"{end.shown} [{end.ref}]" if end.account and end.ref else end.shown
        ref = " ".join(part for part in (end.account, end.ref) if part) or None
        return Node(f"{end.platform}|{end.account or ''}|{end.ref or ''}", account, ref, end.platform, None, shown)


def _account(end: Endpoint) -> Account | None:
    """The account that the file shows, or None where it shows none or one that its platform does not know."""
    if not end.account or not end.platform or partial(end):
        return None
    try:
        return parse_account(end.account, end.platform)
    except BadAccount:
        # An address on the web is a feed or a request, no account; a channel of a service without data is one.
        unlike = "://" in end.account or platform_named(end.platform) is not None
        return None if unlike else Account(end.platform, end.account, end.account)


def _local(end: Endpoint) -> bool:
    """Whether the name is one of many equal ones: a ``#general`` is told apart only by the server it is on."""
    return bool(end.ref) and (end.account or "").startswith("#")


def _called(end: Endpoint) -> str:
    """An end without an account, in words: ``schedule: ai``."""
    kind = _KINDS.get(end.kind) if isinstance(end, Source) else None
    what = end.account or end.ref or end.platform
    if kind and what and what != kind:
        return Sentence.of("{kind}: {what}", kind=kind, what=what)
    return kind or what or Sentence.of("unknown")
