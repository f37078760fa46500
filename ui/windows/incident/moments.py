"""Times as people read them: by this machine's clock, with the day only where it is not today."""

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QLocale

from ui.legible import legible


def when(text: str) -> str:
    """``23:24`` today, ``Sat 14 Mar, 23:24`` on another day; what is no time stands as it is."""
    moment = moment_of(text)
    if moment is None:
        return legible(text)
    return clock(moment) if moment.date() == QDate.currentDate() else f"{day(moment)}, {clock(moment)}"


def clock(moment: QDateTime) -> str:
    """Hours and minutes."""
    return QLocale().toString(moment.time(), "HH:mm")


def day(moment: QDateTime) -> str:
    """The day of the week and the date, without the year."""
    return QLocale().toString(moment.date(), "ddd d MMM")


def moment_of(text: str) -> QDateTime | None:
    """The time by this machine's clock; None where the text is none."""
    try:
        there = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return None
    return QDateTime.fromSecsSinceEpoch(int(there.timestamp()))


def written(moment: QDateTime) -> str:
    """The time for the engine: ISO 8601 with the zone of this machine."""
    return datetime.fromtimestamp(moment.toSecsSinceEpoch()).astimezone().isoformat()
