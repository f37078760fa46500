"""The workspace: who is who, in ``hatcheck.toml``, in three layers (built-in, organisation, user)."""

from guard.workspace.load import load
from guard.workspace.problems import Problem, WorkspaceError
from guard.workspace.values import Colleague, Ignore, Reviewed, Workspace

__all__ = ["Colleague", "Ignore", "Problem", "Reviewed", "Workspace", "WorkspaceError", "load"]
