"""Who of the colleagues said yes to a post: by a code made on their own machine, or by their PIN at this one."""

import hmac
from collections.abc import Iterable, Mapping
from typing import Any

from guard.model.sentence import Sentence
from guard.protocol.approval import code_for, pin_of, same_code
from guard.vault import Absent, Keys, Secret, Unavailable
from guard.workspace import Colleague


class NotApproved(Exception):
    """Nobody of those who may has said yes; the message is a sentence for the person."""


class NotAsked(NotApproved):
    """The keyring could not be asked, so nobody knows whose yes it is."""


def secret_name(colleague: str) -> str:
    """Under which name the keyring of this desk holds what a colleague's codes are made with."""
    return f"colleague-{colleague}"


def pin_name(colleague: str) -> str:
    """The same for a PIN: salt and hash."""
    return f"colleague-pin-{colleague}"


def approver(typed: str, request: Mapping[str, Any], colleagues: Iterable[Colleague], vault: Keys) -> str:
    """The id of the colleague whose code or PIN this is; raises NotApproved. Blocks while the keyring is asked."""
    known = tuple(colleagues)
    if not known:
        raise NotApproved(Sentence.of("No colleague is known here. Add one: hatcheck colleague add ID"))
    for one in known:
        match vault.get(secret_name(one.id)):
            case Secret(text) if same_code(typed, code_for(request, bytes.fromhex(text))):
                return one.id
            case Unavailable(reason):
                raise NotAsked(Sentence.of("The keyring cannot be asked: {reason}", reason=reason))
            case Secret() | Absent():
                pass
        match vault.get(pin_name(one.id)):
            case Secret(text) if _is_pin(typed.strip(), text):
                return one.id
            case _:
                pass
    raise NotApproved(Sentence.of("This is no colleague's yes to exactly this post. Have it looked at again."))


def _is_pin(typed: str, kept: str) -> bool:
    salt, _, hashed = kept.partition(":")
    return bool(typed) and hmac.compare_digest(pin_of(typed, bytes.fromhex(salt)), hashed)
