"""The right accounts for what was about to leave from the wrong one."""

from collections.abc import Mapping

from guard.engine.stake import Owners
from guard.model.attempt import Attempt, Verb
from guard.model.identity import Identity
from guard.platforms import compose_url, platform_name
from guard.protocol.card import Badge, Rescue
from guard.workspace import Workspace

_WRITTEN = frozenset({Verb.POST, Verb.REPLY, Verb.SCHEDULE})
"""What can be written somewhere else instead. A like or a deletion cannot."""


def rescues(attempt: Attempt, owners: Owners, workspace: Workspace, known: Mapping[str, Badge]) -> list[Rescue]:
    """Own accounts that it does not go to already: on the same platform first, then those with a page to write on."""
    own = _own(attempt, owners, workspace)
    if own is None or attempt.verb not in _WRITTEN:
        return []
    platforms = {account.platform for account in attempt.destinations}
    accounts = [account for account in own.accounts if account not in attempt.destinations]
    found = [
        (account.platform not in platforms, not (url := compose_url(account, attempt.text)), account, url)
        for account in accounts
    ]
    return [
        Rescue(str(account), platform_name(account.platform), known[own.id], url)
        for *_, account, url in sorted(found, key=lambda entry: entry[:2])
    ]


def _own(attempt: Attempt, owners: Owners, workspace: Workspace) -> Identity | None:
    """Whose account it should have been: the worn hat's, unless that is where it goes; then the only person's."""
    posting = {owners.of(account) for account in attempt.destinations}
    if owners.worn is not None and owners.worn not in posting:
        return owners.worn
    return workspace.only_person or owners.worn
