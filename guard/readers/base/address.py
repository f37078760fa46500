"""Web addresses without what is secret in them."""

import re
from urllib.parse import SplitResult, urlsplit

_SECRET = re.compile(r"(?i)((?:token|key|secret|auth|pass\w*|pwd|sig\w*|code|hash|sid)=)[^&#\s]+")
# Chat services put the token into the path: Discord's and Slack's webhooks, Telegram's bots, IFTTT's keys.
_TOKEN_IN_PATH = re.compile(
    r"(?i)(/webhooks/\d+/|/(?:services|triggers|workflows)/\w+/\w+/|/bot\d+:|/with/key/)[^/?#\s]+"
)


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
    """The address without user name, password, tokens in its path, and parameters that are named like secrets."""
    return _TOKEN_IN_PATH.sub(r"\1…", _SECRET.sub(r"\1…", re.sub(r"//[^/@\s]*@", "//", url)))
