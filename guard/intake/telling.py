"""A snapshot on its way from the reading process: in parts, since few hostile files can say more than a frame holds."""

from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from guard import frames
from guard.model.plain import to_plain
from guard.model.route import Snapshot, Unreadable

_ROWS = 1_000


def tell(answers: IO[bytes], snapshot: Snapshot, rows: int = _ROWS) -> None:
    """Sends the snapshot as frames with a ``part`` each; what fits in no frame at all is told as unreadable."""
    for part in _parts(snapshot, rows):
        try:
            frames.write(answers, {"part": to_plain(part)})
        except (frames.BrokenFrame, MemoryError):
            if rows > 1:
                tell(answers, part, rows // 8 or 1)
            else:
                frames.write(answers, {"part": to_plain(_too_long(part))})


def _parts(snapshot: Snapshot, rows: int) -> Iterator[Snapshot]:
    yield Snapshot(passed_over=snapshot.passed_over)
    for name in ("routes", "holdings", "undecided", "unreadable", "files"):
        values = getattr(snapshot, name)
        for at in range(0, len(values), rows):
            yield replace(Snapshot(), **{name: values[at : at + rows]})


def _too_long(part: Snapshot) -> Snapshot:
    files = [route.place.file for route in part.routes]
    files += [holding.place.file for holding in part.holdings]
    files += [undecided.place.file for undecided in part.undecided]
    files += [unreadable.file for unreadable in part.unreadable]
    return Snapshot(unreadable=tuple(Unreadable(file, "holds texts too long to be anybody's") for file in files))
