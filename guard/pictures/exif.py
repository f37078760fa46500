"""What a camera wrote into a picture about itself, the place and the time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import Image

_MAKE, _MODEL, _ORIENTATION, _CAMERA, _PLACE = 0x010F, 0x0110, 0x0112, 0x8769, 0x8825
_TAKEN = ((0x9003, 0x9011), (0x9004, 0x9012))
"""When it was taken and when it was digitised, each with the tag of its offset from UTC."""
_LATITUDE, _LONGITUDE = 2, 4
_PHONES = (
    "apple google huawei honor xiaomi redmi oneplus oppo vivo realme motorola nokia htc lge fairphone nothing zte"
    " blackberry hmd tecno infinix"
)
_MAKERS_OF_PHONES = frozenset(_PHONES.split())
_MODELS_OF_PHONES = re.compile(
    r"SM-|GT-|SGH-|SCH-|Galaxy|Xperia|XQ-|SO-\d|SOV?\d\d|iPhone|Pixel|ZenFone|ASUS_", re.IGNORECASE
)
"""Of makers that sell other cameras too: Samsung, Sony, Asus."""
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Remarks:
    """The part of them that matters here."""

    camera: str = ""
    phone: bool = False
    located: bool = False
    taken: datetime | None = None
    orientation: int = 1
    """As EXIF counts them: 1 is upright, 6 is lying on its side."""


def remarks(exif: Image.Exif, xmp: bytes = b"") -> Remarks:
    """What is said; what makes no sense counts as not said."""
    make, model = _word(exif.get(_MAKE)), _word(exif.get(_MODEL))
    orientation = exif.get(_ORIENTATION)
    return Remarks(
        camera=model if model.lower().startswith(make.lower()) else f"{make} {model}".strip(),
        phone=make.lower() in _MAKERS_OF_PHONES or bool(_MODELS_OF_PHONES.match(model)),
        located=_has_place(_part(exif, _PLACE)) or b"GPSLatitude" in xmp,
        taken=_moment(_part(exif, _CAMERA)),
        orientation=orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1,
    )


def remarks_in(head: bytes) -> Remarks:
    """What the first bytes of a file say, wherever in them it stands; they may end in the middle."""
    exif = Image.Exif()
    if found := re.search(rb"Exif\0\0(?=II\*\0|MM\0\*)|eXIf(?=II\*\0|MM\0\*)", head):
        try:
            exif.load(b"Exif\0\0" + head[found.end() :])
        except Exception:  # noqa: BLE001 - Pillow raises anything for what is damaged
            exif = Image.Exif()
    return remarks(exif, head)


def _part(exif: Image.Exif, tag: int) -> Mapping[int, Any]:
    try:
        return exif.get_ifd(tag)
    except Exception:  # noqa: BLE001
        return {}


def _word(value: object) -> str:
    text = value.decode("latin-1") if isinstance(value, bytes) else value if isinstance(value, str) else ""
    clean = "".join(letter if letter.isprintable() else " " for letter in text.partition("\0")[0])
    return " ".join(clean.split())[:_LONGEST]


def _has_place(place: Mapping[int, Any]) -> bool:
    """Many phones write the part without a place in it, or with zeros."""
    try:
        return any(float(number) for tag in (_LATITUDE, _LONGITUDE) for number in place.get(tag, ()))
    except (TypeError, ValueError, ZeroDivisionError):
        return False


def _moment(camera: Mapping[int, Any]) -> datetime | None:
    for tag, offset in _TAKEN:
        said = _word(camera.get(tag))
        try:
            return datetime.strptime(said + _word(camera.get(offset)), "%Y:%m:%d %H:%M:%S%z")
        except ValueError:
            pass
        try:
            return datetime.strptime(said, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the camera knew no time zone
        except ValueError:
            pass
    return None
