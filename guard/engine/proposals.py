"""From the accounts that tools hold to a first idea of who is who. Only an idea: the person decides."""

import getpass
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from guard.model.account import Account
from guard.model.route import Endpoint, RouteClass, Snapshot
from guard.platforms import BadAccount, load, parse_account

ME = "me"


@dataclass(slots=True)
class Proposal:
    """An identity as it might be."""

    id: str
    name: str
    kind: str
    accounts: list[Account] = field(default_factory=list)


def accounts(snapshot: Snapshot) -> dict[Account, str]:
    """Every account that the files show by name, with the file where it was seen first."""
    found: dict[Account, str] = {}
    for endpoint, file in _ends(snapshot):
        account = _account(endpoint)
        if account:
            found.setdefault(account, file)
    return found


def proposals(found: Iterable[Account], login: str = "") -> list[Proposal]:
    """The person at this machine, and a brand for each other name. A brand is guarded: the guess errs to that side."""
    login = (login or _login()).lower()
    me = Proposal(ME, "Me", "person")
    brands: list[Proposal] = []
    for account in found:
        stem = _stem(account.handle).lower()
        if login and stem and (stem in login or login in stem):
            me.accounts.append(account)
            continue
        brand = next((one for one in brands if _alike(one.id, stem)), None)
        if brand is None:
            name = "".join(letter for letter in stem if letter.isalnum() or letter in "-_") or account.platform
            brand = Proposal(f"{name}-brand" if name == ME else name, _stem(account.shown or account.handle), "brand")
            brands.append(brand)
        brand.accounts.append(account)
    return [me, *brands]


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one brand's: ``acme`` and ``acmehq``."""
    return one == other or (min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one)))


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _ends(snapshot: Snapshot) -> Iterator[tuple[Endpoint, str]]:
    for holding in snapshot.holdings:
        yield holding.endpoint, holding.place.file
    for route in snapshot.routes:
        if route.kind is not RouteClass.POST:
            continue  # a chat room or the owner's own device is nobody's account
        yield route.destination, route.place.file
        yield route.source, route.place.file


def _account(endpoint: Endpoint) -> Account | None:
    if not endpoint.account or endpoint.account.startswith("@?") or endpoint.platform not in load():
        return None
    try:
        return parse_account(endpoint.account, endpoint.platform)
    except BadAccount:
        return None


def _stem(handle: str) -> str:
    """The part of the handle that is the owner's name: ``redcross`` of ``@redcross@mastodon.social``."""
    return handle.lstrip("@#!").split("@")[0].split("/")[-1].split(".")[0]
