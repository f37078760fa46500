"""Home Assistant: what the actions of an automation or a script may do."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from guard.engine.automations import outside
from guard.engine.automations.effect import NOT_UNDERSTOOD, Effect, posts_to, runs, sets_off, strange, writes_to
from guard.engine.automations.tables import table
from guard.model.route import Endpoint
from guard.readers import SourceFile
from guard.readers.home_assistant.ends import End, Ends
from guard.readers.home_assistant.parts import Call, parts_of

_CALLS = ("action", "service", "service_template")
_NESTED = ("sequence", "then", "else", "default", "parallel", "choose", "repeat", "actions")
_QUIET = frozenset(
    {
        "delay", "wait_template", "wait_for_trigger", "condition", "conditions", "variables", "stop", "scene", "if",
        "set_conversation_response", "timeout", "continue_on_timeout", "alias", "enabled", "continue_on_error", "and",
        "or", "not", "count", "while", "until", "for_each", "error", "response_variable", "id", "note",
    }
)  # fmt: skip
_OF_A_CALL = frozenset({"data", "data_template", "target", "entity_id", "metadata", "response_variable"})
_NAME = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+")
_EITHER = re.compile(r"""\{\{\s*(['"])([\w.]+)\1\s+if\s[^{}]*?\selse\s+(['"])([\w.]+)\3\s*\}\}""")
_BRANCHES = re.compile(r"\{%-?\s*(?:if|elif|else|endif)\b[^%]*%\}")
_PARTLY = re.compile(r"([a-z0-9_]+)\.(?:[a-z0-9_]|\{\{[^{}]*\}\}|\{%[^%]*%\})+")
_AS_ENTITIES = frozenset({"homeassistant.turn_on", "homeassistant.toggle"})
_PROGRAMS = frozenset({"shell_command", "python_script", "pyscript", "rest_command", "appdaemon", "command_line"})
_MESSENGERS = frozenset({"notify", "telegram_bot", "discord", "slack", "matrix", "whatsapp", "signal_messenger"})
_DEEPEST = 40


def effects(file: SourceFile) -> Iterator[Effect]:
    """What of the actions may post.

    A script that is called by its name counts as harmless: who asks looks at all of them, and at who calls whom.
    """
    runners = list(_runners(file.document))
    if not runners:
        yield NOT_UNDERSTOOD
        return
    parts = parts_of(file)
    ends = Ends({file.path: parts})
    for effect in (found for runner in runners for found in _of_runner(runner)):
        yield effect if isinstance(effect, Effect) else _with_ends(ends, effect, file)


def call(name: str, data: Mapping[str, Any], title: str) -> Effect | None:
    """What one action may do; ``data`` has what it is given and what it is aimed at."""
    domain, _, service = name.partition(".")
    if domain == "mqtt" and service == "publish":
        return None if is_device_topic(data.get("topic")) else sets_off(title)
    if domain == "script":
        called = service not in {"turn_on", "toggle"} or _all_named(data, {"script"})
        return None if called and not outside.speaks_of_posting(service) else sets_off(title)
    if name == "button.press":
        words = {word for entity in _entities(data) for word in re.findall(r"[a-z]+", entity.partition(".")[2])}
        return None if any(word in table("home_assistant")["buttons"] for word in words) else sets_off(title)
    if name in _AS_ENTITIES:
        return None if _all_named(data, None) else sets_off(title)
    if name in table("home_assistant")["harmless"]:
        told = " ".join(_entities(data))
        return sets_off(title) if domain != "notify" and outside.speaks_of_posting(told) else None
    if domain in _PROGRAMS:
        return runs(name)
    if domain in _MESSENGERS:
        return writes_to(name)
    return sets_off(title) if domain in {"automation", "hassio", "ifttt", "conversation"} else strange(title, name)


def is_device_topic(topic: object) -> bool:
    """Whether only things of the house listen to a topic of MQTT."""
    return isinstance(topic, str) and "{" not in topic.partition("/")[0] and topic in table("home_assistant")["topics"]


def _runners(document: object) -> Iterator[Mapping[str, Any]]:
    """The automations and scripts of a file, or of a document as Home Assistant tells it."""
    if isinstance(document, list):
        yield from (one for one in document if isinstance(one, dict) and _does(one))
    if not isinstance(document, dict):
        return
    if _does(document):
        yield document
    for key, value in document.items():
        if key.split()[0:1] == ["automation"]:
            yield from _tables(value if isinstance(value, list) else [value])
        elif key.split()[0:1] == ["script"] or (isinstance(value, dict) and "sequence" in value):
            yield from _tables(
                value.values() if key.split()[0:1] == ["script"] and isinstance(value, dict) else [value]
            )


def _does(one: Mapping[str, Any]) -> bool:
    return bool({"action", "actions", "sequence", "use_blueprint"} & one.keys())


def _tables(values: Iterable[object]) -> Iterator[Mapping[str, Any]]:
    for one in values:
        yield one if isinstance(one, dict) else {}


def _of_runner(runner: Mapping[str, Any]) -> Iterator[Effect | Call]:
    title = str(runner.get("alias") or runner.get("id") or "")
    blueprint = runner.get("use_blueprint")
    if blueprint is not None:
        yield from _of_blueprint(blueprint, title)
    elif not _does(runner):
        yield NOT_UNDERSTOOD
    for key in ("action", "actions", "sequence"):
        if key in runner:
            yield from _steps(runner[key], title, 0)


def _steps(step: object, title: str, depth: int) -> Iterator[Effect | Call]:
    if depth > _DEEPEST:
        yield NOT_UNDERSTOOD
    elif isinstance(step, list):
        for one in step:
            yield from _steps(one, title, depth + 1)
    elif isinstance(step, dict):
        if step.get("enabled") is not False:
            yield from _step(step, title, depth)
    elif not (step is None or (isinstance(step, str) and step.lstrip().startswith(("{{", "{%")))):
        yield NOT_UNDERSTOOD  # a template alone is a condition


def _step(step: Mapping[str, Any], title: str, depth: int) -> Iterator[Effect | Call]:
    shown = str(step.get("alias") or title)
    said = [step[key] for key in _CALLS if key in step]
    if said:
        yield from (found for name in said for found in _called(name, step, shown))
    elif "event" in step:
        yield sets_off(shown)
    elif {"condition", "wait_for_trigger"} & step.keys() and not set(_NESTED) & step.keys():
        return
    elif "device_id" in step or "domain" in step:
        domain = step.get("domain")
        if not (isinstance(domain, str) and domain in table("home_assistant")["devices"]):
            yield sets_off(shown)
    else:
        for key, value in step.items():
            if key in _NESTED:
                yield from _steps(value, shown, depth + 1)
            elif key not in _QUIET:
                yield strange(shown, str(key))


def _called(name: object, step: Mapping[str, Any], title: str) -> Iterator[Effect | Call]:
    data: dict[str, Any] = {}
    for key in ("data_template", "data", "target"):
        value = step.get(key)
        data.update(value if isinstance(value, dict) else {key: value} if value is not None else {})
    if "entity_id" in step:
        data["entity_id"] = step["entity_id"]
    for one in _names(name):
        effect = call(one, data, title) if one else sets_off(title)
        # What its settings say of a social account is worth more than that it may write to one.
        if effect:
            yield Call(one, data, True, None) if one.partition(".")[0] in {"notify", "mastodon"} else effect  # noqa: FBT003


def _names(said: object) -> list[str]:
    """The actions that may be meant; an empty one where only the run tells."""
    if not isinstance(said, str):
        return [""]
    text = said.strip().lower()
    if _NAME.fullmatch(text):
        return [text]
    if either := _EITHER.fullmatch(text):
        return [name if _NAME.fullmatch(name) else "" for name in (either[2], either[4])]
    if partly := _PARTLY.fullmatch(text):
        return [f"{partly[1]}.*"] if f"{partly[1]}.*" in table("home_assistant")["harmless"] else [""]
    left = _BRANCHES.sub(" ", text).split()
    return left if left and all(map(_NAME.fullmatch, left)) else [""]


def _entities(data: Mapping[str, Any]) -> list[str]:
    value = data.get("entity_id")
    listed = value if isinstance(value, list) else [] if value is None else [value]
    return [name.strip() for one in listed for name in str(one).split(",")]


def _all_named(data: Mapping[str, Any], domains: set[str] | None) -> bool:
    """Whether it is aimed at things by their names alone, and at none that does more than being switched on."""
    entities = _entities(data)
    if not entities or {"area_id", "device_id", "floor_id", "label_id", "target"} & data.keys():
        return False
    kinds = [entity.partition(".")[0] for entity in entities if _NAME.fullmatch(entity)]
    allowed = domains or {kind for kind in kinds if kind in table("home_assistant")["entities"]} | {"script"}
    return (
        len(kinds) == len(entities)
        and all(kind in allowed for kind in kinds)
        and not any(outside.speaks_of_posting(entity) for entity in entities)
    )


def _of_blueprint(blueprint: object, title: str) -> Iterator[Effect | Call]:
    """A pattern's actions are not told; its name is, and the actions that it is given."""
    if not isinstance(blueprint, dict):
        yield NOT_UNDERSTOOD
        return
    path = str(blueprint.get("path") or "")
    words = re.findall(r"[a-z]+", path.rpartition("/")[2].removesuffix(".yaml").lower())
    known = any(word in table("home_assistant")["blueprints"] for word in words)
    if not known or outside.speaks_of_posting(path):
        yield sets_off(title)
    yield from _given(blueprint.get("input"), title, 0)


def _given(value: object, title: str, depth: int) -> Iterator[Effect | Call]:
    """The actions among what a pattern is given, and names of what it is to call."""
    if depth > _DEEPEST:
        yield NOT_UNDERSTOOD
    elif isinstance(value, dict):
        if {"action", "service", "service_template", "event", "domain"} & value.keys() or set(_NESTED) & value.keys():
            yield from _steps(value, title, depth + 1)
        else:
            for one in value.values():
                yield from _given(one, title, depth + 1)
    elif isinstance(value, list):
        for one in value:
            yield from _given(one, title, depth + 1)
    elif isinstance(value, str) and (
        outside.speaks_of_posting(value)
        or (
            re.match(r"(?:notify|rest_command|shell_command|python_script|pyscript|automation)\.", value.lower())
            and value not in table("home_assistant")["harmless"]
        )
    ):
        yield sets_off(title)


def _with_ends(ends: Ends, called: Call, file: SourceFile) -> Effect:
    found = list(ends.of(called, file.path))
    known: tuple[Endpoint, ...] = tuple(end.endpoint for end in found if isinstance(end, End))
    if called.target.startswith("mastodon.") or known:
        return posts_to(called.target, known if len(known) == len(found) else ())
    return writes_to(called.target)
