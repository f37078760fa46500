"""The user's own checks: small files in the folder ``checks`` beside the workspace."""

import os
from collections.abc import Mapping
from pathlib import Path

from guard.checks import Check
from guard.model.sentence import Sentence

MOST = 50
"""Files that are read; more is told."""


def own_checks(folder: Path) -> tuple[Mapping[str, Check], tuple[str, ...]]:
    """The checks by their ids, and what is wrong with the files that are none: one sentence each, with its remedy."""
    try:
        files = sorted(entry.path for entry in os.scandir(folder) if entry.name.endswith(".toml"))
    except FileNotFoundError:
        return {}, ()
    except OSError as error:
        text = Sentence.of("{folder} cannot be looked into: {why}", folder=folder, why=error.strerror)
        return {}, (text,)
    if not files:
        return {}, ()
    from guard.checks.own import BrokenCheck, read  # few have any
    from guard.intake.opening import read_file
    from guard.readers import NotReadable

    found: dict[str, Check] = {}
    troubles: list[str] = []
    if len(files) > MOST:
        text = Sentence.of("{folder} holds more than {most} checks. Put some together.", folder=folder, most=MOST)
        troubles.append(text)
    for file in map(Path, files[:MOST]):
        try:
            found[f"own:{file.stem}"] = read(file.name, read_file(str(file)))
        except BrokenCheck as error:
            troubles.append(Sentence.of("Your check {file} is broken: {problem}", file=file, problem=error))
        except NotReadable as error:
            troubles.append(Sentence.of("Your check {file} {problem}.", file=file, problem=error))
    return found, tuple(troubles)
