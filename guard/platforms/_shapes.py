"""The shapes of the data files for the type checker; never imported at run time.

What each field means is said once, in ``platform.schema.json``.
"""

from typing import TypedDict


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


class LimitFacts(Fact, total=False):
    """How long a post may be."""

    max: int
    unit: str
    link: int


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
    requests: list[RequestFacts]
    credentials: CredentialFacts
