"""The pop-up: shows one hold and brings the person's answer."""

from ui.windows.hold.window import HoldWindow

__all__ = ["HoldWindow"]
