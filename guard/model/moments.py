"""Times and spans of time as people say them."""

from datetime import datetime, timedelta

from guard.model.sentence import Sentence

_DAYS = (
    Sentence.of("Mon"),
    Sentence.of("Tue"),
    Sentence.of("Wed"),
    Sentence.of("Thu"),
    Sentence.of("Fri"),
    Sentence.of("Sat"),
    Sentence.of("Sun"),
)
_WEEK = timedelta(days=6)


def time_of(at: datetime) -> Sentence:
    """``18:02``, in the time zone of ``at``."""
    return Sentence.of("{at:%H:%M}", at=at)


def day_and_time(at: datetime) -> Sentence:
    """``Mon 18:02``."""
    return Sentence.of("{day} {time}", day=_DAYS[at.weekday()], time=time_of(at))


def when(at: datetime, now: datetime) -> Sentence:
    """As short as it can be said at ``now``, in its time zone: ``18:02``, ``Mon 18:02``, ``2026-11-22 18:02``."""
    here = at.astimezone(now.tzinfo)
    if here.date() == now.date():
        return time_of(here)
    if abs(now - here) < _WEEK:
        return day_and_time(here)
    return Sentence.of("{at:%Y-%m-%d} {time}", at=here, time=time_of(here))


def span_of(span: timedelta) -> Sentence:
    """``40 s``, ``25 min``, ``1 h 5 min``; what is over is ``0 s``."""
    seconds = max(0, round(span.total_seconds()))
    if seconds < 60:
        return Sentence.of("{seconds} s", seconds=seconds)
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return Sentence.of("{minutes} min", minutes=minutes)
    if not minutes:
        return Sentence.of("{hours} h", hours=hours)
    return Sentence.of("{hours} h {minutes} min", hours=hours, minutes=minutes)
