"""What each identity of this desk has posted so far. What cannot be read is told, and counts as unknown."""

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path

from guard.model.past import Past
from guard.past.store import BrokenPast, Recorder


class Pasts:
    """For any number of threads."""

    def __init__(self, folder: Path) -> None:
        self._recorder = Recorder(folder)
        self._broken: dict[str, str] = {}

    def of(self, identity: str) -> Past:
        """What this identity has posted so far; empty where nothing is known, or nothing can be read."""
        try:
            known = self._recorder.past(identity)
        except BrokenPast as error:
            self._broken[identity] = str(error)
            return Past()
        self._broken.pop(identity, None)
        return known

    def note(
        self, identities: Iterable[str], text: str, app: str, at: datetime | None, noticed: Collection[str]
    ) -> None:
        """A post has left in their names, at this moment where it counts as a post of its own; blocks."""
        for identity in identities:
            self._recorder.note(identity, text, app, at, noticed)

    @property
    def trouble(self) -> str:
        """What cannot be read or written, one sentence; empty where all can."""
        return next(iter(self._broken.values()), self._recorder.trouble)

    def flush(self) -> None:
        """Writes what was noted; blocks. What cannot be written is told by ``trouble``."""
        try:
            self._recorder.flush()
        except (BrokenPast, OSError) as error:
            self._broken[""] = str(error)
