"""The client's end of a Windows named pipe, with the four methods of a socket that are used here."""

import sys

if sys.platform == "win32":
    import _winapi
    import ctypes
    import time

    _READ_WRITE = _winapi.GENERIC_READ | _winapi.GENERIC_WRITE
    _PAUSE = 0.01

    class PipeSocket:
        """One connection; raises OSError where there is none, or not ours.

        Windows gives pipes no time-outs, so reading looks whether something is there.
        """

        def __init__(self, path: str, timeout: float) -> None:
            _winapi.WaitNamedPipe(path, int(timeout * 1000))
            # SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION: a squatter could not act in our name
            flags = 0x00100000 | 0x00010000
            self._handle = _winapi.CreateFile(path, _READ_WRITE, 0, 0, _winapi.OPEN_EXISTING, flags, 0)
            self._timeout: float | None = timeout
            self._check_owner(path)

        def settimeout(self, timeout: float | None) -> None:
            """Seconds that ``recv`` waits; None means for ever."""
            self._timeout = timeout

        def sendall(self, data: bytes) -> None:
            """Sends everything."""
            _winapi.WriteFile(self._handle, data)

        def recv(self, most: int) -> bytes:
            """At least one byte; none at the end; raises TimeoutError."""
            give_up = None if self._timeout is None else time.monotonic() + self._timeout
            while True:
                try:
                    if waiting := _winapi.PeekNamedPipe(self._handle, 0)[0]:
                        return bytes(_winapi.ReadFile(self._handle, min(most, waiting))[0])
                except BrokenPipeError:
                    return b""
                if give_up is not None and time.monotonic() >= give_up:
                    raise TimeoutError
                time.sleep(_PAUSE)

        def close(self) -> None:
            """Ends the connection."""
            _winapi.CloseHandle(self._handle)

        def _check_owner(self, path: str) -> None:
            """The server's session must be ours: another user's process may have taken the pipe's name."""
            kernel, pid, session, own = ctypes.windll.kernel32, ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_ulong()
            kernel.GetNamedPipeServerProcessId(int(self._handle), ctypes.byref(pid))
            known = kernel.ProcessIdToSessionId(pid, ctypes.byref(session))
            kernel.ProcessIdToSessionId(kernel.GetCurrentProcessId(), ctypes.byref(own))
            if not known or session.value != own.value:
                self.close()
                raise PermissionError(0, "belongs to another user", path)
