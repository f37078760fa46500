"""The looking process: it is given files one by one, says when it begins one, and answers with what it saw.

It reads frames from standard input until that ends: ``setup`` with the index, the folders and the model, then ``look``.
"""

import io
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from PIL import Image

from guard import frames
from guard.model.look import Look, Match, Sort
from guard.pictures import decoding, windows
from guard.pictures.animations import moving
from guard.pictures.asked import Asked, asked_of, look_to_plain
from guard.pictures.confinement import confine, limited
from guard.pictures.exif import Remarks, remarks_in
from guard.pictures.films import film
from guard.pictures.kinds import HEAD, misnamed, sort_of, type_of
from guard.pictures.opening import opened
from guard.pictures.received import received
from guard.pictures.sexual import Model
from guard.pictures.troubles import NotSeen, Trouble
from guard.pictures.whose import Folders

if TYPE_CHECKING:
    from guard.pictures.index import Index

CPU_SECONDS = 2.0


class Eye:
    """Looks at files one after the other."""

    def __init__(self, library: "Library", folders: Folders, model: Model) -> None:
        self._library, self._folders, self._model = library, folders, model

    def look(self, asked: Asked) -> tuple[Look, Trouble | None]:
        """What is to be seen in it, and why that is not all."""
        look = Look(size=asked.size, received=asked.received, received_from=asked.received_from)
        trouble: Trouble | None = None
        try:
            look, trouble = self._on_disk(asked, look) if asked.path else self._from_page(asked, look)
        except NotSeen as problem:
            trouble = problem.trouble
        except MemoryError:
            trouble = Trouble("memory")
        except Exception:  # noqa: BLE001 - a mistake of ours or of a library: told, never passed over
            trouble = Trouble("failed")
        if trouble is None and self._library.broken:
            trouble = Trouble("uncompared")
        return look, trouble

    def _on_disk(self, asked: Asked, look: Look) -> tuple[Look, Trouble | None]:
        with opened(asked.path) as stream:
            if not asked.received:
                how, host = received(asked.path)
                look = replace(look, received=how, received_from=host)
            head = stream.read(HEAD)
            look = replace(look, size=os.fstat(stream.fileno()).st_size, type=type_of(head))
            look = replace(look, sort=sort_of(look.type))
            if look.sort in {Sort.VIDEO, Sort.SOUND}:
                found = film(stream, look.type)
                look = replace(look, seconds=found.seconds, width=found.width, height=found.height)
                return look, _misnamed(asked.path, look.type)
            return self._picture(stream, asked.path, look)

    def _from_page(self, asked: Asked, look: Look) -> tuple[Look, Trouble | None]:
        kind = type_of(asked.head) or asked.type
        look = replace(look, type=kind, sort=sort_of(kind), width=asked.width, height=asked.height)
        look = replace(look, seconds=asked.seconds)
        name = asked.key.rpartition(" (")[0] or asked.key
        if look.sort in {Sort.VIDEO, Sort.SOUND}:
            found = film(io.BytesIO(asked.head), kind)
            look = replace(look, seconds=look.seconds or found.seconds)
            look = replace(look, width=look.width or found.width, height=look.height or found.height)
            return look, _misnamed(name, kind)
        if not asked.small:
            return _with(look, remarks_in(asked.head)), _why_not(asked.head) if asked.head else Trouble("page")
        shown, trouble = self._picture(io.BytesIO(asked.small), name, look)
        shown = _with(replace(shown, width=asked.width, height=asked.height), remarks_in(asked.head))
        count, _ = moving(io.BytesIO(asked.head), kind)
        if count > 1:
            return replace(shown, sort=Sort.ANIMATION), Trouble("moves")
        return shown, trouble

    def _picture(self, stream: BinaryIO, name: str, look: Look) -> tuple[Look, Trouble | None]:
        """The look with what the picture shows; what is known already is kept where nothing can be seen."""
        try:
            seen = decoding.decoded(stream)
        except NotSeen as problem:
            said = problem.trouble
            if said.name == "giant":
                look = replace(look, width=int(said.values["width"]), height=int(said.values["height"]))
            odd = _misnamed(name, look.type)
            return look, odd if odd and said.name in {"document", "unknown"} and look.type else said
        except MemoryError:
            return look, Trouble("memory")
        moves = seen.frames > 1
        look = replace(_with(look, seen.remarks), width=seen.width, height=seen.height)
        if moves:
            look = replace(look, sort=Sort.ANIMATION, seconds=round(seen.seconds, 2) or None)
        return self._compared(seen.image, look), seen.trouble or _misnamed(name, look.type)

    def _compared(self, image: "Image.Image", look: Look) -> Look:
        look = replace(look, sexual=self._model.judge(image))
        index = self._library.latest()
        if index is None:
            return look
        try:
            count = index.count
            found = index.search(windows.query(image)) if count else []
        except Exception:  # noqa: BLE001 - a broken index: nothing was compared, and the look says so
            self._library.broken = True
            return look
        best: dict[str, Match] = {}
        for one in found:  # the surest first
            if owner := self._folders.owner(one.path):
                best.setdefault(owner, Match(one.path, owner, one.how, one.distance))
        return replace(look, compared=count, matches=tuple(best.values()))


def _with(look: Look, said: Remarks) -> Look:
    return replace(look, camera=said.camera, phone=said.phone, located=said.located, taken=said.taken)


def _misnamed(name: str, kind: str) -> Trouble | None:
    suffix = misnamed(name, kind) if kind else ""
    return Trouble("misnamed", {"suffix": suffix, "type": kind}) if suffix else None


def _why_not(head: bytes) -> Trouble:
    """Why a page could read nothing of a file, as far as its beginning tells."""
    try:
        decoding.decoded(io.BytesIO(head))
    except NotSeen as problem:
        return problem.trouble if problem.trouble.name != "damaged" else Trouble("page")
    return Trouble("page")


class Library:
    """The known pictures, opened once there are any."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._index: Index | None = None
        self.broken = False
        """Whether there are known pictures with which nothing can be compared."""

    def latest(self) -> "Index | None":
        """With what is known by now; None where nothing is, or where it cannot be read."""
        self.broken = False
        try:
            if self._index is None and self._path and os.path.isfile(self._path):
                from guard.pictures.index import Index

                self._index = Index.open(Path(self._path))
            if self._index is not None:
                self._index.refresh()
        except Exception:  # noqa: BLE001 - a broken index must not keep a file from being looked at: nothing is compared
            self._index, self.broken = None, True
        return self._index


def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Answers until the orders end."""
    library, folders, model = Library(""), Folders({}), Model("")
    while (order := frames.read(orders)) is not None:
        match order:
            case {"setup": {"index": path, "folders": whose, "model": file}}:
                library, folders, model = Library(path), Folders(whose), Model(file)
                library.latest()
                frames.write(answers, {"ready": True})
            case {"look": asked}:
                frames.write(answers, _answer(Eye(library, folders, model), asked_of(asked)))


def _answer(eye: Eye, asked: Asked) -> Mapping[str, Any]:
    with limited(CPU_SECONDS):
        look, trouble = eye.look(asked)
    return {"key": asked.key, "look": look_to_plain(look, trouble)}


if __name__ == "__main__":
    confine()
    serve(sys.stdin.buffer, sys.stdout.buffer)
