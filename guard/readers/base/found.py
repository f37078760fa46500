"""What a reader finds one by one, sorted into a Snapshot."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from guard.model.route import Holding, Route, Snapshot, Undecided, Unreadable
from guard.readers.base.source import SourceFile

Found: TypeAlias = Route | Holding | Undecided | Unreadable


def snapshot(found: Iterable[Found], files: Sequence[SourceFile]) -> Snapshot:
    """The findings by their kind, in their order, and the files they come from."""
    items = list(found)
    return Snapshot(
        routes=tuple(item for item in items if isinstance(item, Route)),
        holdings=tuple(item for item in items if isinstance(item, Holding)),
        undecided=tuple(item for item in items if isinstance(item, Undecided)),
        unreadable=tuple(item for item in items if isinstance(item, Unreadable)),
        files=tuple(file.path for file in files),
    )
