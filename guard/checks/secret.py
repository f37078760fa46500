"""A password, a key or a code in the text of a brand's post. What it is is said; what it reads is not."""

import re
from collections.abc import Iterator
from itertools import groupby

from guard.checks.post import Post
from guard.checks.reading.link_facts import invites
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_KEY = Sentence.of("a key to a service")
_TOKEN = Sentence.of("a token of somebody who is signed in")
_PASSWORD = Sentence.of("a password")
_CODE = Sentence.of("a code that is good for one time")
_PRIVATE = Sentence.of("a private key")

_KINDS = (
    (_PRIVATE, r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----"),
    (_KEY, r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    (_KEY, r"\b(?:gh[opsur]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{18,})"),
    (_KEY, r"\b(?:npm_[A-Za-z0-9]{30,}|pypi-[\w-]{40,})"),
    (_KEY, r"\bxox[abeprs]-[A-Za-z0-9-]{10,}|https://hooks\.slack\.com/services/T\w+/\w+/\w+"),
    (_KEY, r"https://(?:\w+\.)?discord(?:app)?\.com/api/webhooks/\d+/[\w-]{20,}"),
    (_KEY, r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9]{20,}"),
    (_KEY, r"\bsk-(?:[a-z]{2,8}-)?[A-Za-z0-9_-]{20,}"),
    (_KEY, r"\bAIza[\w-]{35}|\bya29\.[\w-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\b\d{8,10}:AA[\w-]{33}"),
    (_TOKEN, r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}|\bEAA[A-Za-z0-9]{60,}"),
    (_TOKEN, r"\b[Bb]earer [A-Za-z0-9._~+/-]{24,}"),
    (_TOKEN, r"[?&#](?:access_token|refresh_token|session_?id|reset_password_token)=([^&\s]{8,})"),
    (_KEY, r"[?&#](?:api_?key|client_secret)=([^&\s]{8,})"),
    (_PASSWORD, r"[?&](?:password|passwd|pwd)=([^&\s]{4,})"),
    (_PASSWORD, r"\b[a-z][a-z+]{1,9}://[^\s/:@]{1,60}:([^\s/:@]{3,60})@[\w.-]+"),
    (
        _CODE,
        r"(?i:\b(?:verification|security|confirmation|login|log-in|sign-in|one-time|authentication|access|2fa)[ -]"
        r"(?:pass)?code (?:is|for [\w.]{1,30} is)?:? ?)(\d{3}[ -]?\d{3,5}|\d{4})\b",
    ),
    (
        _CODE,
        r"(?i:\b(?:bestätigungs|sicherheits|anmelde|einmal|verifizierungs|login-?)(?:code|tan|passwort)"
        r"(?: lautet| ist)?:? ?)(\d{3}[ -]?\d{3,5}|\d{4})\b",
    ),
    (
        _CODE,
        r"\b(?:G-)?(?!(?:19|20)\d\d )(\d{4,8}) (?i:is your|ist dein|ist ihr) (?:[\w.]+ ){0,3}?"
        r"(?i:code|\w*code|verification)\b",
    ),
)
_FORMS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_NAMED = re.compile(r"(?i)\b(?:passwor[dt]|passwd|pwd|pw|kennwort)(?: (?:is|ist|lautet))?\s?[:=]\s?(\S{6,64})")
_ONLY_CODE = re.compile(r"\s*(\d{6}|\d{3}[ -]\d{3})\s*")
_ROUND = re.compile(r"(\d)\1\1\1|^\s*(?:19|20)\d\d[01]|000\s*$|123[ -]?456|654[ -]?321|110[ -]?112")
"""A number to celebrate, a date, a row."""
_ALONE = re.compile(r"\s*([^\s#@]\S{7,63})\s*")
_PARTED = re.compile(r"[/.]")
_LONG = re.compile(r"(?<![\w@#/.+=-])[A-Za-z0-9_]{24,200}(?![\w@/.-])")
_WALLET = re.compile(
    r"(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33}|0x[0-9A-Fa-f]{40}|Qm[1-9A-HJ-NP-Za-km-z]{44})"
)
"""Where one pays into, or the name of a file: made to be told."""
_MOST = 3
"""Signals; with so many of them it is plain that the post must not leave."""
_TURNS, _TURNS_LONG = 4, 6
"""How often letters, digits and signs must take turns in what is made to be guessed by nobody."""


def secret_in_text(post: Post) -> Iterator[Signal]:
    """One signal for each thing that gives access to something. Neither its sentence nor its evidence quotes it."""
    if not post.brands or not post.worded:
        return
    spots: list[Spot] = []
    invitations = [(link.start, link.end) for link in post.tokens.links if invites(link)]
    for kind, start, end in _found(post.text):
        if any(first <= start and end <= last for first, last in invitations):
            continue
        if all(end <= spot.start or start >= spot.end for spot in spots):
            if len(spots) == _MOST:
                return
            spots.append(Spot(start, end))
            pattern = "This looks like {what}. Once it is out, whoever reads it can use it."
            text = Sentence.of(pattern, what=kind)
            evidence = Sentence.of("{count} characters", count=end - start)
            yield Signal("secret-in-text", Severity.HIGH, text, evidence, Confidence.HIGH, (spots[-1],))


def _found(text: str) -> Iterator[tuple[Sentence, int, int]]:
    for kind, form in _FORMS:
        for match in form.finditer(text):
            number = next((each for each, group in enumerate(match.groups(), 1) if group), 0)
            yield kind, *match.span(number)
    for match in _NAMED.finditer(text):
        if _turns(match[1].rstrip(".,;!?)")) >= 1 and not match[1].isupper():
            yield _PASSWORD, *match.span(1)
    if (code := _ONLY_CODE.fullmatch(text)) and not _ROUND.search(text):
        yield _CODE, *code.span(1)
    if (alone := _ALONE.fullmatch(text)) and not _PARTED.search(text) and _is_wild(alone[1], _TURNS):
        yield _PASSWORD, *alone.span(1)
    for match in _LONG.finditer(text):
        if _is_wild(match[0], _TURNS_LONG) and not _WALLET.fullmatch(match[0]):
            yield _KEY, *match.span()


def _is_wild(word: str, turns: int) -> bool:
    """Whether capitals, small letters and digits stand in it as nobody would write them to be read."""
    mixed = any(map(str.isdigit, word)) and any(map(str.islower, word)) and any(map(str.isupper, word))
    return word.isascii() and mixed and _turns(word) >= turns


def _turns(word: str) -> int:
    """How often letters, digits and signs take turns."""
    return (
        len(list(groupby(word, lambda each: "letter" if each.isalpha() else "digit" if each.isdigit() else "sign"))) - 1
    )
