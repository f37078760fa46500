"""What is said of each brand in public: counted, told when it is more than usual, kept over a restart."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from guard.files import replace_file
from guard.mentions.alerts import Alert, Volume
from guard.mentions.excess import Sensitivity
from guard.mentions.minutes import Looked
from guard.mentions.seen import short
from guard.mentions.telling import told
from guard.model.mention import Mentions, Post, Source, SourceState, Watching
from guard.model.sentence import Sentence
from guard.workspace.values import Watched

LATEST = 30
"""Posts of each brand that are kept to be looked at; in memory alone."""
_MOST = 64 * 1024 * 1024
_APART = 120.0
"""Seconds between two looks from which on nobody can say that it was watched between them: the machine slept."""
_VERSION = 1

Begun = dict[str, tuple[str, int]]
"""By source: what it was asked for, and since which minute."""


class Heard:
    """One brand's. For one thread. Times are POSIX seconds."""

    def __init__(self, watched: Watched, volume: Volume, begun: Begun) -> None:
        self.watched, self.volume, self._begun = watched, volume, begun
        self.latest: list[Post] = []
        """The newest last."""
        self.states: dict[str, SourceState] = {}
        self._looked: tuple[float, Looked] = (0.0, Looked.NOT)

    def furnish(self, watched: Watched, now: float) -> None:
        """From now on this. What a source held before it was asked is no news, and is never counted."""
        self.watched = watched
        self.volume.sensitivity = Sensitivity(watched.alerts)
        watching = watched.watching
        asked = {source.id: _asked(watching, source) for source in watching.sources}
        same = {name: self._begun[name] for name, word in asked.items() if self._begun.get(name, ("",))[0] == word}
        if self._begun and not same.keys() == asked.keys() == self._begun.keys():
            self.volume.loosen()
        self._begun = {name: same.get(name, (word, int(now) // 60)) for name, word in asked.items()}
        known = {source.id for source in (*watching.sources, *watching.own)}
        self.states = {name: state for name, state in self.states.items() if name in known}

    def changed(self, state: SourceState, now: float) -> None:
        """A source is being read, or is not. What it was until now is counted first."""
        self.look(now)
        self.states[state.source] = state
        self.look(now)

    def look(self, now: float) -> None:
        """Notes whether it was watched since the last look: wholly, in part, or not at all."""
        before, how = self._looked
        self._looked = now, self._now_read()
        if how is not Looked.NOT and 0 <= now - before < _APART:
            self.volume.watched(before, now, how=how)
        elif self._looked[1] is not Looked.NOT:
            self.volume.watched(now, now, how=self._looked[1])

    def mentioned(self, mentions: Mentions, now: float) -> None:
        """Counts what came in."""
        for minute, source, count in mentions.counts:
            if source in self._begun and minute >= self._begun[source][1]:
                self.volume.heard(minute * 60.0, now, count)
        self.latest = sorted([*self.latest, *mentions.posts], key=lambda post: post.at)[-LATEST:]

    def sources(self, now: datetime) -> Iterator[Sentence]:
        """Each source in one sentence: read since when, or why not; times in the zone of ``now``."""
        watching = self.watched.watching
        for source in (*watching.sources, *watching.own):
            state = self.states.get(source.id) or SourceState(source.id, watching=False, since=None)
            yield Sentence.of("{source}: {state}", source=source.id, state=told(state, now))

    def to_plain(self) -> Mapping[str, Any]:
        """Plain JSON; no words of anybody are in it."""
        return {"volume": self.volume.to_plain(), "begun": self._begun}

    def _now_read(self) -> Looked:
        asked = self.watched.watching.sources
        read = [one for one in asked if (state := self.states.get(one.id)) and state.watching]
        if not read:
            return Looked.NOT
        return Looked.WHOLLY if len(read) == len(asked) else Looked.PARTLY


class Hearing:
    """All watched brands of a desk. For one thread, but for ``write``.

    Counts and how far the sources were read lie in one file, so that after a fall what was counted since is read again
    and counted once.
    """

    def __init__(self, file: Path, zone: tzinfo) -> None:
        self._file, self._zone = file, zone
        self.brands: dict[str, Heard] = {}
        self.troubles: list[Sentence] = []
        """What of earlier days could not be read, a sentence each; it is learnt anew."""
        self.marks: Mapping[str, Mapping[str, Any]] = {}
        """How far each source was read."""
        self.seen: Sequence[str] = ()
        """The ids of the latest posts."""
        self._before: Mapping[str, Any] = {}
        self._read()

    def furnish(self, watched: Iterable[Watched], now: float) -> None:
        """From now on these. What is known of a brand stays for as long as it is watched."""
        wanted = {one.watching.brand: one for one in watched}
        self.brands = {name: heard for name, heard in self.brands.items() if name in wanted}
        for name, one in wanted.items():
            if name not in self.brands:
                self.brands[name] = self._known(one)
            self.brands[name].furnish(one, now)
        self._before = {}

    def judged(self, now: float) -> list[tuple[str, Alert]]:
        """What is to be told now, brand by brand; to be called every minute."""
        found = []
        for name, heard in self.brands.items():
            heard.look(now)
            if alert := heard.volume.judge(now):
                found.append((name, alert))
        return found

    def text(self) -> str:
        """All of it as it is at this moment, to be given to ``write``."""
        brands = {name: heard.to_plain() for name, heard in self.brands.items()}
        return json.dumps({"version": _VERSION, "marks": self.marks, "seen": [*self.seen], "brands": brands})

    def write(self, text: str) -> None:
        """Puts it on disk in one step; raises OSError. From any thread, one at a time."""
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(self._file, text)

    def _known(self, watched: Watched) -> Heard:
        brand = watched.watching.brand
        if brand in self._before:
            try:
                plain = self._before[brand]
                begun = {str(name): (str(word), int(minute)) for name, (word, minute) in plain["begun"].items()}
                return Heard(watched, Volume.from_plain(plain["volume"], self._zone), begun)
            except (KeyError, TypeError, ValueError, AttributeError, OverflowError, IndexError):
                self.troubles.append(self._lost(brand))
        return Heard(watched, Volume(self._zone), {})

    def _read(self) -> None:
        try:
            if self._file.exists() and not self._file.is_file():
                raise OSError("a pipe would keep us waiting for whoever writes into it")
            if self._file.stat().st_size > _MOST:
                raise ValueError("too large")
            plain = json.loads(self._file.read_text(encoding="utf-8"))
            if plain["version"] != _VERSION:
                raise ValueError("another version")
            marks = {str(name): dict(mark) for name, mark in plain["marks"].items()}
            seen, brands = [str(word) for word in plain["seen"]], dict(plain["brands"])
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.troubles.append(self._lost(""))
            return
        self.marks, self.seen, self._before = marks, seen, brands

    def _lost(self, brand: str) -> Sentence:
        if brand:
            pattern = "{file} cannot be read where it speaks of {brand}; what is usual is learnt anew."
            return Sentence.of(pattern, file=self._file, brand=brand)
        return Sentence.of("{file} cannot be read; what is usual is learnt anew.", file=self._file)


def _asked(watching: Watching, source: Source) -> str:
    """Sixteen letters that stand for what makes a post count: another address, or a new name, brings other posts."""
    names = [*watching.names, "", *watching.handles, "", *watching.hashtags, "", *watching.hosts]
    return short(source.kind, source.address, source.what, str(source.all), *names)
