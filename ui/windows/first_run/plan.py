"""What the person has said so far, and the one request that comes of it. No Qt."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from guard.protocol.edits import Change, CredentialPut, IdentityPut, ToolsPut, edit
from guard.protocol.replies import Found, Unnamed
from guard.protocol.requests import Edit
from ui.windows.forms.ids import free_id

ME = "me"
NOBODY = ""
_SESSION = "25m"
"""How long a brand's hat is worn."""


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand the person posts for."""

    name: str = ""
    color: str = ""
    accounts: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was said of it."""
        return not (self.name or self.accounts)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything said so far."""

    name: str = ""
    accounts: tuple[str, ...] = ()
    """The person's own."""
    color: str = ""
    found: Found = field(default_factory=lambda: Found([], [], 0, [], []))
    brands: tuple[Brand, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def found_accounts(self) -> tuple[str, ...]:
        """What the search found, mine first."""
        return tuple(account for one in self.found.identities for account in one.accounts)

    def owner(self, account: str, but: str = "?") -> str:
        """The name of whoever has this account, other than ``but``; empty where nobody does."""
        wanted = account.casefold()
        everyone = [(ME, self.name, self.accounts), *((b.name, b.name, b.accounts) for b in self.brands)]
        return next(
            (name for key, name, own in everyone if key != but and wanted in {each.casefold() for each in own}), ""
        )

    def with_found(self, found: Found) -> "Plan":
        """The proposals taken over: mine are what was typed as mine, what is called like it, and what has my name."""
        plan = replace(self, found=found)
        mine = {_stem(account) for account in self.accounts} | _names(self.name)
        for one in found.identities:
            for account in one.accounts:
                if not plan.owner(account):
                    plan = plan.given(account, ME if one.kind == "person" or _stem(account) in mine else one.name)
        return plan

    def given(self, account: str, to: str) -> "Plan":
        """The account belongs to ``to`` now: ``ME``, the name of a brand, or ``NOBODY``."""
        names = [brand.name for brand in self.brands]
        brands = [*self.brands] if to in (ME, NOBODY, *names) else [*self.brands, Brand(to)]
        proposed = {one.name for one in self.found.identities}
        moved = tuple(
            replace(brand, accounts=_moved(brand.accounts, account, there=brand.name == to)) for brand in brands
        )
        return replace(
            self,
            accounts=_moved(self.accounts, account, there=to == ME),
            brands=tuple(brand for brand in moved if brand.accounts or brand.name not in proposed),
        )

    @property
    def guarded(self) -> tuple[Brand, ...]:
        """The brands of which something was said."""
        return tuple(brand for brand in self.brands if not brand.empty)

    @property
    def questions(self) -> tuple[Unnamed, ...]:
        """The credentials that nobody has named."""
        return tuple(self.found.unnamed)

    @property
    def edits(self) -> list[Edit]:
        """What is to be written."""
        return [edit(change) for change in self._changes()]

    def _changes(self) -> Iterator[Change]:
        yield IdentityPut(id=ME, kind="person", name=self.name, color=self.color, accounts=list(self.accounts))
        taken = {ME}
        for brand in self.guarded:
            name = free_id(brand.name, taken)
            taken.add(name)
            accounts = list(brand.accounts)
            yield IdentityPut(name, "brand", brand.name, brand.color, accounts, session=_SESSION)
        if self.found.tools:
            yield ToolsPut(list(self.found.tools))
        yield from (CredentialPut(key, account) for key, account in self.answers.items() if account)


def _stem(account: str) -> str:
    """The owner's own name in an account: ``jo`` of ``mastodon:@jo@social.example``."""
    return account.partition(":")[2].lstrip("@").partition("@")[0].partition(".")[0].casefold()


def _names(name: str) -> set[str]:
    """How somebody of this name may be called in an account: ``mara``, ``lindqvist``, ``maralindqvist``."""
    words = [word for word in name.casefold().split() if len(word) > 2]
    return {*words, "".join(words), "_".join(words), "-".join(words)} - {""}


def _moved(accounts: tuple[str, ...], account: str, *, there: bool) -> tuple[str, ...]:
    """The accounts with this one at the end, or without it."""
    left = tuple(each for each in accounts if each.casefold() != account.casefold())
    return (*left, account) if there else left
