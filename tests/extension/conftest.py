"""What the tests with real browsers share: one build of the extension, one judge, one desk for each browser."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from gated_browser import Gated, gated
from recorder import Recorder, recording


@pytest.fixture(scope="session")
def extensions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the unpacked builds, one for each browser."""
    folder = tmp_path_factory.mktemp("extension")
    command = [sys.executable, str(Path(__file__).parents[2] / "packaging" / "extension.py"), "--to", str(folder)]
    built = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorder]:
    """The judge."""
    with recording(tmp_path_factory.mktemp("recorder")) as made:
        yield made


@pytest.fixture(scope="module")
def browser(
    request: pytest.FixtureRequest, extensions: Path, recorder: Recorder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gated]:
    """A guarded browser, of the kind that the test is parametrized with."""
    kind = request.param
    with gated(kind, tmp_path_factory.mktemp(kind), extensions / kind, recorder) as made:
        yield made


@pytest.fixture(autouse=True)
def tidied(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test leaves tabs or holds to the next."""
    yield
    if "browser" in request.fixturenames:
        request.getfixturevalue("browser").clear()
