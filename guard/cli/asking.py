"""One hold put to the person at a terminal: drawn, asked, and answered, or closed by somebody else."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from rich.console import Console

from guard.cli.drawing import choices, draw
from guard.cli.prompt import Line, Prompt, Said
from guard.cli.row import Row
from guard.cli.terminal import Terminal
from guard.cli.visible import one_line
from guard.clients.line import Line as Engine
from guard.clients.line import Refused
from guard.languages import said
from guard.model.sentence import Sentence
from guard.protocol.card import Card
from guard.protocol.replies import Settled, Shown
from guard.protocol.requests import Choice

_LOOK = 0.1
"""Seconds between two looks at the keyboard and at the engine."""
_OVERDUE = 5.0
"""Seconds after the deadline by which the engine must have said that it is over."""
_STANDS = {"bad-answer", "not-typed", "not-written"}
"""Refusals after which the hold still waits."""


class TerminalGone(Exception):
    """Nobody is there any more. What was asked about last is stopped."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was drawn, and what answers it."""

    shown: Shown
    until: float
    """On the monotonic clock."""
    letters: Mapping[str, str]
    word: str


class Asking:
    """Asks at one terminal."""

    def __init__(self, engine: Engine, terminal: Terminal, console: Console, language: str) -> None:
        self._engine, self._terminal, self._console, self._language = engine, terminal, console, language
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
        while True:
            asked = self._show(hold)
            line = self._answer_to(asked)
            if line is None:
                return
            try:
                settled = self._send(asked.shown, line)
            except Refused as refused:
                self.say(refused.text)
                if refused.code not in _STANDS:
                    return
            else:
                self._tell(asked.shown.card, settled)
                return

    def say(self, text: str) -> None:
        """One line for the person."""
        if isinstance(text, Sentence):
            text = said(text, self._language)
        self._console.print(one_line(text))

    def stop(self, hold: str) -> None:
        """Stops it, since nobody is there to be asked, or whoever wanted to send it was interrupted."""
        self._send(self._shown(hold), Line(Said.STOP))

    def _shown(self, hold: str) -> Shown:
        return msgspec.convert(self._engine.ask("show", hold=hold), Shown)

    def _show(self, hold: str) -> _Asked:
        shown = self._shown(hold)
        until = time.monotonic() + shown.remaining
        draw(self._console, shown.card, self._language, self.waiting)
        letters, word = self._explain(shown.card)
        self._terminal.enter()
        return _Asked(shown, until, letters, word)

    def _explain(self, card: Card) -> tuple[Mapping[str, str], str]:
        """Prints what can be answered; the letters with their choices, and the word that lets go."""
        labels = list(choices(card, self._say))
        values = [*([Choice.RESCUE] if card.rescues else []), Choice.EDIT, Choice.STOP]
        word = card.typed if card.high_risk else self._say(Sentence.of("post"))
        release = Sentence.of("{word} in full: {label}", word=word, label=card.release_label)
        self._console.print()
        self._console.print(one_line(f"    {' · '.join(labels)}"))
        self._console.print(one_line(f"    {self._say(release)}"))
        how = Sentence.of("Answer by a letter and Enter. Enter alone does not post.")
        self._console.print(one_line(f"    {self._say(how)}"), style="dim")
        return {_letter(label): value.value for label, value in zip(labels, values, strict=True)}, word

    def _answer_to(self, asked: _Asked) -> Line | None:
        """The line that answers, or None where the hold was settled meanwhile."""
        prompt, row = Prompt(asked.letters, asked.word, time.monotonic()), Row(self._terminal, self._language)
        while True:
            keys = self._terminal.read(_LOOK)
            now = time.monotonic()
            if keys is None:
                raise TerminalGone
            line = prompt.look(keys, now)
            closed = self._closed(asked.shown.card.hold, now - asked.until)
            if line or closed:
                row.end()
            if line and line.said in _HINTS:
                self.say(_HINTS[line.said])
            elif line:
                return line
            if closed:
                self.say(closed)
                return None
            row.show(prompt, asked.until - now)

    def _send(self, shown: Shown, line: Line) -> Settled:
        choice = line.said.value if isinstance(line.said, Said) else line.said
        got = self._engine.ask(
            "answer", hold=shown.card.hold, token=shown.token, drawn=shown.drawn, choice=choice, typed=line.typed
        )
        return msgspec.convert(got, Settled)

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
