"""The pictures of this desk: looked at in a process of their own, compared with those in the identities' folders."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from guard.model.look import Look
from guard.pictures.looker import Asked, Looker
from guard.workspace import Workspace


class Pictures:
    """Looks at files; for any number of threads. The process that looks starts with the first file."""

    def __init__(self, index: Path | None) -> None:
        self._index = index
        self._looker = Looker(index)

    def look(self, asked: Sequence[Asked], workspace: Workspace) -> Mapping[str, Look]:
        """What is seen in each; blocks, at most two seconds for a file and four for all."""
        self.furnish(workspace)
        return self._looker.look(asked)

    def furnish(self, workspace: Workspace) -> None:
        """From the next file on: whose each folder is."""
        folders = folders_of(workspace)
        if self._looker.setup != (folders, workspace.checking.model):
            self._looker.furnish(self._index, folders, workspace.checking.model)

    def close(self) -> None:
        """Ends the process that looks."""
        self._looker.close()


def folders_of(workspace: Workspace) -> dict[str, str]:
    """Each folder whose pictures are known, and the identity whose they are."""
    return {folder: one.id for one in workspace.identities for folder in one.folders}
