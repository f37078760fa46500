"""The judgement, pure: an attempt and the world in, a decision out. No clock, no file, no log."""

from guard.policy.decide import decide
from guard.policy.world import World

__all__ = ["World", "decide"]
