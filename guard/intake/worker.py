"""The reading process: limited in time and memory, so that no file can take the guard down with it.

It reads frames with paths from standard input until that ends, says on standard output which path it begins, and then
the snapshot in parts. A reader's own mistake is told as "could not read", never as "nothing there".
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import IO

from guard import frames
from guard.intake.archive import members
from guard.intake.opening import might_be_configuration, open_regular, read_file
from guard.intake.stopwatch import limit_process, limited
from guard.intake.telling import tell
from guard.model.route import Snapshot, Unreadable
from guard.readers import NotReadable, Reader, SourceFile
from guard.readers._index import readers


class Shelf:
    """What was read so far: files by the reader that claims them. ``begin`` is told what is being read now."""

    def __init__(self, begin: Callable[[str], None]) -> None:
        self._begin = begin
        self.claimed: list[tuple[Reader, list[SourceFile]]] = [(reader, []) for reader in readers()]
        self.unreadable: list[Unreadable] = []
        self.passed_over = 0

    def put_path(self, path: str) -> None:
        """Takes a file, or each data file of an archive."""
        self._begin(path)
        try:
            if path.lower().endswith(".zip"):
                self._put_archive(path)
            else:
                self.put(SourceFile(path, limited(lambda: read_file(path))))
        except NotReadable as problem:
            if might_be_configuration(path):
                self._refuse(path, problem)
            else:
                self.passed_over += 1

    def _put_archive(self, path: str) -> None:
        with os.fdopen(open_regular(path), "rb") as stream:
            for member in members(path, stream):
                self._begin(path)
                match member:
                    case None:
                        self.passed_over += 1
                    case Unreadable():
                        self.unreadable.append(member)
                    case name, data:
                        self.put(SourceFile(name, data))

    def put(self, file: SourceFile) -> None:
        """Gives the file to the one reader that claims it."""
        try:
            shelf = limited(lambda: self._claimant(file))
            if shelf is None and _is_lost_link(file):
                raise NotReadable("holds only the path of another file: a link that was not kept as one")
        except NotReadable as problem:
            if might_be_configuration(file.path) and not _may_be_anything(file):
                self._refuse(file.path, problem)
                return
            shelf = None
        if shelf is None:
            self.passed_over += 1
        else:
            shelf.append(file)

    def _claimant(self, file: SourceFile) -> list[SourceFile] | None:
        trouble: NotReadable | None = None
        for reader, shelf in self.claimed:
            try:
                if reader.claims(file):
                    return shelf
            except NotReadable as problem:
                trouble = trouble or problem
            except Exception as error:  # noqa: BLE001 - one reader's bug must not hide the file from the others
                trouble = trouble or NotReadable(
                    f"made the reader for {reader.TOOL.name} fail ({type(error).__name__})"
                )
        if trouble:
            raise trouble
        return None

    def _refuse(self, path: str, problem: NotReadable) -> None:
        self.unreadable.append(Unreadable(path, problem.reason, problem.line, problem.remedy))

    def snapshot(self) -> Snapshot:
        """What all readers say together."""
        said = [self._read(reader, files) for reader, files in self.claimed if files]
        names = tuple(file.path for _, files in self.claimed for file in files)
        own = Snapshot(unreadable=tuple(self.unreadable), passed_over=self.passed_over)
        return replace(Snapshot.of([own, *said]), files=names)

    def _read(self, reader: Reader, files: list[SourceFile]) -> Snapshot:
        self._begin(files[0].path if len(files) == 1 else "")
        try:
            return limited(lambda: reader.read(files))
        except Exception as error:  # noqa: BLE001 - told below, file by file
            if len(files) > 1:
                return Snapshot.of(self._read(reader, [file]) for file in files)
            why = error.reason if isinstance(error, NotReadable) else f"made its reader fail ({type(error).__name__})"
            return Snapshot(unreadable=(Unreadable(files[0].path, why, remedy=f"tell the makers ({reader.TOOL.id})"),))


def _may_be_anything(file: SourceFile) -> bool:
    """A name that says nothing may be a configuration, a program or a letter: ``Dear all:`` begins no broken YAML.

    Only what begins as JSON does is a configuration for sure.
    """
    says_nothing = "." not in file.name or file.name.endswith(".txt")
    return says_nothing and file.data.lstrip()[:1] not in {b"{", b"["}


def _is_lost_link(file: SourceFile) -> bool:
    """Git writes a link as a file that holds the path, where links are not supported or were exported."""
    if len(file.data) > 255 or not might_be_configuration(file.path):
        return False
    text = file.text.strip()
    return "/" in text and not any(letter.isspace() or letter in "{}[]=:#<>\"'" for letter in text)


def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Reads the ordered paths, tells each before it is begun, and answers with the snapshot at the end."""
    paths: list[str] = []
    # All orders are taken before any work, so that whoever writes them never waits for a file.
    while (order := frames.read(orders)) is not None:
        paths += order["paths"]
    shelf = Shelf(lambda path: frames.write(answers, {"begun": path}))
    for path in paths:
        shelf.put_path(path)
    snapshot = shelf.snapshot()
    frames.write(answers, {"begun": ""})
    tell(answers, snapshot)
    frames.write(answers, {"done": True})


if __name__ == "__main__":
    limit_process()
    serve(sys.stdin.buffer, sys.stdout.buffer)
