"""The row at which the person answers: the time that is left, and what is typed, written anew in its place."""

from guard.cli.prompt import Prompt
from guard.cli.terminal import Terminal
from guard.cli.visible import one_line
from guard.languages import said
from guard.model.sentence import Sentence


class Row:
    """One row of the terminal."""

    def __init__(self, terminal: Terminal, language: str) -> None:
        self._terminal, self._language = terminal, language
        self._written = ""

    def show(self, prompt: Prompt, left: float | None) -> None:
        """The row as it is now. A terminal that cannot write it in its place is spared the seconds."""
        text = f"    {self._text(prompt, left)}"[: self._terminal.width - 1]
        if text != self._written:
            self._write(f"\r\x1b[K{text}" if self._terminal.moves else f"{text}\n")
            self._written = text

    def end(self) -> None:
        """What comes next is written below."""
        if self._terminal.moves and self._written:
            self._write("\n")
        self._written = ""

    def _text(self, prompt: Prompt, left: float | None) -> str:
        minutes, seconds = divmod(max(0, round(left or 0)), 60)
        time = f"{minutes}:{seconds:02}  " if self._terminal.moves and left is not None else ""
        if prompt.armed:
            typed, room = one_line(prompt.shown).plain, max(8, self._terminal.width - len(time) - 8)
            return f"{time}> {typed if len(typed) <= room else typed[-room:]}"  # where a long text ends is written on
        return time + said(Sentence.of("hands off the keys for a second"), self._language)

    def _write(self, text: str) -> None:
        self._terminal.file.write(text)
        self._terminal.file.flush()
