"""The shell's clock: it also runs while the machine sleeps, where the system has such a clock."""

import time

if hasattr(time, "CLOCK_BOOTTIME"):

    def now() -> float:
        """Seconds since some moment; never set back."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

else:

    def now() -> float:
        """Seconds since some moment; never set back."""
        return time.monotonic()
