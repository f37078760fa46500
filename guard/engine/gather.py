"""From words to an attempt: accounts in normal form, media looked at, whatever cannot be told noted as unknown."""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime

from guard.files import from_home
from guard.model.account import Account
from guard.model.attempt import Attempt, Media, Origin, Verb
from guard.model.identity import Identity
from guard.model.sentence import Sentence
from guard.platforms import BadAccount, parse_account


def attempt(
    destinations: Iterable[str],
    text: str,
    *,
    verb: str = "post",
    media: Iterable[str] = (),
    app: str = "",
    at: datetime | None = None,
    origins: Iterable[Origin] = (),
) -> Attempt:
    """The attempt that these words describe; what is no account or no verb becomes an unknown fact."""
    unknown: list[str] = []
    accounts: list[Account] = []
    for word in destinations:
        try:
            accounts.append(parse_account(word))
        except BadAccount as error:
            problem = error.args[0]  # str(error) would forget how to say it in another language
            unknown.append(
                Sentence.of("Nobody can tell which account {word!r} is: {problem}", word=word, problem=problem)
            )
    if verb not in set(Verb):
        known = ", ".join(Verb)
        unknown.append(
            Sentence.of("Nobody can tell what {verb!r} would do; known are {known}.", verb=verb, known=known)
        )
    return Attempt(
        verb=Verb(verb) if verb in set(Verb) else Verb.POST,
        destinations=tuple(dict.fromkeys(accounts)),
        text=text,
        media=tuple(_looked_at(path) for path in media),
        app=app,
        at=at,
        origins=tuple(origins),
        unknown=tuple(unknown),
    )


def _looked_at(path: str) -> Media:
    absolute = str(from_home(path).absolute())
    return Media(absolute, readable=readable(absolute))


def readable(path: str) -> bool:
    """Whether this is a file that can be opened; what can be no path is none."""
    return os.path.isfile(path) and os.access(path, os.R_OK)  # noqa: PTH113 - Path.is_file fails for names too long


def media_owners(media: Iterable[Media], identities: Iterable[Identity]) -> Mapping[str, str]:
    """In whose folders each file lies, links resolved; the innermost folder wins."""
    folders = sorted(
        ((os.path.realpath(folder), identity.id) for identity in identities for folder in identity.folders),
        key=lambda entry: -len(entry[0]),
    )
    owners = {}
    for item in media:
        real = os.path.realpath(item.path)
        for folder, owner in folders:
            if real.startswith(folder.rstrip(os.sep) + os.sep):
                owners[item.path] = owner
                break
    return owners
