"""The table of operations: who may ask for what, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass

from guard.protocol import incidents
from guard.protocol import replies as reply
from guard.protocol import requests as ask
from guard.protocol.desk import Desk
from guard.protocol.events import Briefing
from guard.protocol.requests import Role


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation."""

    request: type[ask.Request]
    reply: type
    roles: frozenset[Role]


_ANY = frozenset(Role)
_GATE = frozenset({Role.GATE})
_FACE = frozenset({Role.FACE})

OPERATIONS: tuple[Operation, ...] = (
    Operation(ask.Hello, reply.Welcome, _ANY),
    Operation(ask.Submit, reply.Settled, _GATE),
    Operation(ask.Command, reply.Settled, _GATE),
    Operation(ask.Withdraw, reply.Done, _GATE),
    Operation(ask.Report, reply.Done, _GATE),
    Operation(ask.Brief, Briefing, _GATE),
    Operation(ask.Acting, reply.ActingAs, _GATE),
    Operation(ask.Copied, reply.Done, _GATE),
    Operation(ask.Escaped, reply.Done, _GATE),
    Operation(ask.Preview, reply.Previewed, _GATE),
    Operation(ask.Raise, reply.Done, _GATE),
    Operation(ask.Watch, Desk, _FACE),
    Operation(ask.Show, reply.Shown, _FACE),
    Operation(ask.Answer, reply.Settled, _FACE),
    Operation(ask.Wear, Desk, _FACE),
    Operation(ask.Rest, Desk, _FACE),
    Operation(ask.Pause, Desk, _FACE),
    Operation(ask.Resume, Desk, _FACE),
    Operation(ask.Freeze, Desk, _FACE),
    Operation(ask.Unfreeze, Desk, _FACE),
    Operation(ask.Pictures, Desk, _FACE),
    Operation(ask.Drill, reply.Done, _FACE),
    Operation(incidents.Incidents, incidents.IncidentList, _FACE),
    Operation(incidents.OpenIncident, incidents.IncidentReply, _FACE),
    Operation(incidents.Excuse, Desk, _FACE),
    Operation(incidents.Listen, incidents.Talks, _FACE),
    Operation(incidents.ShowIncident, incidents.IncidentReply, _FACE),
    Operation(incidents.Act, incidents.IncidentReply, _FACE),
    Operation(incidents.Repause, incidents.IncidentReply, _FACE),
    Operation(incidents.AddEvidence, incidents.IncidentReply, _FACE),
    Operation(incidents.ExportIncident, incidents.Document, _FACE),
    Operation(ask.Rows, reply.JournalRows, _FACE),
    Operation(ask.Heeds, reply.HeedRows, _FACE),
    Operation(ask.Audit, reply.AuditReport, _FACE),
    Operation(ask.Cancel, reply.Done, _FACE),
    Operation(ask.Settings, reply.SettingsReply, _FACE),
    Operation(ask.Change, reply.SettingsReply, _FACE),
    Operation(ask.Discover, reply.Found, _FACE),
    Operation(ask.ReadAccount, reply.AccountReply, _FACE),
    Operation(ask.Quit, reply.Done, _FACE),
)

BY_REQUEST: Mapping[type[ask.Request], Operation] = {operation.request: operation for operation in OPERATIONS}
