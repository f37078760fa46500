"""The durable, tamper-evident record of every decision and answer."""

from guard.journal.chain import fingerprint_of, new_key
from guard.journal.error import JournalError
from guard.journal.store import Journal

__all__ = ["Journal", "JournalError", "fingerprint_of", "new_key"]
