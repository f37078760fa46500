"""Reads all configurations below some paths, whatever they are, in a process that may fail."""

import queue
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from guard import frames
from guard.intake.limits import ENDINGS, SILENCE_SECONDS
from guard.intake.walk import Walk
from guard.model.plain import from_plain
from guard.model.route import Snapshot, Unreadable

_PATHS_AT_ONCE = 1_000


def find(home: Path) -> tuple[Path, ...]:
    """The places below ``home`` where tools keep configurations, as far as they exist."""
    from guard.readers._index import readers

    return tuple(dict.fromkeys(path for reader in readers() for path in reader.find(home)))


def collect(paths: Iterable[str]) -> Snapshot:
    """Everything the readers say of all files below ``paths``. Files that end the reader are reported as unreadable."""
    walk = Walk()
    waiting = list(dict.fromkeys(walk.files(paths)))
    refused: list[Unreadable] = []
    found = Snapshot()
    for ending in range(1, ENDINGS + 1):
        answer = _read(waiting) if waiting else Snapshot()
        if isinstance(answer, Snapshot):
            found = answer
            break
        waiting, lost = _without(waiting, answer if ending < ENDINGS else "")
        refused += lost
    own = Snapshot(unreadable=(*walk.unreadable, *refused), passed_over=walk.not_entered)
    return Snapshot.of([found, own])


def _without(waiting: list[str], culprit: str) -> tuple[list[str], list[Unreadable]]:
    """The paths left to read when reading ``culprit`` ended the process; none where it ended at no single file."""
    if culprit in waiting:
        said = Unreadable(culprit, "ended or stopped the reading process", remedy="leave it out, or mend it")
        return [path for path in waiting if path != culprit], [said]
    lost = [Unreadable(path, "was not read: the reading process ended", remedy="try again") for path in waiting]
    return [], lost


def _read(paths: list[str]) -> Snapshot | str:
    """The snapshot of these paths, or the path at which the reading process ended."""
    # -P: the folder that is being looked at must not lend its modules to the process that reads it.
    command = [sys.executable, "-P", "-m", "guard.intake.worker"]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL  # a traceback may show what stands in a file
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere) as process:  # noqa: S603
        answers: queue.Queue[Any] = queue.Queue()
        threading.Thread(target=_listen, args=(process, answers), daemon=True).start()
        _order(process, paths)
        begun = ""
        parts: list[Snapshot] = []
        try:
            while (answer := answers.get(timeout=SILENCE_SECONDS)) is not None:
                match answer:
                    case {"begun": path}:
                        begun = path
                    case {"part": plain}:
                        parts.append(from_plain(plain))
                    case _:
                        return Snapshot.of(parts)
        except queue.Empty:
            pass
        finally:
            process.kill()
    return begun


def _order(process: "subprocess.Popen[bytes]", paths: list[str]) -> None:
    if not process.stdin:
        return
    try:
        for at in range(0, len(paths), _PATHS_AT_ONCE):
            frames.write(process.stdin, {"paths": paths[at : at + _PATHS_AT_ONCE]})
    except BrokenPipeError:
        pass  # it ended already; the listener says so
    finally:
        # What is still in the buffer of a broken pipe fails once more here, and would at the end of the ``with``.
        with suppress(BrokenPipeError):
            process.stdin.close()


def _listen(process: "subprocess.Popen[bytes]", answers: "queue.Queue[Any]") -> None:
    try:
        while process.stdout and (answer := frames.read(process.stdout)) is not None:
            answers.put(answer)
    except (frames.BrokenFrame, ValueError, OSError):
        pass  # an end in the middle is an end
    finally:
        answers.put(None)
