"""The shapes of the data files for the type checker; never imported at run time.

What each field means is said once, in ``platform.schema.json``.
"""

from typing import NotRequired, TypedDict


class Fact(TypedDict):
    """Where a fact stands, when it was looked at, and how sure it is."""

    source: str
    checked: str
    confidence: str


class Part(TypedDict, total=False):
    """One part of a handle: intervals of characters, or a host or site name."""

    kind: str
    chars: list[str]
    first: list[str]
    min: int
    max: int
    fold: bool
    drop: str


class Kind(TypedDict, total=False):
    """One sort of account of a platform, and every way to write it."""

    form: str
    also: list[str]
    urls: list[str]
    example: str


class AccountFacts(Fact, total=False):
    """How accounts are written."""

    hosts: list[str]
    marks: list[str]
    hint: str
    parts: dict[str, Part]
    kinds: list[Kind]
    reserved: list[str]


class ComposeFacts(Fact, total=False):
    """Where a post is written."""

    url: str
    text: str


class LimitFacts(Fact, total=False):
    """How long a post may be."""

    max: int
    unit: str
    link: int
    bare: bool
    local: bool
    bytes: int
    hashtags: int
    paid: int
    per_server: bool


class MediumFacts(Fact):
    """One bound of what goes along with a post."""

    sort: str
    what: str
    min: NotRequired[float]
    max: NotRequired[float]
    types: NotRequired[list[str]]
    paid: NotRequired[bool]
    per_server: NotRequired[bool]
    shrinks: NotRequired[bool]


class RequestFacts(Fact, total=False):
    """One request of an API that publishes."""

    hosts: list[str]
    path: str
    methods: list[str]
    verb: str
    anywhere: bool
    when: dict[str, list[str]]
    says: list[str]
    needs: list[str]
    account: str
    ref: str
    platforms: list[str]


Clause = TypedDict(
    "Clause",
    {
        "at": str,
        "is": NotRequired[list[str]],
        "starts": NotRequired[list[str]],
        "not": NotRequired[list[str]],
        "there": NotRequired[bool],
        "verb": NotRequired[str],
    },
)
"""What must stand at an address; of ``verbs``, with what it then does."""


ActingFacts = TypedDict(
    "ActingFacts",
    {"at": str, "after": NotRequired[str], "as": NotRequired[str], "secret": NotRequired[bool]},
)
"""One place that says who posts."""


class SubmissionFacts(Fact):
    """One request by which a page posts."""

    name: str
    transport: NotRequired[str]
    hosts: list[str]
    path: str
    methods: NotRequired[list[str]]
    says: NotRequired[list[str]]
    when: NotRequired[list[Clause]]
    verb: str
    verbs: NotRequired[list[Clause]]
    text: NotRequired[list[str]]
    media: NotRequired[list[str]]
    reply: NotRequired[list[str]]
    quote: NotRequired[list[str]]
    schedule: NotRequired[list[str]]
    acting: NotRequired[list[ActingFacts]]
    through: NotRequired[list[str]]
    remember: NotRequired[str]
    recall: NotRequired[str]


class LearningFacts(Fact):
    """One answer, or one element of a page, that says who one is."""

    hosts: list[str]
    path: NotRequired[str]
    methods: NotRequired[list[str]]
    element: NotRequired[str]
    when: NotRequired[list[Clause]]
    each: NotRequired[str]
    by: NotRequired[str]
    named: NotRequired[str]
    after: NotRequired[str]
    secret: NotRequired[bool]
    through: NotRequired[str]
    account: str


class CredentialFacts(Fact, total=False):
    """The words of posting credentials."""

    words: list[str]
    never: list[str]


class PlatformFacts(TypedDict, total=False):
    """One data file."""

    id: str
    name: str
    aliases: list[str]
    account: AccountFacts
    compose: ComposeFacts
    limit: LimitFacts
    media: list[MediumFacts]
    requests: list[RequestFacts]
    submissions: list[SubmissionFacts]
    learning: list[LearningFacts]
    credentials: CredentialFacts
