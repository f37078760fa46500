"""The data files: each is read once, on first use, by a path next to this module.

A command-line hook parses accounts before every post, so nothing heavy is imported: pathlib alone takes longer than
reading all the files.
"""

import json
import os
from functools import cache

TYPE_CHECKING = False  # what `typing` calls so, without importing it
if TYPE_CHECKING:
    from guard.platforms._shapes import PlatformFacts

_FOLDER = f"{__file__.rpartition(os.sep)[0]}/data"


@cache
def facts(platform: str) -> "PlatformFacts":
    """The content of the file of this id, which must be one of ``identifiers()``."""
    with open(f"{_FOLDER}/{platform}.json", encoding="utf-8") as file:  # noqa: PTH123 (see above)
        content: PlatformFacts = json.load(file)
    return content


@cache
def identifiers() -> tuple[str, ...]:
    """The ids of all platforms and services, sorted."""
    with os.scandir(_FOLDER) as entries:
        return tuple(sorted(entry.name.removesuffix(".json") for entry in entries if entry.name.endswith(".json")))


def folded(word: str) -> str:
    """``word`` as names are compared: letters and digits only, in lower case (``dev.to`` is ``devto``)."""
    return "".join(character for character in word.lower() if character.isalnum())


@cache
def names() -> dict[str, str]:
    """The ids by every folded name of a platform or service."""
    every = {folded(alias): each for each in identifiers() for alias in facts(each)["aliases"]}
    return every | {folded(name): each for each in identifiers() for name in (each, facts(each)["name"])}


@cache
def hosts() -> dict[str, str]:
    """The platforms by the hosts at which their accounts are shown."""
    return {
        host: each for each in identifiers() if "account" in facts(each) for host in facts(each)["account"]["hosts"]
    }


@cache
def marks() -> tuple[tuple[str, str], ...]:
    """The beginnings of a text that only one platform has (``did:plc:``), each with its platform."""
    return tuple(
        (mark, each)
        for each in identifiers()
        if "account" in facts(each)
        for mark in facts(each)["account"].get("marks", ())
    )
