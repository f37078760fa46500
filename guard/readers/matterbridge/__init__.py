"""Matterbridge: ``matterbridge.toml`` names chat accounts, and gateways whose channels mirror each other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from guard.model.route import (
    Confidence,
    Endpoint,
    Holding,
    Place,
    Route,
    RouteClass,
    Snapshot,
    Source,
    SourceKind,
    Undecided,
    Unreadable,
)
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.base.address import host_of
from guard.readers.base.source import Value
from guard.readers.matterbridge.toml import Lines, Reading, read_table

TOOL = Tool(
    id="matterbridge",
    name="Matterbridge",
    about="Mirrors chat channels into each other; reads matterbridge.toml.",
    docs="https://github.com/42wim/matterbridge/wiki/How-to-create-your-config",
)
_PROTOCOLS = {
    "api", "discord", "fluxer", "gitter", "harmony", "irc", "keybase", "mastodon", "matrix", "mattermost", "msteams",
    "mumble", "nctalk", "rocketchat", "slack", "slack-legacy", "sshchat", "steam", "stoat", "telegram", "vk",
    "whatsapp", "xmpp", "zulip",
}  # fmt: skip
_PLATFORM = {"msteams": "teams", "nctalk": "nextcloud-talk"}
_GATEWAY = re.compile(r"^[ \t]*\[\[\s*(?:gateway|samechannelgateway)\s*\]\]", re.MULTILINE)
_MEMBER = re.compile(r"\b(?:account|accounts)\s*=")
_SECTION = re.compile(rf"^[ \t]*\[\s*(?:{'|'.join(sorted(_PROTOCOLS))})\s*\.\s*[^\[\]\s]+\s*\]", re.MULTILINE)
_SETTING = re.compile(
    r"^[ \t]*(?:RemoteNickFormat|PreserveThreading|PrefixMessagesWithNick|AutoWebhooks)\s*=", re.MULTILINE
)
_DETAILS = (
    ("Server", "server"), ("Homeserver", "server"), ("Muc", "room server"), ("Team", "team"), ("TeamID", "team"),
    ("Nick", "nick"), ("Login", "login"), ("Jid", "login"), ("Number", "number"),
)  # fmt: skip
_MOST_LINKS = 20_000


@dataclass(frozen=True, slots=True)
class _Member:
    """A channel of an account in a gateway."""

    end: Endpoint
    key: str
    line: int | None
    sends: bool
    receives: bool


def find(home: Path) -> Iterable[Path]:
    """``matterbridge.toml`` where the program is started, and where packages and containers put it."""
    folders = (home, home / "matterbridge", home / ".config" / "matterbridge", Path("/etc/matterbridge"))
    paths = [folder / "matterbridge.toml" for folder in folders] + [Path("/etc/matterbridge.toml")]
    return [path for path in paths if path.is_file()]


def claims(file: SourceFile) -> bool:
    """Whether the text has gateways with accounts, or account sections with settings that only Matterbridge has.

    The text is asked, not the document: files that are no valid TOML are the tool's all the same.
    """
    if file.syntax in {"js", "xml", "python"} or file.name.endswith((".md", ".rst", ".html")):
        return False
    if _GATEWAY.search(file.text) and (_MEMBER.search(file.text) or "matterbridge" in file.name):
        return True
    return bool(_SECTION.search(file.text) and (_GATEWAY.search(file.text) or _SETTING.search(file.text)))


def read(files: Sequence[SourceFile]) -> Snapshot:
    """Every pair of channels of a gateway as directed routes, and every account as held."""
    return Snapshot.of(_read_one(file) for file in files)


def _read_one(file: SourceFile) -> Snapshot:
    try:
        return Snapshot.of(_read_text(file, text) for text in _texts(file))
    except NotReadable as problem:
        return Snapshot(unreadable=(Unreadable(file.path, problem.reason, problem.line, problem.remedy),))


def _texts(file: SourceFile) -> list[str]:
    """The file itself, or what a Kubernetes or Ansible document embeds."""
    if file.syntax != "yaml":
        return [file.text]
    try:
        level: list[Value] = list(file.documents)
    except NotReadable:
        return [file.text]
    found: list[str] = []
    while level:
        value = level.pop()
        if isinstance(value, str) and (_GATEWAY.search(value) or _SECTION.search(value)):
            found.append(value)
        level.extend(value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
    return found or [file.text]


def _read_text(file: SourceFile, text: str) -> Snapshot:
    reading = read_table(text)
    lines = Lines(file, text)
    routes: list[Route] = []
    undecided: list[Undecided] = []
    for kind in ("gateway", "samechannelgateway"):
        gateways = reading.table.get(kind)
        for index, gateway in enumerate(gateways if isinstance(gateways, list) else ()):
            key = f"{kind}[{index}]"
            if not isinstance(gateway, dict):
                undecided.append(Undecided(TOOL.id, Place(file.path, key), "this gateway is not a table"))
                continue
            undecided.extend(_odd(file, key, gateway))
            groups = list(_groups(kind, key, gateway, reading.table, lines))
            name = _word(gateway.get("name"))
            place = Place(file.path, key, lines.gateway(key))
            if sum(len(group) ** 2 for group in groups) > _MOST_LINKS:
                undecided.append(Undecided(TOOL.id, place, "this gateway joins too many channels to list", name))
            elif reading.proven(*_parts(gateway, reading.table)):
                routes.extend(_routes(file, groups, gateway, reading))
            elif reading.problem and (links := [(a, b) for group in groups for a, b in _links(group)]):
                undecided.append(Undecided(TOOL.id, place, _intent(links, reading.problem), name))
    unreadable = () if reading.problem is None else (lines.unreadable(reading.problem),)
    held = tuple(_holdings(file, reading.table, lines))
    return Snapshot(tuple(_once(routes)), held, tuple(undecided), unreadable)


def _parts(gateway: dict[str, Value], table: dict[str, Value]) -> Iterator[Value]:
    """The gateway, its channels, and the settings of its accounts: all that decides where it leads."""
    yield gateway
    accounts = gateway.get("accounts")
    names: list[Value] = list(accounts) if isinstance(accounts, list) else []
    for way in ("in", "out", "inout"):
        entries = gateway.get(way)
        for entry in entries if isinstance(entries, list) else ():
            yield entry
            if isinstance(entry, dict):
                names.append(entry.get("account"))
    for name in names:
        protocol, _, nick = _word(name).partition(".")
        yield _section(table, protocol, nick)


def _groups(
    kind: str, key: str, gateway: dict[str, Value], table: dict[str, Value], lines: Lines
) -> Iterator[list[_Member]]:
    """The channels that mirror each other: all of a gateway, or those of one name."""
    if kind == "gateway":
        members: dict[Endpoint, _Member] = {}
        for way in ("in", "out", "inout"):
            entries = gateway.get(way)
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                if isinstance(entry, dict) and (end := _endpoint(entry.get("account"), entry.get("channel"), table)):
                    before = members.get(end)
                    place, line = f"{key}.{way}[{index}]", lines.member(key, way, index)
                    sends = way != "out" or (before is not None and before.sends)
                    receives = way != "in" or (before is not None and before.receives)
                    members[end] = _Member(end, place, line, sends, receives)
        yield list(members.values())
        return
    accounts, channels = (gateway.get(name) for name in ("accounts", "channels"))
    for channel in channels if isinstance(channels, list) else ():
        ends = [_endpoint(account, channel, table) for account in (accounts if isinstance(accounts, list) else ())]
        line = lines.gateway(key)
        yield [_Member(end, f"{key}.channels", line, True, True) for end in dict.fromkeys(ends) if end]  # noqa: FBT003


def _odd(file: SourceFile, key: str, gateway: dict[str, Value]) -> Iterator[Undecided]:
    """The channels that name no account, and a gateway without channels."""
    if not gateway.keys() & {"in", "out", "inout", "channels", "accounts"}:
        yield Undecided(TOOL.id, Place(file.path, key), "this gateway names no channels", _word(gateway.get("name")))
    for way in ("in", "out", "inout"):
        entries = gateway.get(way)
        for index, entry in enumerate(entries if isinstance(entries, list) else () if entries is None else [entries]):
            if not isinstance(entry, dict) or "." not in _word(entry.get("account")):
                place = Place(file.path, f"{key}.{way}[{index}]")
                yield Undecided(TOOL.id, place, "this channel names no account", _word(gateway.get("name")))


def _endpoint(account: Value, channel: Value, table: dict[str, Value]) -> Endpoint | None:
    name = _word(account)
    if "." not in name:
        return None
    protocol, _, nick = name.partition(".")
    platform, where, section = _platform(protocol), _word(channel), _section(table, protocol, nick)
    if platform == "mastodon" and not where.startswith("@"):
        # "home", "local" and "remote" are what is read; written is always the account's own public timeline.
        host = host_of(_word(section.get("Server")))
        return Endpoint(platform, f"@?@{host}" if host else None, f"{name} ({where or 'no channel'})")
    return Endpoint(platform, where or None, _reference(name, section))


def _platform(protocol: str) -> str:
    """The platform of a protocol; forks add to a protocol's name, as in ``slack-legacy``."""
    name = protocol.lower()
    known = max((known for known in _PROTOCOLS - {"slack-legacy"} if name.startswith(known)), key=len, default=name)
    return _PLATFORM.get(known, known)


