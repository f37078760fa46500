"""What comes back: ``{"n": 1, "reply": {…}}``."""

from msgspec import Struct

from guard.protocol.card import Badge, Card, CardReason


class Welcome(Struct, frozen=True):
    """The engine is the one that is expected."""

    version: int
    engine: str
    """The program's version."""
    run: str
    """Which run of the engine this is."""


class Settled(Struct, frozen=True):
    """The final verdict on what was submitted."""

    verdict: str
    """``allow`` or ``deny``; nothing else."""
    by: str
    """``rules``, ``pause``, ``answer``, ``time``, ``abandoned``, ``journal``, ``not-a-post`` (``command`` only)."""
    text: str
    """For people: why."""
    choice: str | None = None
    """The person's answer, where there was one."""
    hold: str | None = None
    rescue: str | None = None
    """The page on which to post it from the own account, where the person chose that."""


class ActingAs(Struct, frozen=True):
    """Who acts in a page."""

    badge: Badge | None
    """The identity, or None where the account is nobody's here, or could not be told."""
    account: str
    """``x:@RedCross``; empty where it could not be told."""


class Previewed(Struct, frozen=True):
    """What would be noticed."""

    badge: Badge | None
    """Whose account it would leave from, where that is known."""
    notes: list[CardReason]
    """The worst first; at most three. Empty where there is nothing to say."""


class Done(Struct, frozen=True):
    """It is done."""


class Shown(Struct, frozen=True):
    """What to draw, and what to send back with the answer."""

    card: Card
    token: str
    """Good for one answer to this hold."""
    drawn: str
    """The hash of the card."""
    remaining: float
    """Seconds until the hold is denied, by the engine's clock."""


class HeedRow(Struct, frozen=True):
    """One rule or check."""

    rule: str
    shown: int
    """Held posts beside which it stood."""
    heeded: int
    """Those that the person stopped, changed, or posted from elsewhere."""
    overridden: int
    """Those that the person released."""
    noted: int
    """Posts that left at once, with its note."""
    demoted: bool
    """Whether it holds nothing by itself any more, since most of what it held was released."""


class HeedRows(Struct, frozen=True):
    """The days, summed up."""

    days: int
    summary: list[str]
    """The same in a few sentences, the most important first."""
    rows: list[HeedRow]
    """Most shown first."""
    drills: int = 0
    """Made-up slips that were shown."""
    drills_stopped: int = 0


class JournalRow(Struct, frozen=True):
    """One row."""

    seq: int
    at: str
    kind: str
    detail: dict[str, object]
    line: str
    """The row in words."""


class JournalRows(Struct, frozen=True):
    """A page of the journal."""

    rows: list[JournalRow]
    more: bool


class PictureNode(Struct, frozen=True):
    """An account, or an unnamed credential, in the picture of the routes."""

    id: int
    shown: str
    platform: str
    owner: str | None
    """The identity's id."""
    named: bool


class PictureEdge(Struct, frozen=True):
    """A route in the picture."""

    source: int
    target: int
    by: str
    at: str
    """File and line."""
    enabled: bool | None
    forbidden: bool
    """Whether it lies on a path between two identities that must not meet."""
    findings: list[int]
    """Which findings of the report speak of it."""
    cut: bool = False
    """Whether it is the one link whose removal cuts most."""


class AuditFinding(Struct, frozen=True):
    """One finding."""

    rule: str
    severity: str
    confidence: str
    text: str
    evidence: list[str]
    fix: str
    path: list[str]
    suppressed: str | None = None
    """Why it is quiet, if it is: ``baseline`` or ``ignore``, and the reason."""


class AuditReport(Struct, frozen=True):
    """What the audit found."""

    findings: list[AuditFinding]
    nodes: list[PictureNode]
    edges: list[PictureEdge]
    files: int
    """How many configurations were read."""
    unreadable: list[str]
    """What could not be read, one sentence each. Never empty and clean at once."""
    notices: list[str]
    cut: str
    """The one link whose removal cuts most, in words; empty where there is none."""
    rendered: str = ""
    """The report in the format that was asked for."""


