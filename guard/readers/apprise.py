"""Apprise: YAML or text files of URLs. They hold destinations only; what is sent there is whoever calls Apprise."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Place, Route, Snapshot, Source, SourceKind, Undecided, Unreadable
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.base.apprise_url import URL, is_known, services
from guard.readers.base.source import Value
from guard.readers.base.trail import Trail

TOOL = Tool(
    id="apprise",
    name="Apprise",
    about="Sends messages to many services; reads apprise.yml and apprise.conf.",
    docs="https://github.com/caronc/apprise/wiki/config",
)
_KEYS = {"version", "urls", "url", "tag", "tags", "asset", "include", "groups", "schedule"}
_LINE = re.compile(r"(?:(?P<tags>[\w,\s#-]{0,200}?)\s*=\s*)?(?P<url>[A-Za-z0-9]{1,18}://.*)")
_SETTING = re.compile(r"include\b.*|[\w,\s-]{1,200}=[\w,\s-]*")


def find(home: Path) -> Iterable[Path]:
    """The files that the ``apprise`` command looks for by itself."""
    stems = (
        home / ".apprise",
        home / ".apprise" / "apprise",
        home / ".config" / "apprise",
        home / ".config" / "apprise" / "apprise",
        home / "AppData" / "Roaming" / "Apprise" / "apprise",
        home / "AppData" / "Local" / "Apprise" / "apprise",
        Path("/etc/apprise"),
        Path("/etc/apprise/apprise"),
    )
    paths = (stem.with_name(stem.name + suffix) for stem in stems for suffix in ("", ".conf", ".yml", ".yaml"))
    return [path for path in paths if path.is_file()]


def claims(file: SourceFile) -> bool:
    """Whether the document is Apprise's mapping, or every line a URL, a tag or an include."""
    if file.syntax == "yaml":
        return len(file.documents) == 1 and _is_mapping(file)
    return file.syntax in {"text", "env", "ini"} and _is_list(file)


def _is_mapping(file: SourceFile) -> bool:
    table = file.table
    if not table or not table.keys() <= _KEYS or not {"urls", "url", "version", "include"} & table.keys():
        return False
    urls = [url for _, url in _urls(table)]
    # "urls" and "version" are everybody's keys: without a scheme of Apprise only the file's own name is left.
    return any(is_known(url) for url in urls) or "apprise" in file.name


def _is_list(file: SourceFile) -> bool:
    if file.name.startswith(".env") or file.name.endswith(".env"):
        return False
    lines = [line.strip() for line in file.text.splitlines()]
    lines = [line for line in lines if line and not line.startswith(("#", ";"))]
    urls = [match["url"] for line in lines if (match := _LINE.fullmatch(line))]
    others = [line for line in lines if not _LINE.fullmatch(line) and not _SETTING.fullmatch(line)]
    return not others and any(is_known(url) for url in urls)


def read(files: Sequence[SourceFile]) -> Snapshot:
    """One route per URL, from an unknown source."""
    return Snapshot.of(_read_one(file) for file in files)


def _read_one(file: SourceFile) -> Snapshot:
    try:
        entries = list(_placed(file) if file.syntax == "yaml" else _lines(file.text))
    except NotReadable as problem:
        return Snapshot(unreadable=(Unreadable(file.path, problem.reason, problem.line, problem.remedy),))
    routes: dict[tuple[object, ...], Route] = {}
    undecided: list[Undecided] = []
    for key, line, text in entries:
        found = list(services(text))
        if not found:
            undecided.append(Undecided(TOOL.id, Place(file.path, key, line), "this entry is no Apprise URL"))
        for service in found:
            route = Route(
                tool=TOOL.id,
                source=Source(None, ref="whoever calls apprise", kind=SourceKind.UNKNOWN),
                destination=service.endpoint,
                place=Place(file.path, key, line),
                kind=service.kind,
                enabled=service.enabled,
                confidence=service.confidence,
            )
            same = routes.get((route.destination, route.kind))
            if same is None or (route.enabled and not same.enabled):
                routes[route.destination, route.kind] = route
    return Snapshot(routes=tuple(routes.values()), undecided=tuple(undecided))


def _placed(file: SourceFile) -> Iterator[tuple[str, int | None, str]]:
    """The URLs of the YAML form with their lines."""
    trail = Trail(file)
    for key, text in _urls(file.table):
        yield key, trail.lines(text)[0], text


def _urls(table: dict[str, Value]) -> Iterator[tuple[str, str]]:
    """The URLs of the YAML form: plain, or as the key of their options."""
    for name in ("urls", "url"):
        value = table.get(name)
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            key = f"{name}[{index}]" if isinstance(value, list) else name
            for text in item if isinstance(item, dict) else [item]:
                if isinstance(text, str) and not (isinstance(item, dict) and not URL.match(text)):
                    yield key, text
                elif text is not None and not isinstance(item, dict):
                    yield key, ""


def _lines(text: str) -> Iterator[tuple[str, int, str]]:
    """The URLs of the text form, one a line, with or without tags before them."""
    for number, line in enumerate(text.split("\n"), 1):
        if match := _LINE.fullmatch(line.strip()):
            yield f"line {number}", number, match["url"]
