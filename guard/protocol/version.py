"""The version of the protocol. Both sides say theirs in the first frame; two that differ do not talk."""

PROTOCOL = 1
"""Grows with every change that an older side would misunderstand."""
