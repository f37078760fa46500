"""Who is at the other end, by the word of the operating system. Only which user it is counts, never which process."""

import asyncio
import os
import sys


def is_ours(transport: asyncio.BaseTransport) -> bool:
    """Whether the client is of this user."""
    if sys.platform == "win32":
        return True  # the pipe is made for this user's session, see ``listen``
    from guard.door import peer_uid

    line = transport.get_extra_info("socket")
    try:
        return line is not None and peer_uid(line) == os.getuid()
    except OSError:
        return False