class IdentitySetting(Struct, frozen=True):
    """An identity as it can be edited."""

    id: str
    name: str
    kind: str
    color: str
    accounts: list[str]
    folders: list[str]
    hours: list[str]
    session: str
    """``25m``; empty means until another is put on."""
    unguarded: str = ""
    """What browsers do with its posts while the engine is away: ``block``, ``pass``; empty means that they ask."""
    hashtags: list[str] = []
    """Its own ones: ``#redcross``. They are never asked about."""
    confirm_hashtags: bool = False
    """Whether every new hashtag is asked about, not only one that joins others' conversation."""
    names: list[str] = []
    """What is spelt as it is meant."""
    sites: list[str] = []
    """Hosts of its own: ``redcross.org``."""
    topics: list[str] = []
    """What it speaks of every day, by the ids of ``topics`` in the settings."""
    checklist: list[str] = []
    """What is ticked before a post leaves."""
    checklist_for: list[str] = []
    """The verbs that the checklist is for; empty means ``post`` and ``schedule``."""
    second_look: list[str] = []
    """Checks after whose signal a colleague looks; ``*`` means always."""
    locked: bool = False
    """Whether the organisation's file defines it."""


class PolicySetting(Struct, frozen=True):
    """What happens between two identities."""

    source: str
    """An id, ``person``, ``brand`` or ``*``."""
    destination: str
    decision: str
    """``allow``, ``hold`` or ``deny``."""
    locked: bool = False


class CheckSetting(Struct, frozen=True):
    """A content check, and what it may do at this desk."""

    id: str
    about: str
    """What it notices, in a few words."""
    does: str
    """``note``, ``hold`` or ``off``."""
    holds: bool = False
    """Whether the gravest of what it notices holds a post even where it is to ``note``."""
    known: bool = True
    """Whether there is such a check; a name that none has can only be taken out."""
    locked: bool = False
    """Whether the organisation has said what it does."""


class TopicHint(Struct, frozen=True):
    """A topic that a brand may speak of every day."""

    id: str
    name: str


class PlatformHint(Struct, frozen=True):
    """A platform, for forms."""

    id: str
    name: str
    example: str
    """An account there: ``@me@hachyderm.io``."""


class Unnamed(Struct, frozen=True):
    """A credential of which nobody has said which account it is."""

    key: str
    """``n8n:X account 2 (NY8wGz)``."""
    platform: str
    seen: str
    """File and line."""


class SettingsReply(Struct, frozen=True):
    """The workspace as it can be edited."""

    identities: list[IdentitySetting]
    policies: list[PolicySetting]
    tools: list[str]
    unnamed: list[Unnamed]
    platforms: list[PlatformHint]
    wait: str
    """How long a hold waits for its answer: ``2m``."""
    idle: str
    """After how long without a hand on the desk a brand's hat is taken off: ``5m``."""
    path: str
    language: str = ""
    """``en`` or ``de``; empty means as the desktop speaks."""
    checks: list[CheckSetting] = []
    """All content checks, those that belong together beside each other."""
    links: bool = False
    """Whether links may be looked up in the web."""
    drills: bool = False
    """Whether a made-up slip is shown once a month."""
    topics: list[TopicHint] = []


class Proposed(Struct, frozen=True):
    """An identity as it might be."""

    id: str
    name: str
    kind: str
    accounts: list[str]


class Found(Struct, frozen=True):
    """What the search found."""

    identities: list[Proposed]
    tools: list[str]
    """The configurations, as paths for the workspace."""
    routes: int
    unreadable: list[str]
    unnamed: list[Unnamed]


class AccountReply(Struct, frozen=True):
    """The account in normal form, or what is wrong with the words."""

    account: str
    """Empty where it is none."""
    platform: str
    problem: str
    owner: str | None = None
    """The id of the identity it belongs to already."""
