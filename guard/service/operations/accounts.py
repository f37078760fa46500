"""The operation ``account``: which account some words mean, for a form that is being filled in."""

from guard.platforms import BadAccount, load, parse_account
from guard.protocol.replies import AccountReply
from guard.workspace import Workspace


def account(text: str, workspace: Workspace) -> AccountReply:
    """The account in normal form and whose it is, or what to write instead."""
    try:
        found = parse_account(text)
    except BadAccount as error:
        said = str(error)
        return AccountReply(account="", platform="", problem=f"{said[:1].upper()}{said[1:]}.")
    owner = next((one.id for one in workspace.identities if found in one.accounts), None)
    return AccountReply(account=str(found), platform=load()[found.platform].name, problem="", owner=owner)
