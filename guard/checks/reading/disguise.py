"""Swearing behind signs, digits, dots and spaces: ``f**king``, ``sh1t``, ``a$$hole``, ``f… you``, ``f u c k``."""

import re
from collections.abc import Iterable, Iterator, Mapping

_SIGNS = r"*#$%@!&^~…•_"
_MASKED = re.compile(rf"(?<![\w{_SIGNS}/.=?&-])[a-z][a-z0-9'’{_SIGNS}.-]{{1,24}}")
_DIGITS = re.compile(r"(?<![\w/.])(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{4,16}(?!\w)")
_SPACED = re.compile(r"(?<![\w.])[a-z](?:[ .*_-][a-z]){3,9}(?![\w])")
_GRAWLIX = re.compile(rf"(?<!\w)(?=[{_SIGNS}?]{{0,11}}[#%&])(?=[{_SIGNS}?]{{0,11}}[@$!*])[#$%@!&*?]{{4,12}}(?!\w)")
_AFTER_DOTS = frozenset(
    ("you", "off", "this", "that", "it", "the", "them", "him", "her", "all", "me", "my", "your", "up")
)
_DOTS = re.compile(r"(?<!\w)(f|fu|sh|bs|motherf)(?:…|\.{2,4}|-{2,3}|—)(?:(ing|in'|in|er|ers|ed|k|t)(?!\w)| (\w+))")
_LEET = str.maketrans("013457$@!", "oieastsai")
_MOST = 200


def unmasked(plain: str, known: Mapping[str, Iterable[str]]) -> Iterator[tuple[int, int, str]]:
    """Places in ``plain`` where one of the known words is hidden, and which; ``known`` has them by first letter."""
    for number, match in enumerate(_MASKED.finditer(plain)):
        if number >= _MOST:
            break
        token = match[0].rstrip(".'’-") if not _signs(match[0][1:3]) else match[0]
        if word := _behind(token, known):
            yield match.start(), match.start() + len(token), word
    for match in _DIGITS.finditer(plain):
        word = match[0].translate(_LEET)
        if word in known.get(word[0], ()):
            yield match.start(), match.end(), word
    for match in _SPACED.finditer(plain):
        word = re.sub(r"[^a-z]", "", match[0])
        if word in known.get(word[0], ()):
            yield match.start(), match.end(), word
    for match in _DOTS.finditer(plain):
        if match[2] or match[3] in _AFTER_DOTS:
            yield match.start(), match.end(2) if match[2] else match.end() - len(match[3]) - 1, "…"
    for match in _GRAWLIX.finditer(plain):
        if len(set(match[0])) >= 3:
            yield match.start(), match.end(), "…"


def _signs(text: str) -> bool:
    return any(sign in _SIGNS for sign in text)


def _behind(token: str, known: Mapping[str, Iterable[str]]) -> str:
    """The first known word that this may stand for; empty where none does."""
    token = token if "*" in token[-1:] else token.rstrip("!?_")
    if len(token) < 3 or not _signs(token):
        return ""
    words = known.get(token[0], ())
    letters = sum(map(str.isalnum, token))
    swearing = "".join(sign for sign in token[1:] if not sign.isalnum())
    for word in words:
        if len(word) == len(token) and all(map(_stands_for, token, word)):
            return word
    head = re.match(r"[a-z]+", token)[0]  # type: ignore[index]
    tail = re.search(r"[a-z]*$", token)[0]  # type: ignore[index]
    if len(head) + len(tail) == letters >= 3 and tail and len(set(swearing)) == 1 and swearing[0] == "*":
        for word in words:
            if word.startswith(head) and word.endswith(tail) and abs(len(word) - len(token)) <= 2 < len(word) - 1:
                return word
    if head in {"f", "s", "sh", "b", "fu", "c", "motherf"} and letters == len(head) and len(set(swearing)) >= 3:
        return next((word for word in words if word.startswith(head)), "")
    return ""


def _stands_for(sign: str, letter: str) -> bool:
    return (
        sign == letter
        or sign in "*#%&^~…•_"
        or sign.translate(_LEET) == letter
        or (sign in "$@!" and letter in "aeiou")
    )
