"""The readers' fuzzing of ``tests/engine/test_reader_fuzz.py`` with new and many more damaged files in each run."""

import sys
from pathlib import Path

import pytest

from guard.readers._index import READERS

sys.path.insert(0, str(Path(__file__).parents[1] / "engine"))
import damage
from test_reader_fuzz import KINDS, hold, sweep

pytestmark = pytest.mark.slow
EXAMPLES = 1_000


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_bears_much_damage(kind: str, name: str) -> None:
    """To the values, to the lines, and documents that no tool ever wrote."""
    hold(KINDS[kind](name), [name], EXAMPLES, again=True)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_bears_a_value_of_another_type_everywhere(name: str) -> None:
    """Each value of each case is replaced once by null, number, text, list and table."""
    sweep(name, 99)


def test_all_readers_bear_many_bytes() -> None:
    """Under all names that any of them knows."""
    hold(damage.any_bytes(), READERS, EXAMPLES * 5, again=True)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_bears_many_damaged_files_of_the_others(name: str) -> None:
    """Each file is shown to all readers, since each of them is asked."""
    hold(damage.damaged_values(name) | damage.damaged_texts(name), READERS, EXAMPLES // 3, again=True)
