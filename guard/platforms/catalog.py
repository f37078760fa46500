"""Which platforms there are, and the normal form of an account on each.

An account is written ``platform:handle`` or as the address of its page. Two decisions: ``@?@host`` is accepted as
“somebody on that host” where it is written so, and such an account equals only itself; a DID and a handle on Bluesky
stay two accounts, because only a look-up could tell that they are one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from guard.model.account import Account
from guard.platforms import _address, _data, _grammar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from guard.platforms._shapes import AccountFacts, Kind, PlatformFacts

_LONGEST = 2048
_LONGEST_GIVEN = 1000
"""Characters of a text that an address may carry; as UTF-8 in percent signs they are up to twelve times as many."""


class BadAccount(ValueError):
    """The text names no account; the message says what is wrong and what to write instead."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a post may be."""

    max: int
    unit: str
    """``codepoint``, ``utf16``, ``grapheme``, ``utf8-byte`` or ``weighted``."""
    link: int | None = None
    """What any link counts, where the platform counts links so."""


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform's facts."""

    id: str
    name: str
    examples: tuple[str, ...] = ()
    """How accounts are written there, one example of each sort."""
    limit: Limit | None = None
    """None where there is none, or none is known."""


@cache
def load() -> Mapping[str, Platform]:
    """All platforms by id; services that only pass posts on are not among them."""
    return {each: _platform(_data.facts(each)) for each in _data.identifiers() if "account" in _data.facts(each)}


def _platform(facts: "PlatformFacts") -> Platform:
    limit = facts.get("limit")
    return Platform(
        facts["id"],
        facts["name"],
        tuple(kind["example"] for kind in facts["account"]["kinds"]),
        Limit(limit["max"], limit["unit"], limit.get("link")) if limit else None,
    )


def platform_name(platform: str) -> str:
    """The platform's name as people write it (``X``); of one that is not known here, its id."""
    return _data.facts(platform)["name"] if platform in _data.identifiers() else platform


def compose_url(account: Account, text: str = "") -> str:
    """The page on which to write a post from this account, or empty.

    With a ``text`` the page is opened with it, where the platform can do that and the text is not too long for an
    address.
    """
    facts = _data.facts(account.platform) if account.platform in _data.identifiers() else None
    if not facts or "compose" not in facts:
        return ""
    compose = facts["compose"]
    url = _of(account, compose["url"], facts["account"])
    if not (url and text and len(text) <= _LONGEST_GIVEN and "text" in compose):
        return url
    from urllib.parse import quote  # imported here because it is slow and hardly ever needed

    return f"{url}{'&' if '?' in url else '?'}{compose['text']}={quote(text, safe='')}"


def _of(account: Account, url: str, facts: "AccountFacts") -> str:
    wanted = set(_grammar.pieces(url)[1])
    for kind in facts["kinds"]:
        values = _grammar.matched(kind["form"], account.handle)
        if values is not None and wanted <= values.keys():
            return _grammar.filled(url, values)
    return "" if wanted else url


def server_of(account: Account) -> str:
    """The server an account lives on, where its platform has many: ``example.social``; else empty."""
    facts = _data.facts(account.platform) if account.platform in _data.identifiers() else {}
    for kind in facts["account"]["kinds"] if "account" in facts else ():
        if values := _grammar.matched(kind["form"], account.handle):
            return values.get("server", "")
    return ""


def platform_named(word: str) -> str | None:
    """The id of the platform or service that people or tools call ``word`` (``Twitter`` → ``x``), or None."""
    name = _data.folded(word)
    # The id itself first: it costs reading one file instead of all.
    return name if name in _data.identifiers() else _data.names().get(name)


def parse_account(text: str, platform: str | None = None) -> Account:
    """The account that ``text`` names, in normal form; raises BadAccount."""
    written = text.strip()
    if not written:
        raise BadAccount("an account is missing: write it as platform:handle, for example x:@RedCross")
    if len(written) > _LONGEST:
        raise BadAccount(f"a text of {len(written)} characters is no account")
    named, rest = _told_apart(written, platform)
    facts = _data.facts(named)
    if "account" not in facts:
        raise BadAccount(f"{facts['name']} passes posts on to accounts elsewhere: name the account they arrive at")
    problem = ""
    for kind, values in _readings(facts["account"], rest):
        try:
            return _account(named, facts["account"], kind, values)
        except _grammar.Flaw as flaw:
            problem = problem or str(flaw)
    if _is_address(rest):
        problem = "that page shows none"  # what is wrong with it may hold a token
    problem = problem or facts["account"].get("hint") or "accounts are written differently there"
    raise BadAccount(f"{_quoted(rest)} is no account on {facts['name']}: {problem}; {_remedy(facts)}")


