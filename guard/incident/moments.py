"""Times as a record keeps them."""

from datetime import datetime

_YEARS = range(1970, 9999)
"""At the ends of what a date can be, another zone is an error."""


def moment_of(text: object) -> datetime | None:
    """The moment that an ISO 8601 text names; None where it is none, or has no time zone."""
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.utcoffset() is not None and moment.year in _YEARS else None
    except ValueError:
        return None
