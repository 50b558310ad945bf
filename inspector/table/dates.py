"""Dates as the download writes them, some dozen shapes, as days and seconds.

Each shape is one entry of a table: those of fixed width are matched byte by byte, the others by RE2 patterns,
the most common first, each tried only on what the ones before did not understand. Month names are English
and slashes put the month first, whatever the member's language. No shape is guessed at: a text that fits
none, or a day that no calendar has, is *bad* and stays as text.
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from inspector.columns import Flags, Octets, Places, chunks, fits, present, spans, take

UNKNOWN_DAY: int = int(np.iinfo(np.int32).min)

Numbers = npt.NDArray[np.int32]
_EPOCH = dt.date(1970, 1, 1).toordinal()
_LONGEST = 300
_FEW = 32
"""Up to so many cells are read one by one: what the columns gain is less than what they cost to begin."""


class Precision(IntEnum):
    """How much of a moment a text gives."""

    UNKNOWN = 0
    YEAR = 1
    MONTH = 2
    DAY = 3
    MINUTE = 4
    SECOND = 5


@dataclass(frozen=True, slots=True, eq=False)
class Dates:
    """A column of dates, one entry a row.

    ``days`` (int32) counts from 1970-01-01 and is ``UNKNOWN_DAY`` where there is none; a year or month is its first
    day. ``seconds`` (int32) is the second of the day, -1 where unknown; ``precision`` (uint8) is a ``Precision``.
    ``bad`` (int64) holds the rows, from 0, whose text is no known date, though neither blank nor "N/A" or "---".
    """

    days: Numbers
    seconds: Numbers
    precision: npt.NDArray[np.uint8]
    bad: Places


_TEMPLATES = (
    b"dddd-dd-dd dd:dd:dd UTC",
    b"dddd-dd-dd dd:dd:dd",
    b"dddd/dd/dd dd:dd:dd UTC",
    b"dddd/dd/dd dd:dd:dd",
    b"dddd-dd-ddTdd:dd:dd",
    b"dddd-dd-dd dd:dd UTC",
    b"dddd-dd-dd dd:dd",
    b"dddd-dd-dd",
)
_WIDTHS = {len(template): tuple(t for t in _TEMPLATES if len(t) == len(template)) for template in _TEMPLATES}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONE = r"(?: ?(?:UTC|GMT|Z|\((?:UTC|GMT)\)|\+00:?00))?"
_CLOCK = r"(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:\.\d{1,9})?)?"
_HALF = r"(?:[ \x{a0}\x{202f}]?(?P<p>[AaPp])\.?[Mm]\.?)?"
_MONTH = (
    r"(?P<b>(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))\.?"
)
_WEEKDAY = r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
_RANGE = r"(?: [-\x{2013}] [\w ,:/().-]+)?"
_MONTH_DAY_YEAR = rf"{_MONTH} (?P<d>\d{{1,2}}),? (?P<y>\d{{4}})(?:,?(?: at)? {_CLOCK}{_HALF})?{_ZONE}"

SHAPES: dict[str, str] = {
    "year first": rf"(?P<y>\d{{4}})[-/](?P<m>\d{{1,2}})[-/](?P<d>\d{{1,2}})(?:[ T]{_CLOCK})?{_ZONE}{_RANGE}",
    "US, slashes": rf"(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})/(?P<y>\d{{4}}|\d{{2}})(?:,? {_CLOCK}{_HALF})?{_ZONE}{_RANGE}",
    "day, month name, year": rf"(?P<d>\d{{1,2}})[ -]{_MONTH}[ -](?P<y>\d{{4}}|\d{{2}}){_RANGE}",
    "weekday first, year last": rf"{_WEEKDAY} {_MONTH} +(?P<d>\d{{1,2}}) {_CLOCK} (?:UTC|GMT) (?P<y>\d{{4}})",
    "month name and year": rf"{_MONTH},? (?P<y>\d{{4}}){_RANGE}",
    "year": rf"(?P<y>\d{{4}}){_RANGE}",
    "month name, day, year": rf"{_MONTH_DAY_YEAR}{_RANGE}",
    "year and month": r"(?P<y>\d{4})-(?P<m>\d{2})",
    "sentence ending in a date": rf".+ on {_MONTH_DAY_YEAR}\.?",
    "created or published on": rf"\w+ on (?P<y>\d{{4}})-(?P<m>\d{{2}})-(?P<d>\d{{2}})(?: {_CLOCK})?{_ZONE}",
    "birthday without a year": rf"{_MONTH} (?P<d>\d{{1,2}})",
}
"""Every shape that is not of fixed width, by name; the groups are y m b d H M S and p, for AM and PM."""

_NOTHING = r"^\s*(?:(?:\w+ on )?(?:(?i:n/a)|---))?\s*$"


@dataclass(slots=True)
class _Found:
    """What is known so far of the cells of one chunk."""

    days: Numbers
    seconds: Numbers
    precision: npt.NDArray[np.uint8]
    open: Flags

    @classmethod
    def nothing(cls, rows: int) -> "_Found":
        """Start with no cell understood."""
        return cls(
            np.full(rows, UNKNOWN_DAY, np.int32),
            np.full(rows, -1, np.int32),
            np.zeros(rows, np.uint8),
            np.ones(rows, np.bool_),
        )


def parse_dates(column: pa.ChunkedArray | pa.StringArray) -> Dates:
    """Read a column of texts as dates; never fails."""
    found = [_parse_few(chunk) if len(chunk) <= _FEW else _parse_chunk(chunk) for chunk in chunks(column)]
    if not found:
        found = [_Found.nothing(0)]
    bad = np.flatnonzero(np.concatenate([part.open for part in found]))
    return Dates(
        np.concatenate([part.days for part in found]),
        np.concatenate([part.seconds for part in found]),
        np.concatenate([part.precision for part in found]),
        bad.astype(np.int64),
    )


def parse_day(text: str) -> tuple[int, Precision] | None:
    """Read one text; gives the day counted from 1970-01-01, or None where it holds no known date."""
    found = _parse_one(text)
    return (found[0], found[2]) if found is not None and found[2] is not Precision.UNKNOWN else None


def format_day(day: int, precision: Precision) -> str | None:
    """Write a day as YYYY, YYYY-MM or YYYY-MM-DD, as far as it is known; None where it is not."""
    if precision == Precision.UNKNOWN or day == UNKNOWN_DAY:
        return None
    text = dt.date.fromordinal(day + _EPOCH).isoformat()
    return {Precision.YEAR: text[:4], Precision.MONTH: text[:7]}.get(precision, text)


def format_time(second: int, precision: Precision) -> str | None:
    """Write the second of a day as HH:MM or HH:MM:SS, as far as it is known; None where it is not."""
    if precision < Precision.MINUTE or second < 0:
        return None
    text = f"{second // 3600:02d}:{second // 60 % 60:02d}"
    return f"{text}:{second % 60:02d}" if precision == Precision.SECOND else text


def _parse_chunk(cells: pa.StringArray) -> _Found:
    found = _Found.nothing(len(cells))
    ends, content = spans(cells)
    widths = np.diff(ends)
    _parse_fixed(found, ends, widths, content)
    found.open &= widths > 0
    # A date column may turn out to hold prose: that is no date, however long one looks at it.
    readable = widths <= _LONGEST
    for pattern in SHAPES.values():
        rows = np.flatnonzero(found.open & readable)
        if not len(rows):
            return found
        groups = pc.extract_regex(take(cells, rows), pattern=rf"^\s*{pattern}\s*$")
        matched = present(groups)
        if matched.any():
            _settle(found, rows, groups, matched)
    rows = np.flatnonzero(found.open & readable)
    if len(rows):
        nothing = pc.extract_regex(take(cells, rows), pattern=f"(?P<all>{_NOTHING})")
        found.open[rows[present(nothing)]] = False
    return found


_Moment = tuple[int, int, Precision]
_NO_MOMENT: _Moment = (UNKNOWN_DAY, -1, Precision.UNKNOWN)


def _parse_few(cells: pa.StringArray) -> _Found:
    """The same for a few cells, one by one."""
    found = _Found.nothing(len(cells))
    for row, text in enumerate(cells.to_pylist()):
        moment = _parse_one(text)
        if moment is not None:
            found.days[row], found.seconds[row], found.precision[row] = moment
            found.open[row] = False
    return found


def _parse_one(text: str) -> _Moment | None:
    """Read one text: its moment, none where it holds nothing, and None where it is no known date."""
    if not text:
        return _NO_MOMENT
    if len(text) > _LONGEST or len(text.encode()) > _LONGEST:
        return None
    for pattern in SHAPES.values():
        matched = _spelt(pattern).fullmatch(text)
        moment = _moment(matched.groupdict()) if matched else None
        if moment is not None:
            return moment
    return _NO_MOMENT if _spelt(_NOTHING).fullmatch(text) else None


@cache
def _spelt(pattern: str) -> re.Pattern[str]:
    """A pattern as the standard library spells it, with outer blanks; blanks are those of RE2."""
    spelt = re.sub(r"\\x\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), rf"\s*{pattern}\s*")
    return re.compile(spelt.replace(r"\s", r"[\t\n\f\r ]"), re.ASCII)


def _moment(groups: dict[str, str | None]) -> _Moment | None:
    """What the groups of a shape say; None for a day that no calendar has, or an hour that no clock shows."""
    year, name = groups.get("y"), groups.get("b")
    month = groups.get("m")
    number = _MONTHS.index(name[:3].lower()) + 1 if name else int(month or 1)
    try:
        of_year = int(year) + (2000 if len(year) == 2 else 0) if year else 2000
        day = dt.date(of_year, number, int(groups.get("d") or 1)).toordinal() - _EPOCH
    except ValueError:
        return None
    second = _of_day(groups)
    if second is None:
        return None
    if not year:
        return _NO_MOMENT
    told = (name or month, groups.get("d"), groups.get("H"), groups.get("S"))
    return day, second, Precision(Precision.YEAR + sum(piece is not None for piece in told))


def _of_day(groups: dict[str, str | None]) -> int | None:
    """The second of the day, -1 without an hour; None where no clock shows it."""
    if groups.get("H") is None:
        return -1
    hour, minute, second = (int(groups.get(name) or 0) for name in "HMS")
    half = groups.get("p")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half in "pP")
    return hour * 3600 + minute * 60 + second if hour <= 23 and minute <= 59 and second <= 59 else None


def _parse_fixed(found: _Found, ends: Places, widths: Places, content: Octets) -> None:
    """Read the cells of fixed width straight off their bytes."""
    for width, templates in _WIDTHS.items():
        rows = np.flatnonzero(found.open & (widths == width))
        if not len(rows):
            continue
        if len(rows) == len(widths):
            cells = content[ends[0] : ends[-1]].reshape(-1, width)
        else:
            cells = content[ends[rows][:, None] + np.arange(width)]
        for template in templates:
            matched = fits(cells, template)
            if matched.any():
                every = bool(matched.all())
                _settle_fixed(found, rows if every else rows[matched], cells if every else cells[matched], template)


def _settle_fixed(found: _Found, rows: Places, cells: Octets, template: bytes) -> None:
    def number(start: int, digits: int) -> Numbers:
        value = np.zeros(len(cells), np.int32)
        for place in range(start, start + digits):
            value = value * 10 + (cells[:, place] & 0x0F)
        return value

    timed, to_second = len(template) > 10, len(template) > 16 and template[16:17] == b":"
    hour, minute = (number(11, 2), number(14, 2)) if timed else (None, None)
    second = number(17, 2) if to_second else None
    precision = Precision.SECOND if to_second else Precision.MINUTE if timed else Precision.DAY
    day, good = _days(number(0, 4), number(5, 2), number(8, 2))
    of_day, sound = _seconds(hour, minute, second, len(cells))
    good &= sound
    found.days[rows[good]] = day[good]
    found.seconds[rows[good]] = of_day[good]
    found.precision[rows[good]] = precision
    found.open[rows[good]] = False


def _settle(found: _Found, rows: Places, groups: pa.StructArray, matched: Flags) -> None:
    """Take over what a pattern found; impossible days and hours stay open."""
    names = {groups.type.field(i).name for i in range(groups.type.num_fields)}
    count = len(rows)

    def number(name: str) -> tuple[Numbers, Flags]:
        return _digits(groups.field(name)) if name in names else (np.zeros(count, np.int32), np.zeros(count, np.bool_))

    year, has_year = number("y")
    year = np.where(_lengths(groups, "y") == 2, year + 2000, year) if "y" in names else np.full(count, 2000, np.int32)
    month, has_month = number("m")
    if "b" in names:
        month, has_month = _month(groups.field("b")), np.ones(count, np.bool_)
    day, has_day = number("d")
    days, good = _days(year, np.where(has_month, month, 1), np.where(has_day, day, 1))
    hour, timed = number("H")
    minute, _ = number("M")
    second, to_second = number("S")
    if "p" in names:
        hour = _half_day(hour, groups.field("p"))
    of_day, sound = _seconds(hour, minute, second, count)
    good &= matched & sound
    known = Precision.YEAR + has_month.astype(np.uint8) + has_day.astype(np.uint8) + timed + to_second
    found.open[rows[good]] = False
    good &= has_year
    found.days[rows[good]] = days[good]
    found.seconds[rows[good]] = np.where(timed, of_day, -1)[good]
    found.precision[rows[good]] = known[good]


def _lengths(groups: pa.StructArray, name: str) -> Places:
    return np.diff(spans(groups.field(name))[0])


def _digits(cells: pa.StringArray) -> tuple[Numbers, Flags]:
    """Read cells of up to four digits; tells also which cells have any."""
    ends, content = spans(cells)
    lengths = np.diff(ends)
    value = np.zeros(len(cells), np.int32)
    for place in range(4):
        rows = np.flatnonzero(lengths > place)
        value[rows] += (content[ends[1:][rows] - 1 - place] & 0x0F).astype(np.int32) * 10**place
    return value, lengths > 0


def _month(cells: pa.StringArray) -> Numbers:
    """Read month names, known to be such, by their first three letters; 0 where the cell is empty."""
    ends, content = spans(cells)
    rows = np.flatnonzero(np.diff(ends) >= 3)
    letters = (content[ends[rows][:, None] + np.arange(3)] | 0x20).astype(np.int32)
    codes = letters @ np.array([1 << 16, 1 << 8, 1], np.int32)
    known = np.array([int.from_bytes(name.encode(), "big") for name in _MONTHS], np.int32)
    order = np.argsort(known)
    month = np.zeros(len(cells), np.int32)
    month[rows] = order[np.searchsorted(known[order], codes)] + 1
    return month


def _half_day(hour: Numbers, cells: pa.StringArray) -> Numbers:
    """Turn hours before or after noon into hours of the day; an hour that no such clock has becomes -1."""
    ends, content = spans(cells)
    rows = np.flatnonzero(np.diff(ends) > 0)
    afternoon = (content[ends[rows]] | 0x20) == ord("p")
    twelve = hour[rows]
    turned = hour.copy()
    turned[rows] = np.where((twelve >= 1) & (twelve <= 12), twelve % 12 + 12 * afternoon, -1)
    return turned


def _days(year: Numbers, month: Numbers, day: Numbers) -> tuple[Numbers, Flags]:
    """Count the days from 1970-01-01, and tell which dates the calendar has (years 1 to 9999)."""
    lengths = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int32)
    good = (year >= 1) & (year <= 9999) & (month >= 1) & (month <= 12) & (day >= 1)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    good &= day <= lengths[np.where(good, month, 0)] + (leap & (month == 2))
    # The year begins in March here, so that the leap day is its last.
    shifted = year - (month <= 2)
    of_year = (153 * (month + np.where(month > 2, -3, 9)) + 2) // 5 + day - 1
    days = 365 * shifted + shifted // 4 - shifted // 100 + shifted // 400 + of_year - 719468
    return days.astype(np.int32), good


def _seconds(hour: Numbers | None, minute: Numbers | None, second: Numbers | None, count: int) -> tuple[Numbers, Flags]:
    """Count the seconds of the day, -1 without an hour, and tell which times a clock can show."""
    if hour is None or minute is None:
        return np.full(count, -1, np.int32), np.ones(count, np.bool_)
    last = second if second is not None else np.zeros(count, np.int32)
    good = (hour >= 0) & (hour <= 23) & (minute <= 59) & (last <= 59)
    return hour * 3600 + minute * 60 + last, good
