"""The changes that the operation ``change`` knows: what each is called, and the values that it takes."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct, field

from guard.protocol.requests import Edit


class IdentityPut(Struct, frozen=True, forbid_unknown_fields=True):
    """Makes an identity, or makes the one of this id what is said here."""

    id: str
    kind: str
    name: str = ""
    color: str = ""
    accounts: list[str] = []
    folders: list[str] = []
    hours: list[str] = []
    session: str = ""
    unguarded: str = ""
    hashtags: list[str] = []
    confirm_hashtags: bool = False
    names: list[str] = []
    sites: list[str] = []
    topics: list[str] = []
    checklist: list[str] = []
    checklist_for: list[str] = []
    second_look: list[str] = []


class IdentityRemove(Struct, frozen=True, forbid_unknown_fields=True):
    """Removes an identity, and the policies that name it."""

    id: str


class PolicyRow(Struct, frozen=True, forbid_unknown_fields=True):
    """One policy."""

    source: str = field(name="from")
    destination: str = field(name="to")
    decision: str


class PoliciesPut(Struct, frozen=True, forbid_unknown_fields=True):
    """The user's policies are these, asked in this order."""

    policies: list[PolicyRow]


class CredentialPut(Struct, frozen=True, forbid_unknown_fields=True):
    """Which account an unnamed credential is."""

    key: str
    account: str


class ToolsPut(Struct, frozen=True, forbid_unknown_fields=True):
    """The files and folders whose configurations count."""

    paths: list[str]


class HoldPut(Struct, frozen=True, forbid_unknown_fields=True):
    """How long a hold waits."""

    wait: str


class DeskPut(Struct, frozen=True, forbid_unknown_fields=True):
    """When a brand's hat is taken off."""

    idle: str


class LanguagePut(Struct, frozen=True, forbid_unknown_fields=True):
    """The language of every sentence for people."""

    language: str


class ChecksPut(Struct, frozen=True, forbid_unknown_fields=True):
    """What the content checks may do at this desk."""

    off: list[str] = []
    hold: list[str] = []
    links: bool = False
    drills: bool = False


Change = (
    IdentityPut | IdentityRemove | PoliciesPut | CredentialPut | ToolsPut | HoldPut | DeskPut | LanguagePut | ChecksPut
)

SHAPES: Mapping[str, type[Change]] = {
    "identity-put": IdentityPut,
    "identity-remove": IdentityRemove,
    "policies-put": PoliciesPut,
    "credential-put": CredentialPut,
    "tools-put": ToolsPut,
    "hold-put": HoldPut,
    "desk-put": DeskPut,
    "language-put": LanguagePut,
    "checks-put": ChecksPut,
}

EDITS: Mapping[str, str] = {
    "identity-put": "`id`, `kind` (`brand` or `person`), and where there are any: `name`, `color` (`#rrggbb`), "
    "`accounts`, `folders`, `hours` (`Mon-Fri 08:00-18:00`), `session` (`25m`), `unguarded` (`block` or "
    "`pass`); what a brand wants looked at: `hashtags` and `sites` of its own, `names` that are spelt as they are "
    "meant, `confirm_hashtags` (whether every new one is asked about), `topics` that it speaks of every day, "
    "`checklist` and `checklist_for` (verbs; empty means `post` and `schedule`), `second_look` (checks after which a "
    "colleague looks; `*` means always). The identity is exactly this "
    "afterwards: what is left out or empty is taken away, a colour that is left out is chosen. What the organisation "
    "says of it stays, and cannot be taken away.",
    "identity-remove": "`id`. The policies that name it go with it; its accounts belong to nobody, so posts to them "
    "are held.",
    "policies-put": "`policies`: a list of `{from, to, decision}`; `from` and `to` are an id, `person`, `brand` or "
    "`*`, `decision` is `allow`, `hold` or `deny`. The first that speaks of a pair counts. They replace the user's; "
    "the organisation's stay and are asked first.",
    "credential-put": "`key` as `unnamed` gives it, and `account` (`x:@RedCross`); an empty one forgets the answer.",
    "tools-put": "`paths`: every file and folder whose configurations count; they replace the user's, the "
    "organisation's stay.",
    "hold-put": "`wait`: how long a hold waits for its answer, from `10s` to `30m`; empty means `2m`.",
    "desk-put": "`idle`: after how long without a hand on the desk a brand's hat is taken off, from `10s` to `12h`; "
    "empty means `5m`.",
    "language-put": "`language`: `en` or `de`; empty means the desktop's.",
    "checks-put": "`off`: the checks that are not asked; `hold`: those that hold a post by themselves; `links`: "
    "whether links may be looked up in the web; `drills`: whether a made-up slip is shown once a month. Checks are "
    "named as in `checks` of the settings. They replace the user's; what the organisation has switched off or lets "
    "hold stays.",
}
"""What each change does with its values, for PROTOCOL.md."""

_NAMES: Mapping[type[Change], str] = {shape: name for name, shape in SHAPES.items()}


def edit(change: Change) -> Edit:
    """The change as it is sent."""
    return Edit(what=_NAMES[type(change)], values=msgspec.to_builtins(change))


def change_of(edit: Edit) -> Change:
    """The change that was sent; raises msgspec.ValidationError where its values do not fit."""
    shape = SHAPES.get(edit.what)
    if shape is None:
        raise msgspec.ValidationError(f"there is no change `{edit.what}`; known are {', '.join(SHAPES)}")
    return msgspec.convert(edit.values, shape)
