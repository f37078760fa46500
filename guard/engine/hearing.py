"""What is said of each brand in public: counted, told when it is more than usual, kept over a restart."""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from guard.files import replace_file
from guard.mentions.alerts import Alert, Volume
from guard.mentions.excess import Sensitivity
from guard.mentions.minutes import Looked
from guard.model.mention import Mentions, Post, SourceState
from guard.model.sentence import Sentence
from guard.workspace.values import Watched

LATEST = 30
"""Posts of each brand that are kept to be looked at; in memory alone."""
_MOST = 64 * 1024 * 1024


class Heard:
    """One brand's. For one thread."""

    def __init__(self, watched: Watched, volume: Volume) -> None:
        self.watched, self.volume = watched, volume
        self.latest: deque[Post] = deque(maxlen=LATEST)
        self.states: dict[str, SourceState] = {}

    def changed(self, state: SourceState, now: float) -> None:
        """A source is being read, or is not. What it was until now is counted first."""
        self.look(now)
        self.states[state.source] = state

    def look(self, now: float) -> None:
        """Notes whether this minute was watched: wholly, in part, or not at all."""
        asked = [source.id for source in self.watched.watching.sources]
        read = [name for name in asked if (state := self.states.get(name)) and state.watching]
        if read:
            self.volume.watched(now, now, how=Looked.WHOLLY if len(read) == len(asked) else Looked.PARTLY)

    def mentioned(self, mentions: Mentions, now: float) -> None:
        """Counts what came in."""
        for minute, _, count in mentions.counts:
            self.volume.heard(minute * 60.0, now, count)
        self.latest.extend(mentions.posts)

    def sources(self) -> Iterator[str]:
        """Each source in one sentence: read since when, or why not."""
        watching = self.watched.watching
        for source in (*watching.sources, *watching.own):
            state = self.states.get(source.id)
            if state is None:
                yield Sentence.of("{source}: not read yet", source=source.id)
            elif state.watching and state.why:
                pattern = "{source}: read since {time}. {less}"
                yield Sentence.of(pattern, source=source.id, time=_clock(state.since), less=state.why)
            elif state.watching:
                yield Sentence.of("{source}: read since {time}", source=source.id, time=_clock(state.since))
            else:
                pattern = "{source}: not read since {time}. {why}"
                yield Sentence.of(pattern, source=source.id, time=_clock(state.since), why=state.why or "")


class Hearing:
    """All watched brands of a desk. For one thread; files are small."""

    def __init__(self, folder: Path, zone: tzinfo) -> None:
        self._folder, self._zone = folder, zone
        self.brands: dict[str, Heard] = {}
        self.troubles: list[str] = []
        """Counts of earlier days that could not be read, a sentence each; they are learnt anew."""

    def furnish(self, watched: Iterable[Watched]) -> None:
        """From now on these; what is known of a brand stays."""
        wanted = {one.watching.brand: one for one in watched}
        for name in self.brands.keys() - wanted.keys():
            del self.brands[name]
        for name, one in wanted.items():
            heard = self.brands.get(name)
            if heard is None:
                self.brands[name] = Heard(one, self._volume(name))
            elif heard.watched != one:
                if heard.watched.watching.sources != one.watching.sources:
                    heard.volume.loosen()
                heard.watched = one
            self.brands[name].volume.sensitivity = Sensitivity(one.alerts)

    def judged(self, now: float) -> list[tuple[str, Alert]]:
        """What is to be told now, brand by brand; to be called every minute."""
        told = []
        for name, heard in self.brands.items():
            heard.look(now)
            if alert := heard.volume.judge(now):
                told.append((name, alert))
        return told

    def marks(self) -> tuple[Mapping[str, Mapping[str, Any]], Sequence[str]]:
        """How far the sources were read, and the ids of the latest posts."""
        plain = self._read(self._folder / "read.json")
        try:
            return dict(plain["marks"]), list(plain["seen"])
        except (KeyError, TypeError, ValueError):
            return {}, []

    def keep_marks(self, marks: Mapping[str, Mapping[str, Any]], seen: Sequence[str]) -> None:
        """Raises OSError."""
        self._write(self._folder / "read.json", {"marks": dict(marks), "seen": list(seen)})

    def keep(self) -> None:
        """Puts the counts on disk; raises OSError."""
        for name, heard in self.brands.items():
            self._write(self._folder / f"volume-{name}.json", heard.volume.to_plain())

    def _volume(self, brand: str) -> Volume:
        path = self._folder / f"volume-{brand}.json"
        if plain := self._read(path):
            try:
                return Volume.from_plain(plain, self._zone)
            except (KeyError, TypeError, ValueError, OverflowError):
                self.troubles.append(
                    Sentence.of("{file} cannot be read; what is usual is learnt anew.", file=path.name)
                )
        return Volume(self._zone)

    def _read(self, path: Path) -> dict[str, Any]:
        with suppress(OSError, ValueError, RecursionError):
            if path.is_file() and path.stat().st_size <= _MOST:
                plain = json.loads(path.read_text(encoding="utf-8"))
                return plain if isinstance(plain, dict) else {}
        return {}

    def _write(self, path: Path, plain: Mapping[str, Any]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(path, json.dumps(plain))


def _clock(moment: datetime | None) -> str:
    return f"{moment.astimezone():%H:%M}" if moment else "?"
