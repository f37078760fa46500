"""Moments as exports write them."""

import re
from datetime import UTC, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OF_X = re.compile(r"\w{3} (\w{3}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) ([+-]\d{4}) (\d{4})")
_TIME = r"(?:[ T,]+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([ap]\.?m\.?)?)?"
_GERMAN = re.compile(rf"(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}}|\d{{2}}){_TIME}.*", re.IGNORECASE)
_SLASHED = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}|\d{{2}}){_TIME}.*", re.IGNORECASE)
_LEAST, _MOST = 1_000_000_000, 4_000_000_000


def moment_of(said: object) -> datetime | None:
    """The moment, UTC where no time zone is named; None where it cannot be told."""
    try:
        if isinstance(said, int | float) or (isinstance(said, str) and re.fullmatch(r"\d{10}(\d{3})?", said.strip())):
            seconds = float(said)
            seconds = seconds / 1000 if seconds > _MOST else seconds
            return datetime.fromtimestamp(seconds, UTC) if _LEAST <= seconds <= _MOST else None
        return _written(str(said).strip()[:64])
    except (ValueError, OverflowError):
        return None


def _written(text: str) -> datetime | None:
    if found := _OF_X.fullmatch(text):
        month = _MONTHS.index(found[1].lower()) + 1
        zone = datetime.strptime(found[6], "%z").tzinfo
        day, hour, minute, second = (int(found[part]) for part in (2, 3, 4, 5))
        return datetime(int(found[7]), month, day, hour, minute, second, tzinfo=zone)
    if found := _GERMAN.fullmatch(text):
        return _dated(found, day=1, month=2)
    if found := _SLASHED.fullmatch(text):
        # 03/04 may be either; the American way is the more usual one in exports
        return _dated(found, day=1, month=2) if int(found[1]) > 12 else _dated(found, day=2, month=1)
    moment = datetime.fromisoformat(re.sub(r" UTC$", "+00:00", text))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _dated(found: re.Match[str], day: int, month: int) -> datetime:
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    hour = int(found[4] or 0)
    if half := (found[7] or "").lower():
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return datetime(year, int(found[month]), int(found[day]), hour, int(found[5] or 0), int(found[6] or 0), tzinfo=UTC)
