"""How long nobody has touched the X server's devices, by its MIT-SCREEN-SAVER extension."""

from importlib import import_module
from typing import Any


def seconds_idle() -> float | None:
    """Seconds; None where the server does not tell."""
    try:
        xcffib: Any = import_module("xcffib")
        screensaver: Any = import_module("xcffib.screensaver")
    except (ImportError, OSError):
        return None
    try:
        server = xcffib.connect()
    except xcffib.XcffibException:
        return None
    try:
        root = server.get_setup().roots[server.pref_screen].root
        answer = server(screensaver.key).QueryInfo(root).reply()
        return float(answer.ms_since_user_input) / 1000
    except xcffib.XcffibException:
        return None
    finally:
        server.disconnect()
