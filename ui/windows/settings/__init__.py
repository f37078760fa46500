"""The settings: who is who, what may happen between them, the tools that count, and how the guard is doing."""

from ui.windows.settings.window import SettingsWindow

__all__ = ["SettingsWindow"]
