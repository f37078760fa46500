"""Whether the process at the other end of a connected socket is this user's."""

import os
import sys

if sys.platform == "win32":
    import ctypes

    def is_own(descriptor: int) -> bool:
        """Whether the pipe's server runs in our session: another user's process may have taken the pipe's name."""
        kernel, pid = ctypes.windll.kernel32, ctypes.c_ulong()
        theirs, ours = ctypes.c_ulong(), ctypes.c_ulong()
        known = kernel.GetNamedPipeServerProcessId(ctypes.c_void_p(descriptor), ctypes.byref(pid))
        known = known and kernel.ProcessIdToSessionId(pid, ctypes.byref(theirs))
        known = known and kernel.ProcessIdToSessionId(kernel.GetCurrentProcessId(), ctypes.byref(ours))
        return bool(known) and theirs.value == ours.value

else:
    import socket

    from guard.door import peer_uid

    def is_own(descriptor: int) -> bool:
        """Whether the process that listens belongs to this user, by the system's word."""
        try:
            with socket.socket(fileno=os.dup(descriptor)) as line:
                return peer_uid(line) == os.getuid()
        except OSError:
            return False
