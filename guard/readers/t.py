"""t, the command-line client for X: its account store ``~/.trc``."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from guard.readers import Snapshot, SourceFile, Tool
from guard.readers.base.profiles import read_stores, store_of

TOOL = Tool(
    id="t",
    name="t",
    about="Posts to X from the command line; the accounts in ~/.trc are read.",
    docs="https://github.com/sferik/t-ruby#configuration",
)


def find(home: Path) -> Iterable[Path]:
    """The account store, where it exists."""
    store = home / ".trc"
    return [store] if store.is_file() else []


def claims(file: SourceFile) -> bool:
    """Whether the file is an account store of t, not of twurl."""
    return store_of(file) == TOOL.id


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The accounts in the stores."""
    return read_stores(TOOL.id, files)
