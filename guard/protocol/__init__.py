"""What is spoken on the engine's socket: requests, replies, events, errors. PROTOCOL.md is made from this package."""

from guard.protocol.errors import ErrorCode, Problem, Refused
from guard.protocol.version import PROTOCOL

__all__ = ["PROTOCOL", "ErrorCode", "Problem", "Refused"]
