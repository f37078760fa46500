"""From paths to a Snapshot: hostile files are opened and parsed in a limited process of their own."""

from guard.intake.collect import Ended, Reading, collect, find

__all__ = ["Ended", "Reading", "collect", "find"]
