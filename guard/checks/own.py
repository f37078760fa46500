r"""A user's own check: a small file that says which words, patterns or destinations deserve a look.

.. code-block:: toml

    name = "Launch secrecy"
    says = "Nobody may know of the launch yet."
    for = ["acme"]                      # identities; every brand where it is left out
    severity = "medium"                 # note, low, medium or high
    holds = false
    words = ["project falcon", "falcon*; not before heavy"]
    patterns = ['\bAC-\d{4}\b']        # RE2's syntax, whatever the case
    destinations = ["x:@acme", "linkedin"]  # only what goes there

It speaks of a post that has one of the words or patterns; one that has neither speaks of all that goes to its
destinations.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from guard.checks.post import Post
from guard.checks.reading.lexicon import Group, Lexicon
from guard.checks.reading.notation import BadEntry, Entry, entries
from guard.checks.reading.stream import LONGEST, stream
from guard.model.decision import Severity, Signal, Spot
from guard.model.identity import Identity, IdentityKind
from guard.model.route import Confidence
from guard.platforms import BadAccount, parse_account, platform_named

LARGEST = 64 * 1024
"""Bytes of a file."""
MOST_WORDS, MOST_PATTERNS, MOST_DESTINATIONS, MOST_SPOTS = 200, 50, 100, 20
LONGEST_PATTERN, LONGEST_WORD, LONGEST_SENTENCE = 300, 120, 300
_MEMORY = 1 << 20
"""Bytes that one compiled pattern may take."""
_KEYS: Mapping[str, type] = {
    "name": str,
    "says": str,
    "for": list,
    "severity": str,
    "holds": bool,
    "words": list,
    "patterns": list,
    "destinations": list,
}


class BrokenCheck(Exception):
    """A file that is no check. What is wrong and what to do instead is in ``what`` and ``remedy``."""

    def __init__(self, file: str, line: int | None, what: str, remedy: str) -> None:
        at = f", line {line}" if line else ""
        super().__init__(f"{file}{at}: {what}. {remedy}.")
        self.file, self.line, self.what, self.remedy = file, line, what, remedy


class Pattern(Protocol):
    """A compiled pattern of the engine that takes a time in proportion to the text."""

    def finditer(self, text: str, /) -> Iterator[Any]:
        """Every place where it fits."""


@dataclass(frozen=True)
class OwnCheck:
    """A check of the workspace's; called like any other."""

    id: str
    """``own:`` and the file's name without its ending."""
    name: str
    says: str
    owners: tuple[str, ...]
    """Ids of the identities it is for; empty for every brand."""
    severity: Severity
    holds: bool
    words: tuple[Entry, ...]
    patterns: tuple[Pattern, ...]
    destinations: frozenset[str]
    """Accounts, and platforms by their ids."""

    @property
    def __name__(self) -> str:
        return self.id

    def __call__(self, post: Post) -> Iterator[Signal]:
        """One signal where the post is one of those that are meant."""
        if not (any(map(self._for, post.owners)) and self._goes_there(post)):
            return
        spots = tuple(self._spots(post.text)) if post.worded else ()
        if spots or not (self.words or self.patterns):
            yield Signal(self.id, self.severity, self.says, self.name, Confidence.HIGH, spots, self.holds)

    def _for(self, owner: Identity) -> bool:
        return owner.id in self.owners if self.owners else owner.kind is IdentityKind.BRAND

    def _goes_there(self, post: Post) -> bool:
        return not self.destinations or any(
            account.key in self.destinations or account.platform in self.destinations
            for account in post.attempt.destinations
        )

    def _spots(self, text: str) -> list[Spot]:
        text = text[:LONGEST]
        spots = {hit.spot for hit in self._lexicon.find(stream(text))} if self.words else set()
        for pattern in self.patterns:
            for match in pattern.finditer(text):
                if len(spots) >= MOST_SPOTS:
                    break
                if match.end() > match.start():
                    spots.add(Spot(match.start(), match.end()))
        return sorted(spots, key=lambda spot: (spot.start, spot.end))[:MOST_SPOTS]

    @cached_property
    def _lexicon(self) -> Lexicon:
        group = Group("own", "", self.name)
        return Lexicon((group, word) for word in self.words)


def read(name: str, data: bytes) -> OwnCheck:
    """The check that this file holds; ``name`` is the file's. Raises BrokenCheck."""
    return _Reading(name, data).check()