def _told_apart(written: str, platform: str | None) -> tuple[str, str]:
    """The platform and what is left of the text without the platform's name."""
    word, colon, rest = written.partition(":")
    prefix = platform_named(word) if colon and not rest.startswith("//") else None
    if platform is None:
        if prefix:
            return prefix, rest.strip()
        return _recognized(written), written
    named = platform_named(platform)
    if not named:
        raise BadAccount(f"{_quoted(platform)} is no platform that is known here: write its name, for example mastodon")
    return named, rest.strip() if prefix == named else written


def _recognized(written: str) -> str:
    """The platform of a text that does not name it, by its address or by a form that only one platform has."""
    for mark, platform in _data.marks():
        if written.startswith(mark):
            return platform
    scheme, slashes, _ = written.partition("://")
    if slashes and (named := platform_named(scheme)):
        return named  # irc://irc.libera.chat/#ubuntu
    found = _platform_at(_address.split(written.lstrip("@"))[0])
    if found:
        return found
    if slashes or written.startswith("@"):
        # Servers of the fediverse have any host: https://hachyderm.io/@me, @me@hachyderm.io.
        mastodon = _data.facts("mastodon")["account"]
        if any(_sound(mastodon, kind, values) for kind, values in _readings(mastodon, written)):
            return "mastodon"
    what = "is an address at no platform that is known here" if slashes else "names no platform"
    example = "mastodon:@me@hachyderm.io" if slashes else f"x:{written}" if len(written) < 16 else "x:@RedCross"
    raise BadAccount(f"{_quoted(written)} {what}: write the platform before it, for example {example}")


def _platform_at(host: str) -> str | None:
    """The platform that shows its accounts at this host or at one above it."""
    labels = host.partition(":")[0].split(".")
    candidates = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((found for name in candidates if (found := _data.hosts().get(name))), None)


def _readings(facts: "AccountFacts", text: str) -> "Iterator[tuple[Kind, dict[str, str]]]":
    """Every way to read ``text``, as a handle and then as an address; the parts are not checked yet."""
    if "://" not in text:
        for kind in facts["kinds"]:
            for form in (kind["form"], *kind.get("also", ())):
                values = _grammar.matched(form, text)
                if values is not None:
                    yield kind, values
        if "." not in text:
            return
    host, path, query = _address.split(text)
    for kind in facts["kinds"]:
        for template in kind.get("urls", ()):
            values = _address.matched(facts, template, host, path, query)
            if values is not None and not any(value.lower() in facts.get("reserved", ()) for value in values.values()):
                yield kind, values


def _sound(facts: "AccountFacts", kind: "Kind", values: dict[str, str]) -> bool:
    try:
        _account("", facts, kind, values)
    except _grammar.Flaw:
        return False
    return True


def _account(platform: str, facts: "AccountFacts", kind: "Kind", values: dict[str, str]) -> Account:
    """The account of these parts; raises Flaw."""
    _, names = _grammar.pieces(kind["form"])
    both = {name: _grammar.normal(facts["parts"][name], values[name]) for name in names}
    handle = _grammar.filled(kind["form"], {name: pair[0] for name, pair in both.items()})
    shown = _grammar.filled(kind["form"], {name: pair[1] for name, pair in both.items()})
    return Account(platform, handle, "" if shown == handle else shown)


def _quoted(text: str) -> str:
    """The text as a message may show it: of an address only the host, for the rest may hold a token."""
    if _is_address(text):
        return f"the address at “{_address.split(text)[0][:80]}”"
    return f"“{text[:80]}”"


def _is_address(text: str) -> bool:
    place, slash, _ = text.partition("/")
    return "://" in text or bool(slash and "." in place)


def _remedy(facts: "PlatformFacts") -> str:
    *others, last = [f"{facts['id']}:{kind['example']}" for kind in facts["account"]["kinds"]][:3]
    return f"write it like {', '.join(others)} or {last}" if others else f"write it like {last}"
