"""What goes over the pipe between the guard and the process that watches, as plain JSON and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from guard.model.mention import Mentions, Post, Source, SourceState, Watching
from guard.model.sentence import Sentence

Plain = Mapping[str, Any]


def of_post(post: Post) -> Plain:
    """Its fields, the time in seconds."""
    return {**asdict(post), "at": post.at.timestamp()}


def post_of(plain: Plain) -> Post:
    """Raises KeyError, TypeError or ValueError for anything else."""
    lists = {name: tuple(plain[name]) for name in ("links", "mentions")}
    return Post(**{**plain, **lists, "at": moment(plain["at"])})


def of_watching(watching: Watching) -> Plain:
    """Its fields."""
    return asdict(watching)


def watching_of(plain: Plain) -> Watching:
    """Raises KeyError or TypeError for anything else."""
    return Watching(
        brand=plain["brand"],
        names=tuple(plain["names"]),
        handles=tuple(plain["handles"]),
        hashtags=tuple(plain["hashtags"]),
        hosts=tuple(plain["hosts"]),
        sources=tuple(Source(**one) for one in plain["sources"]),
        own=tuple(Source(**one) for one in plain["own"]),
    )


def of_state(state: SourceState) -> Plain:
    """Its fields, the sentence with its pattern."""
    since = state.since.timestamp() if state.since else None
    return {"source": state.source, "watching": state.watching, "since": since, "why": of_sentence(state.why)}


def state_of(plain: Plain) -> SourceState:
    """Raises KeyError or TypeError for anything else."""
    since = None if plain["since"] is None else moment(plain["since"])
    return SourceState(plain["source"], plain["watching"], since, sentence_of(plain["why"]))


def mentions_of(plain: Plain) -> Mentions:
    """Raises KeyError, TypeError or ValueError for anything else."""
    counts = tuple((int(minute), str(source), int(count)) for minute, source, count in plain["counts"])
    return Mentions(plain["brand"], counts, tuple(map(post_of, plain["posts"])))


def of_sentence(sentence: str | None) -> Plain | None:
    """The pattern and the values, so that it can be said in any language on the other side."""
    if sentence is None:
        return None
    if not isinstance(sentence, Sentence):
        return {"text": sentence}
    values = {name: of_sentence(str_or_sentence(value)) for name, value in sentence.values.items()}
    return {"pattern": sentence.pattern, "values": values}


def str_or_sentence(value: object) -> str:
    """A sentence as it is, anything else as its text."""
    return value if isinstance(value, Sentence) else str(value)


def sentence_of(plain: Plain | None) -> Sentence | None:
    """Raises KeyError or TypeError for anything else."""
    if plain is None:
        return None
    if "text" in plain:
        return Sentence.of("{text}", text=plain["text"])
    values = {name: value["text"] if "text" in value else sentence_of(value) for name, value in plain["values"].items()}
    # Only our own process writes here, and what is strangers' stands in the values.
    said = plain["pattern"]
    return Sentence.of(said, **values)


def moment(seconds: float) -> datetime:
    """In UTC; what no calendar has raises ValueError."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError):
        raise ValueError("no time") from None