class _Reading:
    def __init__(self, name: str, data: bytes) -> None:
        self.file = name
        self.text = ""
        if len(data) > LARGEST:
            raise self._broken("", f"The file has more than {LARGEST // 1024} KiB", "Divide it into several")
        try:
            self.text = data.decode("utf-8")
            self.content = tomllib.loads(self.text)
        except UnicodeDecodeError as error:
            raise self._broken("", "The file is not UTF-8", "Save it as UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            at = int(line[1]) if line else None
            raise BrokenCheck(name, at, f"This is no TOML ({error})", "Mend the line") from error
        except RecursionError as error:
            raise self._broken("", "The file is nested too deeply", "Keep to the keys of a check") from error

    def check(self) -> OwnCheck:
        for key, value in self.content.items():
            if key not in _KEYS:
                raise self._broken(key, f"“{key}” is no key of a check", f"Known are {', '.join(_KEYS)}")
            if not isinstance(value, _KEYS[key]):
                raise self._broken(
                    key, f"“{key}” is not a {_KEYS[key].__name__}", "See the example in the documentation"
                )
        words = tuple(entry for word in self._texts("words", MOST_WORDS, LONGEST_WORD) for entry in self._word(word))
        patterns = tuple(self._pattern(one) for one in self._texts("patterns", MOST_PATTERNS, LONGEST_PATTERN))
        destinations = frozenset(map(self._destination, self._texts("destinations", MOST_DESTINATIONS, 200)))
        if not (words or patterns or destinations):
            raise self._broken("", "It has neither words nor patterns nor destinations", "Say what it is to look for")
        return OwnCheck(
            id=f"own:{self.file.rpartition('/')[2].rpartition('.')[0] or self.file}",
            name=self._sentence("name"),
            says=self._sentence("says"),
            owners=tuple(self._texts("for", MOST_DESTINATIONS, 200)),
            severity=self._severity(),
            holds=self.content.get("holds", False),
            words=words,
            patterns=patterns,
            destinations=destinations,
        )

    def _sentence(self, key: str) -> str:
        said = str(self.content.get(key, "")).strip()
        if not said or len(said) > LONGEST_SENTENCE or not said.isprintable():
            remedy = f"Write one line of at most {LONGEST_SENTENCE} characters"
            raise self._broken(key, f"“{key}” is missing, too long, or more than one line", remedy)
        return said

    def _severity(self) -> Severity:
        said = self.content.get("severity", Severity.LOW.value)
        if said not in list(Severity):
            raise self._broken("severity", f"There is no severity “{said}”", f"Known are {', '.join(Severity)}")
        return Severity(said)

    def _texts(self, key: str, most: int, longest: int) -> list[str]:
        texts: list[str] = self.content.get(key, [])
        if len(texts) > most:
            raise self._broken(key, f"“{key}” has {len(texts)} entries", f"Keep to {most}")
        for text in texts:
            if not isinstance(text, str) or not text.strip() or len(text) > longest:
                remedy = f"Each is a text of at most {longest} characters"
                raise self._broken(
                    str(text)[:longest], f"“{key}” has an entry that is no text, empty or too long", remedy
                )
        return texts

    def _word(self, word: str) -> list[Entry]:
        try:
            return [
                entry for language in (("en", "de") if "+" in word else ("en",)) for entry in entries(word, language)
            ]
        except BadEntry as error:
            raise self._broken(
                word, str(error), "Write words as the lists do: word, word*, “two words; not after no”"
            ) from error

    def _pattern(self, written: str) -> Pattern:
        try:
            import re2
        except ImportError as error:
            remedy = "Use words instead, or install google-re2 where there is one for this system"
            raise self._broken("patterns", "Patterns cannot be used on this system", remedy) from error
        options = re2.Options()
        options.log_errors, options.case_sensitive, options.max_mem = False, False, _MEMORY
        try:
            compiled: Pattern = re2.compile(written, options)
        except re2.error as error:
            said = error.args[0].decode(errors="replace") if error.args and isinstance(error.args[0], bytes) else error
            raise self._broken(written, f"“{written}” is no pattern ({said})", "Write it in RE2's syntax") from error
        return compiled

    def _destination(self, written: str) -> str:
        if platform := platform_named(written):
            return platform
        try:
            return parse_account(written).key
        except BadAccount as error:
            remedy = "Write an account, as x:@acme, or a network, as linkedin"
            raise self._broken(written, f"“{written}” is no destination", remedy) from error

    def _broken(self, near: str, what: str, remedy: str) -> BrokenCheck:
        """The mistake, with the first line that holds ``near``."""
        lines = self.text.splitlines()
        at = next((number for number, line in enumerate(lines, 1) if near and near in line), None)
        return BrokenCheck(self.file, at, what, remedy)
