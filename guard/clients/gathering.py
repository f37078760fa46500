"""The text of a post that does not stand on the command line: piped in, typed, or written in an editor.

It is gathered before the tool runs, so that it is judged before anything leaves; the tool is then given it as if it had
been piped in. Left to themselves some tools upload the pictures before they open the editor.
"""

import os

from guard.clients import running
from guard.commands import places
from guard.commands import words as words_of
from guard.commands.words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST = 1_000_000
"""Bytes of text; the engine takes as many characters."""


class NothingWritten(Exception):
    """There is no text, so there is no post."""


class TooLong(Exception):
    """The text is longer than the engine takes."""


def gathered(
    tool: str, argv: "list[str]", words: Words, entry: "dict[str, Any]", description: "dict[str, Any]"
) -> "tuple[list[str], bytes | None]":
    """The tool's words as it will be run with, and what is fed into it; raises NothingWritten and TooLong."""
    if not _on_terminal():
        return argv, _piped() if words_of.reads_input(words, entry) else None
    text = words_of.text_in(words, entry)
    editor = _editor(words, entry, description, text)
    if editor is not None:
        return _handed_over(argv, words, entry, _edited(tool, editor, text))
    if words_of.reads_input(words, entry) and (
        entry.get("typed") or entry.get("stdin") not in {"without-text", "besides"}
    ):
        return (argv, None) if _has_media(words, entry) else (argv, _typed())
    return argv, None


def _on_terminal() -> bool:
    try:
        return os.isatty(0)
    except OSError:
        return False


def _has_media(words: Words, entry: "dict[str, Any]") -> bool:
    return entry.get("stdin") == "without-text" and any(option in words.given for option in entry.get("media", []))


def _piped() -> bytes:
    parts, size = [], 0
    while part := os.read(0, 1 << 16):
        parts.append(part)
        size += len(part)
        if size > MOST:
            raise TooLong(f"The text is longer than {MOST:,} bytes; post it in pieces.")
    return b"".join(parts)


def _typed() -> bytes:
    ends = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
    running.say(f"Write or paste your text; {ends} ends it. Hatcheck reads it before it is posted.", 0)
    return _piped()


def _editor(words: Words, entry: "dict[str, Any]", description: "dict[str, Any]", text: str) -> str | None:
    """The program in which the text is to be written, or None where none is."""
    for way in entry.get("editor", []):
        if way == "without-text":
            if not text:
                return _usual_editor()
        elif way in words.given:
            return words.value(way) or _usual_editor()
        elif chosen := _set(way, words, description):
            return chosen
    return None


def _usual_editor() -> str:
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")


def _set(option: str, words: Words, description: "dict[str, Any]") -> str | None:
    """What the tool's settings say for this option. Only on a terminal, and only where there are such settings."""
    settings = description.get("settings") or {}
    keys = [key for key, stands_for in settings.get("options", {}).items() if stands_for == option]
    if not keys:
        return None
    try:
        path = places.place(settings["files"], dict(os.environ), words.given, os.getcwd())
        with open(path, "rb") as stream:
            data = stream.read(1 << 16).decode("utf-8", "replace")
    except (OSError, places.NoPlace):
        return None
    import tomllib

    try:
        table: Any = tomllib.loads(data)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    for key in keys:
        value = table
        for part in key.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if isinstance(value, str) and value:
            return value
    return None


def _edited(tool: str, editor: str, text: str) -> bytes:
    """What the person left in the file when the editor was closed."""
    import shlex
    import subprocess

    folder = places.drafts()
    os.makedirs(folder, mode=0o700, exist_ok=True)
    path = os.path.join(folder, f"{tool}-{os.getpid()}.txt")
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(text.encode("utf-8", "surrogateescape"))
    try:
        code = subprocess.call([*shlex.split(editor), path])  # noqa: S603
        with open(path, "rb") as stream:
            written = stream.read(MOST + 1).strip()
    except (OSError, ValueError) as error:
        raise NothingWritten(f"The editor {editor!r} cannot be run: {error}") from None
    finally:
        if os.path.exists(path):
            os.unlink(path)
    if code or not written:
        raise NothingWritten("Nothing was written, so nothing is posted.")
    if len(written) > MOST:
        raise TooLong(f"The text is longer than {MOST:,} bytes; post it in pieces.")
    return written


def _handed_over(
    argv: "list[str]", words: Words, entry: "dict[str, Any]", written: bytes
) -> "tuple[list[str], bytes | None]":
    """The words without the editor and without what was the text's beginning."""
    gone = {spot for name in (*entry.get("editor", []), "") for spot in words.spots.get(name, [])}
    kept = [word for at, word in enumerate(argv) if at not in gone]
    if entry.get("gives") == "word":
        return [*(word for word in kept if word != "--"), "--", written.decode("utf-8", "surrogateescape")], None
    return kept, written
