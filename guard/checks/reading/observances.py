"""The days to be careful with: when each of them is, where it is kept, and the words that go with it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from guard.checks.reading.language import Language
from guard.checks.reading.lexicon import Group, Lexicon
from guard.checks.reading.lists import FOLDER
from guard.checks.reading.notation import Entry, entries

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPOKEN = {
    Language.GERMAN: frozenset({"*", "DE", "AT", "CH"}),
    Language.ENGLISH: frozenset({"*", "US", "GB", "CA", "AU", "NZ", "IE"}),
}
"""Where the readers of a text in each language are."""
_GIVING = (
    "donat*, proceeds, fundrais*, charity, spend*, erlös*, benefiz*,"
    " gedenkfeier*, gedenkveranstaltung*, kranzniederlegung*"
)
"""Words of those who collect or commemorate, beside which nothing is an offer."""


@dataclass(frozen=True)
class Observance:
    """A day, and its words."""

    name: str
    source: str
    countries: tuple[str, ...]
    en: tuple[str, ...]
    de: tuple[str, ...]
    beside: str = ""
    """How an offer beside its words is told: ``medium``, ``note``, or empty for not at all."""
    quiet: bool = False
    """Whether an offer on the day itself is told."""
    day: str = ""
    easter: int | None = None
    advent: int | None = None
    weekday: str = ""
    dates: tuple[str, ...] = ()

    def is_on(self, day: date) -> bool:
        """Whether it is kept on this day."""
        if self.easter is not None:
            return day == easter(day.year) + timedelta(self.easter)
        if self.advent is not None:
            return day == _advent(day.year) + timedelta(self.advent)
        if self.weekday:
            return _nth(self.weekday, day)
        return day.isoformat() in self.dates or f"{day:%m-%d}" == self.day

    def concerns(self, language: Language) -> bool:
        """Whether those who read this language keep it."""
        return not _SPOKEN.get(language, frozenset()).isdisjoint(self.countries)


@cache
def observances() -> tuple[Observance, ...]:
    """All of them, as ``data/observances.toml`` has them."""
    tables: list[dict[str, Any]] = tomllib.loads((FOLDER / "observances.toml").read_text(encoding="utf-8"))[
        "observance"
    ]
    made = []
    for table in tables:
        fields: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
        }
        made.append(Observance(**fields))
    return tuple(made)


@cache
def words() -> Lexicon:
    """The words of all; the kind of each hit's group is the observance's name."""
    return Lexicon(_entries())


def _entries() -> Iterator[tuple[Group, Entry]]:
    for one in observances():
        if one.beside:
            for language, written in (("en", one.en), ("de", one.de)):
                group = Group("observances", language, one.name, source=one.source, everywhere=True)
                for line in written:
                    yield from ((group, entry) for entry in entries(line, language, _GIVING))


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian rule)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _advent(year: int) -> date:
    fourth = date(year, 12, 24)
    return fourth - timedelta((fourth.weekday() + 1) % 7 + 21)


def _nth(rule: str, day: date) -> bool:
    which, weekday, month = rule.split()
    if day.month != int(month) or day.weekday() != _WEEKDAYS.index(weekday):
        return False
    return (day + timedelta(7)).month != day.month if which == "last" else (day.day - 1) // 7 + 1 == int(which)
