"""One hold put to the person at a terminal: drawn, asked, and answered, or closed by somebody else."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.padding import Padding

from guard.cli.demanding import Demanding
from guard.cli.drawing import MORE, choices, draw, draw_others, others
from guard.cli.prompt import Line, Prompt, Said
from guard.cli.row import Row
from guard.cli.terminal import Terminal
from guard.cli.visible import one_line
from guard.clients.line import Line as Engine
from guard.clients.line import Refused
from guard.languages import said
from guard.model.demand import Ask
from guard.model.sentence import Sentence
from guard.protocol.card import Card, CardDemand
from guard.protocol.replies import Settled, Shown
from guard.protocol.requests import Choice

_LOOK = 0.1
"""Seconds between two looks at the keyboard and at the engine."""
_OVERDUE = 5.0
"""Seconds after the deadline by which the engine must have said that it is over."""
_NOT_MET = "not-met"
_STANDS = {"bad-answer", "not-typed", "not-written", _NOT_MET}
"""Refusals after which the hold still waits."""
_FIRST, _MORE = "first", "more"
"""What a letter asks for that is no answer: what must be done first, and the signals that were only counted."""


class TerminalGone(Exception):
    """Nobody is there any more. What was asked about last is stopped."""


@dataclass(slots=True)
class _Asked:
    """What was drawn, what answers it, and what was done for it so far."""

    shown: Shown
    until: float
    """On the monotonic clock."""
    demanding: Demanding
    met: dict[str, str] = field(default_factory=dict)
    """How each demand was met, by its key."""

    @property
    def missing(self) -> list[CardDemand]:
        """What must still be done before it can be released."""
        return [demand for demand in self.shown.card.demands if demand.key not in self.met]


class Asking:
    """Asks at one terminal."""

    def __init__(
        self, engine: Engine, terminal: Terminal, console: Console, language: str, request: Path | None = None
    ) -> None:
        """``request``: where the first request for a colleague is written."""
        self._engine, self._terminal, self._console, self._language = engine, terminal, console, language
        self._request = request
        self.waiting = 0
        """How many holds wait besides the one that is asked about."""

    def ask(self, hold: str) -> None:
        """Asks until the hold is settled, by whomever; raises Refused where it is settled already, and TerminalGone."""
        try:
            self._ask(hold)
        except (TerminalGone, OSError):  # a terminal that is gone can be read to its end, or not be written to
            self.stop(hold)
            raise TerminalGone from None

    def _ask(self, hold: str) -> None:
        asked = self._show(hold)
        line = self._decided(asked)
        while line:
            try:
                settled = self._send(asked, line)
            except Refused as refused:
                self.say(refused.text)
                if refused.code not in _STANDS:
                    return
                if refused.code == _NOT_MET:
                    line = self._asked_again(asked)
                else:
                    asked = self._show(hold)
                    line = self._decided(asked)
            else:
                self._tell(asked.shown.card, settled)
                return

    def _decided(self, asked: _Asked) -> Line | None:
        """The line that is to be sent, or None where the hold was settled meanwhile."""
        while True:
            letters, word = self._explain(asked)
            line = self._read(asked.shown.card.hold, asked.until, Prompt(letters, word, time.monotonic()))
            if line and line.said == _MORE:
                draw_others(self._console, asked.shown.card)
            elif line and line.said in {Said.RELEASE, _FIRST} and asked.missing:
                line = self._done_first(asked)
                if line is None or line.said is Said.STOP:
                    return line
            else:
                return line

    def _done_first(self, asked: _Asked) -> Line | None:
        """Asks for what must be done before a release. It never is one: whatever is typed here lets nothing go."""
        for number, demand in enumerate(missing := asked.missing, 1):
            line = asked.demanding.ask(demand, number, len(missing))
            if line is None or line.said is not Said.WRITTEN:
                return line
            asked.met[demand.key] = line.typed
        return Line(Said.BACK)

    def _asked_again(self, asked: _Asked) -> Line | None:
        """After a refusal: of all that was typed only a colleague's code can have been wrong."""
        codes = {demand.key for demand in asked.shown.card.demands if demand.ask == Ask.COLLEAGUE}
        asked.met = {key: how for key, how in asked.met.items() if codes and key not in codes}
        line = self._done_first(asked)
        return line if line is None or line.said is Said.STOP else self._decided(asked)

    def say(self, text: str) -> None:
        """One line for the person."""
        if isinstance(text, Sentence):
            text = said(text, self._language)
        self._console.print(one_line(text))

    def stop(self, hold: str) -> None:
        """Stops it, since nobody is there to be asked, or whoever wanted to send it was interrupted."""
        self._answer(self._shown(hold), Line(Said.STOP), {})

    def _shown(self, hold: str) -> Shown:
        return msgspec.convert(self._engine.ask("show", hold=hold), Shown)

    def _show(self, hold: str) -> _Asked:
        shown = self._shown(hold)
        until = time.monotonic() + shown.remaining
        asked = _Asked(shown, until, self._demanding(shown.card, until))
        draw(self._console, shown.card, self._language, self.waiting)
        if self._request and any(demand.ask == Ask.COLLEAGUE for demand in shown.card.demands):
            asked.demanding.save(self._request)
            self._request = None
        return asked

    def _explain(self, asked: _Asked) -> tuple[Mapping[str, str], str]:
        """Prints what can be answered; the letters with their choices, and the word that lets go."""
        card, missing = asked.shown.card, len(asked.missing)
        labels = list(choices(card, self._say))
        values: list[str] = [*([Choice.RESCUE] if card.rescues else []), Choice.EDIT, Choice.STOP]
        word = card.typed if card.high_risk else self._say(Sentence.of("post"))
        self._console.print()
        if missing:
            one, many = (
                Sentence.of("[p]ost: one thing first"),
                Sentence.of("[p]ost: {count} things first", count=missing),
            )
            labels.append(self._say(one if missing == 1 else many))
            values.append(_FIRST)
        self._console.print(one_line(f"    {' · '.join(labels)}"))
        if not missing:
            release = Sentence.of("{word} in full: {label}", word=word, label=card.release_label)
            self._console.print(one_line(f"    {self._say(release)}"))
        how = Sentence.of("Answer by a letter and Enter. Enter alone does not post.")
        self._console.print(one_line(f"    {self._say(how)}"), style="dim")
        letters = {_letter(label): str(value) for label, value in zip(labels, values, strict=True)}
        return ({MORE: _MORE} if others(card) else {}) | letters, word

    def _read(self, hold: str, until: float, prompt: Prompt) -> Line | None:
        """The line that was typed, or None where the hold was settled meanwhile."""
        self._terminal.enter()
        row = Row(self._terminal, self._language)
        while True:
            keys = self._terminal.read(_LOOK)
            now = time.monotonic()
            if keys is None:
                raise TerminalGone
            line = prompt.look(keys, now)
            closed = self._closed(hold, now - until)
            if line or closed:
                row.end()
            if line and line.said in _HINTS:
                self.say(_HINTS[line.said])
            elif line:
                return line
            if closed:
                self.say(closed)
                return None
            row.show(prompt, until - now)

    def _demanding(self, card: Card, until: float) -> Demanding:
        def indented(text: str) -> None:
            line = one_line(self._say(text) if isinstance(text, Sentence) else text)
            self._console.print(Padding(line, (0, 4), expand=False))

        return Demanding(card, partial(self._read, card.hold, until), indented, self._language)

    def _send(self, asked: _Asked, line: Line) -> Settled:
        return self._answer(asked.shown, line, asked.met if line.said is Said.RELEASE else {})

    def _answer(self, shown: Shown, line: Line, met: Mapping[str, str]) -> Settled:
        choice = line.said.value if isinstance(line.said, Said) else line.said
        bound: dict[str, Any] = {"hold": shown.card.hold, "token": shown.token, "drawn": shown.drawn}
        return msgspec.convert(self._engine.ask("answer", **bound, choice=choice, typed=line.typed, met=met), Settled)

    def _tell(self, card: Card, settled: Settled) -> None:
        self.say(settled.text)
        if settled.choice == Choice.RESCUE.value and card.rescues:
            rescue = card.rescues[0]
            where = rescue.url or rescue.platform
            self.say(Sentence.of("Write it as {account} here: {where}", account=rescue.account, where=where))

    def _closed(self, hold: str, overdue: float) -> str | None:
        """Why it is settled, where the engine has said so; other events only change the count."""
        while True:
            try:
                event = self._engine.event(0)
            except TimeoutError:
                break
            if event["event"] == "desk":
                self.waiting = max(0, event["waiting"] - 1)
            elif event["event"] == "closed" and event["hold"] == hold:
                return str(event["text"])
        return Sentence.of("The time is over; it was not sent.") if overdue > _OVERDUE else None

    def _say(self, sentence: Sentence) -> str:
        return said(sentence, self._language)


_HINTS: Mapping[Said | str, Sentence] = {
    Said.UNKNOWN: Sentence.of("That is none of the answers; nothing was done."),
    Said.PASTED: Sentence.of("Pasted text answers nothing: type it."),
}


def _letter(label: str) -> str:
    match = re.search(r"\[(\w)\]", label)
    return match[1].casefold() if match else label[:1].casefold()
