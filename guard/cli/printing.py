"""HTML to PDF: by the shell's printing, in a process of its own, so that the commands know nothing of Qt."""

import subprocess
import sys
import tempfile
from pathlib import Path

from guard.cli.failure import Failure

_SECONDS = 60


def to_pdf(html: str, target: Path) -> None:
    """Writes the PDF; raises Failure where that cannot be done here."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "incident.html"
        page.write_text(html, encoding="utf-8")
        command = [sys.executable, "-P", "-m", "ui.printing", str(page), str(target.absolute())]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired):
            raise Failure("The PDF could not be made here; --format html can be printed by any browser.", 1) from None
    if done.returncode or not target.is_file():
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise Failure(f"The PDF could not be made ({said}); --format html can be printed by any browser.", 1)
