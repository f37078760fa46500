"""An incident on the wire: what may be asked of it, and the view that shells show, said in their language."""

from msgspec import Struct

from guard.protocol.card import Badge, CardReason
from guard.protocol.deeds import AnyDeed
from guard.protocol.requests import Request


class StepView(Struct, frozen=True):
    """One step."""

    step: str
    """``assess``, ``pause``, ``deletion``, ``statement``, ``answers``, ``resume``, ``review``."""
    title: str
    status: str
    """``waiting``, ``open``, ``done`` or ``skipped``."""
    guidance: list[str]
    """What to think of, a sentence each."""
    missing: list[str]
    """What is left to do before it is done; empty where nothing is."""
    owner: str = ""
    due: str = ""
    """ISO 8601, as are all times here; empty means none."""
    late: bool = False
    """Whether ``due`` has passed while it is not over."""
    since: str = ""
    reason: str = ""
    """Why it was skipped."""


class ToolLine(Struct, frozen=True):
    """What came of pausing one tool."""

    scheduler: str
    name: str
    outcome: str
    """``paused``: everything was read back as paused; ``nothing``: it was asked, and nothing would go out; ``failed``;
    ``unverified``: nobody could look; ``pausing``: it is not done yet."""
    text: str
    do: str = ""
    """What the person must do themselves, exactly."""
    link: str = ""
    said: str = ""
    """What a person said they did by hand; nobody read it back."""
    decided: str = ""
    """What becomes of a tool that was paused by hand: ``restore``, ``leave_out``; empty while nobody has said."""


class WaitingItem(Struct, frozen=True):
    """Something that was going out when everything was paused."""

    scheduler: str
    tool: str
    """What people call the scheduler."""
    item: str
    kind: str
    """``post`` or ``automation``."""
    title: str
    accounts: list[str]
    due: str = ""
    late: bool = False
    """Its time has passed: it goes out only at a new one."""
    fate: str = "waiting"
    """``noted`` (paused or not: it was not read back), ``waiting``, ``restored``, ``left out``, ``sent``, ``gone``."""
    by: str = ""
    link: str = ""


class TeamView(Struct, frozen=True):
    """A team of the brand."""

    id: str
    name: str
    who: str
    reach: str
    """How they are reached at this hour: the number for the night, where it is one."""
    suits: bool
    """Whether it is one of those that are needed for whom this hits."""
    chosen: bool
    told: str = ""
    """How they were told; empty while they were not."""


class PersonView(Struct, frozen=True):
    """Somebody who waits for an answer."""

    number: int
    who: str
    link: str
    text: str
    how: str
    answered: bool


class EntryView(Struct, frozen=True):
    """One line of the timeline."""

    number: int
    at: str
    by: str
    kind: str
    text: str
    private: bool = False
    """Whether it tells of somebody outside: it is left out of exports unless that is chosen."""


class EvidenceView(Struct, frozen=True):
    """A file that is kept with the record."""

    name: str
    sha256: str
    size: int
    what: str
    path: str
    """Where it lies on this machine."""


class Proposal(Struct, frozen=True):
    """A rule that would have caught it."""

    rule: str
    """Its id."""
    text: str
    """What it does, one sentence."""
    lines: str
    """What would stand in the workspace."""
    taken: bool | None = None
    """None while nobody has said."""


class Bar(Struct, frozen=True):
    """Mentions of the brand within one piece of time."""

    start: str
    count: int
    usual: float
    upper: float
    """Above this it is more than usual."""
    watched: bool = True
    """False where nothing was read, so that nothing is known."""


class Talk(Struct, frozen=True):
    """What is being said of the brand."""

    bars: list[Bar]
    text: str
    """How many now, how many are usual; or that nothing is watched, and how to begin."""
    latest: list[PersonView]
    """The latest that mention it, newest first; numbers are 0."""
    sources: list[str]
    """What is read and what is not, a sentence each."""


class BrandTalk(Struct, frozen=True):
    """What is being said of one brand."""

    badge: Badge
    talk: Talk


class Talks(Struct, frozen=True):
    """What is being said of the brands that are listened for; empty where nobody is."""

    brands: list[BrandTalk]


