"""What one Home Assistant file contributes to an installation: notifiers, automations, scripts, commands, accounts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from guard.model.route import Place, Undecided
from guard.readers.base.source import SourceFile, Value

Table = dict[str, Value]

_CALLED = re.compile(
    r"\b(?:notify|script|automation|mastodon|ifttt|rest_command|shell_command|pyscript|python_script|homeassistant)"
    r"\.[a-z0-9_]+"
)
_NAMED = re.compile(r"\b(name|platform|alias|id):[ \t]*([\"']?)([^\r\n]{1,200}?)\2[ \t]*(?=\r?$)", re.MULTILINE)
_NOT_STEPS = {"data", "data_template", "target", "variables", "condition", "conditions", "trigger", "triggers"}
_STEP_KEYS = {
    "service",
    "action",
    "service_template",
    "delay",
    "choose",
    "if",
    "repeat",
    "wait_template",
    "event",
    "scene",
}
_HOME_KEYS = {"name", "latitude", "longitude", "packages", "customize", "unit_system", "time_zone", "external_url"}
# Platforms that exist for notifications alone: a bare list of them is a notify.yaml whatever it is called.
_NOTIFY_ONLY = {
    "twitter", "mastodon", "telegram", "discord", "slack", "facebook", "pushover", "pushbullet", "html5", "ios",
    "smtp", "twilio_sms", "twilio_call", "webostv", "simplepush", "prowl", "pushsafer", "lametric", "mailgun",
    "sendgrid", "rocketchat", "matrix", "xmpp", "signal_messenger", "clicksend", "clicksend_tts", "message_bird",
    "mattermost", "nfandroidtv", "joaoapps_join", "kodi", "flock", "hipchat", "instapush", "ciscospark",
    "cisco_webex_teams", "llamalab_automate", "free_mobile", "aws_sns", "synology_chat", "google_wifi_notify",
    "mobile_app", "alexa_media", "whatsapp", "apprise", "ntfy", "gotify",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notifier:
    """One entry under ``notify:``, and the service it becomes."""

    service: str
    platform: str
    spec: Table
    place: Place


@dataclass(frozen=True, slots=True)
class Call:
    """A step of a runner that calls a service."""

    target: str
    data: Table
    enabled: bool
    line: int | None


@dataclass(frozen=True, slots=True)
class Runner:
    """An automation or a script: what is called, and what sets it in motion."""

    id: str
    """``script.tweet`` for a script; empty for an automation, which nothing else calls."""
    name: str
    place: Place
    enabled: bool
    triggers: tuple[Table, ...]
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An account of ``.storage/core.config_entries``."""

    id: str
    domain: str
    title: str
    enabled: bool
    place: Place


@dataclass(slots=True)
class Parts:
    """All of one file, or of one installation."""

    notifiers: list[Notifier] = field(default_factory=list)
    runners: list[Runner] = field(default_factory=list)
    commands: dict[str, Value] = field(default_factory=dict)
    """``rest_command.x`` and ``shell_command.x`` with what they do."""
    entries: list[Entry] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    marks: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    """Where names are given: a name alone may stand in other places, too."""

    def mark(self, key: str, name: str) -> str:
        """What to look for in the file to find what bears the name."""
        return self.marks.get((key, name), name)


def is_home_assistant(file: SourceFile) -> bool:
    """Whether the document is a configuration, a package, a list of notifiers or automations, or the account store."""
    document = file.document
    if isinstance(document, list) and file.syntax == "yaml":
        return bool(document) and (_is_automations(document) or _is_notifiers(document, file.name))
    if not isinstance(document, dict) or "esphome" in document:
        return False
    if file.syntax == "json":
        return _is_storage(document)
    home = document.get("homeassistant")
    if isinstance(home, dict) and _HOME_KEYS & home.keys():
        return True
    included = [key for key, value in document.items() if isinstance(value, str) and value.startswith("!include")]
    if "default_config" in document or {"notify", "automation", "script"} & set(included):
        return True
    return bool(
        _is_notifiers(_listed(document.get("notify")), "notify")
        or any(_is_automations(_listed(document[key])) for key in document if key.split()[0:1] == ["automation"])
        or _is_automations([document])
        or any(_is_scripts(document[key]) for key in document if key.split()[0:1] == ["script"])
        or _is_scripts(document)
    )


