"""What Home Assistant's service calls reach: an account of a social network, a chat room, or nobody's account."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from guard.model.route import Confidence, Endpoint, RouteClass
from guard.platforms import request_target
from guard.readers.base.address import host_of
from guard.readers.base.unfilled import is_template, is_unfilled
from guard.readers.home_assistant.parts import Call, Notifier, Parts, Table, slug, texts

_SOCIAL = {"twitter": "x", "mastodon": "mastodon"}
_CHAT = {
    "telegram": "telegram", "discord": "discord", "slack": "slack", "facebook": "facebook-messenger",
    "matrix": "matrix", "mattermost": "mattermost", "rocketchat": "rocketchat", "xmpp": "xmpp",
    "signal_messenger": "signal", "whatsapp": "whatsapp", "cisco_webex_teams": "webex",
    "synology_chat": "synology-chat",
}  # fmt: skip
_WORDS = {
    "x": re.compile(r"twitter|tweet"),
    "mastodon": re.compile(r"mastodon|(?<![a-z])toots?(?![a-z])"),  # no bluetooth
    "bluesky": re.compile(r"bluesky|bsky"),
}
_POSTS = re.compile(r"\b(?:toot|twurl|tweet|bsky|t update)\b|/statuses\b")


_LOGIN = frozenset({"consumer_key", "consumer_secret", "access_token", "access_token_secret", "client_id", "base_url"})


@dataclass(frozen=True, slots=True)
class End:
    """Where a call arrives."""

    endpoint: Endpoint
    kind: RouteClass = RouteClass.POST
    enabled: bool = True
    confidence: Confidence = Confidence.HIGH
    note: str = ""


def _hinted(name: str) -> str | None:
    """The network that a name speaks of: ``tweet_engine`` of X."""
    return next((platform for platform, word in _WORDS.items() if word.search(name)), None)


def end_of(notifier: Notifier) -> End | None:
    """Where a notifier posts; None for phones, televisions, mail and the like, which are nobody's account."""
    if platform := _SOCIAL.get(notifier.platform):
        server = host_of(str(notifier.spec.get("base_url") or "")) if platform == "mastodon" else ""
        account = f"@?@{server}" if server else None
        return End(Endpoint(platform, account, _reference(notifier)), enabled=not _unfilled(notifier.spec))
    if platform := _CHAT.get(notifier.platform):
        rooms = [value for key in ("chat_id", "default_channel", "default_room") if (value := notifier.spec.get(key))]
        room = str(rooms[0]) if rooms else ""
        account = None if not room or room.startswith("!") else room
        return End(Endpoint(platform, account, _reference(notifier)), RouteClass.NOTIFY)
    if notifier.platform == "rest":
        return _published(notifier.spec, notifier.spec.get("resource"), _reference(notifier))
    return None


def _unfilled(spec: Table) -> bool:
    """Whether the login is still the documentation's: ``access_token: YOUR_ACCESS_TOKEN``."""
    return is_unfilled(*(value for key, value in spec.items() if not str(value).startswith("!") and key in _LOGIN))


def _published(spec: Table, url: object, ref: str) -> End | None:
    """Where a web request publishes, or None."""
    if not isinstance(url, str):
        return None
    method, body = (str(spec.get(key) or "") for key in ("method", "payload"))
    target = request_target(method.upper() or "GET", url, body)
    if target is None or target.verb not in {"post", "reply", "repost"}:
        return None
    return End(Endpoint(target.platform, target.account, target.ref or ref))


def _members(notifier: Notifier) -> Iterator[str]:
    """The names of the notifiers in a group."""
    services = notifier.spec.get("services")
    for item in services if isinstance(services, list) else ():
        name = (item.get("service") or item.get("action")) if isinstance(item, dict) else None
        if isinstance(name, str):
            yield name.removeprefix("notify.")


def _reference(notifier: Notifier) -> str:
    """The service's name, the notifier's own, and the name of the secret it posts with."""
    texts = [value for value in notifier.spec.values() if isinstance(value, str)]
    named = [value.split()[-1] for value in texts if value.startswith("!secret ")]
    secret = next((name for word in ("access", "token", "key", "") for name in named if word in name.lower()), "")
    label = notifier.spec.get("name")
    shown = f" ({label})" if isinstance(label, str) and f"notify.{label}" != notifier.service else ""
    return f"{notifier.service}{shown}" + (f", secret {secret}" if secret else "")


