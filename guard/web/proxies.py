"""Which proxy the system wants to be used."""

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from guard.web.addresses import is_open


def proxy_for(address: str) -> str | None:
    """The proxy's address, from the environment or, on Windows and macOS, the system's settings; None for none.

    What is asked without encryption lies in one's own network, and its token is nobody's else to read: never by proxy.
    aiohttp's own ``trust_env`` is not used: it takes passwords from ``~/.netrc`` as well, and refuses a request whose
    header has a token already, https://docs.aiohttp.org/en/stable/client_advanced.html#proxy-support.
    """
    if is_open(address):
        return None
    proxy = getproxies().get("https")
    return None if not proxy or proxy_bypass(urlsplit(address).hostname or "") else proxy
