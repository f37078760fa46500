"""macOS: Quartz for idling, the distributed notification for the lock."""

import ctypes
from collections.abc import Callable
from ctypes import c_char_p, c_double, c_int32, c_long, c_uint32, c_void_p

from PySide6.QtCore import QObject, Signal

_SERVICES = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_CORE = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_HID_STATE, _ANY_INPUT = 1, 0xFFFFFFFF
_UTF8, _AT_ONCE = 0x08000100, 4
_OBSERVER = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)


class MacSense(QObject):
    """The notification comes on the main thread's run loop, which is Qt's as well."""

    left = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._since_input = ctypes.CDLL(_SERVICES).CGEventSourceSecondsSinceLastEventType
        self._since_input.restype, self._since_input.argtypes = c_double, (c_int32, c_uint32)
        # The system keeps only the address, so the object has to be kept here.
        self._observer = _OBSERVER(lambda *_: self.left.emit("locked"))
        self._listen()

    def idle(self, then: Callable[[float | None], None]) -> None:
        """See ``Sense``."""
        then(float(self._since_input(_HID_STATE, _ANY_INPUT)))

    def _listen(self) -> None:
        core = ctypes.CDLL(_CORE)
        core.CFStringCreateWithCString.restype = c_void_p
        core.CFStringCreateWithCString.argtypes = (c_void_p, c_char_p, c_uint32)
        core.CFNotificationCenterGetDistributedCenter.restype = c_void_p
        add = core.CFNotificationCenterAddObserver
        add.restype, add.argtypes = None, (c_void_p, c_void_p, _OBSERVER, c_void_p, c_void_p, c_long)
        name = core.CFStringCreateWithCString(None, b"com.apple.screenIsLocked", _UTF8)
        add(core.CFNotificationCenterGetDistributedCenter(), None, self._observer, name, None, _AT_ONCE)
