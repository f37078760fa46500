"""Cleaning pictures: not a pixel changes, no remark is left, colours and orientation stay."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictured import drawn, remarked, saved
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from guard.pictures.metadata import CannotClean, clean

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>52,30N</exif:GPSLatitude></x:xmpmeta>'
SECRETS = (b"iPhone", b"Apple", b"2026:11:15", b"GPSLatitude", b"a secret remark", b"Photoshop")


def texts() -> PngImagePlugin.PngInfo:
    made = PngImagePlugin.PngInfo()
    made.add_text("Comment", "a secret remark")
    made.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    return made


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def jpeg(orientation: int = 1, **options: object) -> bytes:
    """With everything that cameras and programs put in."""
    made = saved(
        drawn(), exif=remarked(orientation), icc_profile=PROFILE, comment=b"a secret remark", xmp=XMP, **options
    )
    at = 4 + int.from_bytes(made[4:6], "big")
    extra = segment(0xED, b"Photoshop 3.0\x008BIM") + segment(0xE2, b"FPXR\0a secret remark")
    return made[:at] + extra + made[at:] + b"\xff\xd8a secret remark behind the end"


FILES = [
    pytest.param(jpeg(), id="a JPEG"),
    pytest.param(jpeg(6), id="a JPEG on its side"),
    pytest.param(jpeg(8, progressive=True), id="a progressive JPEG on its other side"),
    pytest.param(jpeg(3, subsampling=0, quality=99), id="a JPEG on its head"),
    pytest.param(saved(drawn(), exif=remarked(1)), id="a JPEG without a profile"),
    pytest.param(saved(drawn(), "PNG", exif=remarked(1), pnginfo=texts(), icc_profile=PROFILE), id="a PNG"),
    pytest.param(saved(drawn(), "PNG", exif=remarked(6), pnginfo=texts(), icc_profile=PROFILE), id="a PNG on its side"),
    pytest.param(saved(drawn(), "WEBP", exif=remarked(1), xmp=XMP, icc_profile=PROFILE), id="a WebP"),
    pytest.param(saved(drawn(), "WEBP", exif=remarked(6), xmp=XMP, lossless=True), id="a WebP on its side"),
    pytest.param(
        saved(drawn(), "WEBP", exif=remarked(), save_all=True, append_images=[drawn().rotate(90)], duration=100),
        id="a WebP that moves",
    ),
]


@pytest.mark.parametrize("data", FILES)
def test_a_cleaned_picture_looks_the_same_and_tells_nothing(data: bytes) -> None:
    cleaned = clean(data)
    assert not [secret for secret in SECRETS if secret in cleaned]
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(cleaned))
    assert after.info.get("icc_profile") == before.info.get("icc_profile")
    assert getattr(after, "n_frames", 1) == (getattr(before, "n_frames", 1) if before.format == "WEBP" else 1)
    assert set(after.getexif()) <= {0x0112}
    assert after.getexif().get(0x0112, 1) == before.getexif().get(0x0112, 1)
    assert after.tobytes() == before.tobytes()
    assert ImageOps.exif_transpose(after).tobytes() == ImageOps.exif_transpose(before).tobytes()


@pytest.mark.parametrize("data", FILES)
def test_what_is_clean_stays_as_it_is(data: bytes) -> None:
    assert clean(clean(data)) == clean(data)


REFUSED = [
    pytest.param(b"", "Only JPEG, PNG and WebP", id="nothing"),
    pytest.param(saved(drawn(mode="P"), "GIF"), "Only JPEG, PNG and WebP", id="a GIF"),
    pytest.param(jpeg()[:400], "damaged", id="a JPEG cut in its head"),
    pytest.param(saved(drawn(), "PNG")[:-20], "damaged", id="a PNG cut in the middle"),
    pytest.param(b"\xff\xd8\xff\xff\xff\xff", "damaged", id="a JPEG of padding"),
]


@pytest.mark.parametrize(("data", "says"), REFUSED)
def test_what_cannot_be_cleaned_is_told(data: bytes, says: str) -> None:
    with pytest.raises(CannotClean, match=says):
        clean(data)


@settings(max_examples=200, deadline=None)
@given(seed=st.sampled_from([file.values[0] for file in FILES]), at=st.integers(0, 9000), new=st.binary(max_size=8))
def test_a_damaged_picture_is_cleaned_or_refused(seed: bytes, at: int, new: bytes) -> None:
    place = at % len(seed)
    damaged = seed[:place] + new + seed[place + len(new) :]
    try:
        cleaned = clean(damaged)
    except CannotClean:
        return
    assert len(cleaned) <= len(damaged) + 64
