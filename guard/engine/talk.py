"""What is said of a brand, as a shell draws it."""

from datetime import UTC, datetime

from guard.engine.hearing import Heard
from guard.languages import said
from guard.model.sentence import Sentence
from guard.protocol.incidents import Bar, PersonView, Talk

HOURS, STEP = 24, 30
"""How far back the bars reach, and the minutes of each."""


def talk_of(heard: Heard, now: float, language: str) -> Talk:
    """The bars of the last day, what they come to, the latest posts, and what is read and what is not."""
    chart = heard.volume.chart(now, HOURS, STEP)
    bars = [
        Bar(_moment(bar.start), bar.count or 0, round(bar.usual, 2), round(bar.upper, 2), bar.count is not None)
        for bar in chart
    ]
    latest = [
        PersonView(0, post.author, post.link, post.text, how="", answered=False) for post in reversed(heard.latest)
    ]
    return Talk(bars, said(_text(heard, bars), language), latest, [said(one, language) for one in heard.sources()])


def _text(heard: Heard, bars: list[Bar]) -> Sentence:
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
