"""A text that was written for one network and goes to another."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from guard.checks.post import Post
from guard.checks.reading.destined import networks, says_in_public
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.platforms import platform_name

_FILE = Path(__file__).parent / "data" / "phrases_of_networks.json"
_BLOCK = 10
"""From so many hashtags at the end on it is a block that only Instagram is written with."""
_FEW_HASHTAGS = frozenset({"x", "linkedin", "facebook", "bluesky", "threads"})
_ONE_SERVER = frozenset({"x", "linkedin", "facebook", "instagram", "tiktok", "youtube", "pinterest", "bluesky"})
_NO_THREADS = frozenset({"linkedin", "facebook", "instagram", "tiktok", "youtube", "pinterest", "google-business"})
_PLAIN = frozenset({"x", "linkedin", "facebook", "instagram", "threads", "bluesky", "mastodon", "tiktok", "pinterest"})
_EMOJI_BY_NAME = frozenset({"mastodon", "pixelfed", "misskey"})
_FEDERATED = re.compile(r"(?i)\b(?:mastodon|fedi(?:verse|versum)?|pixelfed|peertube|threads)\b")
_FRACTIONS = (
    r"of|off|price|cups?|tsp|tbsp|lbs?|pounds?|pints?|dozen|lit(?:re|er)s?|hours?|miles?|marathon|finals?|inch|size|scale"
    r"|preis|l|ml|kg|g|pfund|tassen?|el|tl|stunden?|jahr|h(?:endl|ähnchen|uhn)|ente|gans|zoll|finale|der|des|aller|von|so"
)
_THREAD = re.compile(
    rf"\A\s*(?:🧵\s*)?\(?1/[2-9]\d?\)?(?=\s)(?!\s+(?i:{_FRACTIONS})\b)|\A\s*🧵\s*1\b|\(1/[2-9]\d?\)\s*\Z"
    r"|(?i:\b(?:a |ein )?thread)\s*(?:🧵|👇|⬇|1/[2-9n])"
)
_RAW = re.compile(
    r"""
    (?<![\w*]) \*\*(?=\S) [^*\n]{1,80} (?<=\S)\*\* (?![\w*])
  | (?<!\w) \[[^\[\]\n]{1,80}\] \( https?:// [^\s()]{1,200} \)
  | < https?:// [^\s|<>]{1,200} \| [^<>\n]{1,80} >
  | & (?: amp | lt | gt | quot | apos | nbsp | [aouAOU]uml | szlig | [mn]dash | hellip | [lr][sd]quo
        | \#x?[0-9A-Fa-f]{2,5} ) ;
  | </? (?: br | p | b | strong | em | i | a | ul | li | div | span ) (?: \s [^<>\n]{0,200} )? /? >
    """,
    re.VERBOSE,
)
_LINKEDIN = re.compile(r"\{hashtag\|\\?[#＃]\|[^{}\n]{1,80}\}|@\[[^\[\]\n]{1,80}\]\(urn:li:[^\s()]{1,80}\)")
_NAMED = re.compile(r"(?<![\w:]):([a-z0-9+-][a-z0-9_+-]{1,40}):(?![\w:/])")
_SHORT_NAMES = {"instagram": ("insta", "ig"), "youtube": ("yt",), "x": ("twitter",)}
_REPOST = re.compile(r"(?<!\w)[RM]T @\w+")


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Phrases that fit some networks."""

    made_for: str
    fits: frozenset[str]
    pattern: re.Pattern[str]


def made_for_another(post: Post) -> Iterator[Signal]:
    """At most one signal per network: the surest sign that the text was meant for another one."""
    if not says_in_public(post):
        return
    for network in networks(post):
        if found := next(_signs(post, network), None):
            yield found


def _signs(post: Post, network: str) -> Iterator[Signal]:
    """The surest first."""
    if network != "linkedin":
        yield from (_raw(network, match) for match in _LINKEDIN.finditer(post.text))
    if network in _PLAIN:
        free = (match for match in _RAW.finditer(post.text) if not _in_link(post, match))
        yield from (_raw(network, match) for match in free)
        yield from _emoji_names(post, network)
    for phrases in _phrases():
        if network not in phrases.fits and not _named(post, phrases.made_for):
            yield from (_made(network, phrases.made_for, match) for match in phrases.pattern.finditer(post.folded))
    if network != "x":
        yield from (_made(network, "x", match) for match in _REPOST.finditer(post.text))
    if network in _NO_THREADS:
        yield from (_made(network, "x", match) for match in _THREAD.finditer(post.text))
    yield from _hashtag_block(post, network)
    yield from _mentions(post, network)


def _made(network: str, other: str, match: re.Match[str]) -> Signal:
    return _told(network, other, Spot(match.start(), match.end()))


def _told(network: str, other: str, spot: Spot) -> Signal:
    pattern = "This is made for {other} and goes to {network}."
    text = Sentence.of(pattern, other=platform_name(other), network=platform_name(network))
    return Signal("made-for-another", Severity.LOW, text, "", Confidence.MEDIUM, (spot,))


def _raw(network: str, match: re.Match[str]) -> Signal:
    pattern = "{network} shows this as it is written here: {piece}"
    text = Sentence.of(pattern, network=platform_name(network), piece=match[0][:60])
    spots = (Spot(match.start(), match.end()),)
    return Signal("made-for-another", Severity.LOW, text, "", Confidence.HIGH, spots)


def _in_link(post: Post, match: re.Match[str]) -> bool:
    """``&lt;`` may be a part of an address."""
    return match[0].startswith("&") and any(link.start <= match.start() < link.end for link in post.tokens.links)


def _emoji_names(post: Post, network: str) -> Iterator[Signal]:
    if network not in _EMOJI_BY_NAME:
        yield from (_raw(network, match) for match in _NAMED.finditer(post.text) if match[1] in _known_emoji())


def _hashtag_block(post: Post, network: str) -> Iterator[Signal]:
    tags = post.tokens.hashtags
    if network not in _FEW_HASHTAGS or len(tags) < _BLOCK:
        return
    end, first = len(post.text), len(tags)
    while first and not post.text[tags[first - 1].end : end].strip(" \t\r\n.·•|"):
        first -= 1
        end = tags[first].start
    if len(tags) - first >= _BLOCK:
        yield _told(network, "instagram", Spot(tags[first].start, tags[-1].end))


def _mentions(post: Post, network: str) -> Iterator[Signal]:
    """Handles of another network; not where the text says of which, and not one that is known to be here, too."""
    others = _others(post, network)
    known = {name for brand in post.brands for name in post.past_of(brand).mentions}
    for mention in post.tokens.mentions:
        spot = Spot(mention.start, mention.end)
        if "@" in mention.text:
            said = f"@{mention.folded}"
            own = any(said == account.handle for one in post.identities for account in one.accounts)
            if network in _ONE_SERVER and not own and not _FEDERATED.search(post.text):
                yield _told(network, "mastodon", spot)
        elif mention.folded not in known and (other := others.get(mention.folded)) and not _named(post, other):
            yield _told(network, other, spot)


def _named(post: Post, other: str) -> bool:
    """Whether the text says of which network it speaks."""
    names = (*_SHORT_NAMES.get(other, ()), re.escape(platform_name(other).casefold()))
    return re.search(rf"(?<![\w#@./])(?:{'|'.join(names)})(?!\w)", post.folded) is not None


def _others(post: Post, network: str) -> dict[str, str]:
    """Handles of this desk's accounts elsewhere that none of them has here, each with its network."""
    here: set[str] = set()
    there: dict[str, str] = {}
    for account in (account for one in post.identities for account in one.accounts):
        name = account.handle.lstrip("@")
        if account.platform == network:
            here.add(name)
        elif account.handle.startswith("@") and "@" not in name:
            there.setdefault(name, account.platform)
    return {name: platform for name, platform in there.items() if name not in here}


@cache
def _phrases() -> tuple[_Phrases, ...]:
    made = []
    for entry in json.loads(_FILE.read_text(encoding="utf-8"))["phrases"]:
        ways = "|".join(r"\s+".join(map(re.escape, phrase.casefold().split())) for phrase in entry["says"])
        made.append(_Phrases(entry["made_for"], frozenset(entry["fits"]), re.compile(rf"(?<![\w#])(?:{ways})(?!\w)")))
    return tuple(made)


@cache
def _known_emoji() -> frozenset[str]:
    names: str = json.loads(_FILE.read_text(encoding="utf-8"))["emoji_names"]
    return frozenset(names.split())
