"""To which addresses a token may go: over TLS anywhere, without it only inside one's own network."""

import ipaddress
from urllib.parse import urlsplit

from guard.model.sentence import Sentence
from guard.web.trouble import WebTrouble, WebWhy

_OWN = (".local", ".lan", ".internal", ".home.arpa", ".localhost")


def checked(address: str) -> str:
    """The address without a slash at its end; raises WebTrouble where it is none, or open to whoever listens."""
    parts = urlsplit(address.strip())
    try:
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or parts.scheme not in {"http", "https", "ws", "wss"}:
        raise WebTrouble(
            WebWhy.UNSAFE, Sentence.of("“{address}” is no address like https://example.org.", address=address)
        )
    if parts.username or parts.password:
        raise WebTrouble(WebWhy.UNSAFE, Sentence.of("The address holds a password; the keyring is the place for it."))
    if parts.scheme in {"http", "ws"} and not _own(host):
        pattern = "{host} would be asked without encryption, so its token could be read on the way; write https://."
        raise WebTrouble(WebWhy.UNSAFE, Sentence.of(pattern, host=host))
    return address.strip().rstrip("/")


def host_of(address: str) -> str:
    """What people call the site: its host, with the port where it has one of its own."""
    parts = urlsplit(address)
    try:
        return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or address
    except ValueError:
        return parts.hostname or address


def _own(host: str) -> bool:
    """Whether it lies on this machine or in a private network."""
    if host == "localhost" or host.endswith(_OWN) or "." not in host.rstrip("."):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_private
    except ValueError:
        return False
