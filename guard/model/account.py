"""An account: one place on one platform where posts appear."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Account:
    """One account in its platform's normal form; two spellings of one account are equal."""

    platform: str
    """The platform's id, the name of its file in ``guard/platforms/data``: ``x``, ``mastodon``, …"""
    handle: str
    """The handle in normal form (folded where the platform folds): ``@redcross``, ``@me@hachyderm.io``."""
    shown: str = field(default="", compare=False)
    """The handle as its owner writes it, for people to read; empty means as in ``handle``."""

    def __str__(self) -> str:
        return f"{self.platform}:{self.shown or self.handle}"

    @property
    def key(self) -> str:
        """The account as one comparable word: ``x:@redcross``."""
        return f"{self.platform}:{self.handle}"
