"""Texts that others wrote, so that the terminal shows them and never obeys them."""

import unicodedata

from rich.text import Text

_JOINER = "\u200d"
_MOST, _MOST_LINES = 3000, 40


def visible(text: str) -> Text:
    """Every control character, bidi mark and invisible letter spelt out as ``<U+202E>``; line ends are kept."""
    shown = Text()
    text = text.replace("\r\n", "\n").expandtabs(4)
    for place, letter in enumerate(text):
        if letter == "\n" or letter.isprintable() or (letter == _JOINER and _joins(text, place)):
            shown.append(letter)
        else:
            shown.append(f"<U+{ord(letter):04X}>", style="reverse")
    return shown


def one_line(text: str) -> Text:
    """As ``visible``, in one line."""
    return visible(" ".join(text.splitlines()))


def beginning(text: str) -> tuple[str, int]:
    """As much of a long text as can be looked at, and how many characters there are besides."""
    lines = text[:_MOST].splitlines(keepends=True)[:_MOST_LINES]
    shown = "".join(lines)
    return shown, len(text) - len(shown)


def _joins(text: str, place: int) -> bool:
    """Whether it only holds a picture together, as in a family's."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return len(around) == 2 and all(unicodedata.category(each) in {"So", "Sk", "Mn"} for each in around)
