"""Incidents in a list, and in whose colours they are shown."""

from guard.engine.badges import badges
from guard.incident.deeds import title_of
from guard.languages import said
from guard.model.identity import Identity, IdentityKind
from guard.model.incident import Incident
from guard.protocol.card import Badge
from guard.protocol.incidents import IncidentLine
from guard.workspace import Workspace


def line_of(incident: Incident, workspace: Workspace, language: str) -> IncidentLine:
    """It in a list."""
    step = incident.current if not incident.closed else None
    return IncidentLine(
        incident=incident.id,
        badge=badge_of(incident, workspace),
        title=incident.title,
        opened=incident.opened.isoformat(),
        step=said(title_of(step), language) if step else "",
        closed=incident.closed.isoformat() if incident.closed else "",
        severity=incident.severity.value if incident.severity else "",
    )


def badge_of(incident: Incident, workspace: Workspace) -> Badge:
    """The brand's; of one that was taken out of the workspace, what is left of it."""
    known = badges(workspace.identities)
    gone = Identity(incident.brand, incident.brand or "?", IdentityKind.BRAND)
    return known.get(incident.brand) or badges((gone,))[gone.id]
