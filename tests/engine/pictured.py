"""Files for the tests of looking: drawn here, whole or made to hurt."""

import io
import random
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageDraw

CASES = Path(__file__).parents[1] / "cases" / "media"


def drawn(width: int = 96, height: int = 64, mode: str = "RGB") -> Image.Image:
    """A picture with a dark corner at its upper left, so that it can be told how it is turned."""
    image = Image.linear_gradient("L").resize((width, height)).point(lambda level: 120 + level // 2).convert("RGB")
    ImageDraw.Draw(image).rectangle((0, 0, width // 3, height // 3), fill=(10, 20, 90))
    return image.convert(mode)


def scene(seed: int, width: int = 320, height: int = 240) -> Image.Image:
    """A picture with so much in it that it can be told from all others."""
    chance = random.Random(seed)  # noqa: S311
    small = Image.new("RGB", (12, 9))
    small.putdata([tuple(chance.randrange(256) for _ in range(3)) for _ in range(108)])  # type: ignore[arg-type]
    image = small.resize((width, height), Image.Resampling.BICUBIC)
    for _ in range(12):
        left, top = chance.randrange(width), chance.randrange(height)
        right, bottom = left + chance.randrange(4, width // 3), top + chance.randrange(4, height // 3)
        ImageDraw.Draw(image).ellipse((left, top, right, bottom), fill=tuple(chance.randrange(256) for _ in range(3)))
    return image


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The picture as a file of this kind."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def remarked(orientation: int = 1, *, placed: bool = True) -> Image.Exif:
    """What a phone writes."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Apple", "iPhone 12", orientation
    exif.get_ifd(0x8769)[0x9003] = "2026:11:15 23:10:00"
    if placed:
        exif.get_ifd(0x8825)[2] = (52.0, 30.0, 1.0)
    return exif


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, rows: bytes = b"", *extra: bytes) -> bytes:
    """A PNG of grey that says it is so large."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(rows or bytes(64)))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + pixels + chunk(b"IEND", b"")


def box(name: bytes, *parts: bytes) -> bytes:
    """A box of an MP4 film."""
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + name + body


def mp4(seconds: float, width: int, height: int) -> bytes:
    """The head of a film; there is nothing to be seen in it."""
    moment = box(b"mvhd", bytes(12), struct.pack(">II", 1000, int(seconds * 1000)), bytes(80))
    upright = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    track = box(b"tkhd", bytes(40), upright, struct.pack(">II", width << 16, height << 16))
    return (
        box(b"ftyp", b"isom", bytes(4), b"mp42") + box(b"mdat", bytes(300)) + box(b"moov", moment, box(b"trak", track))
    )


def element(name: str, *parts: bytes) -> bytes:
    """An element of a WebM film."""
    body = b"".join(parts)
    return bytes.fromhex(name) + (0x4000 | len(body)).to_bytes(2, "big") + body


def webm(seconds: float, width: int, height: int) -> bytes:
    """The head of a film; there is nothing to be seen in it."""
    length = element("4489", struct.pack(">d", seconds * 1000))
    size = element("b0", width.to_bytes(2, "big")), element("ba", height.to_bytes(2, "big"))
    inside = element("1549a966", length), element("1654ae6b", element("ae", element("e0", *size)))
    return element("1a45dfa3", element("4282", b"webm")) + element("18538067", *inside)


def wav(seconds: float) -> bytes:
    """Silence."""
    rate = struct.pack("<HHIIHH", 1, 1, 8000, 16_000, 2, 16)
    pieces = b"fmt " + struct.pack("<I", len(rate)) + rate + b"data" + struct.pack("<I", int(seconds * 16_000))
    return b"RIFF" + struct.pack("<I", len(pieces)) + b"WAVE" + pieces
