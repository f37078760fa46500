"""What a client may ask: ``{"n": 1, "op": "hello", …}``. A field that is not listed here refuses the request."""

from enum import StrEnum

from msgspec import Struct

MAX_TEXT = 1_000_000
"""Characters of a post's text."""
MAX_LIST = 1000
"""Entries of any list in a request."""


class Role(StrEnum):
    """What a connection is for."""

    GATE = "gate"
    """It catches posts and waits for the verdict. It can never answer."""
    FACE = "face"
    """It shows holds to the person and brings the answers. It can never submit."""


class Choice(StrEnum):
    """The person's answer to a hold."""

    RELEASE = "release"
    STOP = "stop"
    EDIT = "edit"
    """Stopped, to be changed first; the draft is kept."""
    RESCUE = "rescue"
    """Stopped, to be posted from the person's own account instead."""


class Request(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="op"):
    """One request; ``n`` comes back with its reply."""

    n: int


class Hello(Request, frozen=True, kw_only=True, tag="hello"):
    """The first request of every connection."""

    version: int
    role: Role
    name: str
    """What the client calls itself: ``toot``, ``tray``; for people to read, nothing rests on it."""
    language: str = "en"
    """``en`` or ``de``: the language of every sentence for people on this connection."""


class Origin(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a piece of the content came from."""

    what: str
    """``text`` or ``media``."""
    identity: str
    how: str


class Actor(Struct, frozen=True, forbid_unknown_fields=True):
    """Who acts in a page, as far as the page tells; whose account that is, the engine knows."""

    platform: str
    account: str = ""
    """The account in words, where it is told: ``@acme@example.social``, ``id:783214``."""
    ref: str = ""
    """What stands for the account: an id, or the keyed hash of a token; never a token."""
    host: str = ""
    """The host that the request goes to."""


class Picture(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of a page that the engine cannot open itself, as far as the page could read it."""

    name: str
    """The same words as in ``attached``."""
    type: str = ""
    """What the page calls it: ``image/jpeg``."""
    size: int = 0
    """Bytes of the whole file."""
    small: str = ""
    """Base64 of a JPEG of at most 512 pixels on its longer side, upright; empty where it could not be read."""
    head: str = ""
    """Base64 of the first 64 KiB of the file, in which a camera's remarks stand."""
    width: int = 0
    """Pixels of the whole picture, as it is shown."""
    height: int = 0
    seconds: float | None = None
    """How long it plays."""
    alt: str | None = None
    """Its description; None where nobody can tell whether it has one."""
    received: str = ""
    """``clipboard`` or ``page``, where it was pasted or dragged from a page; empty for a file that was chosen."""
    received_from: str = ""
    """The host of the page that it was dragged from."""


class Submit(Request, frozen=True, kw_only=True, tag="submit"):
    """Something is about to leave. The reply comes when it is settled; a ``held`` event before that, if it is held."""

    verb: str
    to: list[str] = []
    """Accounts, where the gate knows them."""
    actors: list[Actor] = []
    """Else who acts, as far as a page tells."""
    text: str = ""
    media: list[str] = []
    """Absolute paths."""
    attached: list[str] = []
    """Files that lie nowhere the engine could look, in words: ``IMG_1.jpg (image/jpeg, 2.1 MB)``."""
    pictures: list[Picture] = []
    """Those of them that the page could read; at most eight."""
    app: str = ""
    bound: str = ""
    """The identity to which the person has bound the browser's profile: a hint, no evidence."""
    origins: list[Origin] = []
    unknown: list[str] = []
    """What the gate could not tell, one sentence each. Any of them holds it."""


class Command(Request, frozen=True, kw_only=True, tag="command"):
    """A posting command is about to run: as ``submit``, once the engine knows what it would post, and as whom."""

    tool: str
    """The command's name: ``toot``."""
    argv: list[str]
    """Its words, without the name."""
    cwd: str
    env: dict[str, str] = {}
    """Of the environment only what the tool's description names, and HOME and XDG_CONFIG_HOME."""
    stdin: str | None = None
    """What would be fed into it, where that is posted."""


class Withdraw(Request, frozen=True, kw_only=True, tag="withdraw"):
    """The gate has given up: its request ``of`` is closed as abandoned and never let out."""

    of: int


class Report(Request, frozen=True, kw_only=True, tag="report"):
    """A gate tells how it is doing; forgotten when its connection ends."""

    id: str
    """``browser:firefox``, ``proxy:…``, ``folder:…``."""
    name: str
    color: str
    """``green``, ``amber``, ``red`` or ``off``."""
    text: str


class Brief(Request, frozen=True, kw_only=True, tag="brief"):
    """Tells the gate what it needs while the engine is away, and from now on each time that it changes."""


class Acting(Request, frozen=True, kw_only=True, tag="acting"):
    """Who these actors are, to be shown beside a composer."""

    actors: list[Actor]


class Copied(Request, frozen=True, kw_only=True, tag="copied"):
    """A text was copied on a page, as somebody. What comes are keyed hashes of its parts, never the text."""

    actors: list[Actor]
    shingles: list[str]
    """See ``guard/engine/shingles.py``; keyed with the briefing's ``salt``."""


class Escaped(Request, frozen=True, kw_only=True, tag="escaped"):
    """A post was seen that left without having been held. It is written down, and the person is told at once."""

    platform: str
    verb: str
    actors: list[Actor] = []
    host: str = ""
    how: str = ""
    """What sent it: ``a worker``."""


class Preview(Request, frozen=True, kw_only=True, tag="preview"):
    """What would be noticed about a text that is still being written. Nothing is kept of it, and nothing is held."""

    actors: list[Actor]
    text: str
    verb: str = "post"
    app: str = ""


class Raise(Request, frozen=True, kw_only=True, tag="raise"):
    """The person asks in the browser for a window of the shell: ``status``, ``holds`` or ``accounts``."""

    what: str


class Watch(Request, frozen=True, kw_only=True, tag="watch"):
    """Gives the state, and from now on every event."""


class Show(Request, frozen=True, kw_only=True, tag="show"):
    """This shell draws the hold now. Its time begins with the first ``show``."""

    hold: str


class Answer(Request, frozen=True, kw_only=True, tag="answer"):
    """The person's answer. Counts once, in time, for exactly what was drawn."""

    hold: str
    token: str
    drawn: str
    choice: Choice
    typed: str = ""
    """At high risk: the handle as it was typed."""
    met: dict[str, str] = {}
    """Each demand that was met, by its key: the reason that was typed, the colleague's code; else any word."""


class Wear(Request, frozen=True, kw_only=True, tag="wear"):
    """Puts on a hat; with no identity takes it off."""

    identity: str | None
    seconds: int | None = None
    """How long; else what the workspace says."""


class Rest(Request, frozen=True, kw_only=True, tag="rest"):
    """The person has left the desk (``idle``, ``locked``, ``suspended``): a brand's hat is taken off."""

    why: str


class Pause(Request, frozen=True, kw_only=True, tag="pause"):
    """Lets everything pass that is not denied, for at most an hour. The reason is written down."""

    seconds: int
    reason: str


class Resume(Request, frozen=True, kw_only=True, tag="resume"):
    """Ends the pause."""


class Freeze(Request, frozen=True, kw_only=True, tag="freeze"):
    """Nothing leaves in this identity's name from now on. A brand's schedulers are paused, an incident is opened."""

    identity: str
    reason: str


class Unfreeze(Request, frozen=True, kw_only=True, tag="unfreeze"):
    """Lets it post again."""

    identity: str


class Pictures(Request, frozen=True, kw_only=True, tag="pictures"):
    """How the pictures in identities' folders are made known: ``pause``, ``resume``, ``index`` (once more)."""

    do: str


class Drill(Request, frozen=True, kw_only=True, tag="drill"):
    """Shows a made-up slip now, as it comes by itself once a month where the workspace wants that."""


class Rows(Request, frozen=True, kw_only=True, tag="rows"):
    """Rows of the journal, newest first."""

    kind: str | None = None
    since: str | None = None
    """ISO 8601 with a time zone."""
    before: int | None = None
    """Only rows with a smaller number: the next page."""
    search: str = ""
    """Words that must all stand in the row."""
    limit: int = 200


class Heeds(Request, frozen=True, kw_only=True, tag="heeds"):
    """What was shown, heeded and overridden, rule by rule."""

    days: int = 7
    """How far back; at most 90."""


class Audit(Request, frozen=True, kw_only=True, tag="audit"):
    """Audits the tools of the workspace. Sends ``progress``; ``cancel`` stops it."""

    report: str = ""
    """Also render it: ``text``, ``json``, ``sarif``, ``html`` or ``csv``."""


class Cancel(Request, frozen=True, kw_only=True, tag="cancel"):
    """Stops the long request ``of`` of the same connection."""

    of: int


class Settings(Request, frozen=True, kw_only=True, tag="settings"):
    """The workspace, as far as it can be edited in a window."""


class Edit(Struct, frozen=True, forbid_unknown_fields=True):
    """One change of the workspace."""

    what: str
    """``identity-put``, ``identity-remove``, ``policies-put``, ``credential-put``, ``tools-put``, ``hold-put``,
    ``desk-put``, ``language-put``."""
    values: dict[str, object]
    """What PROTOCOL.md says of this change."""


class Change(Request, frozen=True, kw_only=True, tag="change"):
    """Changes the workspace: all of it or, where the result would be broken, nothing."""

    edits: list[Edit]


class Discover(Request, frozen=True, kw_only=True, tag="discover"):
    """Looks for tools' configurations and proposes who is who. Sends ``progress``; ``cancel`` stops it."""

    home: str = ""
    """Where to look; empty means the home folder."""


class ReadAccount(Request, frozen=True, kw_only=True, tag="account"):
    """Which account these words mean: for forms, while they are filled in."""

    text: str


class Quit(Request, frozen=True, kw_only=True, tag="quit"):
    """Ends the engine; whatever is held is denied."""
