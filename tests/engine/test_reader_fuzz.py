"""Damaged files of every tool: ``claims`` raises NotReadable alone, ``read`` raises nothing, and what it says holds.

The damage is always the same here; ``tests/slow/test_reader_fuzz_long.py`` makes new damage each time.
"""

from collections.abc import Sequence

import damage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guard.model.route import Endpoint, Place, Route, Snapshot, Source, Unreadable
from guard.readers import SourceFile
from guard.readers._index import READERS

EXAMPLES = 40
DEPTH = 1
KINDS = {
    "values": damage.damaged_values,
    "lines": damage.damaged_texts,
    "inventions": damage.invented_values,
}


def hold(files: st.SearchStrategy[SourceFile], names: Sequence[str], examples: int, *, again: bool = False) -> None:
    """The readers of these names keep their promises for that many of the files; ``again`` for new files each time."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=not again,
        suppress_health_check=list(HealthCheck),
    )
    @given(files)
    def promise(file: SourceFile) -> None:
        damage.must_hold(file, names)

    promise()


def sweep(name: str, depth: int) -> None:
    """The reader keeps its promises whichever value down to this depth has another type."""
    reader = damage.kind_of(name).reader
    for case in damage.claimed_cases(reader.TOOL.id):
        for file in damage.exchanged(case, depth):
            if damage.takes(reader, file):
                damage.check(reader.read([file]), [file])


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_bears_damage(kind: str, name: str) -> None:
    """To the values, to the lines, and documents that no tool ever wrote."""
    hold(KINDS[kind](name), [name], EXAMPLES)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_bears_a_value_of_another_type_anywhere(name: str) -> None:
    """Each value in the upper levels of each case is replaced once by null, number, text, list and table."""
    sweep(name, DEPTH)


def test_all_readers_bear_any_bytes() -> None:
    """Under all names that any of them knows."""
    hold(damage.any_bytes(), READERS, EXAMPLES * 5)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_bears_the_damaged_files_of_the_others(name: str) -> None:
    """Each file is shown to all readers, since each of them is asked."""
    hold(damage.damaged_values(name) | damage.damaged_texts(name), READERS, EXAMPLES // 3)


FILE = SourceFile("a.json", b"{}\n")
HERE = Place("a.json", "nodes[0]", 1)
GOOD = Route("n8n", Source("rss"), Endpoint("x"), HERE)
BROKEN = [
    pytest.param(Snapshot(routes=(Route("n8n", Source("rss"), Endpoint(None), HERE),)), id="a route to nowhere"),
    pytest.param(Snapshot(routes=(Route("n8n", Source("rss"), Endpoint("x", 7), HERE),)), id="a number as account"),  # type: ignore[arg-type]
    pytest.param(Snapshot(routes=(Route("n8n", Source("rss"), Endpoint("x"), Place("b.json")),)), id="another file"),
    pytest.param(Snapshot(unreadable=(Unreadable("a.json", "is cut", 3),)), id="a line behind the end"),
    pytest.param(Snapshot(unreadable=(Unreadable("a.json", "is cut", 0),)), id="a line before the beginning"),
    pytest.param(Snapshot(routes=(Route("n8n", Source("rss"), Endpoint("x"), HERE, name=None),)), id="no name"),  # type: ignore[arg-type]
    pytest.param(
        Snapshot(routes=(Route("n8n", Source("rss"), Endpoint("x"), HERE, enabled="on"),)), id="a text as switch"
    ),  # type: ignore[arg-type]
    pytest.param(Snapshot(files=("b.json",)), id="a file that was not read"),
]


@pytest.mark.parametrize("snapshot", BROKEN)
def test_a_broken_promise_is_seen(snapshot: Snapshot) -> None:
    """The tests above can fail."""
    damage.check(Snapshot(routes=(GOOD,), files=("a.json",)), [FILE])
    with pytest.raises((AssertionError, TypeError)):
        damage.check(snapshot, [FILE])


@pytest.mark.parametrize("name", READERS)
def test_damaged_files_are_still_claimed(name: str) -> None:
    """Damage that no reader looks at would test nothing: most single edits leave a file its tool's."""
    kind = damage.kind_of(name)
    edited = []
    for file in kind.files:
        values = damage.documents(file)
        for edit in (damage.Edit(action, at, at) for action in ("word", "hostile") for at in range(1, 40, 3)):
            if values:
                data = damage.written(damage.damaged(values, [edit], kind.words), file)
            else:
                data = damage.damaged_text(file.data.decode("utf-8", "replace"), [edit], kind.words)
            if damage.takes(kind.reader, file):
                edited.append(SourceFile(file.path, data))
    assert sum(damage.takes(kind.reader, file) for file in edited) * 2 > len(edited)
