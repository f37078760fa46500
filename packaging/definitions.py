"""Compiles the platforms' data files into what the extension reads; the shapes stand in understanding/matching.js."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from guard.platforms._data import facts, folded, identifiers  # noqa: E402 - from the source folder it lies in

_KINDS = ("submissions", "learning")


def everything() -> str:
    """The module for the background: all definitions, and the matchers."""
    definitions = [_file(facts(each)) for each in identifiers()]
    return f"export const DEFINITIONS = {_script(definitions)};\n{matchers_only()}"


def matchers_only() -> str:
    """The module for pages: what a request is matched with, and nothing of what is read in it."""
    return f"export const MATCHERS = {_script(matchers())};\n"


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
    made = {
        "platform": platform,
        "kind": "submission" if kind == "submissions" else "element" if element else "learning",
        "definition": position,
        "transport": transport,
        "hosts": one.get("hosts", ["*"]),
        "path": one.get("path", "/**"),
        "methods": methods,
        **{name: one[name] for name in ("says", "element") if name in one},
    }
    return {**made, "unique": kind == "submissions" and transport == "http" and _is_told_by_its_address(one)}


def _is_told_by_its_address(one: dict[str, Any]) -> bool:
    """Whether whatever goes there is a post, but for what says of itself that it is none."""
    excluded = all("not" in clause or clause.get("there") is False for clause in one.get("when", ()))
    return excluded and not one.get("says") and one["verb"] != "draft"


def _script(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
