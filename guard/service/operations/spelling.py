"""What a form says compared with what stands in the file: equal in meaning, it stays as the person wrote it."""

from collections.abc import Callable, Hashable, Iterable, Sequence

from guard.model.sentence import Sentence
from guard.protocol import ErrorCode, Refused

Meaning = Callable[[str], Hashable]
"""What a text means; may raise ValueError."""


def kept(there: object, wanted: Sequence[str], meaning: Meaning) -> list[str]:
    """The wanted texts, each spelt as it is in the file (a list, or one text alone) where it means the same."""
    written = [there] if isinstance(there, str) else there if isinstance(there, list) else []
    spelt = {meant(text, meaning): text for text in written}
    return [spelt.get(meant(text, meaning), text.strip()) for text in wanted]


def refuse_taking(given: Iterable[str], wanted: Iterable[str], meaning: Meaning) -> None:
    """Raises Refused where something that the organisation gives is missing among the wanted."""
    left = {meant(text, meaning) for text in wanted}
    for said in given:
        if meant(said, meaning) not in left:
            text = Sentence.of("{what} is set by your organisation and stays. Ask there for a change.", what=said)
            raise Refused(ErrorCode.NOT_CHANGED, text)


def meant(text: str, meaning: Meaning) -> Hashable:
    """What the text means; one that means nothing means itself, and is told when the draft is loaded."""
    try:
        return meaning(text)
    except ValueError:
        return text.strip()
