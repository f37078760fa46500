"""The kinds of sources: one line each."""

from importlib import import_module
from typing import cast

from guard.mentions.sources.reader import Maker

_KINDS = {
    "mastodon-search": ("mastodon", "search"),
    "mastodon-tag": ("mastodon", "tag"),
    "mastodon-account": ("mastodon", "account"),
    "bluesky-search": ("bluesky", "search"),
    "bluesky-account": ("bluesky", "account"),
    "jetstream": ("jetstream", "jetstream"),
    "feed": ("feed", "feed"),
}
KINDS = tuple(_KINDS)


def kind(name: str) -> Maker:
    """What makes a reader of this kind; raises KeyError for one that is not in the table."""
    module, maker = _KINDS[name]
    return cast(Maker, getattr(import_module(f"guard.mentions.sources.{module}"), maker))
