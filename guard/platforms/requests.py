"""What an HTTP request to a platform, or a credential's name, says about posting."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from guard.platforms import _data, _grammar, matching
from guard.platforms._body import values
from guard.platforms._placeholders import Masked, has_placeholder
from guard.platforms.catalog import BadAccount, parse_account, platform_named
from guard.platforms.credentials import platform_of_credential

TYPE_CHECKING = False
if TYPE_CHECKING:
    from guard.platforms._shapes import RequestFacts

__all__ = ["Target", "platform_of_credential", "request_target", "request_targets"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request would post."""

    platform: str
    verb: str
    """``post``, ``repost``, ``message`` (into a chat or channel), or ``hop`` (handed to another tool)."""
    account: str | None = None
    """The account where the URL or the body names it; ``@?@host`` where only the server is known."""
    ref: str | None = None
    """An id that the URL or the body names: page id, chat id, channel id; or the placeholder that stands for it."""
    via: str | None = None
    """The service that passes the post on, where it is not the platform's own API: ``ayrshare``."""


def request_target(method: str, url: str, body: str = "") -> Target | None:
    """Where this request would publish something, or None where it publishes nothing that is known.

    The first of ``request_targets``, which see.
    """
    return next(iter(request_targets(method, url, body)), None)


def request_targets(method: str, url: str, body: str = "") -> tuple[Target, ...]:
    """All places where this request would publish something; several where a service passes it on to several.

    ``url`` and ``body`` may hold placeholders of any tool (``{{ … }}``, ``={{ … }}``, ``${…}``); a placeholder
    matches any one path segment. A body that is empty or one placeholder is unknown and speaks for posting, never
    against it. GET requests publish nothing, but for the few APIs that let them (Telegram's, IFTTT's). No target
    holds a token: where the address carries one, only what stands beside it is kept.
    """
    address, content = Address(url), Masked(body)
    verb, any_verb = method.strip().upper(), has_placeholder(Masked(method).text)
    for service, request in _requests():
        if not any_verb and verb not in request.get("methods", ["POST"]):
            continue
        found = address.at(request)
        if found is not None and _published(request, content.text):
            return tuple(_targets(service, request, _Findings(address, content, found)))
    return ()


@cache
def _requests() -> tuple[tuple[str, "RequestFacts"], ...]:
    """All requests with their platforms; those of named hosts before those of any host."""
    every = [(each, request) for each in _data.identifiers() for request in _data.facts(each).get("requests", ())]
    return tuple(sorted(every, key=lambda pair: "*" in pair[1]["hosts"]))


_LONGEST = 8192  # characters of a URL that are read


class Address:
    """A request's URL, its placeholders masked, split into host, path and query."""

    def __init__(self, url: str) -> None:
        self.masked = Masked(_unquoted(url.strip().removeprefix("=").strip())[:_LONGEST], address=True)
        there = matching.split(self.masked.text)
        self.host, self.segments, self.query = there.host, there.segments, there.query
        self._hidden = not self.host or has_placeholder(self.host)

    def at(self, request: "RequestFacts") -> dict[str, str] | None:
        """What the path names where this is the request's address, else None."""
        there = any(matching.fits(pattern, self.host) for pattern in request["hosts"])
        there = there or bool(self._hidden and request.get("anywhere"))
        return matching.path_parts(request["path"], self.segments, has_placeholder) if there else None


def _unquoted(text: str) -> str:
    """The address in an expression that builds it from strings: ``{{ 'https://…/' + $json.id + '/media' }}``."""
    start = text.find("http")
    if not text.startswith("{{") or start < 1 or text[start - 1] not in "\"'`":
        return text
    quote = text[start - 1]
    inside, *others = text[start:].removesuffix("}}").split(quote)
    return inside + "".join(
        part if position % 2 else f"{{{{{part.strip(' +')}}}}}" for position, part in enumerate(others) if part.strip()
    )


def _published(request: "RequestFacts", body: str) -> bool:
    """Whether the body speaks for publishing, or says nothing against it."""
    if not body.strip() or not any(character.isalnum() for character in body if not has_placeholder(character)):
        return True
    for name, wanted in request.get("when", {}).items():
        said = values(body, name)
        if said and not any(has_placeholder(value) or value in wanted for value in said):
            return False
    says = request.get("says", [])
    return (not says or any(word in body for word in says)) and all(
        values(body, name) for name in request.get("needs", ())
    )


class _Findings:
    """The values that a request names, in its path, its body or its query."""

    def __init__(self, address: Address, body: Masked, parts: Mapping[str, str]) -> None:
        self._address, self._body, self._parts = address, body, parts

    def all(self, name: str) -> Iterator[tuple[str, bool]]:
        """Each value with whether it is written out, without a placeholder."""
        named: tuple[str, ...]
        if name == "host":
            named, masked = (self._address.host,) if self._address.host else (), self._address.masked
        elif name in self._parts:
            named, masked = (self._parts[name],), self._address.masked
        elif named := values(self._body.text, name):
            masked = self._body
        else:
            named, masked = values(self._address.query, name), self._address.masked
        for value in dict.fromkeys(named):
            yield masked.restored(value), not has_placeholder(value)

    def filled(self, template: str) -> tuple[str | None, bool]:
        """The template with these values; None where one is missing, False where one is a placeholder."""
        found: dict[str, str] = {}
        written_out = True
        for name in _grammar.pieces(template)[1]:
            several = list(self.all(name))
            if not several:
                return None, False
            found[name] = ", ".join(value for value, _ in several)
            written_out = written_out and all(plain for _, plain in several)
        return _grammar.filled(template, found), written_out


def _targets(service: str, request: "RequestFacts", findings: _Findings) -> Iterator[Target]:
    ref, _ = findings.filled(request["ref"]) if "ref" in request else (None, False)
    account = None
    if "account" in request:
        account, ref = _account_or_ref(service, request["account"], findings, ref)
    named = [value for name in request.get("platforms", ()) for value, _ in findings.all(name)]
    platforms = dict.fromkeys(platform for value in named if (platform := platform_named(value)))
    if not platforms:
        yield Target(service, request["verb"], account, ref)
    for platform in platforms:
        yield Target(platform, request["verb"], account, ref, via=service)


def _account_or_ref(
    platform: str, template: str, findings: _Findings, ref: str | None
) -> tuple[str | None, str | None]:
    """The account where one is written out; what only stands for one (a number, a placeholder) is a reference."""
    text, written_out = findings.filled(template)
    if text is None:
        return None, ref
    if not written_out:
        return None, ref or ", ".join(value for name in _grammar.pieces(template)[1] for value, _ in findings.all(name))
    if text.lstrip("-").isdigit():
        return None, ref or text
    try:
        parse_account(text, platform)
    except BadAccount:
        return None, ref or text
    return text, ref
