"""A connection that is called after a company and rests on a person's login."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guard.audit.case import Case
from guard.audit.naming import Node
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.identity import IdentityKind
from guard.model.route import Confidence, Endpoint, Place
from guard.model.sentence import Sentence

ID = "company-name-on-personal-login"
ABOUT = "A connection carries a brand's name but rests on a person's login."
HELP = (
    "Connect the tool again with a login that belongs to the company (a business manager, a page role, a service "
    "account). A personal login goes when the person goes, and what it may do follows the person, not the brand."
)
# https://en.wikipedia.org/wiki/List_of_legal_entity_types_by_country
_LEGAL_FORM = r"(a[bgs]|aps|bv|corp|gmbh|inc|kft|kg|limited|ll[cp]|ltda?|nv|oy|plc|pty|s[al]|sarl|sas|spa|srl|ug)"
_TRADE = (
    r"(academy|agency|agentur|business|club|company|digital|foundation|group|holding|labs|marketing|media|services|shop"
    r"|software|solutions|store|studios?|systems|verein)"
)
_COMPANY = re.compile(rf"{_LEGAL_FORM}|{_TRADE}")
_LABEL = re.compile(r"(?P<name>[^()]+)\((?P<login>[^()]+)\)")
_SHORTEST, _LONGEST = 4, 12
"""A name of fewer letters is found in everything; a label of more words is a sentence."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Use:
    tool: str
    label: str
    node: Node
    place: Place


@dataclass(frozen=True, slots=True)
class _Names:
    """What brands and what people are called, each as one word without spaces."""

    brands: frozenset[str]
    people: frozenset[str]


def check(case: Case) -> Iterator[Finding]:
    """One finding for each label whose name and login belong to different sorts of identities."""
    names = _Names(_keys(case, IdentityKind.BRAND), _keys(case, IdentityKind.PERSON))
    told: set[tuple[str, str]] = set()
    for use in _uses(case):
        sure = _mismatch(case, names, use)
        if sure and (use.tool, use.label) not in told:
            told.add((use.tool, use.label))
            yield Finding(
                rule=ID,
                severity=Severity.MEDIUM,
                confidence=sure,
                text=Sentence.of(
                    "The connection “{label}” in {tool} has a company's name and rests on a person's login.",
                    label=use.label,
                    tool=use.tool,
                ),
                evidence=(use.place,),
                fix=Sentence.of("Connect {tool} again with a login that belongs to the company.", tool=use.tool),
                subject=(use.tool, use.label),
            )


def _uses(case: Case) -> Iterator[_Use]:
    """Every label in the routes and in the inventory."""
    graph = case.graph
    for edge, route in enumerate(graph.routes):
        for end, number in ((route.source, graph.tails[edge]), (route.destination, graph.heads[edge])):
            if end.ref or (end.account or "").endswith(")"):
                yield from _labelled(route.tool, end, graph.nodes[number], route.place)
    for holding in case.snapshot.holdings:
        yield from _labelled(holding.tool, holding.endpoint, case.namer.held(holding), holding.place)


def _labelled(tool: str, end: Endpoint, node: Node, place: Place) -> Iterator[_Use]:
    """A reference is a label; a handle is one only where it has a login behind it: ``Acme Ltd (Jane Doe)``."""
    if end.ref:
        yield _Use(tool, end.ref, node, place)
    if end.account and end.account.endswith(")"):
        yield _Use(tool, end.account, node, place)


def _mismatch(case: Case, names: _Names, use: _Use) -> Confidence | None:
    """How sure it is that the label is a company's and the login a person's; None where it is not so."""
    personal = case.kind(use.node) is IdentityKind.PERSON
    parts = _LABEL.fullmatch(use.label) if use.label.endswith(")") else None
    if not parts and not personal:
        return None
    name, login = (parts["name"], parts["login"]) if parts else (use.label, "")
    branded = bool(_runs(name) & names.brands)
    if branded and (personal or _runs(login) & names.people):
        return Confidence.HIGH
    if not _like_a_person(login) or _runs(login) & names.brands:
        return None
    if branded:
        return Confidence.MEDIUM
    return Confidence.LOW if _like_a_company(name) else None


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _runs(text: str) -> set[str]:
    """Every run of neighbouring words, written as one word: ``Red Cross`` names ``redcross``."""
    words = _words(text)[:_LONGEST]
    return {"".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)}


def _keys(case: Case, kind: IdentityKind) -> frozenset[str]:
    """What the identities of one kind are called: by name without its legal form, by id, by handle."""
    keys: set[str] = set()
    for one in case.identities.values():
        if one.kind is kind:
            keys.add("".join(word for word in _words(one.name) if not re.fullmatch(_LEGAL_FORM, word)))
            keys.update("".join(_words(account.handle.lstrip("@").split("@")[0])) for account in one.accounts)
            keys.add("".join(_words(one.id)))
    return frozenset(key for key in keys if len(key) >= _SHORTEST)


def _like_a_person(login: str) -> bool:
    """Two to four capitalised words and nothing that companies are called."""
    words = login.split()
    return (
        len(words) in {2, 3, 4}
        and all(
            word[:1].isupper() and word.replace("-", "").replace(".", "").replace("'", "").isalpha() for word in words
        )
        and not _like_a_company(login)
    )


def _like_a_company(text: str) -> bool:
    return any(_COMPANY.fullmatch(word) for word in _words(text))
