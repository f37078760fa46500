"""The incidents of one desk: opened, told, added to. What each entry means is ``guard.incident``'s."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from guard.files import turn
from guard.incident.entries import BrokenRecord, Entries
from guard.incident.evidence import keep
from guard.incident.fold import fold
from guard.journal.reading import Row
from guard.model.event import Event, JsonScalar
from guard.model.incident import Entry, EntryKind, Incident

HATCHECK = "Hatcheck"
"""Who did what the guard saw or did by itself."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")


class NoIncident(Exception):
    """There is no incident of this name."""


@dataclass(frozen=True, slots=True)
class _Kept:
    seen: tuple[int, int, int]
    incident: Incident


class Incidents:
    """For one process; another one may write the same records. Calls block for milliseconds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept: dict[str, _Kept] = {}

    def all(self) -> tuple[tuple[Incident, ...], tuple[str, ...]]:
        """The incidents, the newest first, and what is wrong with those that cannot be read."""
        found: list[Incident] = []
        broken: list[str] = []
        try:
            names = [path.name for path in self.folder.iterdir()] if self.folder.is_dir() else []
        except OSError as error:
            return (), (f"{self.folder} cannot be read: {error.strerror}",)
        for name in filter(_NAME.fullmatch, names):
            try:
                found.append(self.get(name))
            except BrokenRecord as error:
                broken.append(str(error))
            except NoIncident:  # no folder, or it was moved away at this moment
                continue
        return tuple(sorted(found, key=lambda one: one.opened, reverse=True)), tuple(sorted(broken))

    def get(self, name: str) -> Incident:
        """The incident as it stands; raises NoIncident and BrokenRecord."""
        path = self._record(name).path
        try:
            seen = (path.stat().st_ino, path.stat().st_size, path.stat().st_mtime_ns)
        except OSError as error:
            raise BrokenRecord(f"{path} cannot be read: {error.strerror}") from None
        if (kept := self._kept.get(name)) and kept.seen == seen:
            return kept.incident
        entries, problem = self._record(name).all()
        try:
            incident = fold(name, entries, problem)
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            raise BrokenRecord(f"{path} cannot be understood: {error}") from None
        self._kept[name] = _Kept(seen, incident)
        return incident

    def current(self, brand: str) -> Incident | None:
        """The newest incident of this brand that is not closed."""
        return next((one for one in self.all()[0] if one.brand == brand and not one.closed), None)

    def open(self, brand: str, title: str, at: datetime, by: str, **detail: Any) -> Entry:  # noqa: ANN401 - JSON
        """Opens one; its name is the entry's ``detail["incident"]``. ``detail`` may tell more. Raises BrokenRecord."""
        stem = f"{at:%Y-%m-%d-%H%M}-{re.sub('[^a-z0-9]+', '-', brand.lower()).strip('-') or 'brand'}"[:70]
        name, count = stem, 1
        while True:
            try:
                (self.folder / name).mkdir(parents=True, mode=0o700)
                break
            except FileExistsError:
                count += 1
                name = f"{stem}-{count}"
            except OSError as error:
                raise BrokenRecord(f"{self.folder / name} cannot be written: {error.strerror}") from None
        told = {"incident": name, "brand": brand, "title": title, **detail}
        try:
            return Entries(self.folder / name).append(at, by, EntryKind.OPENED, told)
        except BrokenRecord:
            self._take_back(name)
            raise

    def append(self, name: str, kind: EntryKind, detail: Mapping[str, Any], at: datetime, by: str = HATCHECK) -> Entry:
        """One more entry; raises NoIncident and BrokenRecord."""
        return self._record(name).append(at, by, kind, detail)

    def keep(self, name: str, path: str, what: str, at: datetime, by: str) -> Entry:
        """Keeps a file with the record; raises NotKept, NoIncident and BrokenRecord."""
        kept = keep(self.evidence(name), path, what)
        detail = {"name": kept.name, "sha256": kept.sha256, "size": kept.size, "what": kept.what}
        return self.append(name, EntryKind.EVIDENCE, detail, at, by)

    def entries(self, name: str) -> tuple[tuple[Entry, ...], str]:
        """The record read anew, and what is wrong with it; empty where every seal fits. Raises as ``get``."""
        return self._record(name).all()

    def evidence(self, name: str) -> Path:
        """The folder of an incident's files; raises NoIncident."""
        return self._record(name).folder / "evidence"

    @contextmanager
    def turn(self, name: str) -> Iterator[None]:
        """One deed at a time, in whichever process; raises NoIncident, and BrokenRecord where it cannot be had."""
        lock = self._record(name).folder / "acting.lock"
        try:
            with turn(lock):
                yield
        except OSError as error:
            raise BrokenRecord(f"{lock} cannot be written: {error.strerror or error}") from None

    def _take_back(self, name: str) -> None:
        """A folder without a record would be shown as a broken incident for ever."""
        with suppress(OSError):
            for file in ("record.jsonl", "record.lock"):
                (self.folder / name / file).unlink(missing_ok=True)
            (self.folder / name).rmdir()

    def _record(self, name: str) -> Entries:
        if not _NAME.fullmatch(name) or not (self.folder / name).is_dir():
            raise NoIncident(name)
        return Entries(self.folder / name)


def sealed(rows: Iterable[Row], incident: str) -> list[tuple[int, str]]:
    """The number and the seal of every entry of this incident that the journal knows of."""
    details = (row.event.detail for row in rows if row.event.detail.get("incident") == incident)
    return [(number, str(detail.get("seal"))) for detail in details if isinstance(number := detail.get("entry"), int)]


def row_of(incident: str, entry: Entry) -> Event:
    """What the journal keeps of an entry: its seal, so that a record that was written anew does not fit it."""
    detail: dict[str, JsonScalar] = {
        "incident": incident,
        "entry": entry.number,
        "what": entry.kind.value,
        "seal": entry.seal,
    }
    return Event("incident", entry.at, detail)
