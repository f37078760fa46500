"""A request for a second look as a colleague sees it in a terminal: all of the post, and nothing in it is obeyed."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from guard.cli.drawing import Barred
from guard.cli.visible import one_line, visible
from guard.languages import said
from guard.model.sentence import Sentence


def draw_request(console: Console, request: Mapping[str, Any], language: str, word: str) -> None:
    """Prints what is to be approved, and what to type."""

    def say(sentence: Sentence) -> str:
        return said(sentence, language)

    text = request["text"]
    parts: list[RenderableType] = [
        Text(),
        _line(say(Sentence.of("You are asked for a second look at this {kind}.", kind=request["verb"])), "bold"),
        _listed(say(Sentence.of("Accounts")), request["destinations"]),
        Text(),
        Barred(visible(text), "none") if text else _line(say(Sentence.of("No text goes along.")), "dim"),
        Text(),
    ]
    if request["media"]:
        parts.append(_listed(say(Sentence.of("Pictures")), request["media"]))
        only = Sentence.of("You see only the names of the files; ask for them if they matter.")
        parts.append(_line(say(only), "dim"))
    else:
        parts.append(_line(say(Sentence.of("Nothing goes along.")), "dim"))
    if request["noticed"]:
        parts.append(_listed(say(Sentence.of("Noticed")), request["noticed"]))
    else:
        parts.append(_line(say(Sentence.of("Nothing was noticed.")), "dim"))
    parts += [Text(), _line(say(Sentence.of("Is this right? Type {word}", word=word)), "bold")]
    console.print(Group(*parts), soft_wrap=False)


def _line(text: str, style: str) -> RenderableType:
    return Padding(one_line(text), (0, 4), style=style)


def _listed(title: str, lines: Iterable[str]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for number, line in enumerate(lines):
        table.add_row(f"    {title}" if number == 0 else "", one_line(line))
    return table
