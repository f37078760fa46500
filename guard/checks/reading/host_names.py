"""Hosts of links: which a brand knows, and how alike two names look."""

import unicodedata
from collections import Counter

from guard.checks.post import Post
from guard.platforms.tops import registered
from guard.platforms.weblinks import host_of

_OFTEN = 3
"""So often a host was linked to before it counts as a usual one."""
# Letters of other alphabets that look like Latin ones, in pairs.
_TWINS = (
    "аaеeоoрpсcхxуyіiјjѕsһhԁdԛqԝwкkмmтtвbнhгrпnӏlαaοoρpνvιiκkτtυuεeηnγyοoßbɡgıiłløođd"
    "ạaẹeọoịiụu"
)  # fmt: skip
_LATIN = str.maketrans({pair[0]: pair[1] for pair in (_TWINS[at : at + 2] for at in range(0, len(_TWINS), 2))})
_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("-", ""), ("_", ""))


def hosts_of(post: Post) -> Counter[str]:
    """How often the brands of this post linked to each host before, however the link was written."""
    counts: Counter[str] = Counter()
    for brand in post.brands:
        for written, count in post.past_of(brand).hosts.items():
            counts[plain(written)] += count
    return counts


def sites_of(post: Post) -> frozenset[str]:
    """The hosts that the brands call their own."""
    return frozenset(plain(site) for brand in post.brands for site in brand.care.sites)


def usual_hosts(post: Post) -> frozenset[str]:
    """The brands' own hosts and those they link to often."""
    return sites_of(post) | {host for host, count in hosts_of(post).items() if count >= _OFTEN}


def plain(written: str) -> str:
    """The host of ``https://www.acme.com/`` as it is compared: without scheme and ``www.``."""
    rest = written.partition("://")[2] if "://" in written else written
    return host_of(rest.partition("/")[0].rpartition("@")[2].partition(":")[0]).removeprefix("www.")


def is_under(host: str, sites: frozenset[str]) -> bool:
    """Whether the host is one of these sites or lies below one."""
    return any(host == site or host.endswith(f".{site}") for site in sites)


def owner_of(host: str) -> tuple[str, str]:
    """The name that somebody has registered and what it ends in: ``acme`` and ``co.uk`` of ``shop.acme.co.uk``."""
    name, _, top = registered(host).partition(".")
    return name, top


def spelt(label: str) -> str:
    """The label as it is shown: other alphabets as themselves."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError):
        return label


def skeleton(label: str) -> str:
    """What the label looks like: two that look alike have one skeleton."""
    bare = unicodedata.normalize("NFKD", spelt(label).lower())
    text = "".join(letter for letter in bare if not unicodedata.combining(letter)).translate(_LATIN)
    for written, seen in _ALIKE:
        text = text.replace(written, seen)
    return text


def is_disguised(label: str) -> bool:
    """Whether letters of another alphabet stand among Latin ones and look like such: ``аpple`` with a Cyrillic а."""
    shown = spelt(label)
    foreign = [letter for letter in shown if not letter.isascii() and ord(letter) >= 0x370]
    latin = [letter for letter in shown if letter.isascii() and letter.isalpha()]
    return bool(foreign) and bool(latin) and all(letter.translate(_LATIN).isascii() for letter in foreign)
