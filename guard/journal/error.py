"""The one failure the journal knows: it could not keep or show something, and nothing was promised."""

from pathlib import Path

import apsw


class JournalError(Exception):
    """The journal's problem, the file, and what would mend it. A row that ends in this error was not acknowledged."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}; {remedy}")
        self.path, self.problem, self.remedy = path, problem, remedy


def told(path: Path, error: Exception) -> JournalError:
    """The failure of SQLite or the operating system in plain words."""
    match error:
        case JournalError():
            return error
        case apsw.FullError():
            return JournalError(path, "the disk is full", "free some space, then it goes on by itself")
        case apsw.BusyError():
            return JournalError(path, "the database is in use by another program", "close what reads or copies it")
        case apsw.NotADBError():
            return JournalError(path, "is no journal", "move the file away; a new journal is begun then")
        case apsw.CorruptError() | apsw.SQLError():
            return JournalError(path, "is damaged", "move it away together with its -wal file, and keep both")
        case apsw.ReadOnlyError() | apsw.CantOpenError() | apsw.PermissionsError() | PermissionError():
            return JournalError(path, "cannot be written", "check the rights of the file and of its folder")
        case _:
            return JournalError(path, f"the disk refused ({error})", "check the disk; it is tried again by itself")
