"""What a file is, by its first bytes; its name is only asked whether it says otherwise."""

from pathlib import PurePath

from guard.model.look import Sort

HEAD = 4096
"""Bytes that are enough to tell."""
SVG = "image/svg+xml"
HEIF = "image/heic"
UNOPENED = frozenset({SVG, "application/pdf"})

_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_SOUND_BRANDS = frozenset({b"M4A ", b"M4B "})
_CALLED = {
    "image/jpeg": ".jpg .jpeg .jpe .jfif",
    "image/png": ".png .apng",
    "image/gif": ".gif",
    "image/bmp": ".bmp .dib",
    "image/webp": ".webp",
    "image/tiff": ".tif .tiff .dng",
    "image/avif": ".avif .avifs",
    "image/heic": ".heic .heif .heics .heifs .hif",
    SVG: ".svg",
    "video/mp4": ".mp4 .m4v .mov .qt .3gp",
    "video/webm": ".webm .mkv",
    "video/x-msvideo": ".avi",
    "audio/ogg": ".ogg .oga .opus .ogv",
    "audio/flac": ".flac",
    "audio/mpeg": ".mp3",
    "audio/wav": ".wav",
    "audio/mp4": ".m4a .m4b .mp4",
    "application/pdf": ".pdf",
    "application/zip": ".zip .docx .xlsx .pptx .epub",
}
_TYPE_OF = {suffix: type_ for type_, suffixes in _CALLED.items() for suffix in reversed(suffixes.split())}


def type_of(head: bytes) -> str:
    """The type that these first bytes tell, as ``image/jpeg``; empty where they tell none."""
    for beginning, found in _BEGINNINGS:
        if head.startswith(beginning):
            return found
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _boxed(head)
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:  # a frame of MPEG sound, layer III
        return "audio/mpeg"
    return SVG if _is_drawing(head) else ""


def sort_of(found: str) -> Sort:
    """What sort of thing a type is; a picture may turn out to move."""
    if found in UNOPENED:
        return Sort.OTHER
    return {"image": Sort.PICTURE, "video": Sort.VIDEO, "audio": Sort.SOUND}.get(found.partition("/")[0], Sort.OTHER)


def misnamed(name: str, found: str) -> str:
    """The ending of a name that says another type than the content has; empty where it says the same, or nothing."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in _TYPE_OF or suffix in _CALLED.get(found, "").split():
        return ""
    return suffix


def _boxed(head: bytes) -> str:
    size = int.from_bytes(head[:4], "big")
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(size, len(head)), 4))}
    if brands & _AVIF_BRANDS:
        return "image/avif"
    if head[8:12] in _HEIF_BRANDS or (brands & {b"heic", b"heix"} and head[8:12] not in {b"isom", b"mp42", b"qt  "}):
        return HEIF
    return "audio/mp4" if head[8:12] in _SOUND_BRANDS else "video/mp4"


def _is_drawing(head: bytes) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return text.startswith(b"<svg") or (text.startswith((b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in text)
