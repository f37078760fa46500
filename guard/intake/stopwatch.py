"""Work that may take two seconds of processor time and the memory of its process, and no more."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from types import FrameType
from typing import TypeVar

from guard.intake.limits import CPU_SECONDS, MEMORY_BYTES
from guard.readers import NotReadable

T = TypeVar("T")


class TooSlow(BaseException):
    """The time for one file is over. No reader may catch it, hence not an Exception."""


def limited(work: Callable[[], T]) -> T:
    """The result of ``work``; raises NotReadable when it takes too long or too much memory."""
    try:
        with _stopwatch():
            return work()
    except TooSlow:
        raise NotReadable(f"took longer than {CPU_SECONDS:.0f} s to read") from None
    except MemoryError:
        raise NotReadable("needs more memory to read than is allowed") from None
    except RecursionError:
        raise NotReadable("is nested too deeply") from None


def limit_process() -> None:
    """Makes ``limited`` work in this process, for good: its memory is bounded, and it leaves no core dump."""
    if hasattr(signal, "SIGPROF"):
        signal.signal(signal.SIGPROF, _ring)
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def _stopwatch() -> Iterator[None]:
    if not hasattr(signal, "setitimer"):  # Windows: the parent's patience is the limit
        yield
        return
    _kill_later()
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _kill_later() -> None:
    """For work inside a C function, which no signal of ours interrupts: the system ends the process a second later."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(time.process_time() + CPU_SECONDS) + 1, most))


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow
