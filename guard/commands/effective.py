"""As whom a command would post: its own options, its environment, its settings, its account store, in that order."""

import os
from collections.abc import Mapping
from importlib import import_module
from typing import cast

from guard.commands import places
from guard.commands.description import Description, Entry, Files
from guard.commands.words import Words
from guard.intake.opening import read_file
from guard.model.account import Account
from guard.model.route import Endpoint, Holding, Snapshot
from guard.model.sentence import Sentence
from guard.platforms import BadAccount, parse_account
from guard.protocol.requests import Command
from guard.readers import NotReadable, Reader, SourceFile

IN_PROCESS = 64 * 1024
"""Bytes of a file that is parsed here; a larger one is left to the reading process, which may fail alone."""


class NotTold(Exception):
    """What is asked for cannot be told; ``sentence`` says why, for people."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Effective:
    """What one command's own files say; each is read at most once."""

    def __init__(self, command: Command, described: Description, credentials: Mapping[str, str]) -> None:
        self._command, self._described, self._credentials = command, described, credentials

    def settle(self, words: Words, entry: Entry) -> None:
        """Adds to ``words`` what the tool's settings say for options that are not given; raises NotTold."""
        settings = self._described.settings
        if not settings:
            return
        file = self._file(settings, words, missing_is_fine=True)
        known = {line.split()[0] for line in (*entry.options, *self._described.options)}
        for key, option in settings.options.items() if file else ():
            value = _at(file, key) if file else None
            if value is not None and option in known and option not in words.given:
                words.given[option] = [str(one) for one in (value if isinstance(value, list) else [value])]

    def account(self, words: Words) -> Account:
        """The account; raises NotTold."""
        tool = self._described.tool
        for option in self._described.blind:
            if option in words.given:
                raise NotTold(
                    Sentence.of("{tool} is given {option}: nobody can tell whose it is.", tool=tool, option=option)
                )
        for option in self._described.account:
            if value := words.value(option):
                return self._named(value)
        if self._described.store:
            return self._stored(self._described.store, words)
        if key := self._described.credential:
            return self._answered(key)
        raise NotTold(Sentence.of("Nothing says as whom {tool} posts.", tool=tool))

    def _named(self, text: str) -> Account:
        try:
            return parse_account(text, self._described.platform)
        except BadAccount as error:
            why = Sentence.of("Nobody can tell which account {account!r} is: {why}", account=text, why=error.args[0])
            raise NotTold(why) from None

    def _stored(self, store: Files, words: Words) -> Account:
        file = self._file(store, words)
        if file is None:
            raise self._dumb(self._described.tool, Sentence.of("it keeps no account"))
        if store.key:
            value = _at(file, store.key)
            if not isinstance(value, str) or not value:
                raise self._dumb(file.path, Sentence.of("there is no {key} in it", key=store.key))
            return self._named(value)
        active = _active(_read(str(store.reader), file))
        if active is None:
            raise self._dumb(file.path, Sentence.of("it names no active account"))
        if active.account is None or active.platform != self._described.platform:
            raise self._dumb(file.path, Sentence.of("its active account is no account here"))
        return self._named(active.account)

    def _file(self, files: Files, words: Words, *, missing_is_fine: bool = False) -> SourceFile | None:
        """The tool's own file, opened as carefully as any; raises NotTold."""
        path = ""
        try:
            path = places.place(files.files, self._command.env, words.given, self._command.cwd)
            file = SourceFile(path, read_file(path))
            if len(file.data) > IN_PROCESS and not files.reader:
                raise NotReadable(f"is larger than {IN_PROCESS // 1024} KiB")
            file.documents  # noqa: B018 - parses it, and raises where that fails
        except places.NoPlace as error:
            raise self._dumb(self._described.tool, Sentence.of("{why}", why=str(error))) from None
        except NotReadable as problem:
            if missing_is_fine and not os.path.lexists(path):
                return None
            raise self._dumb(path, Sentence.of("it {why}", why=problem.reason)) from None
        return file

    def _answered(self, key: str) -> Account:
        kept = self._credentials.get(key)
        if kept is None:
            raise NotTold(
                Sentence.of(
                    'No file says as whom {tool} posts. Say it once: hatcheck resolve --answer "{key}" {example}',
                    tool=self._described.tool,
                    key=key,
                    example=f"{self._described.platform}:…",
                )
            )
        return self._named(kept)

    def _dumb(self, path: str, why: Sentence) -> NotTold:
        tool = self._described.tool
        return NotTold(Sentence.of("{path} does not say as whom {tool} posts: {why}.", path=path, tool=tool, why=why))


def _read(reader: str, file: SourceFile) -> Snapshot:
    """What the tool's reader says of its file."""
    if len(file.data) > IN_PROCESS:
        from guard.intake import collect

        return collect([file.path])
    module = cast(Reader, import_module(f"guard.readers.{reader}"))
    return module.read([file]) if module.claims(file) else Snapshot()


def _active(snapshot: Snapshot) -> Endpoint | None:
    """The one account that is used when none is named; None where there is none, or more than one could be meant."""
    held: list[Holding] = [one for one in snapshot.holdings if one.active is not False]
    chosen = [one for one in held if one.active] or held
    if len(chosen) != 1 or snapshot.unreadable or snapshot.undecided:
        return None
    return chosen[0].endpoint


def _at(file: SourceFile, key: str) -> object:
    value: object = file.table
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value
