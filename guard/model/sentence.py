"""A sentence for people that can still be said in another language."""

from collections.abc import Iterable, Mapping
from typing import Self


class Sentence(str):
    """The English sentence, as any text; it remembers the pattern and the values it was made of.

    Code that only shows it needs to know nothing of this. ``guard.languages`` says it in another language.
    """

    __slots__ = ("pattern", "values")

    pattern: str
    """English, with the names of the values in braces: ``This goes out as {owner} on {account}.``"""
    values: Mapping[str, object]
    """What stands in the braces; sentences among them are translated as well."""

    @classmethod
    def of(cls, pattern: str, /, **values: object) -> Self:
        """The sentence of this pattern; raises KeyError where the pattern names a value that is missing."""
        made = cls(pattern.format(**values))
        made.pattern, made.values = pattern, values
        return made

    @classmethod
    def joined(cls, parts: Iterable[str], by: str) -> Self:
        """The parts in their order with ``by`` between each two; every sentence among them stays one."""
        values = {f"part{number}": part for number, part in enumerate(parts)}
        return cls.of("{by}".join(f"{{{name}}}" for name in values), by=by, **values)
