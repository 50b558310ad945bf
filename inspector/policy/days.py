"""Days as whole numbers since 1970-01-01: the same count as in the columns of an archive."""

import datetime as dt

_EPOCH = dt.date(1970, 1, 1).toordinal()


def from_date(day: dt.date) -> int:
    """The number of a day."""
    return day.toordinal() - _EPOCH


def to_date(number: int) -> dt.date:
    """The day of a number."""
    return dt.date.fromordinal(number + _EPOCH)


def format_date(number: int | None) -> str | None:
    """A day as ``YYYY-MM-DD``; ``None`` stays ``None``."""
    return None if number is None else to_date(number).isoformat()