class Ends:
    """What the calls of one installation reach."""

    def __init__(self, files: Mapping[str, Parts]) -> None:
        self._files = files
        self._notifiers: dict[str, list[Notifier]] = {}
        for notifier in (notifier for parts in files.values() for notifier in parts.notifiers):
            self._notifiers.setdefault(notifier.service, []).append(notifier)
        self._accounts = [e for parts in files.values() for e in parts.entries if e.domain == "mastodon"]
        self._commands = {name: spec for parts in files.values() for name, spec in parts.commands.items()}
        self._known: dict[tuple[str, str], list[End]] = {}
        self._scripts = {runner.id for parts in files.values() for runner in parts.runners}

    def of(self, call: Call, file: str) -> Iterator[End | str]:
        """Where a call of ``file`` arrives; a text is the reason why that cannot be told."""
        domain, _, name = call.target.partition(".")
        for script in scripts_called(call):
            if script not in self._scripts:
                yield from self._elsewhere(script, file)
        match domain:
            case "notify" if name == "send_message":
                for entity in texts(call.data.get("entity_id")):
                    yield from self._notified(entity.lower(), file)
            case "notify":
                yield from self._notified(call.target, file)
            case "mastodon" if name == "post":
                yield self._posted(call.data)
            case "ifttt" if name == "trigger":
                event = call.data.get("event")
                yield End(Endpoint("ifttt", ref=event if isinstance(event, str) else "ifttt.trigger"), RouteClass.HOP)
            case "rest_command":
                yield from self._requested(call.target)
            case "shell_command" | "pyscript" | "python_script":
                command = self._commands.get(call.target)
                if _hinted(name) or (isinstance(command, str) and _POSTS.search(command)):
                    yield f"{call.target} runs a program that may post; its accounts are not in this file"

    def _notified(self, service: str, file: str) -> list[End]:
        # Groups may hold groups, and any number of steps may call them.
        if (service, file) not in self._known:
            self._known[service, file] = list(self._reached(service, file))
        return self._known[service, file]

    def _reached(self, service: str, file: str) -> Iterator[End]:
        """What a notify service reaches: notifiers, those of groups too, or what its name speaks of."""
        found = False
        level, seen = [service], {service}
        while level:
            for notifier in self._named(level.pop(), file):
                found = True
                if notifier.platform == "group":
                    inner = {f"notify.{slug(member)}" for member in _members(notifier)} - seen
                    seen |= inner
                    level.extend(sorted(inner))
                elif end := end_of(notifier):
                    yield end
        if not found:
            yield from self._undefined(service, file)

    def _named(self, service: str, file: str) -> list[Notifier]:
        """The notifiers of a name; those of the same file come before namesakes of other files."""
        found = self._notifiers.get(service, [])
        own = [notifier for notifier in found if notifier.place.file == file]
        # A service has one notifier: namesakes in several files belong to several homes, and stand for each other.
        return own or sorted(found, key=lambda notifier: (notifier.place.file, notifier.place.key))[:1]

    def _undefined(self, service: str, file: str) -> Iterator[End]:
        name = service.partition(".")[2]
        account = next((entry for entry in self._accounts if slug(entry.title) in name), None)
        platform = _hinted(name)
        others = [n.service for n in self._files[file].notifiers if platform and _SOCIAL.get(n.platform) == platform]
        if account:
            yield End(Endpoint("mastodon", account.title), enabled=account.enabled)
        elif others:
            ref = f"{service}, which is not defined; the file defines {', '.join(others)}"
            yield End(Endpoint(platform, ref=ref), enabled=False, note="the notifier that is called does not exist")
        elif platform:
            end = End(Endpoint(platform, ref=service), confidence=Confidence.MEDIUM)
            yield replace(end, note="the notifier is in none of these files; its name says where it posts")

    def _posted(self, data: Table) -> End:
        wanted = data.get("config_entry_id") or data.get("config_entry")
        account = next((entry for entry in self._accounts if entry.id == wanted), None)
        if account:
            return End(Endpoint("mastodon", account.title), enabled=account.enabled)
        ref = f"config entry {wanted}" if isinstance(wanted, str) else "mastodon.post"
        return End(Endpoint("mastodon", ref=ref), enabled=not is_unfilled(wanted) or is_template(str(wanted)))

    def _requested(self, command: str) -> Iterator[End | str]:
        spec = self._commands.get(command)
        platform = _hinted(command)
        if isinstance(spec, dict) and (end := _published(spec, spec.get("url"), command)):
            yield end
        elif platform and not (isinstance(spec, dict) and isinstance(url := spec.get("url"), str) and "//" in url):
            yield f"{command} may post; what it requests is not in these files"

    def _elsewhere(self, script: str, file: str) -> Iterator[End | str]:
        """A script of another file, whose name speaks of a network for which this file has one notifier to spare."""
        platform = _hinted(script)
        parts = self._files[file]
        called = {call.target for runner in parts.runners for call in runner.calls}
        own = [notifier for notifier in parts.notifiers if platform and _SOCIAL.get(notifier.platform) == platform]
        # A notifier that no step of its own file calls is there for what the file hands on.
        candidates = [notifier for notifier in own if notifier.service not in called] or own
        end = end_of(candidates[0]) if len(candidates) == 1 else None
        if end:
            note = f"{script} stands in another file; its name and the notifiers of this one say where it posts"
            yield replace(end, confidence=Confidence.MEDIUM, note=note)
        elif platform:
            yield f"{script} may post; it stands in another file"


def scripts_called(call: Call) -> list[str]:
    """The scripts a call starts: directly, or as an entity that is turned on."""
    domain, _, name = call.target.partition(".")
    if call.target in {"script.turn_on", "script.toggle", "homeassistant.turn_on"}:
        return [entity for entity in texts(call.data.get("entity_id")) if entity.startswith("script.")]
    return [call.target] if domain == "script" and name not in {"turn_off", "reload"} else []
