"""What is said of a brand, as a shell draws it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from guard.engine.hearing import Heard
from guard.languages import said
from guard.model.sentence import Sentence
from guard.protocol.incidents import Bar, PersonView, Talk

HOURS, STEP = 24, 30
"""How far back the bars reach, and the minutes of each."""


def talk_of(heard: Heard, now: datetime, language: str, troubles: Sequence[str] = ()) -> Talk:
    """The bars of the last day, what they come to, the latest posts, and what is read and what is not."""
    stamp = now.timestamp()
    heard.look(stamp)
    chart = heard.volume.chart(stamp, HOURS, STEP)
    bars = [
        Bar(_moment(bar.start), bar.count or 0, round(bar.usual, 2), round(bar.upper, 2), bar.count is not None)
        for bar in chart
    ]
    latest = [
        PersonView(0, post.author, post.link, post.text, how="", answered=False) for post in reversed(heard.latest)
    ]
    sources = [said(one, language) for one in (*troubles, *heard.sources(now))]
    return Talk(bars, said(_text(heard, bars), language), latest, sources)


def _text(heard: Heard, bars: list[Bar]) -> Sentence:
    if not heard.watched.watching.sources:
        return Sentence.of("No place is named where people speak of it: hatcheck watch source add")
    last = bars[-1] if bars else None
    if last is None or not last.watched:
        return Sentence.of("Nobody listens at this moment: see the sources.")
    if heard.volume.baseline.watched < HOURS:
        pattern = "{count} mentions within the last {minutes} minutes. What is usual is not known yet."
        return Sentence.of(pattern, count=last.count, minutes=STEP)
    pattern = "{count} mentions within the last {minutes} minutes; usual at this hour: about {usual}."
    return Sentence.of(pattern, count=last.count, minutes=STEP, usual=round(last.usual))


def _moment(stamp: float) -> str:
    return datetime.fromtimestamp(stamp, UTC).isoformat()
