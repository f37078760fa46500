"""Watching files and folders. Events are hints that something may have changed; what counts is what a scan sees."""

from guard.watch.pace import Pace
from guard.watch.watch import Watch

__all__ = ["Pace", "Watch"]
