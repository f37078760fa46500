"""From keys to an answer, without a terminal: what counts, what is dropped, and what never lets a post go."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

STILL = 1.0
"""Seconds without any key before the first one counts."""
_GAP = 0.8
"""A pause between two looks at the keyboard after which nobody knows when the keys in between were typed."""
_LONE = 0.05
"""Seconds after which an Esc is the key and not the beginning of a sequence."""
_PACE = 0.02
"""Nobody types faster than that, seconds a letter: it was pasted."""
_AT_ONCE = 16
"""More letters than these between two looks were pasted, also where the terminal does not say so."""
_LONGEST = 200

_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|[^\[O\x1b])", re.DOTALL)
_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"


class Said(Enum):
    """What a line was, where it was no letter of a choice."""

    STOP = "stop"
    RELEASE = "release"
    WRITTEN = "written"
    """A text of the person's own, where one was asked for."""
    BACK = "back"
    UNKNOWN = "unknown"
    PASTED = "pasted"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was ended: what it says, and how it was typed."""

    said: Said | str
    """A choice's value, or a ``Said``."""
    typed: str = ""


class Prompt:
    """One prompt. ``look`` is called again and again with what was typed since, and the time."""

    def __init__(
        self,
        letters: Mapping[str, str],
        word: str | None,
        now: float,
        *,
        empty: Said = Said.STOP,
        veiled: bool = False,
    ) -> None:
        """``letters``: letter → the choice it stands for; ``word``: what must be typed in full to let go.

        Without a word any text is taken. ``empty``: what Enter alone says; ``veiled``: nobody may read along.
        """
        self._letters, self._word = letters, word
        self._empty, self._veiled = empty, veiled
        self._rest = ""
        self._pasting = False
        self._quiet_since = self._last_look = now
        self._first = self._latest = now
        self.armed = False
        self.text = ""

    @property
    def shown(self) -> str:
        """What was typed, as it may be seen."""
        return "*" * len(self.text) if self._veiled else self.text

    def restart(self, now: float) -> None:
        """Forgets what was typed; a second of stillness is due again."""
        self.text, self.armed, self._quiet_since = "", False, now

    def look(self, keys: str, now: float) -> Line | None:
        """What was typed since the last look; the line, where it was ended."""
        gap, self._last_look = now - self._last_look, now
        if gap > _GAP:
            self.restart(now)
        if not self.armed:
            self._wait(keys, now, gap)
            return None
        if not keys:
            return self._lone_escape(now)
        return self._typed(keys, now)

    def _wait(self, keys: str, now: float, gap: float) -> None:
        """While nothing counts: any key starts the second anew, and only a look that finds none ends it."""
        if keys:
            self._skip_paste(self._rest + keys)
            self._rest, self._quiet_since = "", now
        elif gap <= _GAP and now - self._quiet_since >= STILL and not self._pasting:
            self.armed = True

    def _skip_paste(self, keys: str) -> None:
        started, ended = keys.rfind(_PASTE), keys.rfind(_PASTED)
        if started != ended:
            self._pasting = started > ended

    def _lone_escape(self, now: float) -> Line | None:
        if self._rest == "\x1b" and now - self._latest >= _LONE:
            self._rest = ""
            return Line(Said.STOP)
        return None

    def _typed(self, keys: str, now: float) -> Line | None:
        keys, self._rest = self._rest + keys, ""
        if self._pasting or _PASTE in keys:
            self._skip_paste(keys)
            self.restart(now)
            return Line(Said.PASTED)
        if self._burst(keys):
            self.restart(now)
            return Line(Said.PASTED)
        keys = _SEQUENCE.sub("", keys)
        if (escape := keys.find("\x1b")) >= 0:
            keys, self._rest = keys[:escape], keys[escape:][:20]
        ended = self._ended_by(keys, now)
        self._latest = now
        return ended

    def _burst(self, keys: str) -> bool:
        """Whether a line came at once. A letter and Enter may, over a slow connection: they never let go."""
        line = keys.replace("\r", "\n")
        if "\n" not in line:
            return len(_SEQUENCE.sub("", line)) > _AT_ONCE
        if len(line) == 1:
            return False
        return line.index("\n") < len(line) - 1 or (self.text + line).strip().casefold() not in self._letters

    def _ended_by(self, keys: str, now: float) -> Line | None:
        for key in keys:
            if key in "\r\n":
                return self._line(now)
            if key == "\x04":
                return Line(Said.STOP)
            if key in "\x08\x7f":
                self.text = self.text[:-1]
            elif key == "\x15":
                self.text = ""
            elif key.isprintable() and len(self.text) < _LONGEST:
                self._first = now if not self.text else self._first
                self.text += key
        return None

    def _line(self, now: float) -> Line:
        typed = self.text.strip()
        if not typed:
            return Line(self._empty)
        if choice := self._letters.get(typed.casefold()):
            return Line(choice)
        pasted = now - self._latest < _PACE or self._latest - self._first < _PACE * (len(typed) - 1)
        self.restart(now)
        if self._word is None:
            return Line(Said.PASTED) if pasted else Line(Said.WRITTEN, typed)
        if bare(typed) != bare(self._word):
            return Line(Said.UNKNOWN)
        return Line(Said.PASTED) if pasted else Line(Said.RELEASE, typed)


def bare(handle: str) -> str:
    """A handle as it is compared: the ``@`` and capitals make no difference."""
    return unicodedata.normalize("NFC", handle).strip().removeprefix("@").casefold()
