"""Bodies of the type ``multipart/form-data``, as browsers write them."""

from guard.platforms._form import File


class NotMultipart(ValueError):
    """The body is not made of parts as its content type says."""


def fields(body: bytes, kind: str) -> list[tuple[str, str | File]]:
    """The names and values of the parts; raises NotMultipart, or UnicodeDecodeError for a text that is not UTF-8."""
    mark = b"--" + _parameter(kind, "boundary").encode("utf-8", "replace")
    if len(mark) < 3:
        raise NotMultipart
    # A CR LF before the first boundary makes it one like the others.
    before, *parts = (b"\r\n" + body).split(b"\r\n" + mark)
    if not parts or before.strip() or not parts[-1].startswith(b"--"):
        raise NotMultipart
    return [_field(part) for part in parts[:-1]]


def _field(part: bytes) -> tuple[str, str | File]:
    head, blank, content = part.partition(b"\r\n\r\n")
    if not blank or not head.startswith(b"\r\n"):
        raise NotMultipart
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in head.decode().split("\r\n"))
    }
    told = headers.get("content-disposition", "")
    if not told.lower().startswith("form-data") or not _has(told, "name"):
        raise NotMultipart
    if _has(told, "filename"):
        return _resolved(told, "name"), File(_resolved(told, "filename"), headers.get("content-type", ""), len(content))
    return _resolved(told, "name"), content.decode()


def _has(header: str, name: str) -> bool:
    return any(part.strip().lower().startswith(f"{name}=") for part in _split(header))


def _resolved(header: str, name: str) -> str:
    value = _parameter(header, name)
    return value.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")


def _parameter(header: str, name: str) -> str:
    """The value of ``name=value`` or ``name="value"``; empty where there is none."""
    for part in _split(header):
        key, _, value = part.strip().partition("=")
        if key.lower() == name:
            return value.removeprefix('"').removesuffix('"') if value.startswith('"') else value
    return ""


def _split(header: str) -> list[str]:
    """The parts between semicolons, those in quotes left alone."""
    pieces: list[str] = [""]
    for position, piece in enumerate(header.split('"')):
        if position % 2:
            pieces[-1] += f'"{piece}"'
        else:
            first, *others = piece.split(";")
            pieces[-1] += first
            pieces += others
    return pieces
