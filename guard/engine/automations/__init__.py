"""Whether an automation, as its tool exports it, posts as a brand.

Silence is no proof: a document is harmless only where each of its steps is known to post nothing, or posts to accounts
that are known to be somebody else's. What is known stands in the tables of ``data``; all else may post.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from importlib import import_module
from typing import Any, cast

from guard.audit.naming import Namer, Node
from guard.engine.automations import github_actions, home_assistant, n8n, node_red
from guard.engine.automations.effect import NOT_UNDERSTOOD, Effect, may_post, short
from guard.model.route import Endpoint, Holding, Place, RouteClass, Snapshot
from guard.model.sentence import Sentence
from guard.pausing.adapter import Posts
from guard.readers import Reader, SourceFile
from guard.workspace import Workspace

_LARGEST = 1024 * 1024
"""Bytes of one automation as JSON; what is larger is not read, so it may post."""
_LARGEST_TEXT = 96 * 1024
_EFFECTS: Mapping[str, Callable[[SourceFile], Iterator[Effect]]] = {
    "n8n": n8n.effects,
    "node_red": node_red.effects,
    "home_assistant": home_assistant.effects,
    "github_actions": github_actions.effects,
}
_ASIDE = frozenset({"pinData", "staticData", "meta", "shared", "tags"})
"""What n8n keeps beside the steps of a workflow: it may be long, and does nothing."""
_PATHS = {"home_assistant": "automations.yaml", "node_red": "flows.json"}
_MAY = Posts(None, why=NOT_UNDERSTOOD.why)


class AutomationJudge:
    """For the automations of one tool, and one brand or several."""

    def __init__(self, tool: str, brands: str | Collection[str], workspace: Workspace) -> None:
        """``tool`` is the module of a reader; where there is none, nothing can be told."""
        self._brands = frozenset({brands} if isinstance(brands, str) else brands)
        self._tool = tool
        self._namer = Namer(workspace.identities, workspace.credentials)

    def __call__(self, document: Mapping[str, Any]) -> Posts:
        """What its steps say. Where one of them is not known, or posts for nobody knows whom, it may post."""
        try:
            file = _file(self._tool, document)
            effects = _EFFECTS.get(self._tool)
            if file is None or effects is None:
                return _MAY
            reader = cast(Reader, import_module(f"guard.readers.{self._tool}"))
            return self._judged(reader.TOOL.id, reader.read([file]), list(effects(file)))
        except Exception:  # noqa: BLE001 - what cannot be understood may post, and is paused
            return _MAY

    def _judged(self, tool: str, said: Snapshot, effects: list[Effect]) -> Posts:
        accounts: dict[str, None] = {}
        doubts: list[str] = []
        certain = ""
        for route in said.routes:
            end = self._namer.ends(route)[1]
            if end.owner in self._brands:
                certain = certain or Sentence.of("It posts to {account}.", account=short(end.shown))
                accounts[end.shown] = None
            elif end.owner is None and route.kind is not RouteClass.NOTIFY:
                doubts.append(_unnamed(end))
                accounts[end.shown] = None
        for effect in effects:
            owners = [self._owner(tool, end) for end in effect.ends]
            if not owners or not all(owner and owner not in self._brands for owner in owners):
                doubts.append(effect.why)
        doubts += [may_post(one.name or one.place.key).why for one in said.undecided]
        doubts += [NOT_UNDERSTOOD.why for _ in said.unreadable]
        may = True if certain else None if doubts else False
        return Posts(may, tuple(accounts), certain or next(iter(doubts), ""))

    def _owner(self, tool: str, end: Endpoint) -> str | None:
        return self._namer.held(Holding(tool, end, Place(""))).owner


def _unnamed(end: Node) -> str:
    if end.account is None:
        return Sentence.of("It posts to {platform}, and as whom is not known.", platform=end.platform or "?")
    pattern = "It posts to {account}, and whose account that is, is not known."
    return Sentence.of(pattern, account=short(end.shown))


def _file(tool: str, document: Mapping[str, Any]) -> SourceFile | None:
    """A document is the tool's own JSON; or a file's ``path`` and ``text``, and nothing else."""
    if set(document) == {"path", "text"}:
        path, data = str(document["path"]), str(document["text"]).encode()
        return SourceFile(path, data) if len(data) <= _LARGEST_TEXT else None
    if tool == "n8n":
        document = {key: value for key, value in document.items() if key not in _ASIDE}
    path, data = _PATHS.get(tool, "workflow.json"), json.dumps(document, ensure_ascii=False).encode()
    return SourceFile(path, data) if len(data) <= _LARGEST else None
