"""A program by which a brand posts besides this desk: named in the workspace, its posts are no strays."""

from guard.files import turn
from guard.workspace.edit import Draft
from guard.workspace.load import load
from guard.workspace.paths import Paths


def know_client(paths: Paths, brand: str, client: str) -> None:
    """Adds it to the brand's ``[[watch]]`` in the user's file, which is made where only the organisation's has one.

    Raises WorkspaceError and OSError, and then nothing was changed.
    """
    with turn(paths.turn):
        load(paths.workspace, paths.organisation)
        draft = Draft(paths.workspace, paths.organisation)
        for number, table in enumerate(draft.tables("watch")):
            if table.get("brand") == brand:
                named = table.get("clients", [])
                have = [named] if isinstance(named, str) else list(named)
                if client.casefold() not in {one.casefold() for one in have}:
                    draft.amend("watch", {"clients": [*have, client]}, number)
                break
        else:
            draft.add("watch", {"brand": brand, "clients": [client]})
        draft.save()
