"""Texts that were not posted are kept: nobody writes twice."""

import os
import time

from guard.commands import places

_TRIES = 100


def keep(tool: str, text: bytes) -> str | None:
    """Writes the text into a file that only this user can read, and says where; None where there is nothing to keep."""
    if not text.strip():
        return None
    folder = places.drafts()
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        for number in range(1, _TRIES):
            more = f"-{number}" if number > 1 else ""
            path = os.path.join(folder, f"{time.strftime('%Y-%m-%d-%H%M%S')}-{tool}{more}.txt")
            try:
                there = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                continue
            with os.fdopen(there, "wb") as stream:
                stream.write(text if text.endswith(b"\n") else text + b"\n")
            return path
    except OSError:
        pass  # a disk that is full must not hide why it was stopped
    return None
