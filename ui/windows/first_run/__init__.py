"""The first-run assistant: from nothing to a guarded brand."""

from ui.windows.first_run.window import FirstRun

__all__ = ["FirstRun"]
