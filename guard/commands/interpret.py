"""From a command to the attempt it is. What cannot be told becomes an unknown fact, which holds it."""

import shlex
from collections.abc import Mapping
from typing import Any

from guard.commands import description
from guard.commands import words as words_of
from guard.commands.content import Content, content
from guard.commands.description import BrokenDescription, Description
from guard.commands.effective import Effective, NotTold
from guard.commands.words import Words
from guard.model.account import Account
from guard.model.attempt import Attempt, Verb
from guard.model.sentence import Sentence
from guard.platforms import BadAccount, parse_account
from guard.protocol.requests import Command

_NO_CREDENTIALS: Mapping[str, str] = {}


def attempt_of(command: Command, credentials: Mapping[str, str] = _NO_CREDENTIALS) -> Attempt | None:
    """What this command would publish, and as whom; None where it publishes nothing.

    ``credentials`` are the kept answers of the workspace. Blocks: it reads the tool's own files.
    """
    try:
        plain = description.plain(command.tool)
    except BrokenDescription as error:
        return _undescribed(command, credentials, Sentence.of("The description cannot be used: {why}", why=str(error)))
    if plain is None:
        return _undescribed(command, credentials, None)
    return _described(command, plain, credentials)


def _described(command: Command, plain: dict[str, Any], credentials: Mapping[str, str]) -> Attempt | None:
    words = words_of.read(command.argv, plain)
    if not words_of.posts(words, plain):
        return None
    described = description.typed(plain)
    entry = described.commands.get(words.command) if words.command is not None else None
    if entry is None:
        return _unlisted(command, described, words, credentials)
    words_of.complete(words, plain["commands"][words.command], plain, command.env)
    unknown: list[str] = [_strange(command.tool, word) for word in words.odd]
    effective = Effective(command, described, credentials)
    try:
        effective.settle(words, entry)
    except NotTold as why:
        unknown.append(why.sentence)
    said = content(command, words, entry)
    if said.verb is None:
        return None
    return _attempt(command, said, _account(effective, words, unknown), unknown, session=entry.session)


def _unlisted(command: Command, described: Description, words: Words, credentials: Mapping[str, str]) -> Attempt:
    """A command that the description does not list: the account can be told, what it does cannot."""
    name = words.name or " ".join(words.odd)
    unknown: list[str] = [
        Sentence.of(
            "Nobody can tell what “{tool} {name}” does: it is newer than its description.", tool=command.tool, name=name
        )
    ]
    account = _account(Effective(command, described, credentials), words, unknown)
    return _attempt(command, Content(Verb.POST, shlex.join(command.argv)), account, unknown)


def _undescribed(command: Command, credentials: Mapping[str, str], why: Sentence | None) -> Attempt:
    unknown: list[str] = [
        why or Sentence.of("Nobody can tell what {tool} posts: there is no description of it.", tool=command.tool)
    ]
    account = None
    key = f"command:{command.tool}"
    if key in credentials:
        try:
            account = parse_account(credentials[key])
        except BadAccount as error:
            unknown.append(
                Sentence.of("Nobody can tell which account {account!r} is: {why}", account=key, why=error.args[0])
            )
    return _attempt(command, Content(Verb.POST, shlex.join(command.argv)), account, unknown)


def _account(effective: Effective, words: Words, unknown: list[str]) -> Account | None:
    try:
        return effective.account(words)
    except NotTold as why:
        unknown.append(why.sentence)
        return None


def _strange(tool: str, word: str) -> Sentence:
    return Sentence.of("{tool} is given {option}, which its description does not know.", tool=tool, option=word)


def _attempt(
    command: Command, said: Content, account: Account | None, unknown: list[str], *, session: bool = False
) -> Attempt:
    app = Sentence.of("{tool}, for as long as it runs", tool=command.tool) if session else command.tool
    return Attempt(
        verb=said.verb or Verb.POST,
        destinations=(account,) if account else (),
        text=said.text,
        media=said.media,
        app=app,
        unknown=tuple(dict.fromkeys([*unknown, *said.unknown])),
    )
