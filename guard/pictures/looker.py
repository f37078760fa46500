"""The engine's side of looking at files: it asks the looking process, and has an answer for every file in any case."""

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from guard.model.look import Look
from guard.pictures.asked import Asked, asked_to_plain, look_of
from guard.pictures.child import Child, Gone, Silent
from guard.pictures.troubles import Trouble

__all__ = ["Asked", "Looker", "unseen"]

LOOK_SECONDS = 1.8
"""For one file; with what ending the process takes, an answer is there before two seconds are over."""
ALL_SECONDS = 4.0
"""For all files of one post, its turn included: those that are not looked at by then are told as such."""
IDLE_SECONDS = 180.0
"""Without a file for so long, the process ends and gives its memory back; the next file starts another."""
START_SECONDS = 10.0
"""A busy machine is slow to start a process."""
_MODULE = "guard.pictures.looking"


class Looker:
    """Keeps one looking process, started with the first file. Any thread may ask; one is served at a time."""

    def __init__(
        self,
        index: Path | None = None,
        folders: Mapping[str, str] | None = None,
        model: Path | None = None,
        idle: float = IDLE_SECONDS,
    ) -> None:
        self._idle, self._rest = idle, threading.Timer(idle, self.rest)
        self._turn = threading.Lock()
        self._child: Child | None = None
        self._told: dict[str, Any] = {}
        self._setup: dict[str, Any] = {}
        self._closed = False
        self.setup: tuple[Mapping[str, str], Path | None] = ({}, None)
        """The folders and the model that it was given last."""
        self.furnish(index, folders or {}, model)

    def furnish(self, index: Path | None, folders: Mapping[str, str], model: Path | None = None) -> None:
        """From the next file on: where the known pictures' index is, whose each folder is, which model judges."""
        self.setup = (dict(folders), model)
        self._setup = {
            "index": str(index) if index else "",
            "folders": dict(folders),
            "model": str(model) if model and model.is_file() else "",
        }

    def warm(self) -> None:
        """Starts the process, so that the first file need not wait for it."""
        with self._turn:
            self._ready()
            self._rest_later()

    def look(self, asked: Sequence[Asked]) -> dict[str, Look]:
        """A look for every file, by its key. Blocks; never raises for what is in a file."""
        begun = time.monotonic()
        if not self._turn.acquire(timeout=ALL_SECONDS):
            return unseen(asked)
        looks: dict[str, Look] = {}
        try:
            for number, one in enumerate(asked):
                if number and time.monotonic() - begun > ALL_SECONDS:
                    return looks | unseen(asked[number:])
                looks[one.key] = self._looked(one)
            self._rest_later()
        finally:
            self._turn.release()
        return looks

    def rest(self) -> None:
        """Ends the process until the next file comes."""
        with self._turn:
            self._end()

    @property
    def process(self) -> int | None:
        """The looking process's id, for people who want to see what it costs; None where there is none."""
        child = self._child
        return child.id if child else None

    def close(self) -> None:
        """Ends the process; whoever asks afterwards is told that nobody looks any more."""
        self._closed = True
        self._rest.cancel()
        if child := self._child:
            child.end()  # whoever waits for it has its answer now
        self.rest()

    def _rest_later(self) -> None:
        """Puts the rest off once more; the turn is held."""
        self._rest.cancel()
        if self._child and not self._closed:
            self._rest = threading.Timer(self._idle, self.rest)
            self._rest.daemon = True
            self._rest.start()

    def _looked(self, one: Asked) -> Look:
        child = self._ready()
        if child is None:
            return _unseen(one, "failed")
        give_up = time.monotonic() + LOOK_SECONDS
        try:
            child.tell({"look": asked_to_plain(one)})
            match child.heard(give_up - time.monotonic()):
                case {"key": one.key, "look": plain}:
                    return look_of(plain)
            why = "failed"
        except Silent:
            why = "slow"
        except Gone:
            why = "fell"
        except (KeyError, TypeError, ValueError):
            why = "failed"
        self._end()  # whatever it says later would be an answer to another question
        return _unseen(one, why)

    def _ready(self) -> Child | None:
        """The process, started and furnished; None where that cannot be."""
        if self._closed:
            return None
        try:
            child = self._child = self._child or Child(_MODULE)
            if self._told is not self._setup:
                setup = self._setup
                child.tell({"setup": setup})
                if child.heard(START_SECONDS) != {"ready": True}:
                    raise Gone
                self._told = setup
        except (Gone, Silent, OSError):
            self._end()
            return None
        return child

    def _end(self) -> None:
        if self._child:
            self._child.end()
        self._child, self._told = None, {}


def unseen(asked: Sequence[Asked], why: str = "slow") -> dict[str, Look]:
    """What is told of files that were not looked at."""
    return {one.key: _unseen(one, why) for one in asked}


def _unseen(one: Asked, why: str) -> Look:
    trouble = Trouble(why).said
    return Look(size=one.size, received=one.received, received_from=one.received_from, trouble=trouble)
