"""The names at the end of hosts: which there are, and which part of a host somebody has registered."""

import json
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "tops.json"
# Under a country's name these stand where elsewhere the registered name does: acme.co.uk is one name, like acme.com.
_SECONDS = "ac co com edu go gob gouv gov gv ltd me mil ne net nhs nom or org plc sch"
_SECOND = frozenset(_SECONDS.split())
_WITHOUT_ADDRESS = frozenset({"test", "example", "invalid", "localhost", "local", "internal", "onion", "lan", "home"})


@cache
def tops() -> frozenset[str]:
    """All that the root zone has, in lower case, other alphabets as punycode."""
    lines = json.loads(_FILE.read_text(encoding="utf-8"))["tops"]
    return frozenset(name for line in lines for name in line.split())


def is_top(label: str) -> bool:
    """Whether a host of the web can end so; names that are set aside for tests and homes cannot."""
    return label in tops()


def is_set_aside(label: str) -> bool:
    """Whether the name is kept for tests, documents, homes and offices, so that no host of the web ends so."""
    return label in _WITHOUT_ADDRESS


def registered(host: str) -> str:
    """The part of a host that belongs to one owner: ``acme.co.uk`` of ``shop.acme.co.uk``; of ``acme`` itself."""
    labels = host.split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND
    return ".".join(labels[-3 if deep else -2 :])
