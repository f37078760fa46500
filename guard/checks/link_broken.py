"""A link that leads nowhere as it is written."""

import re
from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.destined import networks, says_in_public
from guard.checks.reading.link_facts import host_of
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.platforms.tops import is_set_aside, is_top
from guard.platforms.weblinks import WebLink

_SCHEME = re.compile(
    r"""(?ix) (?<![\w/=?&.-])
    (?: https?//+ | https?:/(?!/)(?=\w) | https?:\\+ | https?::+/* | https?;+// | https?\.// | https?:///+
      | https?:[ ]//
      | https?://https?[:/]+
      | (?: hh+ttps? | htps? | httt+ps? | htt | ttps? | httos? | hptts? | htpps? | hhtps? | httpss+ ):// )
    (?=[\w.-]) [^\s<>"“”]{0,500} """
)
_SPACED = re.compile(r"(?i)(?<![\w/])(?:https?://[ \t]+(?=\w)\S+|www\.[ \t]+\w\S*\.\w{2,}\S*)")
_GLUED = re.compile(r"(?i)https?://[^\s<>\"“”]{0,400}?[^\s<>\"“”/=:?&,(]https?://[^\s<>\"“”]{1,400}")
_AFTER_WORD = re.compile(r"(?i)(?<=[a-z])https?://[^\s<>\"“”]{1,400}")
_PLACEHOLDER = re.compile(
    r"""(?ix)
      (?: [\[<{]{1,2} \s{0,3} (?:insert|add|put|your|the|hier|bitte)? \s{0,3} (?:links?|url) \s{0,3}
        (?:here|einfügen|einsetzen|hier|folgt|tbd|to[ ]come)? \s{0,3} [\]>}]{1,2} ) (?!\()
    | \( \s{0,3} (?:insert|add)[ ](?:link|url)(?:[ ]here)? \s{0,3} \)
    | (?<!\w)(?:insert|add)[ ](?:link|url)[ ]here\b | \blink[ ](?:hier[ ])?einfügen\b
    | (?:https?://|www\.)(?:example|yourdomain|yoursite)\.(?:com|org|net)\b[^\s<>"]{0,300}
    | \b(?:bit\.ly|t\.co|tinyurl\.com)/x{3,}\b """
)
_ENDS = frozenset({"x"})
"""Networks on which an emoji ends a link."""
_EMOJI = re.compile(r"[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")


def link_broken(post: Post) -> Iterator[Signal]:
    """One signal for each place where a link is broken."""
    if not post.brands or not says_in_public(post):
        return
    taken: list[tuple[int, int]] = []
    for signal in _found(post):
        spot = signal.spots[0]
        if not any(spot.start < end and start < spot.end for start, end in taken):
            taken.append((spot.start, spot.end))
            yield signal


def _found(post: Post) -> Iterator[Signal]:
    """The surest first; pieces may come twice."""
    if "/" in post.text or "link" in post.folded or "url" in post.folded or "www." in post.folded:
        for match in _PLACEHOLDER.finditer(post.text):
            yield _signal(Sentence.of("Here a link was to be put in."), match)
        for match in _SCHEME.finditer(post.text):
            yield _signal(Sentence.of("The beginning of this link is misspelt."), match)
        for match in _SPACED.finditer(post.text):
            yield _signal(Sentence.of("There is a space in this link."), match)
        for match in _GLUED.finditer(post.text):
            yield _signal(Sentence.of("These are two links without a space between them."), match)
        for match in _AFTER_WORD.finditer(post.text):
            yield _signal(Sentence.of("There is no space before this link."), match)
    for link in post.tokens.links:
        yield from _of(link, ends=set(networks(post)) <= _ENDS)


def _signal(text: str, match: re.Match[str]) -> Signal:
    return _at(text, match.start(), match.start() + len(match[0].rstrip(".,;:!?")))


def _at(text: str, start: int, end: int, confidence: Confidence = Confidence.HIGH) -> Signal:
    return Signal("link-broken", Severity.MEDIUM, text, "", confidence, (Spot(start, end),))


def _of(link: WebLink, *, ends: bool) -> Iterator[Signal]:
    host = host_of(link)
    top = host.rpartition(".")[2]
    written = link.shown.casefold().startswith(("http://", "https://", "www."))
    named = "." in host and top and not top.isdigit() and not host.startswith("[")
    if written and named and not is_top(top) and not is_set_aside(top):
        text = Sentence.of("No site of the web ends in “.{top}”.", top=top)
        yield _at(text, link.start, link.end)
    elif not ends and (emoji := _EMOJI.search(link.shown)):
        text = Sentence.of("There is no space behind this link.")
        yield _at(text, link.start, link.start + emoji.end(), Confidence.MEDIUM)
    elif link.shown.count("(") > link.shown.count(")"):
        yield _at(Sentence.of("A closing bracket is missing in this link."), link.start, link.end, Confidence.MEDIUM)
