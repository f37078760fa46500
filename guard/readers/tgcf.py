"""tgcf, the Telegram forwarder: ``tgcf.config.yml`` (0.2) and ``tgcf.config.json`` (1.x)."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from guard.model.route import Endpoint, Place, Route, RouteClass, Snapshot, Source, SourceKind, Undecided, Unreadable
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.base.address import shown_url
from guard.readers.base.source import Value
from guard.readers.base.trail import Trail
from guard.readers.base.unfilled import is_unfilled

TOOL = Tool(
    id="tgcf",
    name="tgcf",
    about="Forwards messages between Telegram chats; reads tgcf.config.yml and tgcf.config.json.",
    docs="https://github.com/aahnik/tgcf/wiki/How-to-configure-tgcf-%3F",
)
_NAMES = ("tgcf.config.yml", "tgcf.config.json")
_OWN = "me"
"""Telegram's word for a person's own Saved Messages."""
_SAMPLE = ("tg_cf", _OWN)
_SIDE_KEYS = {"show_forwarded_from", "live", "past", "plugins", "bot_messages", "admins", "login", "mode", "pid"}


def find(home: Path) -> Iterable[Path]:
    """The configurations in the home folder and in its folders named after the tool."""
    folders = (home, home / "tgcf", home / "my-tgcf", home / ".config" / "tgcf")
    return [path for folder in folders for name in _NAMES if (path := folder / name).is_file()]


def claims(file: SourceFile) -> bool:
    """Whether the document has a list ``forwards`` of source and dest, or one among tgcf's other settings."""
    forwards = file.table.get("forwards")
    if not isinstance(forwards, list):
        return False
    if any(isinstance(item, dict) and {"source", "dest"} <= item.keys() for item in forwards):
        return True
    return len(_SIDE_KEYS & file.table.keys()) >= 2


def read(files: Sequence[SourceFile]) -> Snapshot:
    """One directed route from the source to each destination of a connection."""
    return Snapshot.of(_read_one(file) for file in files)


def _read_one(file: SourceFile) -> Snapshot:
    try:
        forwards = file.table.get("forwards")
    except NotReadable as problem:
        return Snapshot(unreadable=(Unreadable(file.path, problem.reason, problem.line, problem.remedy),))
    routes: list[Route] = []
    undecided: list[Undecided] = []
    trail = Trail(file, "forwards")
    for index, forward in enumerate(forwards if isinstance(forwards, list) else ()):
        key = f"forwards[{index}]"
        if not isinstance(forward, dict):
            undecided.append(Undecided(TOOL.id, Place(file.path, key), "this connection is not a mapping"))
            continue
        source, dests = _chat(forward.get("source")), list(dict.fromkeys(_chats(forward.get("dest"))))
        lines = trail.lines(source, *dests)
        if source and dests:
            routes.extend(_routes(file, key, forward, source, dict(zip(dests, lines[1:], strict=True))))
        elif source or dests:
            missing = "dest" if source else "source"
            place = Place(file.path, key, next((line for line in lines if line), None))
            undecided.append(Undecided(TOOL.id, place, f"{missing} names no chat", _text(forward.get("con_name"))))
    return Snapshot(routes=tuple(routes), undecided=tuple(undecided))


def _routes(
    file: SourceFile, key: str, forward: dict[str, Value], source: str, dests: dict[str, int | None]
) -> Iterator[Route]:
    name = _text(forward.get("con_name"))
    sender = _sender(file.table)
    is_on = str(forward.get("use_this")).lower() not in {"false", "no", "off", "0", "f", "n"}
    for position, (dest, line) in enumerate(dests.items()):
        yield Route(
            tool=TOOL.id,
            source=Source("telegram", account=source, kind=SourceKind.ACCOUNT),
            destination=Endpoint("telegram", account=dest, ref=sender),
            place=Place(file.path, f"{key}.dest[{position}]", line),
            kind=RouteClass.NOTIFY if dest == _OWN else RouteClass.BRIDGE,
            enabled=is_on and not is_unfilled(source, dest) and (source, dest) != _SAMPLE,
            name=name,
        )


def _sender(table: dict[str, Value]) -> str | None:
    """Which login posts, in words; its token or session stays in the file."""
    name, login = "login", table.get("login")
    plugins = table.get("plugins")
    sender = plugins.get("sender") if isinstance(plugins, dict) else None
    if isinstance(sender, dict) and sender.get("check") is True:
        name, login = "plugins.sender", sender
    if not isinstance(login, dict):
        return None
    if str(login.get("user_type")) == "1" and login.get("SESSION_STRING"):
        return f"{name}.SESSION_STRING, a person's session"
    return f"{name}.BOT_TOKEN, a bot" if login.get("BOT_TOKEN") else None


def _chats(value: Value) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if chat := _chat(item):
            yield chat


def _chat(value: Value) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return shown_url(str(value).strip())


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
