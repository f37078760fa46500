"""What is known to be harmless: tables of names, each with the reason why, as data."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


class Names:
    """Names in lower case; one that ends in ``*`` stands for all that begin so."""

    def __init__(self, names: Iterable[str]) -> None:
        listed = [name.lower() for name in names]
        self._whole = frozenset(name for name in listed if not name.endswith("*"))
        self._begins = tuple(sorted({name[:-1] for name in listed if name.endswith("*")}))

    def __contains__(self, name: str) -> bool:
        lowered = name.lower()
        return lowered in self._whole or lowered.startswith(self._begins)

    def has_host(self, host: str) -> bool:
        """Whether the host, or one above it, is listed."""
        parts = host.lower().rstrip(".").split(".")
        return any(".".join(parts[at:]) in self._whole for at in range(len(parts)))


@cache
def table(tool: str) -> Mapping[str, Names]:
    """The names of ``data/<tool>.toml`` by what they are names of."""
    read = tomllib.loads((_DATA / f"{tool}.toml").read_text(encoding="utf-8"))
    return {what: Names(name for group in groups for name in group["names"]) for what, groups in read.items()}
