"""From paths to a Snapshot: hostile files are opened and parsed in a limited process of their own."""

from guard.intake.collect import Reading, collect, find

__all__ = ["Reading", "collect", "find"]
