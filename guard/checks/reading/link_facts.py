"""What is known of addresses, as ``data/links.json`` says it."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from guard.platforms.weblinks import WebLink

_FILE = Path(__file__).parents[1] / "data" / "links.json"


@cache
def facts(group: str) -> dict[str, Any]:
    """One group of the file."""
    found: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))[group]
    return found


@cache
def names(group: str, key: str) -> frozenset[str]:
    """Names that stand in one line, with spaces between."""
    return frozenset(facts(group)[key].split())


def host_of(link: WebLink) -> str:
    """The host of a link without its port and ``www.``."""
    return link.host.removeprefix("www.")


def path_of(link: WebLink) -> str:
    """All behind the host, as it is written, in lower case."""
    rest = link.shown.partition("://")[2] if "://" in link.shown else link.shown
    return rest[len(link.authority) :].casefold()


def query_of(link: WebLink) -> list[tuple[str, str, str]]:
    """The parts of the query: each as it is written, its name in lower case, its value decoded."""
    query = link.shown.partition("?")[2].partition("#")[0]
    found = []
    for part in query.replace("&amp;", "&").split("&"):
        name, _, value = part.partition("=")
        found.append((part, unquote(name).casefold(), unquote(value)))
    return found


def fits(link: WebLink, patterns: Iterable[str]) -> bool:
    """Whether host and path begin like one of these; ``*`` stands for one part of a host or of a path."""
    address = f"{host_of(link)}{path_of(link)}"
    return any(_begins(address, pattern) for pattern in patterns)


def _begins(address: str, pattern: str) -> bool:
    host, _, path = address.partition("/")
    wanted_host, slash, wanted_path = pattern.partition("/")
    if wanted_host.startswith("*."):
        if not host.endswith(wanted_host[1:]):
            return False
    elif host != wanted_host:
        return False
    if not slash:
        return True
    parts, wanted = path.split("/"), wanted_path.split("/")
    if len(parts) < len(wanted):
        return False
    *firsts, last = zip(parts, wanted, strict=False)
    return all(want in ("*", part) for part, want in firsts) and last[0].startswith(last[1])


def invites(link: WebLink) -> bool:
    """Whether it leads to a meeting: such links bring their own password, for everybody who gets them."""
    return any(f".{host_of(link)}".endswith(f".{host}") for host in names("invitations", "hosts"))
