"""The journal: what was decided, and all that is kept of it."""

from ui.windows.journal.window import JournalWindow

__all__ = ["JournalWindow"]
