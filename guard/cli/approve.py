"""``hatcheck approve FILE``: a second look at a colleague's post, on a machine of one's own. The yes is a code.

``hatcheck approve --pair --desk NAME`` keeps what the codes for that desk are made with, in the keyring.
"""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.cli.language import add_language, language_for
from guard.languages import said
from guard.model.sentence import Sentence
from guard.vault import Done, Secret, Unavailable, Vault

if TYPE_CHECKING:
    from guard.cli.terminal import Terminal

_LARGEST = 16 * 1024 * 1024
"""Bytes of a request: more than the longest post takes."""
_DESKS = "approver-desks"
"""Under which name the keyring holds the names of all desks, as a JSON list."""


def arguments(parser: ArgumentParser) -> None:
    """The request, or the pairing."""
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="the request that you were sent; - reads standard input"
    )
    parser.add_argument(
        "--desk", metavar="NAME", help="what you call the desk that asks, where you are paired with several"
    )
    text = "keep the phrase of a desk; without PHRASE it is asked for, and no shell remembers it"
    parser.add_argument("--pair", nargs="?", const="", metavar="PHRASE", help=text)
    add_language(parser)


def run(args: Namespace, desk: Desk) -> int:
    """Pairs, or shows the request and prints the code. Exit code 1 where the answer was not yes."""
    if args.pair is not None:
        if args.file or not args.desk:
            raise Failure("Say which desk the phrase belongs to: hatcheck approve --pair --desk NAME")
        return _pair(args.pair, args.desk)
    if not args.file:
        raise Failure("Name the file that you were sent: hatcheck approve FILE")
    language = language_for(args, desk)
    request = _request(args.file)
    secret = _secret(args.desk, Vault())
    _show_and_ask(request, language)
    from guard.protocol.approval import code_for

    code = Sentence.of("The code for exactly this post: {code}", code=code_for(request, secret))
    output.show(output.plain(said(code, language)))
    return 0


def approver_name(desk: str) -> str:
    """Under which name the keyring of this machine holds what the codes for a desk are made with."""
    return f"approver-{desk}"


def _pair(phrase: str, desk: str) -> int:
    from guard.cli.hidden import hidden
    from guard.protocol.approval import NoRequest, secret_of

    if not desk.isprintable() or not desk.strip() or approver_name(desk) == _DESKS:
        raise Failure(f"{desk!r} cannot be the name of a desk")
    vault = Vault()
    desks = _desks(vault)
    try:
        secret = secret_of(phrase or hidden("The phrase: "))
    except NoRequest as error:
        raise Failure(f"Nothing was changed: {error}", 1) from None
    for name, text in ((approver_name(desk), secret.hex()), (_DESKS, json.dumps(sorted({*desks, desk})))):
        if not isinstance(kept := vault.put(name, text), Done):
            raise Failure(f"The phrase cannot be kept: {kept.reason}")
    again = " again; the phrase of before counts no more" if desk in desks else ""
    output.show(
        f"This machine is paired with {output.plain(desk)}{again}. Delete or burn what the phrase is written on."
    )
    return 0


def _desks(vault: Vault) -> list[str]:
    match vault.get(_DESKS):
        case Secret(text):
            return [str(name) for name in json.loads(text)]
        case Unavailable(reason):
            raise Failure(f"The keyring cannot be used: {reason}")
    return []


def _secret(desk: str | None, vault: Vault) -> bytes:
    desks = _desks(vault)
    known = ", ".join(map(repr, desks))
    if not desks:
        raise Failure("This machine is paired with no desk yet. Do it with: hatcheck approve --pair --desk NAME")
    if desk is None and len(desks) > 1:
        raise Failure(f"Say which desk asks, with --desk. Known are: {known}")
    match vault.get(approver_name(desk or desks[0])):
        case Secret(text):
            return bytes.fromhex(text)
        case Unavailable(reason):
            raise Failure(f"The keyring cannot be used: {reason}")
    raise Failure(f"This machine is not paired with {desk!r}. Known are: {known}")


def _request(file: str) -> dict[str, Any]:
    from guard.protocol.approval import NoRequest, read_request

    if file == "-":
        data = sys.stdin.buffer.read(_LARGEST + 1)
    else:
        with Path(file).open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    try:
        if len(data) > _LARGEST:
            raise NoRequest("it is far too long")
        request = read_request(data.decode("utf-8", "replace"))
        if not all(isinstance(each, str) for name in ("destinations", "media", "noticed") for each in request[name]):
            raise NoRequest("it is damaged; have it sent once more")
    except NoRequest as error:
        raise Failure(f"This is no request for a second look: {error}") from None
    return request


def _show_and_ask(request: Mapping[str, Any], language: str) -> None:
    """Returns where the person typed yes, by hand, after all of it was shown; raises Failure else."""
    from rich.console import Console

    from guard.cli.second_look import draw_request
    from guard.cli.terminal import terminal

    word = said(Sentence.of("yes"), language)

    with terminal() as own:
        console = Console(file=own.file, width=own.width, highlight=False, emoji=False, markup=False)
        draw_request(console, request, language, word)
        if not _is_yes(own, word, language):
            raise Failure("No code was made.", 1)


def _is_yes(own: "Terminal", word: str, language: str) -> bool:
    """The same strictness as before a release: a second of stillness, and the word by hand."""
    from guard.cli.prompt import Prompt, Said
    from guard.cli.row import Row

    own.enter()
    prompt, row = Prompt({}, word, time.monotonic()), Row(own, language)
    while (keys := own.read(0.1)) is not None:
        line = prompt.look(keys, time.monotonic())
        if line:
            row.end()
            if line.said is not Said.PASTED:
                return line.said is Said.RELEASE
            own.file.write(f"    {said(Sentence.of('Pasted text answers nothing: type it.'), language)}\n")
        row.show(prompt, None)
    return False
