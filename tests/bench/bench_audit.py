"""An audit of many real files, as a ratio to only parsing the same files with the same parsers.

Takes the folder as its argument; without one, the cases of the readers are audited.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARSE = """
import sys
from guard.intake.opening import read_file
from guard.intake.walk import Walk
from guard.readers import NotReadable, SourceFile
for path in Walk().files(sys.argv[1:]):
    try:
        SourceFile(path, read_file(path)).documents
    except NotReadable:
        pass
"""
RUNS = 7


def took(command: list[str], environment: dict[str, str]) -> float:
    """Milliseconds of one run."""
    began = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Prints both medians and the median of the ratios, run by run."""
    folder = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "tests" / "cases" / "readers")
    with tempfile.TemporaryDirectory() as name:
        environment = {
            "HATCHECK_WORKSPACE": str(Path(name) / "none.toml"),
            "HATCHECK_ORGANISATION": str(Path(name) / "none.toml"),
            "HATCHECK_STATE": str(Path(name) / "state"),
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(Path(name) / "compiled"),
            "PATH": os.environ.get("PATH", ""),
        }
        parse = [sys.executable, "-c", PARSE, folder]
        audit = [sys.executable, "-m", "guard.cli.main", "audit", folder, "--format", "json"]
        took(parse, environment)
        took(audit, environment)
        pairs = [(took(parse, environment), took(audit, environment)) for _ in range(RUNS)]
        low, high = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(two / one for one, two in pairs)
        print(f"audit of {folder}: {high:,.0f} ms, only parsing {low:,.0f} ms, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