def _is_storage(document: Table) -> bool:
    return document.get("key") == "core.config_entries" and isinstance(document.get("data"), dict)


def _is_automations(items: list[Value]) -> bool:
    """Whether one has an action and a trigger with its platform, or fills in a blueprint."""
    for item in items:
        if isinstance(item, dict):
            blueprint = item.get("use_blueprint")
            triggers = [trigger for key in ("trigger", "triggers") for trigger in _listed(item.get(key))]
            known = any(isinstance(trigger, dict) and {"platform", "trigger"} & trigger.keys() for trigger in triggers)
            if (known and {"action", "actions"} & item.keys()) or (isinstance(blueprint, dict) and "path" in blueprint):
                return True
    return False


def _is_notifiers(items: list[Value], name: str) -> bool:
    tables = [item for item in items if isinstance(item, dict)]
    if not tables or not all(isinstance(item.get("platform"), str) for item in tables):
        return False
    return "notif" in name or any(item["platform"] in _NOTIFY_ONLY for item in tables)


def _is_scripts(value: Value) -> bool:
    items = list(value.values()) if isinstance(value, dict) else []
    steps = [step for item in items if isinstance(item, dict) for step in _listed(item.get("sequence"))]
    return all(isinstance(item, dict) for item in items) and any(
        isinstance(step, dict) and _STEP_KEYS & step.keys() for step in steps
    )


def parts_of(file: SourceFile) -> Parts:
    """What the file contributes; raises NotReadable."""
    parts = Parts(marks=_marks(file.text))
    document = file.document
    if isinstance(document, list):
        if _is_automations(document):
            _add_automations(parts, file, "", document)
        else:
            _add_notifiers(parts, file, "", document)
    elif isinstance(document, dict) and _is_storage(document):
        _add_entries(parts, file, document)
    elif isinstance(document, dict):
        _add_package(parts, file, "", document)
        home = document.get("homeassistant")
        packages = home.get("packages") if isinstance(home, dict) else None
        for name, package in packages.items() if isinstance(packages, dict) else ():
            if isinstance(package, dict):
                _add_package(parts, file, f"homeassistant.packages.{name}.", package)
    return parts


def _add_package(parts: Parts, file: SourceFile, prefix: str, package: Table) -> None:
    if _is_automations([package]):
        return _add_automations(parts, file, "", [package])
    if "script" not in package and _is_scripts(package):
        return _add_scripts(parts, file, "", package)
    for key, value in package.items():
        match key.split()[0:1]:
            case ["notify"]:
                _add_notifiers(parts, file, prefix + key, _listed(value))
            case ["automation"]:
                _add_automations(parts, file, prefix + key, _listed(value))
            case ["script"] if isinstance(value, dict):
                _add_scripts(parts, file, prefix + key, value)
            case ["rest_command" | "shell_command" as domain] if isinstance(value, dict):
                parts.commands.update({f"{domain}.{name}": spec for name, spec in value.items()})
    return None


def _add_notifiers(parts: Parts, file: SourceFile, prefix: str, items: list[Value]) -> None:
    for index, item in enumerate(items):
        key = f"{prefix}[{index}]"
        if isinstance(item, dict) and isinstance(item.get("platform"), str):
            name, platform = _text(item.get("name")), str(item["platform"])
            line = file.line_of(parts.mark("name", name) if name else parts.mark("platform", platform))
            parts.notifiers.append(
                Notifier(f"notify.{slug(name or 'notify')}", platform, item, Place(file.path, key, line))
            )
        elif not (isinstance(item, str) and item.startswith("!include")):
            parts.undecided.append(_strange(file, key, "notifier"))


