"""Thin clients of the engine: the standard library, frames, and nothing heavier."""
