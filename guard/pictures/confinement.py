"""What a process that reads strangers' files may not have: much memory, much time, core dumps, network, children.

The last two bind Python's own code, as a belt against mistakes in libraries; they are no wall against a broken parser.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

MIB = 1024 * 1024
WORK_BYTES = 768 * MIB
"""Of address space beyond what the process has once it is ready: a picture of 200 million pixels does not fit."""
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "urllib.",
    "webbrowser.",
)


def confine() -> None:
    """For good: no network and no children for Python's code, and no core dumps, which would show pictures."""
    sys.addaudithook(_refuse)
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def limited(cpu_seconds: float) -> Iterator[None]:
    """Within it, work has little memory, and the system ends the process where it uses much more time than allowed."""
    try:
        import resource
    except ImportError:
        yield
        return
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(time.process_time() + cpu_seconds) + 1, most))
    memory, _ = resource.getrlimit(resource.RLIMIT_AS)
    _, most_memory = resource.getrlimit(resource.RLIMIT_AS)
    if used := _address_space():
        resource.setrlimit(resource.RLIMIT_AS, (used + WORK_BYTES, most_memory))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        resource.setrlimit(resource.RLIMIT_AS, (memory, most_memory))


def _address_space() -> int:
    """Bytes that the process has now; 0 where the system does not tell as Linux does, and no limit is set."""
    try:
        with open("/proc/self/statm", "rb") as told:
            return int(told.read().split()[0]) * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError, AttributeError):
        return 0


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} has no place in a process that reads strangers' files")
