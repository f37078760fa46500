"""One incident: its steps, what is done in them, and all that is known of it."""

from ui.windows.incident.window import IncidentWindow

__all__ = ["IncidentWindow"]
