"""What must be done before a post can be released, asked for at the terminal: one thing after the other."""

import json
import os
import shlex
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from guard.checks.reading.filenames import name_of
from guard.cli.prompt import Line, Prompt, Said
from guard.engine.demands import SHORTEST_REASON
from guard.languages import said
from guard.model.demand import Ask
from guard.model.sentence import Sentence
from guard.protocol.approval import request_of
from guard.protocol.card import Card, CardDemand

Read = Callable[[Prompt], Line | None]
"""Reads one line; None where the hold was settled meanwhile."""

_SAVE = "save"
_EASY = 40
"""Letters of a file's name; what is longer, or has letters that nobody can type, is not asked for."""
_SHORTEST_CODE = 6


class Demanding:
    """Asks for what one hold demands."""

    def __init__(self, card: Card, read: Read, say: Callable[[str], None], language: str) -> None:
        self._card, self._read, self._say, self._language = card, read, say, language
        self._request: Path | None = None
        self._ways: Mapping[str, Callable[[CardDemand], Line | None]] = {
            Ask.TICK: self._tick,
            Ask.REASON: self._reason,
            Ask.LOOK: self._look,
            Ask.COLLEAGUE: self._colleague,
        }

    def ask(self, demand: CardDemand, number: int, count: int) -> Line | None:
        """How it was met, as ``WRITTEN``; ``BACK`` or ``STOP`` where it was not; None where the hold was settled."""
        self._say("")
        self._say(f"{number}/{count}  {demand.text}")
        return self._ways[demand.ask](demand)

    def save(self, file: Path | None = None) -> None:
        """Writes the request for a colleague, never over a file that is there; tells where it is."""
        try:
            self._request = _written(self._card, file)
        except OSError as error:
            why = error.strerror or str(error)
            self._say(
                Sentence.of("The request cannot be written to {file}: {why}", file=str(file or Path.cwd()), why=why)
            )

    def _tick(self, _demand: CardDemand) -> Line | None:
        yes = self._said(Sentence.of("y"))
        self._say(Sentence.of("{word} and Enter: it is so. Enter alone goes back; nothing is posted.", word=yes))
        return self._word(yes)

    def _reason(self, _demand: CardDemand) -> Line | None:
        self._say(Sentence.of("Type the reason; it is kept in the journal. Enter alone goes back; nothing is posted."))
        while (line := self._line(None)) and line.said is Said.WRITTEN:
            if sum(map(str.isalpha, line.typed)) >= SHORTEST_REASON:
                return line
            self._say(Sentence.of("A reason has at least {count} letters.", count=SHORTEST_REASON))
        return line

    def _look(self, demand: CardDemand) -> Line | None:
        name = name_of(demand.about)
        path = next((each.path for each in self._card.media if each.path == demand.about), "")
        if path:
            self._say(_sized(path))
            self._say(Sentence.of("A terminal shows no pictures: open the file, and look at all of it."))
        else:
            self._say(Sentence.of("Look at it in the page to which it was attached."))
        word = name if name.isprintable() and len(name) <= _EASY else self._said(Sentence.of("seen"))
        self._say(Sentence.of("Then type: {word}", word=word))
        return self._word(word)

    def _colleague(self, _demand: CardDemand) -> Line | None:
        if self._request:
            self._tell_where()
        else:
            self._say(Sentence.of("s and Enter: save the request to a file in this folder, for a colleague elsewhere."))
        self._say(Sentence.of("The code fits exactly this post, also when you post it again later."))
        self._say(Sentence.of("Type the colleague's code, or let them type their PIN. Enter alone goes back."))
        while line := self._line(None, {"s": _SAVE}, veiled=True):
            if line.said == _SAVE:
                self.save()
                self._tell_where()
            elif line.said is Said.WRITTEN and len(line.typed) < _SHORTEST_CODE:
                self._say(Sentence.of("That is too short for a code or a PIN."))
            else:
                return line
        return None

    def _tell_where(self) -> None:
        if file := self._request:
            self._say(Sentence.of("The request is in {file}", file=str(file)))
            self._say(Sentence.of("Your colleague runs: hatcheck approve {file}", file=shlex.quote(file.name)))

    def _word(self, word: str) -> Line | None:
        """Met once this word is typed."""
        line = self._line(word)
        return Line(Said.WRITTEN, line.typed) if line and line.said is Said.RELEASE else line

    def _line(self, word: str | None, letters: Mapping[str, str] | None = None, *, veiled: bool = False) -> Line | None:
        return self._read(Prompt(letters or {}, word, time.monotonic(), empty=Said.BACK, veiled=veiled))

    def _said(self, sentence: Sentence) -> str:
        return said(sentence, self._language)


def _written(card: Card, file: Path | None) -> Path:
    """The file with the request, at a name of its own where none is given."""
    number = 0
    while True:
        number += 1
        ending = f"-{number}" if number > 1 else ""
        path = (file or Path(f"hatcheck-request{ending}.json")).absolute()
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            if file:
                raise
            continue
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(json.dumps(request_of(card), indent=1) + "\n")
        return path


def _sized(path: str) -> str:
    """The file with its width and height, where it has any: it may be made to hurt, so another process looks."""
    from guard.pictures.looker import Asked, Looker

    looker = Looker()
    try:
        look = looker.look([Asked(path, path=path)])[path]
    finally:
        looker.close()
    return f"{path}  ({look.width} × {look.height})" if look.width and look.height else path