def _add_automations(parts: Parts, file: SourceFile, prefix: str, items: list[Value]) -> None:
    for index, item in enumerate(items):
        key = f"{prefix}[{index}]"
        if isinstance(item, dict):
            name = _text(item.get("alias")) or _text(item.get("id"))
            enabled = str(item.get("initial_state", True)).lower() not in {"off", "false", "no"}
            mark = parts.mark("alias" if item.get("alias") else "id", name) if name else ""
            place = Place(file.path, f'{key} "{name}"' if name else key, file.line_of(mark) if mark else None)
            triggers = [t for k in ("trigger", "triggers") for t in _listed(item.get(k)) if isinstance(t, dict)]
            steps = [item.get(k) for k in ("action", "actions", "use_blueprint")]
            calls = tuple(_calls(file, mark, steps, enabled=enabled))
            parts.runners.append(Runner("", name or key, place, enabled, tuple(triggers), calls))
        elif not (isinstance(item, str) and item.startswith("!include")):
            parts.undecided.append(_strange(file, key, "automation"))


def _add_scripts(parts: Parts, file: SourceFile, prefix: str, scripts: Table) -> None:
    for name, item in scripts.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(item, dict):
            place = Place(file.path, key, file.line_of(f"{name}:"))
            calls = tuple(_calls(file, f"{name}:", item.get("sequence"), enabled=True))
            parts.runners.append(Runner(f"script.{slug(name)}", name, place, True, (), calls))  # noqa: FBT003
        elif not (isinstance(item, str) and item.startswith("!include")):
            parts.undecided.append(_strange(file, key, "script"))


def _add_entries(parts: Parts, file: SourceFile, document: Table) -> None:
    data = document.get("data")
    entries = data.get("entries") if isinstance(data, dict) else None
    for index, item in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(item, dict) and (title := _text(item.get("title"))):
            place = Place(file.path, f"data.entries[{index}]", file.line_of(title))
            identity, domain = _text(item.get("entry_id")), _text(item.get("domain"))
            parts.entries.append(Entry(identity, domain, title, not item.get("disabled_by"), place))


def _calls(file: SourceFile, after: str, step: Value, *, enabled: bool) -> Iterator[Call]:
    """Every service call below ``step``, in whichever branch, loop or choice it stands."""
    if isinstance(step, list):
        for item in step:
            yield from _calls(file, after, item, enabled=enabled)
    elif isinstance(step, dict):
        enabled = enabled and step.get("enabled") is not False
        data = {**_table(step.get("data_template")), **_table(step.get("target")), **_table(step.get("data"))}
        data.update({key: step[key] for key in ("entity_id",) if key in step})
        for key in ("service", "action", "service_template"):
            name = step.get(key)
            # A service chosen by a template may be any of those it names.
            for target in dict.fromkeys(_CALLED.findall(name.lower())) if isinstance(name, str) else ():
                yield Call(target, data, enabled, file.line_of(after, target) or file.line_of(target))
        for key, value in step.items():
            if key not in _NOT_STEPS and isinstance(value, list | dict):
                yield from _calls(file, after, value, enabled=enabled)


def texts(*values: Value) -> Iterable[str]:
    """The texts among ``values``; lists and comma-separated texts count as several."""
    for value in values:
        if isinstance(value, list):
            yield from texts(*value)
        elif isinstance(value, str):
            yield from (part.strip() for part in value.split(",") if part.strip())


def slug(name: str) -> str:
    """The name as Home Assistant makes a service of it: ``Ann's House`` becomes ``ann_s_house``."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _marks(text: str) -> dict[tuple[str, str], str]:
    """For each name that a key gives to something, key and name as the file writes them."""
    return {(match[1], match[3]): match[0] for match in reversed(list(_NAMED.finditer(text)))}


def _strange(file: SourceFile, key: str, what: str) -> Undecided:
    return Undecided("home-assistant", Place(file.path, key), f"this {what} is not a mapping")


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _table(value: Value) -> Table:
    return value if isinstance(value, dict) else {}


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
