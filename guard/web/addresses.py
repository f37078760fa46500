"""To which addresses a token may go: over TLS anywhere, without it only inside one's own network."""

import ipaddress
import re
from urllib.parse import urlsplit

from guard.model.sentence import Sentence
from guard.web.trouble import WebTrouble, WebWhy

_OWN = (".local", ".lan", ".internal", ".home.arpa", ".localhost")
_NETWORKS = tuple(
    map(
        ipaddress.ip_network,
        (
            *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
            *("::1/128", "fc00::/7", "fe80::/10"),
        ),
    )
)
"""This machine and what is not routed on the internet: RFC 1918, 3927, 4193 and 4291."""
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
"""A name whose last word is one is taken as an IPv4 address, in whatever way it is written."""
_COUNTRY = re.compile(r"[a-z]{2}", re.IGNORECASE)
"""Domains of countries are the only ones that have a machine without a name before them: ``http://ai``."""


def checked(address: str) -> str:
    """The address without a slash at its end; raises WebTrouble where it is none, or open to whoever listens."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise _no_address(address) from None
    if not host or parts.scheme not in {"http", "https", "ws", "wss"}:
        raise _no_address(address)
    if "@" in parts.netloc:
        raise WebTrouble(WebWhy.UNSAFE, Sentence.of("The address holds a password; the keyring is the place for it."))
    if is_open(address) and not _own(host):
        raise in_the_open(host)
    return address.rstrip("/")


def is_open(address: str) -> bool:
    """Whether it is asked without encryption."""
    return urlsplit(address).scheme in {"http", "ws"}


def in_the_open(host: str) -> WebTrouble:
    """A token would go to somewhere else without encryption."""
    pattern = "{host} would be asked without encryption, so its token could be read on the way; write https://."
    return WebTrouble(WebWhy.UNSAFE, Sentence.of(pattern, host=host))


def host_of(address: str) -> str:
    """What people call the site: its host, with the port where it has one of its own."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or without_secrets(address), parts.port
    except ValueError:
        return without_secrets(address)
    return f"{host}:{port}" if port else host


def without_secrets(address: str) -> str:
    """The address without what may be a secret in it: a user, a password, a query; and without a slash at its end."""
    address = address.strip()
    start, slashes, rest = address.partition("://")
    if not slashes:
        start, rest = "", address
    host, slash, path = re.split(r"[?#]", rest, maxsplit=1)[0].partition("/")
    return start + slashes + (host.rpartition("@")[2] + slash + path).rstrip("/")


def is_near(number: str) -> bool:
    """Whether an IP address lies on this machine or in a private network."""
    try:
        found: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found in network for network in _NETWORKS)


def _own(host: str) -> bool:
    """Whether it may lie on this machine or in a private network; where a name leads is looked at when it is asked."""
    host = host.rstrip(".").lower()
    if ":" in host or _NUMBER.fullmatch(host.rpartition(".")[2]):
        return is_near(host)
    if "." not in host:
        return bool(host) and not _COUNTRY.fullmatch(host)
    return host.endswith(_OWN)


def _no_address(address: str) -> WebTrouble:
    shown = without_secrets(address)
    return WebTrouble(WebWhy.UNSAFE, Sentence.of("“{address}” is no address like https://example.org.", address=shown))
