"""Web addresses without what is secret in them."""

import re
from urllib.parse import SplitResult, urlsplit

_SECRET = re.compile(r"(?i)((?:token|key|secret|auth|pass\w*|pwd|sig\w*|code|hash|sid)=)[^&#\s]+")


def split(url: str) -> SplitResult:
    """The parts of an address; one that is malformed has no parts."""
    try:
        return urlsplit(url if "//" in url else f"//{url}")
    except ValueError:
        return urlsplit("")


def host_of(url: str) -> str:
    """The host an address names, or nothing."""
    return split(url).hostname or ""


def shown_url(url: str) -> str:
    """The address without user name, password, and the values of parameters that are named like secrets."""
    return _SECRET.sub(r"\1…", re.sub(r"//[^/@\s]*@", "//", url))
