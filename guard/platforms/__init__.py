"""Knowledge about platforms, as data: one JSON file each under ``data/``.

The questions the rest of the engine asks are answered here; see ``catalog.py``, ``requests.py`` and
``credentials.py``. What a page's requests post is asked of ``submissions.py`` and ``learning.py`` by name: a hook that
parses accounts before every post must not wait for them.
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
