"""Work that nobody shall notice: last in line for processor and disk, and none of it on battery.

Windows' and macOS' ways are written from their documentation and were not tried on such machines.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

POWER = Path("/sys/class/power_supply")
_BACKGROUND_BEGIN, _THIS_PROCESS = 0x00100000, -1
_PRIO_DARWIN_PROCESS, _PRIO_DARWIN_BG = 4, 0x1000
_IOPRIO_SET = {"x86_64": 251, "aarch64": 30}
_IDLE_CLASS = 3 << 13


def step_back() -> None:
    """Puts this process last in line, for good; where the system does not let it, it works on as it was."""
    import ctypes

    with suppress(Exception):
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetPriorityClass(_THIS_PROCESS, _BACKGROUND_BEGIN)
            return
        os.nice(10)
        if sys.platform == "darwin":
            ctypes.CDLL(None).setpriority(_PRIO_DARWIN_PROCESS, 0, _PRIO_DARWIN_BG)
        elif sys.platform == "linux":
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
            if number := _IOPRIO_SET.get(os.uname().machine):
                ctypes.CDLL(None).syscall(number, 1, 0, _IDLE_CLASS)


def on_battery(power: Path = POWER) -> bool:
    """Whether the machine lives on its battery now; False where nobody can tell."""
    with suppress(Exception):
        if sys.platform == "win32":
            return _windows_on_battery()
        if sys.platform == "darwin":
            return _mac_on_battery()
        return _linux_on_battery(power)
    return False


def _linux_on_battery(power: Path) -> bool:
    """A supply from outside that is on counts more than a battery that says it discharges: mice have batteries too."""
    supplies = [folder for folder in power.iterdir() if _line(folder / "scope") != "Device"]
    outside = [_line(each / "online") for each in supplies if _line(each / "type") in {"Mains", "USB", "Wireless"}]
    batteries = [_line(each / "status") for each in supplies if _line(each / "type") == "Battery"]
    return "1" not in outside and "Discharging" in batteries


def _line(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _windows_on_battery() -> bool:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = (
            ("line", ctypes.c_byte),
            ("flag", ctypes.c_byte),
            ("percent", ctypes.c_byte),
            ("saving", ctypes.c_byte),
            ("left", ctypes.c_ulong),
            ("full", ctypes.c_ulong),
        )

    status = Status()
    told = ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status))  # type: ignore[attr-defined,unused-ignore]
    return bool(told) and status.line == 0


def _mac_on_battery() -> bool:
    import ctypes

    power = ctypes.CDLL("/System/Library/Frameworks/IOKit.framework/IOKit")
    core = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    power.IOPSCopyPowerSourcesInfo.restype = ctypes.c_void_p
    power.IOPSGetProvidingPowerSourceType.restype = ctypes.c_void_p
    power.IOPSGetProvidingPowerSourceType.argtypes = [ctypes.c_void_p]
    core.CFStringGetCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_long, ctypes.c_uint32]
    core.CFRelease.argtypes = [ctypes.c_void_p]
    told = power.IOPSCopyPowerSourcesInfo()
    name = ctypes.create_string_buffer(64)
    core.CFStringGetCString(power.IOPSGetProvidingPowerSourceType(told), name, 64, 0x08000100)
    core.CFRelease(told)
    return name.value == b"Battery Power"
