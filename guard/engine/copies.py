"""Texts that were copied on pages: as whom, and when. Kept in memory, for minutes, as keyed hashes of their parts."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from guard.engine.clock import Moment
from guard.engine.shingles import shingles
from guard.model.account import Account
from guard.model.attempt import Origin
from guard.model.identity import IdentityKind
from guard.model.sentence import Sentence
from guard.platforms import platform_name

KEPT = 600.0
"""Seconds for which a copy is remembered."""
MOST = 100
_SAME = 0.6
"""The part of what was copied that must stand in a text for it to be the same."""
_MINUTE = 90.0


@dataclass(frozen=True, slots=True)
class _Copy:
    identity: str
    kind: IdentityKind
    account: Account
    parts: frozenset[str]
    at: float


class Copies:
    """What was copied in the last minutes."""

    def __init__(self, salt: str, now: Callable[[], Moment]) -> None:
        self._salt, self._now = salt, now
        self._copies: deque[_Copy] = deque(maxlen=MOST)

    def note(self, identity: str, kind: IdentityKind, account: Account, parts: Iterable[str]) -> None:
        """A text was copied in this identity's name."""
        if kept := frozenset(parts):
            self._copies.append(_Copy(identity, kind, account, kept, self._now().running))

    def origins(self, text: str) -> tuple[Origin, ...]:
        """Where this text was copied, the latest first; each identity once."""
        now = self._now().running
        while self._copies and self._copies[0].at < now - KEPT:
            self._copies.popleft()
        if not self._copies or not text:
            return ()
        parts = frozenset(shingles(text, self._salt))
        found = {one.identity: one for one in self._copies if len(one.parts & parts) >= _SAME * len(one.parts)}
        return tuple(_origins(found.values(), now))


def _origins(copies: Iterable[_Copy], now: float) -> Iterator[Origin]:
    for one in sorted(copies, key=lambda one: -one.at):
        seconds = max(1, round(now - one.at))
        ago = (
            Sentence.of("{seconds} s ago", seconds=seconds)
            if seconds < _MINUTE
            else Sentence.of("{minutes} min ago", minutes=round(seconds / 60))
        )
        platform = platform_name(one.account.platform)
        if one.kind is IdentityKind.PERSON:
            how = Sentence.of("copied from your private {platform} {ago}", platform=platform, ago=ago)
        else:
            how = Sentence.of("copied from {account} {ago}", account=str(one.account), ago=ago)
        yield Origin("text", one.identity, how)
