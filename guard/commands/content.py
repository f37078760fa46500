"""What a command would publish: the verb, the text, the pictures, as far as its words and its input tell."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from guard.commands import words as words_of
from guard.commands.description import Entry, Request
from guard.commands.words import Words
from guard.engine.gather import readable
from guard.intake.opening import read_file
from guard.model.attempt import Media, Verb
from guard.model.sentence import Sentence
from guard.protocol.requests import MAX_TEXT, Command
from guard.readers import NotReadable


@dataclass(slots=True)
class Content:
    """What goes out. ``verb`` is None where nothing does."""

    verb: Verb | None
    text: str = ""
    media: tuple[Media, ...] = ()
    unknown: list[str] = field(default_factory=list)


def content(command: Command, words: Words, entry: Entry) -> Content:
    """What this command publishes."""
    if entry.request:
        return _requested(words, entry.request)
    said = Content(_verb(words, entry))
    said.text = "\n".join(part for part in _texts(command, words, entry, said.unknown) if part)
    said.media = tuple(_media(command, words, entry, said.unknown))
    if not said.text and not said.media and _could_have_text(entry) and command.stdin is None:
        said.unknown.append(Sentence.of("The text is written only after {tool} has started.", tool=command.tool))
    return said


def _verb(words: Words, entry: Entry) -> Verb:
    for mark, verb in entry.verbs.items():
        option, equals, value = mark.partition("=")
        if option in words.given and (not equals or words.value(option) == value):
            return verb
    return entry.verb


def _could_have_text(entry: Entry) -> bool:
    return bool(entry.text or entry.stdin or entry.editor) and not entry.session


def _texts(command: Command, words: Words, entry: Entry, unknown: list[str]) -> Iterator[str]:
    plain = msgspec.to_builtins(entry)
    files = [path for option in entry.text_file for path in words.given.get(option, [])]
    if files:
        yield from (_file_text(_absolute(command, path), unknown) for path in files)
    elif command.stdin is not None and words_of.reads_input(words, plain):
        yield words_of.text_in(words, plain) if entry.stdin == "besides" else ""
        yield command.stdin.rstrip()
    else:
        yield words_of.text_in(words, plain)
        if words_of.reads_input(words, plain) and entry.stdin != "besides":
            unknown.append(Sentence.of("{tool} reads its text from where nobody else can read it.", tool=command.tool))
    for option in entry.besides:
        yield from words.given.get(option, [])


def _file_text(path: str, unknown: list[str]) -> str:
    try:
        text = read_file(path).decode("utf-8", "replace")
    except NotReadable as problem:
        unknown.append(Sentence.of("The text lies in {path}, which {why}.", path=path, why=problem.reason))
        return ""
    if len(text) > MAX_TEXT:
        unknown.append(Sentence.of("The text in {path} is longer than can be shown.", path=path))
    return text[:MAX_TEXT]


def _media(command: Command, words: Words, entry: Entry, unknown: list[str]) -> Iterator[Media]:
    for option in entry.media:
        for path in words.given.get(option, []):
            if path == "-":
                unknown.append(Sentence.of("A picture comes from standard input, where nobody can look at it."))
                continue
            there = _absolute(command, path)
            yield Media(there, readable=readable(there))


def _absolute(command: Command, path: str) -> str:
    home = command.env.get("HOME", "")
    spelt = home + path[1:] if path.startswith("~/") and home else path
    return os.path.normpath(Path(command.cwd, spelt))


def _requested(words: Words, request: Request) -> Content:
    """What a request publishes, told from its address and its body."""
    body = [value for option in request.body for value in words.given.get(option, [])]
    method = (words.value(request.method) or ("post" if body else "get")).lower()
    address = next((word.partition("?")[0] for word in words.plain if word.startswith("/")), None)
    if method in {"get", "head", "options"}:
        return Content(None)
    said = Content(Verb.POST, "\n".join(_fields(body, request.text)))
    fits = [piece for piece in request.paths if address and piece in address]
    if not fits:
        what = address or " ".join(words.plain)
        said.unknown.append(
            Sentence.of("Nobody can tell what {method} {address} does.", method=method.upper(), address=what)
        )
        return said
    said.verb = request.paths[max(fits, key=len)]
    if said.verb and method == "delete":
        said.verb = Verb.DELETE
    return said


def _fields(bodies: list[str], names: list[str]) -> Iterator[str]:
    for body in bodies:
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            value = dict(parse_qsl(body, keep_blank_values=True))
        yield from _strings(value, set(names), depth=0)


def _strings(value: Any, names: set[str], depth: int) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if not isinstance(value, dict) or depth > 8:
        return
    for name, inner in value.items():
        if name in names and isinstance(inner, str):
            yield inner
        else:
            yield from _strings(inner, names, depth + 1)
