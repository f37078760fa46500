"""The command hook in front of a tool: what it adds to a call, as a ratio to ``python -I -S -c pass`` run in turn."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "engine"))
from gated import Gated, gated

RUNS = 31
BARE = [sys.executable, "-I", "-S", "-c", "pass"]


def took(command: list[str], environment: dict[str, str], folder: Path) -> float:
    """Milliseconds of one run."""
    began = time.perf_counter()
    subprocess.run(
        command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True
    )
    return (time.perf_counter() - began) * 1000


def compare(name: str, gate: Gated, *words: str) -> None:
    """Prints what the shim adds to a tool that does nothing at all."""
    alone = [str(gate.folder / "bin" / "toot"), *words]
    guarded = [str(gate.folder / "shims" / "toot"), *words]
    took(guarded, gate.environment, gate.folder)  # compiles
    rows = [[took(command, gate.environment, gate.folder) for command in (BARE, alone, guarded)] for _ in range(RUNS)]
    bare, tool, both = (statistics.median(column) for column in zip(*rows, strict=True))
    ratio = statistics.median((row[2] - row[1]) / row[0] for row in rows)
    print(
        f"{name}: adds {both - tool:5.1f} ms to the tool's {tool:4.1f}; bare Python {bare:4.1f} ms, ratio {ratio:4.2f}"
    )


def main() -> None:
    """Prints medians, and the median of the ratios run by run."""
    with tempfile.TemporaryDirectory() as name, gated(Path(name), "toot") as gate:
        gate.tool("toot", "#!/bin/sh\n")
        print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        compare("publishes nothing ", gate, "timelines", "home")
        compare("posts, and may    ", gate, "post", "Lovely morning")


if __name__ == "__main__":
    main()
