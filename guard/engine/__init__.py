"""The engine: it gathers the world, has the attempt judged, and performs the effects."""

from guard.engine.engine import Engine

__all__ = ["Engine"]
