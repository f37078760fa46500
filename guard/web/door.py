"""Asking sites over HTTP, with limits on time and size."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import aiohttp

from guard.model.version import VERSION
from guard.web.addresses import checked, is_open
from guard.web.bodies import BYTES, Budget, bytes_of, lines_of, read_json
from guard.web.echoes import secrets_in
from guard.web.names import OwnNetwork
from guard.web.proxies import proxy_for
from guard.web.sockets import Talk, connected, messages
from guard.web.trouble import WebTrouble, WebWhy
from guard.web.words import Elsewhere, of_status, slow, unreachable

SECONDS = 15.0
"""How long one request may take."""
PATIENCE = 5.0
"""How long a site may ask to wait (429) for it to be waited for."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a site said."""

    status: int
    data: Any
    """The JSON that it sent; None where it sent nothing."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case names."""


@dataclass(frozen=True, slots=True)
class Page:
    """What lies under an address, as bytes."""

    status: int
    data: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case names."""


class Lines(NamedTuple):
    """The two ways out."""

    safe: aiohttp.ClientSession
    """Over TLS, to anywhere."""
    near: aiohttp.ClientSession
    """Without it, to one's own network alone."""


class Site:
    """One site, asked with one account's headers."""

    def __init__(self, lines: Lines, address: str, headers: Mapping[str, str], seconds: float, budget: Budget) -> None:
        self._lines, self._headers, self._seconds, self._budget = lines, dict(headers), seconds, budget
        self._secrets = secrets_in(headers)
        self.address = checked(address)
        """Without a slash at the end."""
        self._proxy = proxy_for(self.address)
        self._session = lines.near if is_open(self.address) else lines.safe

    def with_headers(self, headers: Mapping[str, str]) -> "Site":
        """The same site, asked with other headers."""
        return Site(self._lines, self.address, headers, self._seconds, self._budget)

    def at(self, address: str) -> "Site":
        """Another address of the same tool, without any headers yet; raises WebTrouble where a token may not go there.

        For a tool whose API lies on a host of its own: GitHub's is ``https://api.github.com``.
        """
        return Site(self._lines, address, {}, self._seconds, self._budget)

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> Reply:
        """What lies under ``path``; raises WebTrouble."""
        return await self.ask("GET", path, query=query)

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        form: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """One request, with ``body`` as JSON or ``form`` as a form; raises WebTrouble.

        A GET that the site wants to be asked later (429) is asked once more, if that is soon.
        """
        try:
            return await self._once(method, path, body, form, query, headers)
        except WebTrouble as trouble:
            if method != "GET" or trouble.why is not WebWhy.LIMITED or not 0 <= (trouble.after or 0.0) <= PATIENCE:
                raise
            await asyncio.sleep(trouble.after or 1.0)
        return await self._once(method, path, body, form, query, headers)

    async def _once(
        self,
        method: str,
        path: str,
        body: object,
        form: Mapping[str, str] | None,
        query: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
    ) -> Reply:
        sent = {**self._headers, **(headers or {})}
        try:
            async with self._session.request(
                method,
                self.address + path,
                params=query,
                data=form,
                json=body,
                headers=sent,
                allow_redirects=False,
                proxy=self._proxy,
                timeout=aiohttp.ClientTimeout(total=self._seconds),
            ) as response:
                return await self._read(response, self._secrets | secrets_in(headers or {}, form or {}))
        except TimeoutError:
            raise slow(self.address, self._seconds) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise unreachable(self.address, error) from None

    @asynccontextmanager
    async def stream(
        self, path: str, query: Mapping[str, str] | None = None, silence: float = 120.0
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """The lines of an answer that does not end, as they come; raises WebTrouble, also after ``silence`` seconds."""
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=self._seconds, sock_read=silence)
        try:
            async with asyncio.timeout(self._seconds):
                response = await self._session.get(
                    self.address + path,
                    params=query,
                    headers=self._headers,
                    proxy=self._proxy,
                    allow_redirects=False,
                    timeout=timeout,
                )
                data = await bytes_of(response, self.address, self._budget) if response.status >= 300 else b""
        except TimeoutError:
            raise slow(self.address, self._seconds) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise unreachable(self.address, error) from None
        async with response:
            if response.status >= 300:
                raise of_status(self.address, response.status, data, _after(response), self._secrets)
            yield lines_of(response.content, self.address, silence)

    @asynccontextmanager
    async def socket(
        self, path: str, query: Mapping[str, str] | None = None, silence: float = 60.0
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """The messages of a WebSocket as they come, as bytes; raises WebTrouble, also after a silence."""
        async with connected(
            self._session,
            self.address,
            path,
            seconds=self._seconds,
            silence=silence,
            proxy=self._proxy,
            headers=self._headers,
            query=query,
        ) as socket:
            yield messages(socket, self.address, silence)

    @asynccontextmanager
    async def talk(self, path: str) -> AsyncIterator[Talk]:
        """A WebSocket on which both sides say JSON in turns; raises WebTrouble. It has the site's headers."""
        async with connected(
            self._session,
            self.address,
            path,
            seconds=self._seconds,
            silence=2 * self._seconds,
            proxy=self._proxy,
            headers=self._headers,
        ) as socket:
            yield Talk(socket, self.address, self._seconds, self._budget)

    async def text(self, path: str, query: Mapping[str, str] | None = None) -> tuple[bytes, str]:
        """The bytes under ``path`` and their content type, for a feed or a page; raises WebTrouble."""
        page = await self.page(path, query)
        return page.data, page.headers.get("content-type", "")

    async def page(
        self,
        path: str,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        most: int = BYTES,
    ) -> Page:
        """What lies under ``path`` as it is, with ``most`` bytes at most; raises WebTrouble.

        "Not modified" (304), the answer to a conditional question in ``headers``, is a page without bytes.
        """
        timeout, sent = aiohttp.ClientTimeout(total=self._seconds), {**self._headers, **(headers or {})}
        try:
            async with self._session.get(
                self.address + path,
                params=query,
                headers=sent,
                allow_redirects=False,
                proxy=self._proxy,
                timeout=timeout,
            ) as response:
                data = await bytes_of(response, self.address, self._budget, most)
                if response.status >= 300 and response.status != 304:
                    secrets = self._secrets | secrets_in(headers or {})
                    raise of_status(self.address, response.status, data, _after(response), secrets)
                return Page(response.status, data, {name.lower(): value for name, value in response.headers.items()})
        except TimeoutError:
            raise slow(self.address, self._seconds) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise unreachable(self.address, error) from None

    async def _read(self, response: aiohttp.ClientResponse, secrets: Iterable[str]) -> Reply:
        data = await bytes_of(response, self.address, self._budget)
        if response.status >= 300:
            raise of_status(self.address, response.status, data, _after(response), secrets)
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status, await read_json(data, self.address) if data.strip() else None, headers)


