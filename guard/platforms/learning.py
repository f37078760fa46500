"""Which account a token, a cookie or an id stands for, as the platform itself says it to its page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from guard.platforms import _data, at, content
from guard.platforms.catalog import platform_named
from guard.platforms.content import Body, Content
from guard.platforms.sent import MOST_TEXTS, Sent, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from guard.platforms._shapes import LearningFacts


@dataclass(frozen=True, slots=True)
class Learned:
    """One account and what stands for it."""

    platform: str
    """Of the account; of a service's channel, the platform behind it."""
    key: str
    """As ``acting`` of a submission gives it."""
    account: str
    """In the platform's own writing."""
    definition: str
    """The data file's id: what its submissions' keys are looked up under."""
    secret: bool = False
    """Whether the key is a token, which may be neither shown nor kept."""


def learned(method: str, url: str, headers: Mapping[str, str], body: Body, answer: str) -> tuple[Learned, ...]:
    """What an answer to this request says about who is who.

    ``method`` of an element of a page is its selector (``script#initial-state``), ``url`` the page's, and ``answer``
    the element's text.
    """
    found: list[Learned] = []
    sent = Sent(method, url, headers, body)
    said: Content | None = None
    for platform, facts in _definitions():
        if not _fits(method, sent, facts):
            continue
        parts = sent.path_parts(facts["hosts"], facts.get("path", "/**"))
        if parts is not None:
            said = said or content.answer(answer)
            found += _taught(platform, facts, sent, parts, said)
    return tuple(dict.fromkeys(found))


def _fits(method: str, sent: Sent, facts: "LearningFacts") -> bool:
    if "element" in facts:
        return method == facts["element"]
    return sent.method in facts.get("methods", ["GET"])


@cache
def _definitions() -> tuple[tuple[str, "LearningFacts"], ...]:
    return tuple((each, facts) for each in _data.identifiers() for facts in _data.facts(each).get("learning", ()))


def _taught(
    platform: str, facts: "LearningFacts", sent: Sent, parts: Mapping[str, str], said: Content
) -> Iterator[Learned]:
    if said.unreadable:
        return
    request = View(sent, parts, said if "element" in facts else sent.content)
    if not all(request.holds(clause) == (True, None) for clause in facts.get("when", ())):
        return
    bodies = [said]
    if "each" in facts:
        every = View(sent, parts, said).at(facts["each"], MOST_TEXTS).values
        bodies = [Content(each) for each in every if not at.is_empty(each)]
    for body in bodies:
        answer = View(sent, parts, body)
        key = answer.first(facts["named"]) if "named" in facts else request.first(facts["by"])
        mark = facts.get("after", "")
        key = key.partition(mark)[2] if key and mark else key
        account = answer.filled(facts["account"])
        if key and account:
            word = answer.first(facts["through"]) if "through" in facts else None
            named = (platform_named(word) if word else None) or platform
            yield Learned(named, key, account, platform, facts.get("secret", False))
