"""Which proxy the system wants to be used."""

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

_ALIKE = {"ws": "http", "wss": "https"}


def proxy_for(address: str) -> str | None:
    """The proxy's address, from the environment or, on Windows and macOS, the system's settings; None for none.

    aiohttp's own ``trust_env`` is not used: it takes passwords from ``~/.netrc`` as well, and refuses a request whose
    header has a token already, https://docs.aiohttp.org/en/stable/client_advanced.html#proxy-support.
    """
    parts = urlsplit(address)
    proxy = getproxies().get(_ALIKE.get(parts.scheme, parts.scheme))
    return None if not proxy or proxy_bypass(parts.hostname or "") else proxy
