"""The audit of one desk: what its workspace adds to what was read, and whose content must not reach whom."""

from datetime import date
from typing import TYPE_CHECKING

from guard.model.decision import Verdict
from guard.model.policy import verdict_between
from guard.model.route import Snapshot
from guard.workspace import Workspace

if TYPE_CHECKING:
    from guard.audit import Baseline, Report


def by_hand(workspace: Workspace) -> Snapshot:
    """What lies in no file: it may be the missing link between the files."""
    return Snapshot(routes=workspace.routes, holdings=workspace.holdings)


def audited(
    workspace: Workspace, snapshot: Snapshot, *, today: date, baseline: "Baseline | None" = None, root: str = ""
) -> "Report":
    """The report on what was read, by this workspace's identities, answers, policies and ignores.

    Raises BadIgnore for an ignore of the workspace that cannot be used. ``root`` is the folder that files are told
    relative to.
    """
    from guard import audit

    return audit.audit(
        snapshot,
        workspace.identities,
        workspace.credentials,
        today=today,
        forbidden=lambda source, destination: _forbidden(workspace, source, destination),
        baseline=baseline,
        ignores=workspace.ignores,
        root=root,
    )


def _forbidden(workspace: Workspace, source: str, destination: str) -> bool:
    ends = workspace.identity(source), workspace.identity(destination)
    return ends[1] is not None and verdict_between(workspace.policies, ends[0], ends[1]) is not Verdict.ALLOW
