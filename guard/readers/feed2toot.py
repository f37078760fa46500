"""Feed2toot: an INI file with ``[mastodon]`` and ``[rss]``; the account itself lies in a credentials file beside it."""

import configparser
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Endpoint, Place, Route, Snapshot, Source, SourceKind, Undecided, Unreadable
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.base.address import host_of, shown_url
from guard.readers.base.trail import Trail
from guard.readers.base.unfilled import is_template, is_unfilled

TOOL = Tool(
    id="feed2toot",
    name="Feed2toot",
    about="Toots the entries of feeds; reads feed2toot.ini.",
    docs="https://feed2toot.readthedocs.io/en/latest/configure.html",
)
# The two values of the documented sample: nobody who set the tool up has kept both.
_SAMPLE = ("https://mastodon.social", "https://www.journalduhacker.net/rss")
_HEADS = re.compile(r"^[ \t]*\[(mastodon|rss)\][ \t]*$", re.MULTILINE)
_MARKS = re.compile(r"^[ \t]*(instance_url|user_credentials|client_credentials|toot|uri_list)[ \t]*[=:]", re.MULTILINE)


def find(home: Path) -> Iterable[Path]:
    """The configuration in the home folder, in the tool's folder, or in the system's."""
    folders = (home, home / "feed2toot", home / ".feed2toot", home / ".config", home / ".config" / "feed2toot")
    paths = [folder / "feed2toot.ini" for folder in folders] + [Path("/etc/feed2toot/feed2toot.ini")]
    return [path for path in paths if path.is_file()]


def claims(file: SourceFile) -> bool:
    """Whether there are both sections, ``[mastodon]`` and ``[rss]``, with the tool's own keys in them."""
    if file.syntax in {"json", "xml", "js", "python"}:
        return False
    return set(_HEADS.findall(file.text)) == {"mastodon", "rss"} and len(set(_MARKS.findall(file.text))) >= 2


def read(files: Sequence[SourceFile]) -> Snapshot:
    """One route per feed to the account of the credentials file."""
    return Snapshot.of(_read_one(file) for file in files)


def _read_one(file: SourceFile) -> Snapshot:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(re.sub(r"(?m)^[ \t]*\{%.*$", "", file.text))
    except NotReadable as problem:
        return Snapshot(unreadable=(Unreadable(file.path, problem.reason, problem.line, problem.remedy),))
    except configparser.Error as problem:
        line = next((number for number, _ in getattr(problem, "errors", ())), getattr(problem, "lineno", None))
        return Snapshot(unreadable=(Unreadable(file.path, "is not a valid INI file", line, "mend the line"),))
    server = parser.get("mastodon", "instance_url", fallback="") or ""
    feeds = list(_feeds(parser))
    destination = _destination(server, parser.get("mastodon", "user_credentials", fallback="") or "")
    if not feeds or destination is None:
        missing = "[rss] names no uri and no uri_list" if destination else "[mastodon] names no instance_url"
        return Snapshot(undecided=(Undecided(TOOL.id, Place(file.path, "rss", file.line_of("[rss]")), missing),))
    lines = Trail(file, "[rss]").lines(*(value for _, value in feeds))
    named = zip(feeds, lines, strict=True)
    return Snapshot(routes=tuple(_route(file, server, destination, *feed, line) for feed, line in named))


def _route(file: SourceFile, server: str, destination: Endpoint, key: str, value: str, line: int | None) -> Route:
    return Route(
        tool=TOOL.id,
        source=Source(
            "rss",
            account=shown_url(value) if key == "uri" else None,
            ref=None if key == "uri" else f"feeds listed in {value}",
            kind=SourceKind.FEED,
        ),
        destination=destination,
        place=Place(file.path, f"rss.{key}", line),
        enabled=not is_unfilled(server, value) and (server.rstrip("/"), value) != _SAMPLE,
    )


def _feeds(parser: configparser.ConfigParser) -> Iterator[tuple[str, str]]:
    for key in ("uri", "uri_list"):
        for value in (parser.get("rss", key, fallback="") or "").split("\n"):
            if value.strip():
                yield key, value.strip()


def _destination(server: str, credentials: str) -> Endpoint | None:
    host = "" if is_template(server) else host_of(server)
    if host:
        return Endpoint("mastodon", f"@?@{host}", credentials or None)
    ref = ", ".join(part for part in (server, credentials) if part)
    return Endpoint("mastodon", ref=ref) if server else None
