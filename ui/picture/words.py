"""The picture in words: for labels, tips, the tables beside it and whoever does not see it."""

import re
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from guard.protocol.card import Badge
from guard.protocol.replies import PictureNode
from ui.legible import legible
from ui.picture.chosen import Link, State

translate = QCoreApplication.translate

CUT = "✂"
"""The sign of the one link whose removal cuts most."""
_PLATFORM = re.compile(r"^[a-z0-9-]+:\s*(?=[^\s/])")
_SCHEME = re.compile(r"^https?://(www\.)?")


def short_path(text: str) -> str:
    """The text with the home folder as ``~``."""
    return text.replace(str(Path.home()), "~")


class Words:
    """Says what the picture shows."""

    def __init__(self, hats: Mapping[str, Badge]) -> None:
        self._hats = hats

    def of_node(self, node: PictureNode) -> tuple[str, str]:
        """The account, and whose it is: ``@RedCross`` and ``X · American Red Cross``."""
        account = _SCHEME.sub("", _PLATFORM.sub("", node.shown)) or node.shown
        return legible(account), legible(f"{node.platform} · {self.owner(node)}" if node.platform else self.owner(node))

    def owner(self, node: PictureNode) -> str:
        """Whose account it is."""
        if node.owner:
            badge = self._hats.get(node.owner)
            return badge.name if badge else node.owner
        return translate("Picture", "no identity's account") if node.named else translate("Picture", "not named yet")

    def state(self, state: State) -> str:
        """What a link's line means."""
        return {
            State.FORBIDDEN: translate("Picture", "forbidden"),
            State.ACCEPTED: translate("Picture", "forbidden, accepted"),
            State.ON: translate("Picture", "on"),
            State.UNSET: translate("Picture", "on or off unknown"),
            State.OFF: translate("Picture", "switched off"),
        }[state]

    def short(self, link: Link) -> str:
        """What carries it, and a sign for what matters: ``✕ n8n “Photos to X”``."""
        tools = list(dict.fromkeys(edge.by for edge in link.edges))
        called = tools[0] if len(tools) == 1 else f"{tools[0]} +{len(tools) - 1}"
        sign = CUT if link.cut else {State.FORBIDDEN: "✕", State.ACCEPTED: "✓"}.get(link.state, "")
        return f"{sign} {called}".strip()

    def of_state(self, link: Link) -> str:
        """What the link's line means, and whether it is the one to cut."""
        state = self.state(link.state)
        return f"{CUT} {state}, {self.cut()}" if link.cut else state

    def cut(self) -> str:
        """What the scissors mean."""
        return translate("Picture", "the one link to cut")

    def of_link(self, link: Link, nodes: Mapping[int, PictureNode]) -> str:
        """The link in a sentence, a line for each route with its place."""
        ends = f"{legible(nodes[link.source].shown)} → {legible(nodes[link.target].shown)}"
        routes = (f"{legible(edge.by)}, {legible(short_path(edge.at))}" for edge in link.edges)
        return "\n".join((f"{ends} ({self.of_state(link)})", *routes))
