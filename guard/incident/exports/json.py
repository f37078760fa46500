"""The incident for programs. Keys are only ever added; ``version`` changes when one goes or changes its meaning.

``format`` is ``hatcheck-incident``; ``version``, ``language`` and ``bystanders`` say how the rest is to be read, and
``remarks`` what a reader has to know of it. Times
are ISO 8601 with their offset, an empty text means none. ``incident`` has the keys of ``_KEPT`` as PROTOCOL.md
describes them for ``IncidentView``; besides ``brand`` (id, name), ``steps``, ``teams`` (those chosen or told),
``lines``, ``rules`` (rule, text, taken), ``evidence`` (name, sha256, size, what) and ``talk``. What is only there to
work with is left out: guidance, open proposals, paths on this machine, telephone numbers, what a colleague is sent.
"""

import json
from typing import Any

import msgspec

from guard.incident.exports.words import Words
from guard.protocol.incidents import IncidentView

VERSION = 1
_KEPT = (
    *("incident", "title", "opened", "closed", "broken", "text", "url", "account", "source", "frozen", "current"),
    *("facts", "hits", "severity", "deletion", "deletion_reason", "deleted", "draft", "approved", "published"),
    *("people", "waiting", "no_rule", "lessons", "entries"),
)


def render(view: IncidentView, language: str, bystanders: bool) -> str:
    """The incident as one JSON object."""
    say = Words(language)
    head = {
        "format": "hatcheck-incident",
        "version": VERSION,
        "language": language,
        "bystanders": bystanders,
        "remarks": [] if bystanders else [say.left_out, say.may_remain],
    }
    text = json.dumps({**head, "incident": content(view)}, indent=2, ensure_ascii=False) + "\n"
    # A file's name may hold bytes that are no text; the document still has to be.
    return text.encode("utf-8", "replace").decode("utf-8")


def content(view: IncidentView) -> dict[str, Any]:
    """The incident as plain values."""
    plain: dict[str, Any] = msgspec.to_builtins(view)
    talk = plain["talk"]
    return {
        **{key: plain[key] for key in _KEPT},
        "brand": {"id": view.badge.id, "name": view.badge.name},
        "steps": [_without(step, "guidance", "late") for step in plain["steps"]],
        "teams": [_without(team, "reach", "suits") for team in plain["teams"] if team["chosen"] or team["told"]],
        "lines": plain["lines"],
        "rules": [
            {"rule": one.rule, "text": one.text, "taken": one.taken} for one in view.proposals if one.taken is not None
        ],
        "evidence": [_without(one, "path") for one in plain["evidence"]],
        "talk": {"text": talk["text"], "sources": talk["sources"], "bars": talk["bars"], "latest": talk["latest"]},
    }


def _without(plain: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in plain.items() if key not in keys}
