"""Compiles the platforms' data files into what the extension reads; the shapes stand in understanding/matching.js."""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from guard.platforms._data import facts, folded, identifiers  # noqa: E402 - from the source folder it lies in

_KINDS = ("submissions", "learning")
_FARTHEST = 4
"""From the end of a path a word is looked up, as in matching.js."""


def everything() -> str:
    """The module for the background: all definitions, and the matchers."""
    definitions = [_file(facts(each)) for each in identifiers()]
    return f"export const DEFINITIONS = {_script(definitions)};\nexport const MATCHERS = {_script(matchers())};\n"


def for_page() -> str:
    """The module for the page's side. The text is read when a page sends its first request, and most never do."""
    text = _script(index()).replace("\\", "\\\\").replace("'", "\\'")
    return f"export function definitions() {{ return '{text}'; }}\n"


def for_bridge() -> str:
    """The module for the bridge: whose page a page is, and what in it says who one is."""
    every = matchers()
    hosts = sorted({host for one in every if "*" not in one["hosts"] for host in _hosts(one)})
    elements = [
        {"matcher": position, "hosts": _hosts(one), "path": one["path"], "element": one["element"]}
        for position, one in enumerate(every)
        if one["kind"] == "element"
    ]
    return f"export const PLATFORM_HOSTS = {_script(hosts)};\nexport const ELEMENTS = {_script(elements)};\n"


def index() -> dict[str, Any]:
    """What `compile` of understanding/matching.js makes of the matchers; besides, which learn, and their `says`."""
    every = matchers()
    made: dict[str, Any] = {"tables": {}, "paths": [one["path"] for one in every], "hosts": {}, "asks": {}}
    for position, one in enumerate(every):
        if one["kind"] == "element":
            continue
        if "asks" in one:
            made["asks"][str(position)] = one["asks"]
        if "*" not in (hosts := _hosts(one)) and "*" in "".join(hosts):
            made["hosts"][str(position)] = hosts
        for method in ["WEBSOCKET"] if one["transport"] == "websocket" else one["methods"]:
            empty: dict[str, Any] = {"hosts": {}, "words": [{} for _ in range(_FARTHEST)], "rest": []}
            _put(made["tables"].setdefault(method, empty), position, hosts, one["path"])
    learning = [position for position, one in enumerate(every) if one["kind"] == "learning"]
    says = {str(position): one["says"] for position, one in enumerate(every) if "says" in one}
    return {**made, "learning": learning, "says": says}


def _put(table: dict[str, Any], position: int, hosts: list[str], path: str) -> None:
    words = [part for part in path.split("/") if part][-_FARTHEST:][::-1]
    certain = [distance for distance, word in enumerate(words) if word[0] != "{" and "*" not in word]
    if "*" not in "".join(hosts):
        places, keys = table["hosts"], hosts
    elif certain:
        places, keys = table["words"][certain[0]], words[certain[0]].split("|")
    else:
        table["rest"].append(position)
        return
    for key in keys:
        places.setdefault(key, []).append(position)


def _hosts(one: Mapping[str, Any]) -> list[str]:
    return [choice for host in one["hosts"] for choice in host.split("|")]


def matchers() -> list[dict[str, Any]]:
    """Every definition's matcher, in the order in which they are tried."""
    every = [
        _matcher(each, kind, position, one)
        for each in identifiers()
        for kind in _KINDS
        for position, one in enumerate(_said(facts(each), kind))
    ]
    return sorted(every, key=lambda one: "*" in one["hosts"])


def _file(said: Mapping[str, Any]) -> dict[str, Any]:
    names = {folded(name): None for name in (said["id"], said["name"], *said["aliases"])}
    lists = {kind: _said(said, kind) for kind in _KINDS}
    return {
        "platform": said["id"],
        "name": said["name"],
        "service": "account" not in said,
        "names": list(names),
        **lists,
    }


def _said(said: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    return list(said.get(kind, ()))


def _matcher(platform: str, kind: str, position: int, one: dict[str, Any]) -> dict[str, Any]:
    element, transport = one.get("element"), one.get("transport", "http")
    usual = ["POST"] if kind == "submissions" else ["GET"]
    methods = [] if element or transport == "websocket" else [method.upper() for method in one.get("methods", usual)]
    made: dict[str, Any] = {
        "platform": platform,
        "kind": "submission" if kind == "submissions" else "element" if element else "learning",
        "definition": position,
        "transport": transport,
        "hosts": one.get("hosts", ["*"]),
        "path": one.get("path", "/**"),
        "methods": methods,
        **{name: one[name] for name in ("says", "element") if name in one},
    }
    if asks := sorted({name for clause in one.get("when", ()) for name in _asked(clause)}):
        made["asks"] = asks
    return {**made, "unique": kind == "submissions" and transport == "http" and _is_told_by_its_address(one)}


def _asked(clause: Mapping[str, Any]) -> list[str]:
    """The name that has to stand in the query for this clause to hold."""
    found = re.fullmatch(r"@query\.([\w-]+)", clause["at"])
    return [found[1]] if found and ("is" in clause or "starts" in clause or clause.get("there") is True) else []


def _is_told_by_its_address(one: dict[str, Any]) -> bool:
    """Whether whatever goes there is a post, but for what says of itself that it is none."""
    excluded = all("not" in clause or clause.get("there") is False for clause in one.get("when", ()))
    return excluded and not one.get("says") and one["verb"] != "draft"


def _script(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
