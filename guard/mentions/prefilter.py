r"""Which raw messages may name a brand at all: most of a network's stream is put aside without being parsed.

The pattern runs over the bytes of JSON, so a letter may stand there in several ways: plain, in UTF-8, with an accent
after it, or as ``\u00fc``. It may pass too much, never too little, with one exception: letters in exotic shapes other
than full-width and mathematical ones are found only where something else in the message lets it pass.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import groupby

Might = Callable[[bytes], object]
"""Truthy for bytes that may name a brand."""

_MARKS = rb"(?:[\xcc\xcd][\x80-\xbf]|\\u03[0-6][0-9A-Fa-f])*"
_LATIN = rb"[\xc3-\xc6][\x80-\xbf]|\xe1[\xb8-\xbb][\x80-\xbf]|\\u(?:0[01]|1[eE])[0-9A-Fa-f]{2}"
"""A Latin letter that is not ASCII."""
_DISGUISED = (
    rb"\xef\xbc[\xa1-\xba]|\xef\xbd[\x81-\x9a]|\xf0\x9d[\x90-\x9f]|\xc2\xad|\xe2\x80\x8b|\xe2\x81\xa0"
    rb"|\\uff[234]|\\ud835|\\u00[aA][dD]|\\u200[bB]|\\u2060"
)
"""Full-width and mathematical letters, and characters that nobody sees: these messages are looked at in full."""
_BETWEEN = rb"(?:[ \t\-_.]|\\[nrt]|\xc2\xa0|\xe2\x80[\x80-\xbf]|\\u00[aA]0|\\u20[0-9A-Fa-f]{2}){0,3}"
_PAIRS = ("ae", "oe", "ue", "ss")


def prefilter(words: Iterable[str]) -> Might:
    """A quick test for these words, which are folded; without words, nothing passes."""
    patterns = [_pattern(word) for word in sorted(set(words)) if word]
    if not patterns:
        return lambda _: None
    whole = b"|".join([*patterns, _DISGUISED])
    try:
        import re2
    except ImportError:  # there is not one for every system; it is ten times as fast
        return re.compile(whole).search
    options = re2.Options()
    options.encoding, options.log_errors = re2.Options.Encoding.LATIN1, False  # bytes as they are
    search: Might = re2.compile(whole, options).search
    return search


def _pattern(word: str) -> bytes:
    return _BETWEEN.join(
        b"".join(_letters("".join(letters)))
        for between, letters in groupby(word, lambda letter: letter in " \t-_.\u00a0")
        if not between
    )


def _letters(word: str) -> Iterable[bytes]:
    place = 0
    while place < len(word):
        pair = word[place : place + 2]
        if pair in _PAIRS:
            both = _letter(pair[0]) + _letter(pair[1])
            yield b"(?:" + both + b"|(?:" + _plain(pair[0]) + _MARKS + b"|" + _LATIN + rb"|\xe1\xba\x9e))"
        else:
            yield _letter(word[place])
        place += 2 if pair in _PAIRS else 1


def _letter(letter: str) -> bytes:
    if not letter.isascii():
        return b"(?:" + b"|".join(_ways(letter)) + b")" + _MARKS
    return (b"(?:" + _plain(letter) + b"|" + _LATIN + b")" + _MARKS) if letter.isalpha() else _plain(letter)


def _plain(letter: str) -> bytes:
    if letter.isalpha():
        return f"[{letter.upper()}{letter}]".encode()
    return re.escape(letter).encode()


def _ways(letter: str) -> Iterable[bytes]:
    shapes = {letter, letter.upper(), letter.lower()}
    for shape in sorted(shapes | {unicodedata.normalize("NFD", one) for one in shapes}):
        yield re.escape(shape.encode("utf-8", "surrogatepass"))
        units = re.findall(r"\\u([0-9a-f]{4})|(.)", json.dumps(shape)[1:-1], re.DOTALL)
        yield b"".join(_unit(code) if code else re.escape(plain.encode()) for code, plain in units)


def _unit(code: str) -> bytes:
    r"""``\u00fc`` in either case of its digits."""
    return rb"\\u" + "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in code).encode()
