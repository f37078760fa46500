"""Atheris steers the damage by what the readers' code does: ``python tests/slow/fuzz_readers.py -runs=100000``.

It runs outside pytest, in any environment that has Hatcheck and ``pip install atheris``; options are libFuzzer's
(https://llvm.org/docs/LibFuzzer.html#options). An input that breaks a promise is kept as ``crash-…`` in the working
folder; ``python tests/slow/fuzz_readers.py crash-…`` shows it again.
"""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "engine"))

try:
    import atheris
except ImportError:
    sys.exit(
        "atheris is not installed here: pip install atheris (in an environment of its own), then start this again."
    )

with atheris.instrument_imports(include=["guard.readers", "guard.platforms"]):
    import damage

    from guard.readers import SourceFile
    from guard.readers._index import READERS

    KINDS = [damage.kind_of(name) for name in READERS]


def edits(data: Any, actions: tuple[str, ...]) -> list[damage.Edit]:
    """As many edits as the input has room for, eight at most."""
    count = data.ConsumeIntInRange(1, 8)
    return [
        damage.Edit(
            actions[data.ConsumeIntInRange(0, len(actions) - 1)],
            data.ConsumeIntInRange(0, 20_000),
            data.ConsumeIntInRange(0, 20_000),
        )
        for _ in range(count)
    ]


def damaged(data: Any) -> SourceFile:
    """One case file with damage, or any bytes under its name."""
    kind = KINDS[data.ConsumeIntInRange(0, len(KINDS) - 1)]
    file = kind.files[data.ConsumeIntInRange(0, len(kind.files) - 1)]
    way = data.ConsumeIntInRange(0, 9)
    values = damage.documents(file)
    if way == 0:
        return SourceFile(file.path, data.ConsumeBytes(data.remaining_bytes()))
    if way < 6 and values:
        made = edits(data, damage.VALUE_ACTIONS)
        return SourceFile(file.path, damage.written(damage.damaged(values, made, kind.words), file))
    made = edits(data, damage.TEXT_ACTIONS)
    return SourceFile(file.path, damage.damaged_text(file.data.decode("utf-8", "replace"), made, kind.words))


def one_input(noise: bytes) -> None:
    """All readers keep their promises for the file that this input stands for."""
    damage.must_hold(damaged(atheris.FuzzedDataProvider(noise)))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
