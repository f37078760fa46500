"""bluesky-crossposter and its successor LynxPoster: one account is copied to others.

https://github.com/Linus2punkt0/bluesky-crossposter keeps ``settings/auth.py`` (accounts) and ``settings/settings.py``
(what goes where) in Python syntax, both overridden by the environment. Only literal assignments are read; nothing runs.
"""

import ast
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from guard.model.route import Endpoint, Holding, Place, Route, Snapshot, Source, SourceKind, Undecided, Unreadable
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.base.address import host_of
from guard.readers.base.credentials import is_placeholder
from guard.readers.base.env import environment

TOOL = Tool(
    "bluesky-crossposter",
    "bluesky-crossposter",
    "Copies posts of a Bluesky or Mastodon account to other networks; its auth, settings and env files are read.",
    "https://github.com/Linus2punkt0/bluesky-crossposter",
)

_PLATFORMS = {"twitter": "x"}
_SECRETS = {
    "bluesky": "BSKY_PASSWORD",
    "mastodon": "MASTODON_TOKEN",
    "x": "TWITTER_ACCESS_TOKEN",
    "discord": "DISCORD_WEBHOOK_URL",
    "telegram": "TELEGRAM_BOT_TOKEN",
    "tumblr": "TUMBLR_OAUTH_TOKEN",
    "instagram": "INSTAGRAM_API_KEY",
}
_FROM_ENVIRONMENT = "${environment}"
# Each its own boolean; forks added networks to the first two.
_OLDER_SWITCHES = ("Twitter", "Mastodon", "Discord", "Telegram", "Tumblr", "Instagram", "Threads", "LinkedIn")
_SWITCH = re.compile(r"^([A-Z]+)_CROSSPOSTING$")
_SIZE = 200_000


def find(home: Path) -> Iterable[Path]:
    """The settings folders of check-outs directly below ``home``."""
    for name in ("bluesky-crossposter", "lynxposter"):
        for root in (home / name, home / "src" / name, home / "git" / name):
            yield from (path for path in (root / "settings", root / ".env") if path.exists())


def claims(file: SourceFile) -> bool:
    """An accounts file, a settings file, or an environment file of the tool, by the names it sets."""
    return bool(_part(file))


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The files of one check-out together: settings say what goes where, the accounts file who that is."""
    groups: dict[tuple[str, str], list[SourceFile]] = defaultdict(list)
    for file in files:
        groups[_group(file)].append(file)
    return Snapshot.of([*map(_read_group, groups.values()), Snapshot(files=tuple(file.path for file in files))])


def _part(file: SourceFile) -> str:
    """``auth``, ``settings`` or ``env``; empty where the file is not the tool's."""
    names = set(re.findall(r"^(?:export\s+)?([A-Za-z_]\w*)\s*[=:]", file.text[:_SIZE], re.MULTILINE))
    if file.syntax not in {"python", "text", "env", "yaml"}:
        return ""
    if {"input_source", "outputs"} <= names or (
        {"Mastodon", "Twitter"} & names and {"post_default", "mentions"} <= names
    ):
        return "settings"
    if "BSKY_HANDLE" not in names or not names & {"MASTODON_TOKEN", "TWITTER_APP_KEY", "MASTODON_INSTANCE"}:
        return ""
    if any(map(_SWITCH.match, names)) and "POST_DEFAULT" in names:
        return "env"
    return "auth" if file.syntax == "python" or ("BSKY_PASSWORD" in names and "os.environ" in file.text) else ""


def _group(file: SourceFile) -> tuple[str, str]:
    folder = PurePosixPath(file.folder)
    prefix = re.sub(r"(?:auth|settings|\.?env(?:[._-]\w+)?)?(?:\.\w+)?$", "", file.name)
    return str(folder.parent if folder.name == "settings" else folder), prefix


def _read_group(files: Sequence[SourceFile]) -> Snapshot:
    accounts: dict[str, str] = {}
    settings: list[tuple[SourceFile, dict[str, object]]] = []
    holdings: list[Holding] = []
    unreadable: list[Unreadable] = []
    for file in files:
        try:
            values = _values(file)
        except NotReadable as problem:
            unreadable.append(Unreadable(file.path, problem.reason, problem.line, problem.remedy))
            continue
        if _part(file) != "settings":
            texts = {name: text for name, text in values.items() if isinstance(text, str)}
            accounts |= {name: text for name, text in texts.items() if text or name not in accounts}
            holdings += _holdings(file, texts)
        if _part(file) != "auth":
            settings.append((file, values))
    overrides = {name: value for file, values in settings if _part(file) == "env" for name, value in values.items()}
    filled = not accounts or any(
        text == _FROM_ENVIRONMENT or not is_placeholder(text) for name, text in accounts.items() if _names_account(name)
    )
    routes = [
        route
        for file, values in settings
        if _part(file) == "settings" or len(settings) == 1
        for route in _routes(file, {**values, **overrides}, accounts, filled=filled)
    ]
    doubts = [
        Undecided(
            TOOL.id,
            Place(file.path, "outputs", file.line_of("outputs")),
            "no output is switched on or off in a way that can be read",
        )
        for file, values in settings
        if _part(file) == "settings" and not any(_outputs(values))
    ]
    return Snapshot(tuple(routes), tuple(holdings), tuple(doubts), tuple(unreadable))


