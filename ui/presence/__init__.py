"""Whether the person is at the desk: idling, the session's lock, sleep. Each system has one file."""

import sys

from PySide6.QtCore import QObject

from ui.presence.presence import Presence, Sense

__all__ = ["Presence", "Sense", "sense_of_this_system"]


def sense_of_this_system(parent: QObject) -> Sense | None:
    """What can be sensed here; None where nothing is known of this system."""
    if sys.platform == "win32":
        from ui.presence.windows import WindowsSense

        return WindowsSense(parent)
    if sys.platform == "darwin":
        from ui.presence.macos import MacSense

        return MacSense(parent)
    if sys.platform == "linux":
        from ui.presence.linux import LinuxSense

        return LinuxSense(parent)
    return None
