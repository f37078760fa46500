"""Which addresses may be asked: those of the public net, never of this machine, its office or its cloud."""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Iterable

from guard.model.sentence import Sentence

Resolve = Callable[[str, int, float], tuple[str, ...]]
"""Host, port and seconds → addresses that may be asked, at least one; raises Refused."""

_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_CLOUD = frozenset({ipaddress.IPv4Address("168.63.129.16")})
"""Public by their number, and yet what a cloud tells its machines."""


class Refused(Exception):
    """A link that is not looked up any further; the message says why, in a Sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def public_addresses(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """The addresses of a host as the system knows them; raises Refused where any of them is not public."""
    answers: queue.SimpleQueue[tuple[str, ...] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            answers.put(error)
        else:
            answers.put(tuple(dict.fromkeys(str(entry[4][0]) for entry in found)))

    # The system's own look-up has no deadline; a thread that waits too long is left behind.
    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=max(seconds, 0))
    except queue.Empty:
        raise Refused(Sentence.of("Its name could not be looked up in time.")) from None
    if isinstance(found, Exception):
        raise Refused(Sentence.of("There is no host of this name."))
    return checked(found)


def checked(addresses: Iterable[str]) -> tuple[str, ...]:
    """The addresses, where there are any and all of them are public; else raises Refused."""
    found = tuple(addresses)
    if not found or not all(map(is_public, found)):
        raise Refused(Sentence.of("It leads to an address that is not public, so it was not asked."))
    return found


def is_public(text: str) -> bool:
    """Whether this is an address of the public net, whichever way IPv6 wraps one of IPv4."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        return address.is_global and not address.is_multicast if inner is None else is_public(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved and address not in _CLOUD


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour
