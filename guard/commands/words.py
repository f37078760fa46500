"""The words of a command, read by its tool's description. Imports nothing: the command hook starts once per call.

A description's options are written as a tool's own help writes them: ``--using -u USER`` takes a value, ``--sensitive
-s`` takes none, ``--editor -e [PROGRAM]`` may take one. The first name is the one by which the option is known here.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

_FLAG, _VALUE, _MAYBE = 0, 1, 2


class Words:
    """A command's words in their roles."""

    def __init__(self) -> None:
        self.command: str | None = None
        """The command as the description names it; None where the description knows none of this name."""
        self.given: dict[str, list[str]] = {}
        """Each option with its values in their order; the empty text for one without a value."""
        self.plain: list[str] = []
        """The words behind the command that are no options."""
        self.spots: dict[str, list[int]] = {}
        """At which places of argv each option stands, its value included; the plain words under the empty name."""
        self.odd: list[str] = []
        """What looks like an option and stands in no description."""
        self.name = ""
        """The word that should have been a command."""

    def value(self, option: str) -> "str | None":
        """The last value given, or None."""
        values = self.given.get(option)
        return values[-1] if values else None

    def _note(self, option: str, value: str, *spots: int) -> None:
        self.given.setdefault(option, []).append(value)
        self.spots.setdefault(option, []).extend(spots)


class _Scope:
    """The options that are known at one place of the command line."""

    def __init__(self, lines: "Iterable[str]", description: "Mapping[str, Any]") -> None:
        self._names: dict[str, tuple[str, int]] = {}
        self._shortens = "options" in description.get("shortens", [])
        for line in lines:
            names = line.split()
            takes = _FLAG if names[-1][0] == "-" else _MAYBE if names[-1][0] == "[" else _VALUE
            for name in names[: -1 if takes else None]:
                self._names[name] = (names[0], takes)

    def find(self, name: str) -> "tuple[str, int] | None":
        found = self._names.get(name)
        if found is None and self._shortens and name.startswith("--"):
            fits = {entry for known, entry in self._names.items() if known.startswith(name)}
            found = fits.pop() if len(fits) == 1 else None
        return found


def read(argv: "list[str]", description: "Mapping[str, Any]") -> Words:
    """The words in their roles."""
    words = Words()
    commands, outer = description.get("commands", {}), list(description.get("options", []))
    at, first = _options(words, argv, 0, _Scope(outer, description), description, stop=True)
    if "" in commands and (first is None or _named(first, description) is None):
        words = Words()  # one command without a name: everything is its own
        words.command = ""
        lines = [*outer, *commands[""].get("options", [])]
        _options(words, argv, 0, _Scope(lines, description), description, stop=False)
        return words
    words.name = first or ""
    if first is None or (words.odd and _speaks_of_posting(argv, description)):
        # Behind an option that nobody knows, the first word may be its value: `tool --new quiet post text`.
        return words
    words.command = _named(first, description)
    at = _in_group(words, argv, at, description)
    own = commands.get(words.command, {}).get("options", []) if words.command else []
    lines = [*outer, *own] if description.get("options_anywhere") else [*_helps(outer, description), *own]
    _options(words, argv, at, _Scope(lines, description), description, stop=False)
    return words


def _in_group(words: Words, argv: "list[str]", at: int, description: "Mapping[str, Any]") -> int:
    """Where the first word is a group, the second one is part of the command's name; options may stand between."""
    group = (words.command or words.name) + " "
    inside = {key: entry for key, entry in description.get("commands", {}).items() if key.startswith(group)}
    if not inside and not any(key.startswith(group) for key in description.get("quiet", [])):
        return at
    lines = [*description.get("options", []), *(line for entry in inside.values() for line in entry.get("options", []))]
    between = Words()
    there, second = _options(between, argv, at, _Scope(lines, description), description, stop=True)
    if second is None:
        return at
    pair = group + second
    if between.odd and _speaks_of_posting([group + word for word in argv], description):
        words.name, words.command, words.odd = pair, None, between.odd
        return there
    words.name, words.command = pair, _named(pair, description)
    words.given.update(between.given)
    return there


def _speaks_of_posting(candidates: "Iterable[str]", description: "Mapping[str, Any]") -> bool:
    return any(_named(word, description) in description.get("commands", {}) for word in candidates)


def posts(words: Words, description: "Mapping[str, Any]") -> bool:
    """Whether these words may publish something: everything does that is not known to be harmless."""
    if not words.odd and any("" in words.given.get(option, ()) for option in description.get("help", [])):
        return False  # `--help=false` is no help, and behind an option that nobody knows it may be that one's value
    if words.command is None:
        return bool(words.name or words.odd)
    entry = description.get("commands", {}).get(words.command)
    if entry is None:
        return False
    needs = entry.get("when")
    return needs is None or bool(words.odd) or any(option in words.given for option in needs)


def complete(
    words: Words, entry: "Mapping[str, Any]", description: "Mapping[str, Any]", env: "Mapping[str, str]"
) -> None:
    """Adds what the environment says for options that are not given."""
    for part in (entry, description):
        for variable, option in part.get("env", {}).items():
            if env.get(variable) and option not in words.given:
                words.given[option] = [env[variable]]


