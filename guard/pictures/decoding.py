"""From a file to a small upright picture, in a process that may be lost over it."""

import re
import warnings
from dataclasses import dataclass, replace
from functools import cache
from typing import BinaryIO

from PIL import Image, ImageFile

from guard.pictures import animations
from guard.pictures.exif import Remarks, remarks
from guard.pictures.kinds import HEAD, HEIF, SVG, type_of
from guard.pictures.troubles import NotSeen, Trouble

LONGEST = 512
"""Pixels of the longer side of what comes out: what a picture shows can be told from that, and hashing is fast."""
_COARSEST = 360
"""A JPEG is unpacked at an eighth, a quarter or a half of its size, as long as this much is left."""
MOST_PIXELS = 200_000_000

# What Pillow may try, by what the first bytes tell. Others of its readers start programs or are seldom looked after.
_FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/gif": ("GIF",),
    "image/bmp": ("BMP",),
    "image/webp": ("WEBP",),
    "image/tiff": ("TIFF",),
    "image/avif": ("AVIF",),
    HEIF: ("HEIF",),
}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_SIDEWAYS = frozenset(turn for number, turn in _TURNS.items() if number > 4)
_DRAWING = 4 * 1024 * 1024
"""Bytes of a drawing that are searched."""

Image.MAX_IMAGE_PIXELS = None  # measured here, where it can be told how large it would have been


@dataclass(frozen=True, slots=True)
class Decoded:
    """One picture that could be opened."""

    image: Image.Image
    """Red, green, blue; upright; at most ``LONGEST`` on its longer side."""
    width: int
    """Of the whole picture, as it is shown."""
    height: int
    remarks: Remarks
    frames: int = 1
    seconds: float = 0.0
    trouble: Trouble | None = None
    """Why not all of it could be seen."""


def decoded(stream: BinaryIO) -> Decoded:
    """The picture in this file; raises NotSeen where there is none that can be opened, and MemoryError."""
    stream.seek(0)
    head = stream.read(HEAD)
    kind = type_of(head)
    if kind not in _FORMATS:
        raise NotSeen(_why_unopened(kind, head, stream))
    if kind == HEIF and not _heif():
        raise NotSeen("no heic")
    frames, seconds = animations.moving(stream, kind)
    try:
        found = _unpacked(stream, kind)
    except (NotSeen, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - Pillow raises anything for what is damaged
        why = "remarks" if "too large" in str(error) else "truncated"
        return replace(_rest(stream, kind, why), seconds=seconds, frames=frames)
    frames = max(frames, found.frames)
    return replace(found, seconds=seconds, frames=frames, trouble=Trouble("moves") if frames > 1 else None)


def _why_unopened(kind: str, head: bytes, stream: BinaryIO) -> str:
    if kind == SVG:
        return drawing(head + stream.read(_DRAWING))
    if not head:
        return "empty"
    return "document" if kind.startswith("application/") else "unknown"


def drawing(data: bytes) -> str:
    """The trouble with this SVG; it is searched for what is active in it, never read as a document."""
    text = data.lower()
    if b"<script" in text or b"javascript:" in text or re.search(rb"\son[a-z]+\s*=", text):
        return "drawing with script"
    elsewhere = rb"(href|src)\s*=\s*[\"']?\s*(https?:|//|file:)|url\(\s*[\"']?(https?:|//|file:)|<!entity|@import"
    return "drawing from elsewhere" if re.search(elsewhere, text) else "drawing"


def _rest(stream: BinaryIO, kind: str, why: str) -> Decoded:
    """What can be seen of a picture that ends too early, or whose remarks are passed over."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        return replace(_unpacked(stream, kind), trouble=Trouble(why))
    except (NotSeen, MemoryError):
        raise
    except Exception:  # noqa: BLE001
        raise NotSeen("damaged", type=kind) from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _unpacked(stream: BinaryIO, kind: str) -> Decoded:
    stream.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(stream, formats=_FORMATS[kind]) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise NotSeen("giant", width=width, height=height)
            image.draft("RGB", _coarse(width, height))
            frames = int(getattr(image, "n_frames", 1)) if kind == "image/avif" else 1
            image.load()
            said = remarks(image.getexif(), _xmp(image))
            turn = _TURNS.get(1 if kind in {HEIF, "image/avif"} else said.orientation)
            upright = _reduced(image)
    if turn is not None:
        upright = upright.transpose(turn)
    if turn in _SIDEWAYS:
        width, height = height, width
    return Decoded(upright, width, height, said, frames)


def _coarse(width: int, height: int) -> tuple[int, int]:
    longer = max(width, height, 1)
    return max(1, width * _COARSEST // longer), max(1, height * _COARSEST // longer)


def _xmp(image: Image.Image) -> bytes:
    said = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return said if isinstance(said, bytes) else str(said).encode("utf-8", "replace")


def _reduced(image: Image.Image) -> Image.Image:
    """Small, and red, green, blue; what is transparent is white, as it is shown on most pages."""
    if image.mode.startswith(("I", "F")):  # 16 and 32 bits a pixel
        image = image.convert("F").point(lambda value: value * (1 / 256)).convert("L")
    see_through = "transparency" in image.info or image.mode in {"RGBA", "LA", "PA", "La", "RGBa"}
    if image.mode not in {"RGB", "L", "RGBA", "LA"}:
        image = image.convert("RGBA" if see_through else "RGB")
    longer = max(image.size)
    if longer > 2 * LONGEST:
        image = image.reduce(longer // LONGEST // 2 or 1)
    if max(image.size) > LONGEST:
        image.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX, reducing_gap=None)
    if image.mode in {"RGBA", "LA"}:
        under = Image.new("RGBA", image.size, "white")
        under.alpha_composite(image.convert("RGBA"))
        image = under
    return image.convert("RGB")


@cache
def _heif() -> bool:
    """Whether HEIC can be opened here."""
    try:
        import pi_heif
    except ImportError:
        return False
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=2)
    return True
