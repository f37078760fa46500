"""Where journal and keyring meet: the first key of each sealed part, and the anchor that shows a cut-off end.

Nothing here lies on the way of a decision: a row is sealed without the keyring, so a locked one delays nobody.
"""

from datetime import datetime

from guard.journal import Journal, new_key
from guard.journal.chain import key_name
from guard.journal.verification import Verification
from guard.vault import Absent, Done, Secret, Unavailable, Vault

_ANCHOR = "journal-anchor"


def seal(journal: Journal, vault: Vault, at: datetime) -> str:
    """Begins a sealed part where there is none yet and a keyring is there; says how the journal is kept."""
    if not journal.sealed:
        key = new_key()
        match vault.put(_entry(key_name(key)), key.hex()):
            case Done():
                journal.seal(key, at)
            case Unavailable(reason):
                return f"a chain without key, which shows accidents but not tampering: {reason}"
    match anchor(journal, vault):
        case Unavailable(reason):
            return f"sealed, but its end could not be noted: {reason}"
        case _:
            return "sealed; key and last row are noted in the keyring"


def anchor(journal: Journal, vault: Vault) -> Done | Unavailable:
    """Notes the last row in the keyring, so that its loss would be seen."""
    seq, mac = journal.anchor()
    return vault.put(_ANCHOR, f"{seq}:{mac}")


def verify(journal: Journal, vault: Vault) -> Verification:
    """Walks the journal with every key the keyring has of it."""
    keys = []
    for row in journal.rows(kind="seal"):
        match vault.get(_entry(str(row.event.detail.get("key", "")))):
            case Secret(text):
                keys.append(bytes.fromhex(text))
            case Absent() | Unavailable():
                continue
    match vault.get(_ANCHOR):
        case Secret(text):
            seq, _, mac = text.partition(":")
            return journal.verify(keys, (int(seq), mac))
        case _:
            return journal.verify(keys)


def _entry(name: str) -> str:
    return f"journal-key-{name}"
