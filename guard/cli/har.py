"""Requests from a HAR file, as a browser's developer tools export it; whatever is odd in it is left out."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from guard.cli.failure import Failure
from guard.platforms.submissions import FRAME, Body, File, Opaque

_LONGEST = 64 * 1024 * 1024
_OPCODE_OF_TEXT = 1


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request, or one frame of a WebSocket, with its answer where the file has it."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: Body
    answer: str | None = None


def exchanges(path: Path) -> list[Exchange]:
    """All in the file's order; a Failure where the file is none, or too long to be read."""
    try:
        if path.stat().st_size > _LONGEST:
            raise Failure(
                f"{path} has more than {_LONGEST // 1024 // 1024} MiB. Clear the list of requests in the developer "
                "tools, post once, and export again."
            )
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise Failure(f"{path} cannot be read: {error.strerror or error}.") from None
    except (ValueError, RecursionError):
        raise Failure(f"{path} is no HAR file: it is not JSON. {_HOW}") from None
    entries = _dict(_dict(found).get("log")).get("entries")
    if not isinstance(entries, list):
        raise Failure(f"{path} is no HAR file: it has no list of requests. {_HOW}")
    return [exchange for entry in entries for exchange in _exchanges(_dict(entry))]


_HOW = "Export one from the browser: developer tools (F12), Network, the button or menu “Save all as HAR”."


def _exchanges(entry: dict[str, Any]) -> Iterator[Exchange]:
    request = _dict(entry.get("request"))
    url = _text(request.get("url"))
    if not url.startswith(("http://", "https://", "ws://", "wss://")):
        return
    headers = _headers(request.get("headers"))
    yield Exchange(_text(request.get("method")).upper(), url, headers, _body(request), _answer(entry))
    for message in _list(entry.get("_webSocketMessages")):
        if message.get("type") == "send" and message.get("opcode") == _OPCODE_OF_TEXT:
            yield Exchange(FRAME, url, headers, _text(message.get("data")))


def _headers(listed: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for header in _list(listed):
        name, value = _text(header.get("name")).lower(), _text(header.get("value"))
        joined = "; " if name == "cookie" else ", "
        found[name] = f"{found[name]}{joined}{value}" if name in found else value
    return found


def _body(request: dict[str, Any]) -> Body:
    data = _dict(request.get("postData"))
    text, kind = _text(data.get("text")), _text(data.get("mimeType")).lower()
    fields = _list(data.get("params"))
    if fields and ("multipart" in kind or not text):
        return [_field(field, encoded="urlencoded" in kind) for field in fields]
    size = request.get("bodySize")
    if not text and isinstance(size, int) and size > 0:
        return Opaque("not in the file")
    return text or None


def _field(field: dict[str, Any], *, encoded: bool) -> tuple[str, str | File]:
    name, value = _text(field.get("name")), _text(field.get("value"))
    if "fileName" in field:
        return name, File(_text(field["fileName"]), _text(field.get("contentType")), len(value))
    return (unquote_plus(name), unquote_plus(value)) if encoded else (name, value)


def _answer(entry: dict[str, Any]) -> str | None:
    content = _dict(_dict(entry.get("response")).get("content"))
    text = _text(content.get("text"))
    if content.get("encoding") != "base64":
        return text or None
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except ValueError:
        return None


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
