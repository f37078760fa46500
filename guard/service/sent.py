"""Texts that left within the last day, by which the same one is known again. Kept as hashes, in memory."""

from hashlib import blake2b
from secrets import token_bytes
from time import monotonic

from guard.model.attempt import Attempt, Verb

DAY, HOUR = 86_400.0, 3_600.0
_MOST = 2_000
_SAID = frozenset({Verb.POST, Verb.SCHEDULE})


class Sent:
    """For one thread."""

    def __init__(self) -> None:
        self._salt = token_bytes(16)
        self._times: dict[bytes, float] = {}

    def note(self, attempt: Attempt) -> None:
        """It has left."""
        text = " ".join(attempt.text.split()).casefold()
        for key in (*self._keys(attempt), self._key(text)):
            self._times.pop(key, None)
            self._times[key] = monotonic()
        while len(self._times) > _MOST:
            del self._times[next(iter(self._times))]

    def new(self, attempt: Attempt) -> bool:
        """Whether it is a post of its own: no reply, and no text that has just left for another network."""
        text = " ".join(attempt.text.split()).casefold()
        return attempt.verb in _SAID and (not text or self._times.get(self._key(text), -DAY) + HOUR < monotonic())

    def repeated(self, attempt: Attempt) -> bool:
        """Whether one of its destinations got the same text within the last day."""
        now = monotonic()
        return any(now - self._times.get(key, -DAY) < DAY for key in self._keys(attempt))

    def _keys(self, attempt: Attempt) -> list[bytes]:
        text = " ".join(attempt.text.split()).casefold()
        if attempt.verb not in _SAID or not text:
            return []
        return [self._key(f"{account.key} {text}") for account in attempt.destinations]

    def _key(self, words: str) -> bytes:
        return blake2b(words.encode(), key=self._salt, digest_size=16).digest()
