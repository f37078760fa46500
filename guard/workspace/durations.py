"""Spans of time and working hours as people write them."""

from datetime import timedelta

from guard.model.identity import Hours

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DAYS = {
    name: number
    for number, names in enumerate(
        (("mon", "mo"), ("tue", "di"), ("wed", "mi"), ("thu", "do"), ("fri", "fr"), ("sat", "sa"), ("sun", "so"))
    )
    for name in names
}
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def duration(text: str) -> timedelta:
    """The span of ``25m``, ``8h``, ``90d`` or ``1h30m``; raises ValueError with what to write instead."""
    seconds, number = 0, ""
    for letter in text.strip().lower():
        if letter.isascii() and letter.isdigit():
            number += letter
        elif letter in _UNITS and number:
            seconds, number = seconds + int(number[:9]) * _UNITS[letter], ""
        else:
            number = "?"
            break
    if number or not 0 < seconds <= 10 * 365 * 86400:
        raise ValueError('Write a span such as "25m", "8h" or "90d"')
    return timedelta(seconds=seconds)


def spoken(span: timedelta) -> str:
    """The span in the largest units that say it exactly: ``1h30m``."""
    rest, words = max(0, int(span.total_seconds())), ""
    for unit in ("d", "h", "m", "s"):
        count, rest = divmod(rest, _UNITS[unit])
        words += f"{count}{unit}" if count else ""
    return words or "0s"


def hours(text: str) -> Hours:
    """Working hours of ``Mon-Fri 08:00-18:00`` or ``22:00-02:00``; raises ValueError with what to write instead."""
    try:
        *days, times = text.split()
        start, end = (_minute(word) for word in times.split("-"))
        return Hours(frozenset(_days(" ".join(days))), start, end)
    except (ValueError, KeyError):
        raise ValueError('Write hours such as "Mon-Fri 08:00-18:00"') from None


def spoken_hours(worked: Hours) -> str:
    """The working hours as ``hours`` reads them: ``Mon-Fri 08:00-18:00``."""
    runs: list[list[int]] = []
    for day in sorted(worked.days):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    said = [f"{_NAMES[run[0]]}-{_NAMES[run[-1]]}" if len(run) > 1 else _NAMES[run[0]] for run in runs]
    times = "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (worked.start, worked.end))
    return times if len(worked.days) == 7 else f"{','.join(said)} {times}"


def _minute(word: str) -> int:
    hour, minute = (int(part) for part in word.split(":"))
    if not (0 <= hour <= 24 and 0 <= minute < 60 and hour * 60 + minute <= 1440):
        raise ValueError(word)
    return hour * 60 + minute


def _days(words: str) -> set[int]:
    if not words:
        return set(range(7))
    found: set[int] = set()
    for part in words.replace(" ", "").split(","):
        first, _, last = part.lower().partition("-")
        start, end = _DAYS[first], _DAYS[last or first]
        found |= {day % 7 for day in range(start, end + 1 if end >= start else end + 8)}
    return found
