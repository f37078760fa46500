"""Text without signs that nobody sees: such that steer a terminal, or turn the order of letters around."""

import unicodedata

_KEPT = frozenset("\u200c\u200d")
"""Joiners, which are parts of words and of emoji."""


def lines(text: str) -> list[str]:
    """The lines of a text, whatever signs end them, each without invisible ones."""
    return ["".join(map(_shown, line)) for line in text.splitlines()]


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(line.strip() for line in lines(text) if line.strip())


def is_web(address: str) -> bool:
    """Whether it is an address of the web, whole and without blanks: what else may follow a click is no link here."""
    lowered = address.lower()
    return lowered.startswith(("http://", "https://")) and not any(letter.isspace() for letter in address)


def _shown(letter: str) -> str:
    if letter == "\t":
        return " "
    hidden = unicodedata.category(letter) in {"Cc", "Cf", "Cs"} and letter not in _KEPT
    return "\N{REPLACEMENT CHARACTER}" if hidden else letter
