"""Whether an automation, as its tool exports it, posts as a brand: judged by the reader of that tool's files."""

import json
from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

from guard.audit.naming import Namer
from guard.model.route import RouteClass, Snapshot
from guard.pausing.adapter import Posts
from guard.readers import Reader, SourceFile
from guard.workspace import Workspace

_LARGEST = 4 * 1024 * 1024
"""Bytes of one automation; what is larger is not read, so it may post."""
_MAY = Posts(None)


class AutomationJudge:
    """For the automations of one tool, and one brand."""

    def __init__(self, tool: str, brand: str, workspace: Workspace) -> None:
        """``tool`` is the module of a reader; where there is none, nothing can be told."""
        self._brand, self._tool = brand, tool
        self._namer = Namer(workspace.identities, workspace.credentials)

    def __call__(self, document: Mapping[str, Any]) -> Posts:
        """What its routes say. Where it goes on elsewhere, or to an account that nobody has named, it may post."""
        try:
            file = _file(document)
            reader = cast(Reader, import_module(f"guard.readers.{self._tool}"))
            if file is None or not reader.claims(file):
                return _MAY
            return self._judged(reader.read([file]))
        except Exception:  # noqa: BLE001 - what cannot be understood may post, and is paused
            return _MAY

    def _judged(self, said: Snapshot) -> Posts:
        unsure = bool(said.unreadable or said.undecided)
        accounts: dict[str, None] = {}
        certain = False
        for route in said.routes:
            end = self._namer.ends(route)[1]
            if end.owner == self._brand:
                certain = True
                accounts[end.shown] = None
            elif end.account is None and route.kind is not RouteClass.NOTIFY:
                unsure = True
                accounts[end.shown] = None
        return Posts(True if certain else None if unsure else False, tuple(accounts))


def _file(document: Mapping[str, Any]) -> SourceFile | None:
    """A document is the tool's own JSON; or a file's ``path`` and ``text``, and nothing else."""
    if set(document) == {"path", "text"}:
        path, data = str(document["path"]), str(document["text"]).encode()
    else:
        path, data = "automation.json", json.dumps(document, ensure_ascii=False).encode()
    return SourceFile(path, data) if len(data) <= _LARGEST else None
