"""An incident as one document: for the boss on screen and on paper, for a wiki, for machines. One file per format."""

import re
from collections.abc import Callable, Mapping

from guard.incident.exports import html, json, markdown
from guard.incident.exports.bystanders import without_bystanders
from guard.protocol.incidents import IncidentView

__all__ = ["FORMATS", "export"]

_ENDINGS: Mapping[str, tuple[str, Callable[[IncidentView, str, bool], str]]] = {
    "markdown": ("md", markdown.render),
    "html": ("html", html.render),
    "json": ("json", json.render),
}
FORMATS = tuple(_ENDINGS)


def export(view: IncidentView, format: str, bystanders: bool, language: str) -> tuple[str, str]:  # noqa: A002
    """A file's name, and what stands in it; raises KeyError for a format that is not in ``FORMATS``.

    ``view`` is said in ``language`` already. Without ``bystanders``, people outside are “person 1” wherever they stand.
    """
    ending, render = _ENDINGS[format]
    told = view if bystanders else without_bystanders(view, language)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", view.incident).strip(".-") or "incident"
    return f"incident-{name}.{ending}", render(told, language, bystanders)