def _section(table: dict[str, Value], protocol: str, nick: str) -> dict[str, Value]:
    """The account's own settings; Matterbridge compares their names without case."""
    for key, sections in table.items():
        if key.lower() == protocol.lower() and isinstance(sections, dict):
            for name, section in sections.items():
                if name.lower() == nick.lower() and isinstance(section, dict):
                    return section
    return {}


def _reference(name: str, section: dict[str, Value]) -> str:
    """The account's name and what shows where it is: ``irc.work (irc.libera.chat, nick relay)``."""
    settings = {key.lower(): _word(value) for key, value in section.items()}
    details: list[str] = []
    for key, label in _DETAILS:
        if value := settings.get(key.lower(), ""):
            host = host_of(value) if label == "server" and "." in value else ""
            details.append(host or f"{label} {value.rpartition('@')[2] if label == 'server' else value}")
    return f"{name} ({', '.join(details)})" if details else name


def _links(group: list[_Member]) -> Iterator[tuple[_Member, _Member]]:
    for source in group:
        for destination in group:
            if source.sends and destination.receives and source.end != destination.end:
                yield source, destination


def _routes(
    file: SourceFile, groups: list[list[_Member]], gateway: dict[str, Value], reading: Reading
) -> Iterator[Route]:
    for group in groups:
        for source, destination in _links(group):
            yield Route(
                tool=TOOL.id,
                source=Source(source.end.platform, source.end.account, source.end.ref, SourceKind.ACCOUNT),
                destination=destination.end,
                place=Place(file.path, destination.key, destination.line),
                kind=RouteClass.POST if (destination.end.account or "").startswith("@?@") else RouteClass.BRIDGE,
                enabled=gateway.get("enable") in (True, "true"),  # Matterbridge leaves out a gateway without it
                confidence=Confidence.MEDIUM if reading.templated or reading.problem else Confidence.HIGH,
                name=_word(gateway.get("name")),
                note="" if source.receives and destination.sends else "one way only",
            )


