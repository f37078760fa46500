"""``hatcheck check`` as a whole process, as a ratio to ``python -c pass`` run in turn with it."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORKSPACE = """\
[[identity]]
id = "acme"
kind = "brand"
accounts = ["x:@acme"]

[[identity]]
id = "jo"
kind = "person"
accounts = ["x:@jo"]
"""
RUNS = 25


def took(command: list[str], environment: dict[str, str]) -> float:
    """Milliseconds of one run."""
    began = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Prints medians and the median of the ratios, run by run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")
        environment = {
            "HATCHECK_WORKSPACE": str(folder / "hatcheck.toml"),
            "HATCHECK_ORGANISATION": str(folder / "none.toml"),
            "HATCHECK_STATE": str(folder / "state"),
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            "PATH": os.environ.get("PATH", ""),
        }
        bare = [sys.executable, "-c", "pass"]
        # As the installed command starts it; -m would import runpy besides.
        entry = "from guard.cli.main import main; raise SystemExit(main())"
        check = [sys.executable, "-c", entry, "check", "--to", "x:@acme", "--as", "acme", "--text", "hi"]
        for form in ("json", "text"):
            command = [*check, "--format", form]
            took(command, environment)  # compiles, and begins the journal
            pairs = [(took(bare, environment), took(command, environment)) for _ in range(RUNS)]
            low = statistics.median(one for one, _ in pairs)
            high = statistics.median(two for _, two in pairs)
            ratio = statistics.median(two / one for one, two in pairs)
            print(f"check --format {form}: {high:6.1f} ms, bare Python {low:5.1f} ms, ratio {ratio:4.1f}")


if __name__ == "__main__":
    main()
