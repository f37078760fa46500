"""A program by which a brand posts besides this desk: named in the workspace, its posts are no strays."""

from guard.files import turn
from guard.workspace.edit import Draft
from guard.workspace.paths import Paths


def know_client(paths: Paths, brand: str, client: str) -> None:
    """Adds it to the brand's ``[[watch]]``; raises WorkspaceError and OSError, and then nothing was changed."""
    with turn(paths.turn):
        draft = Draft(paths.workspace, paths.organisation)
        for number, table in enumerate(draft.tables("watch")):
            if table.get("brand") == brand:
                have = list(table.get("clients", []))
                draft.amend("watch", {"clients": [*have, *([client] if client not in have else [])]}, number)
                draft.save()
                return
