"""A tool's description: its file, checked. The same shape for other programs is ``data/description.schema.json``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from guard.commands import places
from guard.model.attempt import Verb


class BrokenDescription(Exception):
    """The file does not describe a tool; the message says what is wrong, and where."""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a fact comes from."""

    where: str
    date: str
    """When it was looked at: ``2026-11-22``."""
    confidence: str
    """``high``: seen in the tool's code or tried; ``medium``: said by its documents; ``low``: guessed."""


class Files(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the tool: the account store, or the settings."""

    files: dict[str, list[str]]
    """By system (``linux``, ``macos``, ``windows``, ``all``): the places, the first whose parts are there is taken."""
    source: str
    reader: str | None = None
    """The reader that knows who is active in it."""
    key: str | None = None
    """Else: the key under which the account's name stands, its parts separated by dots."""
    options: dict[str, str] = {}
    """Key → the option for which its value stands where that is not given."""


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A tool that sends any request: what it does stands in the address and the body."""

    method: str
    """The option with the method."""
    body: list[str]
    text: list[str]
    """The body's fields that hold the text."""
    paths: dict[str, Verb | None]
    """A piece of the address → the verb, or null where nothing is published; the longest piece that fits is taken."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A command that publishes something."""

    verb: Verb
    source: str
    also: list[str] = []
    """Other names of it."""
    when: list[str] | None = None
    """It publishes something only with one of these options."""
    options: list[str] = []
    verbs: dict[str, Verb] = {}
    """Option, or ``option=value`` → what is done with it; the first that is given counts."""
    text: list[str] = []
    """Where the text stands: ``words``, ``words:1`` (from the second on), ``word:0`` (the first), or an option."""
    text_file: list[str] = []
    """Options that name a file with the text."""
    besides: list[str] = []
    """Options with more that will be read: a warning, a poll's choices."""
    media: list[str] = []
    """Options that name a picture or a film."""
    stdin: str = ""
    """When the text is read from standard input: ``without-text``, ``always``, ``besides`` (always, and the
    words are posted as well; never from a terminal), or an option."""
    typed: bool = False
    """Whether it asks for the text on the terminal where there is none."""
    editor: list[str] = []
    """What opens an editor for the text: an option, a variable (``$VISUAL``), or ``without-text``. The text is then
    written before the tool runs, so that it is judged before anything leaves."""
    gives: str = ""
    """How such a text is handed over: ``stdin`` or ``word``."""
    session: bool = False
    """It goes on posting while it runs; its start is what can be judged."""
    request: Request | None = None
    env: dict[str, str] = {}
    """Variable → the option for which it stands."""


class Description(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A tool that posts."""

    version: int
    tool: str
    about: str
    docs: str
    platform: str
    sources: dict[str, Source]
    commands: dict[str, Entry]
    """By name, ``polls vote`` for a command in a group; the empty name is the tool without any command."""
    quiet: list[str] = []
    """Commands that publish nothing. What is in neither list is held."""
    options: list[str] = []
    """Of the tool itself, before the command: ``--using -u USER``, ``--sensitive -s``, ``--editor -e [PROGRAM]``."""
    help: list[str] = []
    """Options with which it only explains itself."""
    style: str = "gnu"
    """``gnu``: ``--long=value``, ``-xvalue``, ``-ab``; ``go``: ``-long=value``, and no option behind the first word."""
    shortens: list[str] = []
    """What may be shortened to its first letters: ``options``, ``commands``."""
    options_anywhere: bool = False
    """Whether the tool's own options may stand behind the command, too."""
    account: list[str] = []
    """Options that name the account, the strongest first."""
    blind: list[str] = []
    """Options with which nobody can tell the account: a token."""
    store: Files | None = None
    settings: Files | None = None
    credential: str | None = None
    """Where no file names the account: what stands for it, to be named once with ``hatcheck resolve --answer``."""
    env: dict[str, str] = {}


def plain(tool: str) -> dict[str, Any] | None:
    """The tool's description as it stands in its file, or None where there is none; raises BrokenDescription."""
    for path in places.descriptions(tool):
        try:
            with Path(path).open("rb") as stream:
                data = stream.read(1 << 20)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise BrokenDescription(f"{path}: {error.strerror}") from None
        return checked(data, path)
    return None


def checked(data: bytes, path: str) -> dict[str, Any]:
    """The description, after all of it was looked at; raises BrokenDescription."""
    try:
        value: dict[str, Any] = msgspec.json.decode(data)
        described = msgspec.convert(value, Description)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise BrokenDescription(f"{path}: {error}") from None
    _check_sources(described, path)
    return value


def typed(value: Mapping[str, Any]) -> Description:
    """The description's fields; ``value`` comes from ``plain``."""
    return msgspec.convert(value, Description)


def known() -> dict[str, str]:
    """Every tool that is described, with the file that counts."""
    found: dict[str, str] = {}
    for folder in (places.own_descriptions(), places.DATA):
        for file in sorted(Path(folder).glob("*.json")):
            if file.name.count(".") == 1:  # the schema's name has two
                found.setdefault(file.stem, str(file))
    return found


def schema() -> dict[str, Any]:
    """The shape of a description as a JSON Schema."""
    return msgspec.json.schema(Description)


def _check_sources(described: Description, path: str) -> None:
    files = [part for part in (described.store, described.settings) if part]
    for name in (*(entry.source for entry in described.commands.values()), *(part.source for part in files)):
        if name not in described.sources:
            raise BrokenDescription(f"{path}: there is no source {name!r}")
