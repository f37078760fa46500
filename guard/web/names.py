"""Which machines are asked without encryption: of those that a name leads to, the ones in one's own network."""

import socket

import aiohttp
from aiohttp.abc import ResolveResult
from aiohttp.resolver import ThreadedResolver

from guard.web.addresses import is_near


class Far(OSError):
    """The name leads out of one's own network."""


class OwnNetwork(ThreadedResolver):
    """Finds machines by their names, and those alone that are near."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses that are near; raises Far where there are others alone."""
        found = await super().resolve(host, port, family)
        near = [one for one in found if is_near(one["host"])]
        if found and not near:
            raise Far(f"{host} is somewhere else")
        return near


def is_far(error: Exception) -> bool:
    """Whether this is why a machine could not be reached."""
    return isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, Far)
