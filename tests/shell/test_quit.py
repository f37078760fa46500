"""The shell ends when it is told to, whatever is on the screen; what waits goes on waiting in the engine."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from served import BRAND, served


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=["the session ends", "Ctrl-C"])
def test_a_pop_up_that_waits_does_not_keep_the_shell_from_ending(tmp_path: Path, how: signal.Signals) -> None:
    """The pop-up itself closes for nobody but the person and the engine."""
    with served(tmp_path) as desk, desk.line("gate") as gate, desk.line("face") as face:
        shell = {**desk.environment, "QT_QPA_PLATFORM": "offscreen", "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
        with subprocess.Popen([sys.executable, "-m", "ui"], env=shell, cwd=Path(__file__).parents[2]) as process:
            face.ask("watch", 20)  # so the hold's time begins when the shell draws it
            gate.send("submit", verb="post", to=[BRAND], text="Cheers")
            held = gate.event(20)
            while not _drawn(face.event(20)):
                pass
            process.send_signal(how)
            assert process.wait(20) == 0
        assert face.ask("show", 20, hold=held["hold"])["card"]["text"] == "Cheers"


def _drawn(event: "dict[str, object]") -> bool:
    """A hold's time is minutes once it is drawn, and half an hour while it waits for its turn."""
    holds = event.get("holds") or []
    assert isinstance(holds, list)
    return any(hold["remaining"] < 150 for hold in holds)
