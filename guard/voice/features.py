"""What is heard of a text: which short runs of letters occur in it, each as a number.

Links, mentions and numbers are masked first: they tell whom one speaks to and of what, not how one speaks. A run of two
to five characters becomes a place among ``PLACES`` by a hash that is the same on every machine and in every version;
what once learnt from such places would hear nothing any more if the hash changed, so ``VERSION`` stands in every model.
"""

import re

VERSION = 1
PLACES = 1 << 16
SHORTEST, LONGEST = 2, 5
"""The lengths of the runs."""
LEAST = 40
"""So many characters a text must have without what is masked: fewer have no voice."""

STEP, SPREAD, WORD = 0x01000193, 0x9E3779B1, 0xFFFFFFFF
"""A multiplication with ``STEP`` takes in each character; one with ``SPREAD`` moves what it did to the top bits."""
DROPPED = 32 - (PLACES.bit_length() - 1)
"""How many low bits are left out, so that a place remains."""

_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|de|ly|co|io|me|gl)/\S*", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w/])[@＠][\w.-]+(?:@[\w.-]+)?")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_SPACE = re.compile(r"\s+")
_MASKS = re.compile("[\ue000-\ue002\\s]+")
_MOST = 2000
"""Characters that are listened to: a longer text has said who speaks by then."""


def masked(text: str) -> str:
    """The text without its links, mentions and numbers; a private character stands for each of them."""
    text = _LINK.sub("\ue000", text)
    text = _MENTION.sub("\ue001", text)
    text = _NUMBER.sub("\ue002", text)
    return _SPACE.sub(" ", text).strip()[:_MOST]


def told(masked_text: str) -> bool:
    """Whether there is enough in it to hear a voice."""
    return len(_MASKS.sub(" ", masked_text).strip()) >= LEAST


def places(masked_text: str) -> set[int]:
    """The places of all runs in the text, each once; ``training.places_of_all`` gives the same, for many texts."""
    letters = list(map(ord, f" {masked_text} "))
    found: set[int] = set()
    runs = letters
    for length in range(SHORTEST, LONGEST + 1):
        runs = [(run * STEP + letter) & WORD for run, letter in zip(runs, letters[length - 1 :], strict=False)]
        found.update([((run * SPREAD) & WORD) >> DROPPED for run in runs])
    return found
