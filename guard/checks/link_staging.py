"""A link to a place that is not for readers: this machine, a site that is tried out, the page where one edits."""

import ipaddress
import re
from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading import host_names
from guard.checks.reading.link_facts import facts, fits, host_of, names, path_of
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.platforms.tops import is_set_aside, registered
from guard.platforms.weblinks import WebLink

_FILE = re.compile(
    r"""(?ix) file:///?[^\s"'<>]+
    | (?<![\w/.:@]) [A-Z]:\\[^\s"'<>|]+
    | (?<![\w\\]) \\\\[\w.-]{2,}\\[^\s"'<>|]+
    | (?<![\w/.:~-]) (?:~|/(?:Users|home|Volumes|mnt|tmp|private/tmp)/[\w.-]+) / [^\s"'<>]+ """
)
_BARE = re.compile(
    r"(?<![\w./@:-])(?:localhost(?::\d{2,5}\b|/[^\s<>\"']+)(?:/[^\s<>\"']*)?"
    r"|(?:127|10)(?:\.\d{1,3}){3}(?=[:/])[^\s<>\"']*|192\.168(?:\.\d{1,3}){2}(?:[:/][^\s<>\"']*)?"
    r"|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}(?=[:/])[^\s<>\"']*)"
)


def link_staging(post: Post) -> Iterator[Signal]:
    """One signal for each such link."""
    if not post.brands or not post.worded:
        return
    taken: list[tuple[int, int]] = []
    for pattern in (_FILE, _BARE):
        for match in pattern.finditer(post.text):
            if not any(start <= match.start() < end for start, end in [*taken, *_spans(post)]):
                shown = match[0].rstrip(".,;:!?)")
                taken.append((match.start(), match.start() + len(shown)))
                yield _signal(_local(), *taken[-1])
    own = frozenset(map(registered, host_names.sites_of(post) | frozenset(host_names.hosts_of(post))))
    for link in post.tokens.links:
        if text := _said(link, own):
            yield _signal(text, link.start, link.end)


def _spans(post: Post) -> Iterator[tuple[int, int]]:
    return ((link.start, link.end) for link in post.tokens.links)


def _local() -> str:
    return Sentence.of("This link leads to a place that only this machine or this office knows.")


def _signal(text: str, start: int, end: int) -> Signal:
    return Signal("link-staging", Severity.MEDIUM, text, "", Confidence.HIGH, (Spot(start, end),))


def _said(link: WebLink, own: frozenset[str]) -> str:
    """What is wrong with it, in words; empty where nothing is."""
    host = host_of(link)
    if _is_local(host, link.shown):
        return _local()
    if _is_tried(host, own):
        return Sentence.of("This link leads to a site that is still being tried out.")
    if _is_inside(link):
        return Sentence.of("This link leads to a page where one writes, not reads.")
    return ""


def _is_local(host: str, shown: str) -> bool:
    scheme = "://" in shown
    try:
        return scheme and not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        pass
    last = host.rpartition(".")[2]
    return scheme and (is_set_aside(last) or "." not in host) and last != "example" and bool(host)


def _is_tried(host: str, own: frozenset[str]) -> bool:
    name = registered(host)
    labels = host.removesuffix(name).rstrip(".").split(".")
    pieces = {piece for label in labels for piece in (label, *label.split("-"))} - {""}
    if pieces & names("unfinished", "anywhere") or name in names("unfinished", "tunnels"):
        return True
    if name in own and pieces & names("unfinished", "own"):
        return True
    # Such hosts serve finished sites, too; these are the names they give to what somebody is at work on.
    return name in names("unfinished", "previews") and any("-git-" in label or "--" in label for label in labels)


def _is_inside(link: WebLink) -> bool:
    known = facts("inside")
    if fits(link, known["readers"]):
        return False
    path = path_of(link)
    if any(path.startswith(start) or f"{start}/" in path for start in known["paths"]):
        return True
    if any(part in path.partition("?")[2] for part in known["queries"]):
        return True
    return fits(link, known["hosts"]) or fits(link, known["documents"])