def _once(routes: list[Route]) -> Iterable[Route]:
    """Each pair once; where several gateways join the same two channels, one that is on."""
    kept: dict[tuple[Endpoint, Endpoint], Route] = {}
    for route in routes:
        pair = (route.source, route.destination)
        if pair not in kept or (route.enabled and not kept[pair].enabled):
            kept[pair] = route
    return kept.values()


def _intent(links: list[tuple[_Member, _Member]], problem: NotReadable) -> str:
    pairs = dict.fromkeys(" and ".join(sorted((a.end.shown, b.end.shown))) for a, b in links)
    shown = "; ".join(list(pairs)[:5]) + (f"; and {len(pairs) - 5} more" if len(pairs) > 5 else "")
    at = f"line {problem.line}" if problem.line else "the file"
    return f"would join {shown}, as far as one can tell before {at} is mended"


def _holdings(file: SourceFile, table: dict[str, Value], lines: Lines) -> Iterator[Holding]:
    for protocol, sections in table.items():
        if protocol.lower() in _PROTOCOLS and isinstance(sections, dict):
            for nick, section in sections.items():
                if isinstance(section, dict):
                    name = f"{protocol}.{nick}"
                    end = Endpoint(_platform(protocol), ref=_reference(name, section))
                    yield Holding(TOOL.id, end, Place(file.path, name, lines.section(protocol, nick)))


def _word(value: Value) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
