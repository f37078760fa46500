"""Addresses of account pages, split and held against the templates of the data files."""

from guard.platforms import _grammar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from guard.platforms._shapes import AccountFacts


def split(text: str) -> tuple[str, list[str], str]:
    """Host, path segments and query of an address; whoever logs in there (``user:password@``) is dropped."""
    rest = text.partition("://")[2] if "://" in text else text
    rest, _, query = rest.partition("?")
    authority, *path = rest.split("/")
    return authority.rpartition("@")[2].rstrip(".").lower(), [segment for segment in path if segment], query


def matched(facts: "AccountFacts", template: str, host: str, path: list[str], query: str) -> dict[str, str] | None:
    """What stands for the parts of an address template; what follows in the path does not matter (``/status/1``)."""
    template, _, asked = template.partition("?")
    place, *wanted = template.split("/")
    values = _grammar.matched(place, host) if place else {"server": host} if _shown_at(facts, host) else None
    wanted = [segment for segment in wanted if segment]
    if values is None or len(path) < len(wanted):
        return None
    pairs = list(zip(wanted, path, strict=False))
    pairs += [(asked, pair) for pair in query.split("&") if asked and pair.startswith(asked.partition("{")[0])][:1]
    if asked and len(pairs) == len(wanted):
        return None
    for pattern, segment in pairs:
        found = _grammar.matched(pattern, _grammar.decoded(segment if "#" in pattern else segment.partition("#")[0]))
        if found is None:
            return None
        values |= found
    return values


def _shown_at(facts: "AccountFacts", host: str) -> bool:
    """Whether the platform shows accounts at this host; one whose accounts carry a server may be anywhere."""
    return "server" in facts["parts"] or any(host == name or host.endswith(f".{name}") for name in facts["hosts"])
