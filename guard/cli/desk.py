"""What the commands work with: the workspace, the state, the journal, the engine; each opened on first use."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from guard.cli.failure import Failure
from guard.files import from_home, turn
from guard.workspace import Workspace, WorkspaceError, where
from guard.workspace.load import load
from guard.workspace.paths import Paths

if TYPE_CHECKING:
    from guard.engine.state import State
    from guard.journal import Journal
    from guard.model.identity import Context, Identity
    from guard.workspace.edit import Draft


class Desk:
    """The user's own files, found once per command."""

    def __init__(self, workspace: str | None = None) -> None:
        self._named = workspace

    @cached_property
    def workspace_file(self) -> Path:
        """The user's workspace file, whether or not it exists."""
        return from_home(self._named) if self._named else where.user_file()

    @cached_property
    def organisation_file(self) -> Path:
        """The organisation's file, whether or not it exists."""
        return where.organisation_file()

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace of all layers; raises WorkspaceError, and Failure where there is none yet."""
        try:
            return load(self.workspace_file, self.organisation_file)
        except FileNotFoundError:
            raise Failure(
                f"There is no workspace at {self.workspace_file} yet. Write one with: hatcheck init"
            ) from None

    @contextmanager
    def draft(self) -> Iterator["Draft"]:
        """The user's file, to be changed within the block and written at its end, while no other command changes it.

        Raises WorkspaceError where it is broken already, and Failure where it would be afterwards.
        """
        from guard.workspace.edit import Draft

        with self.turn():
            if os.path.lexists(self.workspace_file):
                load(self.workspace_file, self.organisation_file)
            draft = Draft(self.workspace_file, self.organisation_file)
            yield draft
            try:
                draft.save()
            except WorkspaceError as error:
                raise Failure(f"Nothing was changed, for this would break the workspace:\n{error}") from None

    def turn(self) -> AbstractContextManager[None]:
        """The right to change the workspace or the state: commands at the same time must not undo each other."""
        return turn(self.paths.turn)

    @cached_property
    def paths(self) -> Paths:
        """Where the desk's files lie."""
        return Paths(self.workspace_file, self.organisation_file, where.state_folder())

    @property
    def state_folder(self) -> Path:
        """Where journal, state and cache lie."""
        return self.paths.folder

    @property
    def state_file(self) -> Path:
        """The hat that is worn, and who is frozen."""
        return self.paths.state

    @property
    def mirrors_file(self) -> Path:
        """What was read of the tools, kept until a file of theirs changes."""
        return self.paths.mirrors

    @property
    def journal_file(self) -> Path:
        """The journal's database."""
        return self.paths.journal

    def state(self) -> "State":
        """The state as it is now; raises Failure where it is broken."""
        from guard.engine import state

        try:
            return state.load(self.state_file)
        except state.BrokenState as error:
            raise Failure(str(error)) from None

    def context(self) -> "Context":
        """The hat that is worn now."""
        from guard.engine import clock, hat

        return hat.context(self.workspace, self.state(), clock.now())

    def journal(self) -> "Journal":
        """The journal, open for writing; a context manager."""
        from guard.journal import Journal

        return Journal.open(self.journal_file)

    def identity(self, name: str) -> "Identity":
        """The identity of this id; raises Failure with the ids there are."""
        found = self.workspace.identity(name)
        if found:
            return found
        known = ", ".join(identity.id for identity in self.workspace.identities) or "none yet: hatcheck identity add"
        raise Failure(f'There is no identity "{name}". Known are: {known}')
