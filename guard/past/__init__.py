"""What each identity has posted so far: counted as it leaves, or taken from its own exports. Counts, never texts."""

from guard.past.past_post import NotImportable, PastPost
from guard.past.store import BrokenPast, Recorder, load

__all__ = ["BrokenPast", "NotImportable", "PastPost", "Recorder", "load"]
