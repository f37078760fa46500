"""Zapier: exported Zaps and the answer to a data request."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Snapshot, Undecided, Unreadable
from guard.readers import SourceFile, Tool
from guard.readers.base.found import Found, snapshot
from guard.readers.base.shapes import dig, tables, text
from guard.readers.base.source import NotReadable
from guard.readers.zapier.steps import Zap, judged, place_of, zap_of

TOOL = Tool(
    id="zapier",
    name="Zapier",
    about="Zaps from exported-zap*.json and from zapfile.json of a data request.",
    docs="https://help.zapier.com/hc/en-us/articles/8496308481933",
)


def find(home: Path) -> Iterable[Path]:
    """Exports as a browser saves them; Zapier itself keeps nothing on the machine."""
    for folder in ("Downloads", "Documents", "Desktop"):
        for pattern in ("exported-zap*.json", "zapfile*.json"):
            yield from sorted((home / folder).glob(pattern))


def claims(file: SourceFile) -> bool:
    """Whether the file lists Zaps in the form Zapier exports."""
    if file.syntax != "json":
        return False
    listed = file.table.get("zaps")
    if not isinstance(listed, list):
        return False
    shaped = any(isinstance(zap.get("nodes"), dict | list) for zap in tables(listed))
    return shaped or (not listed and text(dig(file.document, "metadata", "version")) != "")


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The publishing steps of every Zap, each with the Zap's switch."""
    return Snapshot.of(snapshot(_read_one(file), [file]) for file in files)


def _read_one(file: SourceFile) -> Iterator[Found]:
    try:
        listed = tables(file.table.get("zaps"))
    except NotReadable as problem:
        yield Unreadable(file.path, problem.reason, problem.line, problem.remedy)
        return
    for record in listed:
        zap = zap_of(record)
        if record.get("nodes") and not zap.steps:
            yield Undecided(
                "zapier", place_of(file, zap, None), "its steps are not in the form Zapier exports", zap.title
            )
        yield from _routes(file, zap)


def _routes(file: SourceFile, zap: Zap) -> Iterator[Found]:
    met: set[tuple[object, ...]] = set()
    for step in zap.steps.values():
        for found in judged(file, zap, step):
            if isinstance(found, Undecided):
                yield found
                continue
            key = (found.destination.platform, found.destination.account, found.destination.ref, found.kind)
            if key not in met:
                met.add(key)
                yield found
