"""Sentences in a record: kept so that they can be said in any language later on."""

import string
from collections.abc import Mapping
from typing import Any

from guard.model.sentence import Sentence


def kept(text: str) -> Any:  # noqa: ANN401 - JSON
    """The text as JSON: a text, or for a sentence its pattern and values."""
    if not isinstance(text, Sentence):
        return str(text)
    values = {name: kept(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return {"pattern": text.pattern, "values": values}


def again(plain: Any) -> str:  # noqa: ANN401
    """The text or sentence of ``kept``. What is neither is said as it stands, for a record may have been changed."""
    if not isinstance(plain, Mapping):
        return str(plain)
    pattern, values = plain.get("pattern"), plain.get("values")
    if not isinstance(pattern, str) or not isinstance(values, Mapping) or not _simple(pattern, values):
        return str(dict(plain))
    return Sentence.of(pattern, **{str(name): _value(value) for name, value in values.items()})


def _value(plain: Any) -> Any:  # noqa: ANN401
    return again(plain) if isinstance(plain, Mapping) else plain


def _simple(pattern: str, values: Mapping[str, Any]) -> bool:
    """Whether it names nothing but its values: a pattern that was tampered with could ask for more."""
    try:
        return all(
            name is None or (name in values and not form and not how)
            for _, name, form, how in string.Formatter().parse(pattern)
        )
    except ValueError:
        return False
