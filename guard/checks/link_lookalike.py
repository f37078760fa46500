"""A link to a host that only looks like one of the brand's own."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading import host_names
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.platforms.weblinks import WebLink

_SHORTEST = 5
"""Letters: of shorter names too many others differ by one."""
_LONG = 12
"""From so many letters on a name may differ by two."""
_MISTAKEN = frozenset(
    {"com", "net", "org", "co", "cm", "om", "info", "biz", "cam", "shop", "online", "site", "top", "xyz", "app"}
)
"""Endings that are typed for each other. Others are names for other countries."""
_BAITS = (
    "login signin secure security verify account support service help update billing payment pay refund prize win gift"
    " giveaway promo"
)
_BAIT = frozenset(_BAITS.split())


def link_lookalike(post: Post) -> Iterator[Signal]:
    """One signal for each link of a brand's post whose host looks like a usual one and is none."""
    if not post.brands or not post.tokens.links:
        return
    usual = host_names.usual_hosts(post)
    met = frozenset(host_names.hosts_of(post)) | usual
    for link in post.tokens.links:
        host = link.host.removeprefix("www.")
        if not host_names.is_under(host, met) and (text := _said(link, host, usual)):
            evidence = host if host != link.host or not link.authority.isascii() else ""
            spot = Spot(link.start, link.end)
            yield Signal("link-lookalike", Severity.HIGH, text, evidence, Confidence.MEDIUM, (spot,))


def _said(link: WebLink, host: str, usual: frozenset[str]) -> str:
    """Why it is one, in words; empty where it is none."""
    if "@" in link.authority and "." in link.authority.partition("@")[0]:
        before = link.authority.partition("@")[0].partition(":")[0]
        return Sentence.of("This link leads to {host}, not to {before}.", host=host, before=before)
    for site in sorted(usual):
        if _looks_like(host, site):
            pattern = "This link leads to {host}, which looks like {site} and is not."
            return Sentence.of(pattern, host=_shown(host), site=site)
    if any(map(host_names.is_disguised, host.split("."))):
        return Sentence.of("The host of this link mixes alphabets: it is {host}.", host=host)
    return ""


def _shown(host: str) -> str:
    spelt = ".".join(map(host_names.spelt, host.split(".")))
    return host if spelt == host else f"{spelt} ({host})"


def _looks_like(host: str, site: str) -> bool:
    name, top = host_names.owner_of(host)
    own, own_top = host_names.owner_of(site)
    if (name, top) == (own, own_top) or len(own) < _SHORTEST - 1:
        return False
    if f".{own}.{own_top}." in f".{host}":
        return True  # acme.com.example.net
    if name == own:
        return top != own_top and {top, own_top} <= _MISTAKEN
    if host_names.skeleton(name) == host_names.skeleton(own):
        return True
    words = set(name.split("-"))
    if words & _BAIT and own in words:
        return True
    if any(name in (f"{own}{bait}", f"{bait}{own}") for bait in _BAIT):
        return True
    return top == own_top and _nearly(name, own)


def _nearly(name: str, own: str) -> bool:
    """One letter wrong, missing, too many or two swapped, behind the first; two of them in a long name."""
    most = 2 if len(own) >= _LONG else 1 if len(own) >= _SHORTEST else 0
    if not most or abs(len(name) - len(own)) > most or (most == 1 and name[:1] != own[:1]):
        return False
    from rapidfuzz.distance import OSA  # imported here because few posts come so far

    return OSA.distance(name, own, score_cutoff=most) <= most
