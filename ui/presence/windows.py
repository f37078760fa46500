"""Windows: GetLastInputInfo for idling, session and power messages for lock and sleep."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal
from PySide6.QtGui import QWindow

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _SESSION_CHANGE, _LOCK = 0x02B1, 7
    _POWER, _SUSPEND = 0x0218, 4
    _THIS_SESSION = 0

    class _LastInput(ctypes.Structure):
        _fields_ = (("size", wintypes.UINT), ("ticks", wintypes.DWORD))

    class WindowsSense(QObject, QAbstractNativeEventFilter):
        """Listens by a window of its own that is never shown."""

        left = Signal(str)

        def __init__(self, parent: QObject | None = None) -> None:
            QObject.__init__(self, parent)
            QAbstractNativeEventFilter.__init__(self)
            self._window = QWindow()
            self._window.create()
            handle = wintypes.HWND(int(self._window.winId()))
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(handle, _THIS_SESSION)
            if (app := QCoreApplication.instance()) is not None:
                app.installNativeEventFilter(self)

        def idle(self, then: Callable[[float | None], None]) -> None:
            """See ``Sense``."""
            last = _LastInput(ctypes.sizeof(_LastInput), 0)
            if not ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last)):
                then(None)
                return
            # Both count milliseconds in 32 bits and start again at 0 after 49 days.
            then(((ctypes.windll.kernel32.GetTickCount() - last.ticks) & 0xFFFFFFFF) / 1000)

        def nativeEventFilter(  # noqa: N802 - Qt's name
            self, kind: QByteArray | bytes | bytearray | memoryview, message: int
        ) -> tuple[bool, int]:
            """Looks at the two messages, and leaves all to Qt."""
            if bytes(QByteArray(kind).data()) == b"windows_generic_MSG":
                seen = wintypes.MSG.from_address(int(message))
                if (seen.message, seen.wParam) == (_SESSION_CHANGE, _LOCK):
                    self.left.emit("locked")
                elif (seen.message, seen.wParam) == (_POWER, _SUSPEND):
                    self.left.emit("suspended")
            return False, 0
