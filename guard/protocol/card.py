"""Everything the person is shown about one hold, ready to be drawn: no window computes anything of its own."""

from msgspec import Struct


class Badge(Struct, frozen=True):
    """An identity as it is recognised at a glance."""

    id: str
    name: str
    kind: str
    """``brand`` or ``person``."""
    color: str
    """``#rrggbb``."""
    letters: str
    """One or two letters that stand for it where there is no colour; different for every identity of the desk."""


class CardMedia(Struct, frozen=True):
    """A file that goes along."""

    path: str
    name: str
    owner: str | None = None
    """The name of the identity in whose folders it lies."""
    note: str = ""
    """What is to be said about it: ``cannot be opened``."""
    small: str = ""
    """Base64 of a small JPEG of it, where it is a page's and lies nowhere here."""
    like: str = ""
    """The path of the known picture that it shows; empty where it shows none."""
    like_note: str = ""
    """What that is, in words: ``Jo's beach.jpg, cropped``."""


class CardLink(Struct, frozen=True):
    """A link in the text, spelt out."""

    shown: str
    """As it stands in the text."""
    host: str
    """The host it leads to, letter for letter."""
    note: str = ""
    """What is odd about it: ``leads to this machine``."""


class CardMirror(Struct, frozen=True):
    """An account at which the post arrives, too."""

    account: str
    """The account, or the unnamed credential, in words."""
    owner: Badge | None
    path: list[str]
    """Each step in words, with its file and line."""


class CardReason(Struct, frozen=True):
    """Why it is held, or (as a signal) what is noticed besides."""

    rule: str
    severity: str
    """``note``, ``low``, ``medium`` or ``high``."""
    text: str
    evidence: str = ""
    spots: list[tuple[int, int]] = []
    """Pieces of the text that it is about: first character, and the one behind the last."""
    media: list[str] = []
    """Files that it is about: their paths, or names."""


class CardDemand(Struct, frozen=True):
    """What must be done before it can be released."""

    key: str
    ask: str
    """``look``: the file is shown large; ``reason``: a reason is typed; ``tick``: an item is ticked; ``colleague``: a
    colleague's code is typed."""
    text: str
    about: str = ""
    """The file that must be looked at; the hashtag; the item."""


class Destination(Struct, frozen=True):
    """One account the post goes to."""

    account: str
    """``x:@RedCross``."""
    handle: str
    """``@RedCross``."""
    platform: str
    """The platform's name for people: ``X``."""
    owner: Badge | None


class Rescue(Struct, frozen=True):
    """An own account from which the same can be posted instead."""

    account: str
    platform: str
    owner: Badge
    url: str
    """The page on which to write a post there; empty where the platform has none."""


class Card(Struct, frozen=True):
    """One hold, drawn."""

    hold: str
    verb: str
    app: str
    """The program it leaves from."""
    headline: str
    """The one salient sentence: ``This goes out as American Red Cross on X.``"""
    worn_line: str
    """``You are Me (private) since 18:02.``"""
    destinations: list[Destination]
    worn: Badge | None
    text: str
    media: list[CardMedia]
    links: list[CardLink]
    mirrors: list[CardMirror]
    reasons: list[CardReason]
    signals: list[CardReason]
    high_risk: bool
    typed: str
    """At high risk: the handle that must be typed to release it; else empty."""
    release_label: str
    """``Post as American Red Cross``."""
    rescues: list[Rescue]
    """Best first; empty where there is no own account that fits."""
    demands: list[CardDemand] = []
    """All must be met before it can be released."""
