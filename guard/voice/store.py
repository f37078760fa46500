"""The file in which the voices of a desk are kept: numbers and the names of files, never a text.

Who has the file can tell which short runs of letters an identity uses more than the others of the desk, not what it
wrote.
"""

import json
import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import astuple
from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import Any

from guard.files import replace_file
from guard.voice.features import PLACES, VERSION
from guard.voice.model import NotEnough, Trial, Voice, Voices

FORMAT = 1


class BrokenVoices(ValueError):
    """The file is there and holds no voices."""


def file_in(folder: Path) -> Path:
    """The file, whether or not it exists; to look whether it has changed."""
    return folder / "voices.json"


def load(folder: Path) -> Voices:
    """What was learnt last, nothing where nothing was or another version learnt it; raises BrokenVoices and OSError."""
    try:
        text = file_in(folder).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Voices()
    except UnicodeDecodeError as error:
        raise BrokenVoices(str(error)) from None
    try:
        return _voices(json.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BrokenVoices(f"{file_in(folder)} holds no voices ({type(error).__name__})") from error


def save(folder: Path, voices: Voices) -> None:
    """Keeps these voices, and nothing of what was there before; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    plain = {
        "format": FORMAT,
        "features": VERSION,
        "trained": voices.trained.isoformat() if voices.trained else None,
        "sources": {name: list(files) for name, files in voices.sources.items()},
        "short": [astuple(one) for one in voices.short],
        "voices": [_plain(voice) for voice in voices.voices],
    }
    replace_file(file_in(folder), json.dumps(plain, ensure_ascii=False))


def forget(folder: Path) -> None:
    """Nothing is kept any more."""
    file_in(folder).unlink(missing_ok=True)


def _plain(voice: Voice) -> dict[str, Any]:
    return {
        "identity": voice.identity,
        "posts": voice.posts,
        "bias": voice.bias,
        "limit": voice.limit,
        "trial": astuple(voice.trial) if voice.trial else None,
        "weights": b64encode(_little(voice.weights).tobytes()).decode("ascii"),
    }


def _voices(plain: Mapping[str, Any]) -> Voices:
    known = plain["format"] == FORMAT and plain["features"] == VERSION
    return Voices(
        voices=tuple(map(_voice, plain["voices"])) if known else (),
        short=tuple(NotEnough(str(name), int(posts), int(needed)) for name, posts, needed in plain["short"]),
        sources={str(name): tuple(map(str, files)) for name, files in plain["sources"].items()},
        trained=datetime.fromisoformat(plain["trained"]) if plain["trained"] else None,
    )


def _voice(plain: Mapping[str, Any]) -> Voice:
    weights = array("f")
    weights.frombytes(b64decode(plain["weights"], validate=True))
    bias, limit = float(plain["bias"]), float(plain["limit"])
    if len(weights) != PLACES or not isfinite(sum(weights) + bias + limit):
        raise ValueError("these are no weights")
    return Voice(
        identity=str(plain["identity"]),
        posts=int(plain["posts"]),
        weights=_little(weights),
        bias=bias,
        limit=limit,
        trial=Trial(*map(int, plain["trial"])) if plain["trial"] is not None else None,
    )


def _little(weights: "array[float]") -> "array[float]":
    """As it lies in the file: little-endian on every machine; and back."""
    if sys.byteorder == "little":
        return weights
    turned = array("f", weights)
    turned.byteswap()
    return turned
