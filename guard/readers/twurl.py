"""twurl, curl for the X API: its account store ``~/.twurlrc``."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from guard.readers import Snapshot, SourceFile, Tool
from guard.readers.base.profiles import read_stores, store_of

TOOL = Tool(
    id="twurl",
    name="twurl",
    about="Sends requests to the X API from the command line; the accounts in ~/.twurlrc are read.",
    docs="https://github.com/twitter/twurl#changing-your-default-profile",
)


def find(home: Path) -> Iterable[Path]:
    """The account store, where it exists."""
    store = home / ".twurlrc"
    return [store] if store.is_file() else []


def claims(file: SourceFile) -> bool:
    """Whether the file is an account store of twurl, not of t."""
    return store_of(file) == TOOL.id


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The accounts in the stores."""
    return read_stores(TOOL.id, files)
