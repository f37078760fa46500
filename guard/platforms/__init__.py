"""Knowledge about platforms, as data: one JSON file each under ``data/``.

The four questions the rest of the engine asks are answered here; see ``catalog.py``, ``requests.py`` and
``credentials.py``.
"""

from guard.platforms.catalog import (
    BadAccount,
    Platform,
    compose_url,
    load,
    parse_account,
    platform_name,
    platform_named,
    server_of,
)
from guard.platforms.credentials import platform_of_credential
from guard.platforms.requests import Target, request_target, request_targets

__all__ = [
    "BadAccount",
    "Platform",
    "Target",
    "compose_url",
    "load",
    "parse_account",
    "platform_name",
    "platform_named",
    "platform_of_credential",
    "request_target",
    "request_targets",
    "server_of",
]