def _routes(
    file: SourceFile, values: Mapping[str, object], accounts: Mapping[str, str], *, filled: bool
) -> Iterator[Route]:
    stated = values.get("INPUT_SOURCE") or values.get("input_source")
    source = str(stated or "bluesky").lower()
    where = " in settings/auth.py" if _part(file) == "settings" else ""
    for output, on, key in _outputs(values):
        if output == source:
            continue
        yield Route(
            tool=TOOL.id,
            source=Source(*_endpoint(source, accounts, where), kind=SourceKind.ACCOUNT),
            destination=Endpoint(*_endpoint(output, accounts, where)),
            place=Place(file.path, key, file.line_of(*re.findall(r"\w+", key))),
            enabled=on and filled,
            note=_note(accounts, filled=filled),
        )


def _note(accounts: Mapping[str, str], *, filled: bool) -> str:
    if not filled:
        return "no account is filled in yet"
    named = {text for name, text in accounts.items() if _names_account(name)} - {""}
    return "the accounts come from the environment" if named == {_FROM_ENVIRONMENT} else ""


def _outputs(values: Mapping[str, object]) -> Iterator[tuple[str, bool, str]]:
    """Each network that is switched on or off, and the key that does it."""
    outputs = values.get("outputs")
    for name, on in outputs.items() if isinstance(outputs, dict) else ():
        override = values.get(f"{str(name).upper()}_CROSSPOSTING")
        yield str(name).lower(), _truth(override) if override not in {None, ""} else on is True, f'outputs["{name}"]'
    if isinstance(outputs, dict):
        return
    for name in _OLDER_SWITCHES:
        if isinstance(values.get(name), bool):
            yield name.lower(), values[name] is True, name
    for name, value in values.items():
        switch = _SWITCH.match(name)
        if switch and value and switch[1].capitalize() not in values:
            yield switch[1].lower(), _truth(value), name


def _truth(value: object) -> bool:
    return str(value).strip().lower() == "true"


def _endpoint(network: str, accounts: Mapping[str, str], where: str) -> tuple[str, str | None, str]:
    """Platform, account and where its credential stands."""
    platform = _PLATFORMS.get(network, network)
    return platform, _account(platform, accounts), _SECRETS.get(platform, network.upper()) + where


def _account(platform: str, accounts: Mapping[str, str]) -> str | None:
    def said(name: str) -> str:
        text = accounts.get(name, "")
        return "" if text == _FROM_ENVIRONMENT else text.strip()

    match platform:
        case "bluesky":
            return said("BSKY_HANDLE") or None
        case "mastodon":
            handle = said("MASTODON_HANDLE").lstrip("@")
            host = host_of(said("MASTODON_INSTANCE"))
            return f"@{handle}" if "@" in handle else f"@{handle or '?'}@{host}" if host else None
        case "x":
            return said("TWITTER_USERNAME") or None
        case "telegram":
            return said("TELEGRAM_CHANNEL_ID") or None
        case "tumblr":
            return said("TUMBLR_BLOG_NAME") or None
        case _:
            return None


def _names_account(name: str) -> bool:
    prefix, _, rest = name.partition("_")
    return prefix in {"BSKY", "MASTODON", "TWITTER"} and rest not in {"VISIBILITY", "LANG", "CROSSPOSTING", "MENTIONS"}


def _holdings(file: SourceFile, texts: Mapping[str, str]) -> Iterator[Holding]:
    for prefix, platform in (("BSKY", "bluesky"), ("MASTODON", "mastodon"), ("TWITTER", "x")):
        own = [name for name in texts if name.startswith(prefix + "_") and _names_account(name)]
        own = [name for name in own if not is_placeholder(texts[name])]
        if own:
            endpoint = Endpoint(platform, _account(platform, texts), _SECRETS[platform])
            yield Holding(TOOL.id, endpoint, Place(file.path, own[0], file.line_of(own[0])))


def _values(file: SourceFile) -> dict[str, object]:
    return {**environment(file.text).values} if _part(file) == "env" else _assigned(file.text)


def _assigned(text: str) -> dict[str, object]:
    """The names that a Python text sets to literals, the first of each; what the environment fills is marked."""
    try:
        with warnings.catch_warnings(action="ignore", category=SyntaxWarning):  # another program's bad style
            tree = ast.parse(text[:_SIZE])
    except SyntaxError as error:
        raise NotReadable(f"is not valid Python: {error.msg}", error.lineno, "mend the line") from None
    except (ValueError, RecursionError, MemoryError):
        raise NotReadable("is not Python that can be read: too deeply nested, or with NUL characters") from None
    values: dict[str, object] = {}
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                read = _literal(value)
                if values.setdefault(name, read) == "" and read == _FROM_ENVIRONMENT:
                    values[name] = read
            case _:
                continue
    return values


def _literal(node: ast.expr) -> object:
    try:
        value: object = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return _FROM_ENVIRONMENT
    return value
