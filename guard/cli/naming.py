"""Arguments that name an identity; a shell completes them from the workspace."""

from argparse import ArgumentParser, Namespace

from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.workspace import WorkspaceError


def add_identity(parser: ArgumentParser, name: str = "identity", text: str = "the identity's id") -> None:
    """The argument, with the identities as its completions; an option is kept as ``identity`` too."""
    if name.startswith("-"):
        argument = parser.add_argument(name, dest="identity", metavar="IDENTITY", help=text)
    else:
        argument = parser.add_argument(name, help=text)
    vars(argument)["completer"] = _identities  # what argcomplete looks for


def _identities(parsed_args: Namespace, **_: object) -> list[str]:
    """All ids; none where the workspace cannot be used, for a half-typed line is no place to say so."""
    try:
        return [identity.id for identity in Desk(parsed_args.workspace).workspace.identities]
    except (WorkspaceError, Failure, OSError):
        return []
