"""The Qt of this environment can emit signals all day long.

One release of PySide6 dropped a reference to True with every emission on Python 3.11, and aborted after some hundred.
A tray that runs for weeks emits that many; so a machine that has such a release shall learn it here.
"""

import subprocess
import sys

import pytest

EMIT = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

class Source(QObject):
    plain = Signal()
    said = Signal(bool)
    named = Signal(str, str)
    value = Signal(object)

app = QCoreApplication([])
source, heard, kept = Source(), [], [True, False, None]
for signal in (source.plain, source.said, source.named, source.value):
    signal.connect(lambda *words: heard.append(len(words)))
before = [sys.getrefcount(one) for one in kept]

def emit():
    for _ in range(25_000):
        source.plain.emit()
        source.said.emit(True)
        source.named.emit("release", "")
        source.value.emit(None)
    app.quit()

if sys.argv[1] == "in the loop":
    QTimer.singleShot(0, emit)
    app.exec()
else:
    emit()
print(len(heard), [one for one, was in zip(kept, before) if sys.getrefcount(one) < was - 100])
"""


@pytest.mark.parametrize("where", ["in the loop", "before the loop"])
def test_a_hundred_thousand_signals_cost_no_reference(where: str) -> None:
    """It ends by itself, with everything heard; True, False and None are held as often as before."""
    words = [sys.executable, "-c", EMIT, where]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "100000 []", "")
