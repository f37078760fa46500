"""What went wrong, said so that a person knows what to do; the site's own words are kept short and without secrets."""

import json
import ssl
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from guard.model.sentence import Sentence
from guard.web.addresses import host_of, in_the_open
from guard.web.echoes import repeats, secrets_in
from guard.web.names import is_far
from guard.web.trouble import WebTrouble, WebWhy


class Elsewhere(aiohttp.ClientError):
    """A WebSocket that sends on to another address."""


_MOST = 160
"""Characters of a site's own words that are shown."""


def of_status(address: str, status: int, data: bytes, after: str, secrets: Iterable[str] = ()) -> WebTrouble:
    """What an answer means that is not one of success; what the site says is left out where it repeats a secret."""
    host = host_of(address)
    if 300 <= status < 400:
        text = Sentence.of("{host} sends on to another address; write that one in the workspace.", host=host)
        return WebTrouble(WebWhy.ELSEWHERE, text, status)
    if status == 429:
        text = Sentence.of("{host} is asked too often (429); it wants to be asked again later.", host=host)
        return WebTrouble(WebWhy.LIMITED, text, status, _seconds(after))
    if status in {401, 403}:  # whoever refuses a token likes to repeat it
        pattern = "{host} does not accept the token for this ({status})."
        return WebTrouble(WebWhy.DENIED, Sentence.of(pattern, host=host, status=status), status)
    said = _said(data)
    said = "" if repeats(said, secrets) else _short(said)
    ending = f" “{said}”" if said else ""
    if status in {404, 410}:
        pattern = "{host} knows no such thing ({status}).{ending}"
        return WebTrouble(WebWhy.MISSING, Sentence.of(pattern, host=host, status=status, ending=ending), status)
    if status >= 500:
        pattern = "{host} fails at it ({status}).{ending}"
        return WebTrouble(WebWhy.BROKEN, Sentence.of(pattern, host=host, status=status, ending=ending), status)
    pattern = "{host} refuses it ({status}).{ending}"
    return WebTrouble(WebWhy.REFUSED, Sentence.of(pattern, host=host, status=status, ending=ending), status)


def slow(address: str, seconds: float) -> WebTrouble:
    """No answer in time."""
    pattern = "{host} did not answer within {seconds} seconds."
    return WebTrouble(WebWhy.SLOW, Sentence.of(pattern, host=host_of(address), seconds=f"{seconds:g}"))


def too_large(address: str) -> WebTrouble:
    """More than anybody reads."""
    return WebTrouble(WebWhy.BROKEN, Sentence.of("{host} sends more than is read here.", host=host_of(address)))


def unreadable(address: str) -> WebTrouble:
    """No JSON, where JSON was asked for."""
    pattern = "What {host} says cannot be read; is the address the right one?"
    return WebTrouble(WebWhy.BROKEN, Sentence.of(pattern, host=host_of(address)))


def unreachable(address: str, error: Exception) -> WebTrouble:
    """No connection, or one that broke."""
    host = host_of(address)
    if is_far(error):
        return in_the_open(host)
    if isinstance(error, aiohttp.ClientConnectorCertificateError | ssl.SSLError):
        text = Sentence.of("The certificate of {host} is not trusted here.", host=host)
    elif isinstance(error, aiohttp.ClientConnectorDNSError):
        text = Sentence.of("There is no machine called {host}, or no way to ask.", host=host)
    elif isinstance(error, aiohttp.ClientConnectorError | ConnectionRefusedError):
        text = Sentence.of("Nobody listens at {host}.", host=host)
    else:
        text = Sentence.of("The connection to {host} broke.", host=host)
    return WebTrouble(WebWhy.UNREACHABLE, text)


def not_reached(address: str, error: Exception, headers: Mapping[str, str]) -> WebTrouble:
    """A WebSocket that did not open: what the site answered instead, or no connection."""
    if isinstance(error, Elsewhere):
        return of_status(address, 302, b"", "")
    if isinstance(error, aiohttp.WSServerHandshakeError) and error.status >= 300:
        after = error.headers.get("Retry-After", "") if error.headers else ""
        return of_status(address, error.status, b"", after, secrets_in(headers))
    return unreachable(address, error)


def _said(data: bytes) -> str:
    """The site's own words, where it says some in one of the usual ways."""
    found: Any = None
    with suppress(ValueError, RecursionError):
        found = json.loads(data[: 64 * 1024])
    for _ in range(3):
        if isinstance(found, list):
            found = found[0] if found else None
        if isinstance(found, dict):
            found = next((found[name] for name in ("message", "error", "errors", "detail") if found.get(name)), None)
    return (
        "".join(one if one.isprintable() else " " for one in " ".join(found.split())) if isinstance(found, str) else ""
    )


def _short(words: str) -> str:
    return words if len(words) <= _MOST else words[:_MOST] + "…"


def _seconds(after: str) -> float | None:
    """What ``Retry-After`` says, in seconds."""
    if after.isdigit():
        return float(after)
    with suppress(ValueError, TypeError):
        return max(0.0, (parsedate_to_datetime(after) - datetime.now(UTC)).total_seconds())
    return None
