"""The files of one desk."""

from dataclasses import dataclass
from pathlib import Path

from guard.workspace import where


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the workspace and the engine's own files lie."""

    workspace: Path
    organisation: Path
    folder: Path

    @classmethod
    def of_this_desk(cls, workspace: Path | None = None) -> "Paths":
        """As the environment and the platform say."""
        return cls(workspace or where.user_file(), where.organisation_file(), where.state_folder())

    @property
    def state(self) -> Path:
        """The hat that is worn, who is frozen, the pause."""
        return self.folder / "state.json"

    @property
    def journal(self) -> Path:
        """The journal's database."""
        return self.folder / "journal.db"

    @property
    def mirrors(self) -> Path:
        """What was read of the tools, kept until a file of theirs changes."""
        return self.folder / "mirrors.json"

    @property
    def pictures(self) -> Path:
        """What the known pictures look like: hashes, never pictures."""
        return self.folder / "pictures.db"

    @property
    def past(self) -> Path:
        """The folder with what each identity has posted so far: counts, never texts."""
        return self.folder / "past"

    @property
    def voices(self) -> Path:
        """The folder with what was learnt of how each identity sounds: numbers, never texts."""
        return self.folder / "voices"

    @property
    def incidents(self) -> Path:
        """The folder with a folder for each incident: its record, and the evidence."""
        return self.folder / "incidents"

    @property
    def waiting(self) -> Path:
        """The folder with what was going out when everything was paused, one file for each tool."""
        return self.folder / "waiting"

    @property
    def heard(self) -> Path:
        """The folder with what was heard of each brand in public: counts, and how far its sources were read."""
        return self.folder / "heard"

    @property
    def turn(self) -> Path:
        """The lock of whoever changes workspace or state."""
        return self.folder / "changes.lock"

    @property
    def engine(self) -> Path:
        """The lock of the one engine of this desk."""
        return self.folder / "engine.lock"
