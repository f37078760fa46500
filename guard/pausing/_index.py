"""The tools that can be paused over their API: one line each."""

from importlib import import_module
from typing import Protocol, cast

from guard.pausing.adapter import Maker, Tool

TOOLS = (
    "mastodon",
    "postiz",
    "mixpost",
    "buffer",
    "ghost",
    "wordpress",
    "n8n",
    "node_red",
    "home_assistant",
    "github_actions",
)


class ToolModule(Protocol):
    """A module under ``tools/``."""

    TOOL: Tool
    adapter: Maker


def tool(name: str) -> ToolModule:
    """The module of a tool; raises KeyError for one that is not in the table."""
    if name not in TOOLS:
        raise KeyError(name)
    return cast(ToolModule, import_module(f"guard.pausing.tools.{name}"))
