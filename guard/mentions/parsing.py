"""The process that reads one feed: a frame with its length and type comes in, then its bytes; its entries go out.

Feeds are strangers' files, and their parser may loop or eat memory: it does so here, and only this process ends.
"""

import io
import sys
from calendar import timegm
from collections.abc import Mapping
from typing import IO, Any

from guard import frames

MOST_ENTRIES = 200
_LONGEST = 20_000
_CPU_SECONDS = 8
_MEMORY = 512 * 1024 * 1024


def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Reads one feed, and ends."""
    order = frames.read(orders)
    if order is None:
        return
    data = orders.read(order["length"])
    frames.write(answers, entries(data, order["type"]))


def entries(data: bytes, content_type: str) -> Mapping[str, Any]:
    """Its newest entries as plain values; ``format`` is empty for what is no feed."""
    import feedparser  # the process limits itself first

    headers = {"content-type": content_type} if content_type else {}
    # Given bytes, feedparser might take them for an address or a file's name; given a stream, it cannot.
    read = feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    found = [_entry(one) for one in read.entries[: 10 * MOST_ENTRIES]]
    found.sort(key=lambda one: one["at"] or 0.0, reverse=True)  # without a time, they stand as the feed has them
    dated = any(one["at"] for one in found)
    return {"format": read.get("version") or "", "dated": dated, "entries": found[:MOST_ENTRIES]}


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    content = entry.get("content") or []
    long = next((one.get("value") for one in content if isinstance(one, Mapping) and one.get("value")), "")
    # Its own ``get`` gives one date for the other, with a warning.
    at = entry.get("published_parsed") or dict(entry).get("updated_parsed")
    try:
        seconds = float(timegm(at)) if at else None
    except (ValueError, OverflowError, TypeError):
        seconds = None
    return {
        "id": _text(entry.get("id"), 2000),
        "link": _text(entry.get("link"), 2000),
        "title": _text(entry.get("title"), 2000),
        "html": _text(entry.get("summary") or long, _LONGEST),
        "author": _text(entry.get("author"), 200),
        "at": seconds,
    }


def _text(value: object, longest: int) -> str:
    return value[:longest].encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's patience is the limit
        return
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit()
    serve(sys.stdin.buffer, sys.stdout.buffer)
