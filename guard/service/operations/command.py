"""The operation ``command``: what a posting command would publish, before it runs."""

from collections.abc import Mapping
from dataclasses import replace

from guard.commands import interpret
from guard.engine import clock
from guard.model.attempt import Attempt
from guard.protocol.requests import Command

_NO_CREDENTIALS: Mapping[str, str] = {}


def attempt_of(request: Command, credentials: Mapping[str, str] = _NO_CREDENTIALS) -> Attempt | None:
    """What is to be judged, or None where the command publishes nothing.

    ``credentials`` are the workspace's kept answers to "which account is this?". Blocks: it reads the tool's own files.
    """
    attempt = interpret.attempt_of(request, credentials)
    return attempt and replace(attempt, at=clock.now().wall)
