"""Whether a source is being read, in words."""

from datetime import datetime

from guard.model.mention import SourceState
from guard.model.moments import when
from guard.model.sentence import Sentence


def told(state: SourceState, now: datetime) -> Sentence:
    """One sentence, its time in the time zone of ``now``: ``Not read since 23:10: Nobody listens at example.org.``."""
    since = when(state.since, now) if state.since else None
    if state.watching and state.why:
        return Sentence.of("Read since {since}. {why}", since=since, why=state.why)
    if state.watching:
        return Sentence.of("Read since {since}.", since=since)
    if state.why is None:
        return Sentence.of("Not read yet.")
    if since is None:
        return Sentence.of("Not read yet: {why}", why=state.why)
    return Sentence.of("Not read since {since}: {why}", since=since, why=state.why)