class Stray(Struct, frozen=True):
    """A public post of a brand that did not leave from this desk."""

    key: str
    badge: Badge
    account: str
    text: str
    link: str
    at: str
    said: str
    """What is odd about it, one sentence."""
    client: str = ""
    """The program it was posted with, where the network tells."""


class IncidentLine(Struct, frozen=True):
    """An incident in a list."""

    incident: str
    badge: Badge
    title: str
    opened: str
    step: str
    """The title of the step at which it is; empty once it is closed."""
    closed: str = ""
    severity: str = ""


class IncidentView(Struct, frozen=True):
    """One incident, whole."""

    incident: str
    badge: Badge
    title: str
    opened: str
    text: str
    url: str
    account: str
    source: str
    frozen: bool
    pausing: bool
    """Whether tools are being paused at this moment."""
    current: str
    """The step at which it is; empty once all are over."""
    steps: list[StepView]
    facts: list[str]
    """What is known of what happened, a sentence each."""
    hits: list[str]
    hits_known: list[str]
    """What can be chosen: customers, employees, …"""
    severity: str
    teams: list[TeamView]
    lines: list[ToolLine]
    consequences: list[str]
    """What deleting the post does and does not do."""
    deletion: str
    """``delete``, ``keep`` or empty."""
    deletion_reason: str
    deleted: str
    draft: str
    noticed: list[CardReason]
    """What the checks say of the draft, with their places in it."""
    needs_approval: bool
    approved: list[str]
    approval: str
    """What is sent to a colleague who is to approve the draft; empty where nobody needs to."""
    published: str
    people: list[PersonView]
    waiting: list[WaitingItem]
    proposals: list[Proposal]
    no_rule: str
    lessons: list[str]
    entries: list[EntryView]
    evidence: list[EvidenceView]
    talk: Talk
    closed: str = ""
    broken: str = ""
    """What is wrong with the record; empty where its seals fit."""


class IncidentList(Struct, frozen=True):
    """The incidents of this desk, the newest first."""

    incidents: list[IncidentLine]
    broken: list[str] = []
    """Records that cannot be read, a sentence each."""


class IncidentReply(Struct, frozen=True):
    """One incident as it stands now."""

    view: IncidentView


class Document(Struct, frozen=True):
    """An exported incident."""

    name: str
    """A file's name for it."""
    text: str


class Repause(Request, frozen=True, kw_only=True, tag="repause"):
    """Pauses the tools of a frozen brand once more, and reads them back."""

    incident: str


class Incidents(Request, frozen=True, kw_only=True, tag="incidents"):
    """The incidents of this desk, the newest first."""


class OpenIncident(Request, frozen=True, kw_only=True, tag="open_incident"):
    """Opens an incident: from a row of the journal, or from what was posted and where it stands."""

    brand: str = ""
    """Needed where no row is named."""
    row: int | None = None
    url: str = ""
    text: str = ""
    account: str = ""
    title: str = ""
    stray: str = ""
    """The key of a post that did not leave from this desk: then the rest is known."""
    by: str = ""


class Excuse(Request, frozen=True, kw_only=True, tag="excuse"):
    """A stray post was ours after all."""

    stray: str
    client: bool = False
    """Whether the program it came from may always be used for this brand: the workspace names it from then on."""


class Listen(Request, frozen=True, kw_only=True, tag="listen"):
    """What is being said of each brand that is listened for."""


class ShowIncident(Request, frozen=True, kw_only=True, tag="show_incident"):
    """One incident, whole."""

    incident: str


class Act(Request, frozen=True, kw_only=True, tag="act"):
    """Does one thing in an incident."""

    incident: str
    deed: AnyDeed
    by: str = ""
    """Who does it, as they call themselves; empty means the user of this desk."""


class AddEvidence(Request, frozen=True, kw_only=True, tag="add_evidence"):
    """Keeps a copy of a file with the record, by its hash."""

    incident: str
    path: str
    what: str = ""
    by: str = ""


class ExportIncident(Request, frozen=True, kw_only=True, tag="export_incident"):
    """The whole incident as one document."""

    incident: str
    format: str
    """``markdown``, ``html`` or ``json``."""
    bystanders: bool = False
    """Whether people outside are named in it."""