class Door:
    """Open while sites are asked; for one event loop."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    def site(
        self,
        address: str,
        headers: Mapping[str, str] | None = None,
        seconds: float = SECONDS,
        most: int | None = None,
    ) -> Site:
        """The site at ``address``; raises WebTrouble where a token may not go there.

        ``most`` is how many bytes are read of all its answers together, also of other sites that are made of it.
        """
        return Site(self._lines, address, headers or {}, seconds, Budget(most))


@asynccontextmanager
async def open_door() -> AsyncIterator[Door]:
    """Connections are shared while this is open. Cookies are not kept; proxies are the system's."""
    async with _session(None) as safe, _session(OwnNetwork()) as near:
        yield Door(Lines(safe, near))


def _session(resolver: OwnNetwork | None) -> aiohttp.ClientSession:
    redirects = aiohttp.TraceConfig()
    redirects.on_request_redirect.append(_no_redirect)
    return aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": f"Hatcheck/{VERSION}"},
        connector=aiohttp.TCPConnector(limit_per_host=4, resolver=resolver),
        trace_configs=[redirects],
    )


def _after(response: aiohttp.ClientResponse) -> str:
    return response.headers.get("Retry-After", "")


async def _no_redirect(*_: object) -> None:
    """A WebSocket's opening knows no ``allow_redirects``."""
    raise Elsewhere
