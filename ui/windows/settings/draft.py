"""The workspace as the window will leave it. No Qt: what the pages change, and the request that comes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from guard.protocol.edits import (
    Change,
    ChecksPut,
    CredentialPut,
    DeskPut,
    HoldPut,
    IdentityPut,
    IdentityRemove,
    LanguagePut,
    PoliciesPut,
    PolicyRow,
    ToolsPut,
    edit,
)
from guard.protocol.replies import CheckSetting, IdentitySetting, PolicySetting, SettingsReply
from guard.protocol.requests import Edit
from ui.windows.forms.ids import free_id

_NEW = "?"
"""How the id of an identity begins that the engine does not know yet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the engine said, and what the person wants instead."""

    base: SettingsReply
    identities: tuple[IdentitySetting, ...]
    policies: tuple[PolicySetting, ...]
    tools: tuple[str, ...]
    wait: str
    idle: str
    language: str = ""
    first_language: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    """Accounts of unnamed credentials, by their keys."""
    checks: tuple[CheckSetting, ...] = ()
    links: bool = False
    drills: bool = False

    @classmethod
    def of(cls, base: SettingsReply, language: str = "") -> "Draft":
        """Nothing is changed yet."""
        return cls(
            base=base,
            identities=tuple(base.identities),
            policies=tuple(base.policies),
            tools=tuple(base.tools),
            wait=base.wait,
            idle=base.idle,
            language=language,
            first_language=language,
            checks=tuple(base.checks),
            links=base.links,
            drills=base.drills,
        )

    def identity(self, name: str) -> IdentitySetting | None:
        """The identity with this id."""
        return next((one for one in self.identities if one.id == name), None)

    def with_identity(self, wanted: IdentitySetting) -> "Draft":
        """This identity instead of the one of its id, or as one more."""
        if self.identity(wanted.id) is None:
            return replace(self, identities=(*self.identities, wanted))
        return replace(self, identities=tuple(wanted if one.id == wanted.id else one for one in self.identities))

    def without_identity(self, name: str) -> "Draft":
        """It is gone, and so are the policies that name it."""
        left = tuple(one for one in self.policies if name not in (one.source, one.destination))
        return replace(self, identities=tuple(one for one in self.identities if one.id != name), policies=left)

    def owner(self, account: str, but: str = "") -> str:
        """The name of the identity that has this account, other than the one with the id ``but``; else empty."""
        wanted = account.casefold()
        for one in self.identities:
            if one.id != but and any(own.casefold() == wanted for own in one.accounts):
                return one.name
        return ""

    def new_id(self) -> str:
        """An id for an identity that has no name yet; the real one is made of the name it will have."""
        taken = {one.id for one in self.identities}
        return next(name for number in count(1) if (name := f"{_NEW}{number}") not in taken)

    def is_new(self, name: str) -> bool:
        """Whether the engine does not know this identity yet."""
        return name.startswith(_NEW)

    @property
    def edits(self) -> list[Edit]:
        """What is to be changed, and nothing else."""
        changes: list[Change] = [*self._identity_changes(), *self._policy_changes()]
        changes += [CredentialPut(key, account) for key, account in self.answers.items() if account]
        if list(self.tools) != self.base.tools:
            changes.append(ToolsPut(list(self.tools)))
        if self.wait != self.base.wait:
            changes.append(HoldPut(self.wait))
        if self.idle != self.base.idle:
            changes.append(DeskPut(self.idle))
        if self.language != self.first_language:
            changes.append(LanguagePut(self.language))
        changes += self._check_changes()
        return [edit(change) for change in changes]

    def _identity_changes(self) -> Iterator[Change]:
        ids = self._ids()
        yield from (IdentityRemove(one.id) for one in self.base.identities if one.id not in ids)
        yield from (put(one, ids[one.id]) for one in self.identities if one not in self.base.identities)

    def _policy_changes(self) -> Iterator[Change]:
        own = [one for one in self.policies if not one.locked]
        if own != [one for one in self.base.policies if not one.locked]:
            ids = self._ids()
            ends = ((ids.get(one.source, one.source), ids.get(one.destination, one.destination)) for one in own)
            yield PoliciesPut([PolicyRow(*pair, one.decision) for pair, one in zip(ends, own, strict=True)])

    def _check_changes(self) -> Iterator[Change]:
        base = (tuple(self.base.checks), self.base.links, self.base.drills)
        if (self.checks, self.links, self.drills) != base:
            off, hold = ([one.id for one in self.checks if one.does == does] for does in ("off", "hold"))
            yield ChecksPut(off, hold, self.links, self.drills)

    def _ids(self) -> dict[str, str]:
        """The id that each identity will have."""
        ids = {one.id: one.id for one in self.identities if not self.is_new(one.id)}
        for one in self.identities:
            if self.is_new(one.id):
                ids[one.id] = free_id(one.name, set(ids.values()))
        return ids


def put(one: IdentitySetting, name: str) -> IdentityPut:
    """The change that makes the identity of this id so."""
    return IdentityPut(
        id=name,
        kind=one.kind,
        name=one.name,
        color=one.color,
        accounts=one.accounts,
        folders=one.folders,
        hours=one.hours,
        session=one.session,
        unguarded=one.unguarded,
        hashtags=one.hashtags,
        confirm_hashtags=one.confirm_hashtags,
        names=one.names,
        sites=one.sites,
        topics=one.topics,
        checklist=one.checklist,
        checklist_for=one.checklist_for,
        second_look=one.second_look,
    )