def reads_input(words: Words, entry: "Mapping[str, Any]") -> bool:
    """Whether the tool would read its text from standard input, if that is no terminal."""
    when = entry.get("stdin", "")
    if when == "without-text":
        return not text_in(words, entry)
    return when in {"always", "besides"} or (when.startswith("-") and when in words.given)


def text_in(words: Words, entry: "Mapping[str, Any]") -> str:
    """The text that stands on the command line."""
    for source in entry.get("text", []):
        if source.startswith("words"):
            found = " ".join(words.plain[_start(source) :])
        elif source.startswith("word"):
            found = next(iter(words.plain[_start(source) :]), "")
        else:
            found = "\n".join(words.given.get(source, []))
        if found:
            return found
    return ""


def names(description: "Mapping[str, Any]") -> "set[str]":
    """The variables of the environment that this description asks about."""
    found = set(description.get("env", {}))
    for entry in description.get("commands", {}).values():
        found.update(entry.get("env", {}))
    for place in ("store", "settings"):
        for templates in (description.get(place) or {}).get("files", {}).values():
            found.update(word[1:] for template in templates for word in template.split("/") if word[:1] == "$")
    return found


def blinding(description: "Mapping[str, Any]") -> "set[str]":
    """Of these variables those with which nobody can tell the account: that they are set is all that matters."""
    blind = description.get("blind", [])
    return {variable for variable, option in description.get("env", {}).items() if option in blind}


def _start(source: str) -> int:
    _, colon, number = source.partition(":")
    return int(number) if colon else 0


def _named(word: str, description: "Mapping[str, Any]") -> "str | None":
    """The command of this name, by another name of it, or where the tool allows it by the first letters."""
    posting, quiet = description.get("commands", {}), description.get("quiet", [])
    for key, entry in posting.items():
        if key and (word == key or word in entry.get("also", [])):
            return str(key)
    if word in quiet:
        return word
    if "commands" not in description.get("shortens", []):
        return None
    every = [(name, str(key)) for key, entry in posting.items() for name in (key, *entry.get("also", []))]
    fits = [key for name, key in (*every, *((name, name) for name in quiet)) if _shortened(word, name)]
    return fits[0] if fits else None


def _shortened(word: str, name: str) -> bool:
    return name.startswith(word) and name.count(" ") == word.count(" ")


def _helps(lines: "list[str]", description: "Mapping[str, Any]") -> "list[str]":
    return [line for line in lines if line.split()[0] in description.get("help", [])]


def _options(
    words: Words, argv: "list[str]", at: int, scope: _Scope, description: "Mapping[str, Any]", *, stop: bool
) -> "tuple[int, str | None]":
    """Reads from ``at`` on; with ``stop`` to the first plain word, which is given back with the place behind it."""
    go = description.get("style") == "go"
    only_plain = False
    while at < len(argv):
        word = argv[at]
        if only_plain or len(word) < 2 or word[0] != "-":
            if stop:
                return at + 1, word
            words.plain.append(word)
            words.spots.setdefault("", []).append(at)
            only_plain = only_plain or go
            at += 1
        elif word == "--":
            only_plain, at = True, at + 1
        elif go or word.startswith("--"):
            at = _long(words, argv, at, scope, go=go)
        else:
            at = _short(words, argv, at, scope)
    return at, None


def _long(words: Words, argv: "list[str]", at: int, scope: _Scope, *, go: bool) -> int:
    name, equals, value = argv[at].partition("=")
    found = scope.find(name)
    if found is None and go:
        found = scope.find(name[1:] if name.startswith("--") else f"-{name}")
    if found is None:
        words.odd.append(name)
        return at + 1
    if equals:
        words._note(found[0], value, at)
        return at + 1
    return _take(words, argv, at, found)


def _short(words: Words, argv: "list[str]", at: int, scope: _Scope) -> int:
    """One option or several in one word: ``-sm picture.png``, ``-uMe``."""
    word = argv[at]
    whole = scope.find(word)
    if whole:
        return _take(words, argv, at, whole)
    for place in range(1, len(word)):
        found = scope.find(f"-{word[place]}")
        if found is None:
            words.odd.append(f"-{word[place]}")
            return at + 1
        if found[1] != _FLAG:
            rest = word[place + 1 :]
            if rest:
                words._note(found[0], rest.removeprefix("="), at)
                return at + 1
            return _take(words, argv, at, found)
        words._note(found[0], "", at)
    return at + 1


def _take(words: Words, argv: "list[str]", at: int, found: "tuple[str, int]") -> int:
    name, takes = found
    there = at + 1 < len(argv)
    optional = takes == _MAYBE and there and not (argv[at + 1][:1] == "-" and len(argv[at + 1]) > 1)
    if there and (takes == _VALUE or optional):
        words._note(name, argv[at + 1], at, at + 1)
        return at + 2
    words._note(name, "", at)
    return at + 1
