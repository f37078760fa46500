"""The audit: what leads from one identity to another, as a table and as a picture."""

from ui.windows.audit.window import AuditWindow

__all__ = ["AuditWindow"]
