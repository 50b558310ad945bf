"""Dates as the download writes them, some dozen shapes, as days and seconds.

Each shape is one entry of a table: those of fixed width are matched byte by byte, the others by RE2 patterns,
the most common first, each tried only on what the ones before did not understand. Month names in other languages
than English come last. No shape is guessed at: a text that fits none, or a day that no calendar has, is *bad* and
stays as text.

The platform puts the month first between slashes, a spreadsheet that saved the table again may put the day first.
Which it is, the whole column says: a day above 12, or the platform's own form with AM or PM. Where nothing says it,
a cell that could be two days is bad, and *ambiguous*.

Sources: ISO 8601 for the forms that begin with the year; Unicode CLDR for month names and for dots, which put the day
first unless the year begins; the measured downloads for the platform's own forms.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from inspector.columns import (
    BoolArray,
    ByteArray,
    Indices,
    TextColumn,
    build_string_array,
    find_valid,
    get_offsets_and_bytes,
    get_text_field,
    list_chunks,
    list_texts,
    match_template,
    take_cells,
)
from inspector.table.month_names import fold_month_name, parse_named_date, split_clock

UNKNOWN_DAY: int = int(np.iinfo(np.int32).min)

Int32Array = npt.NDArray[np.int32]
_EPOCH = dt.date(1970, 1, 1).toordinal()
_MAX_DATE_LENGTH = 300
_SMALL_COLUMN = 32
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
    ``bad`` (int64) holds the rows, from 0, whose text is no known date, though neither blank nor "N/A" or "---";
    ``ambiguous`` (int64) those of them that could be two days. ``is_day_first``: the column proved that its numeric
    dates put the day before the month, as the platform never does.
    """

    days: Int32Array
    seconds: Int32Array
    precision: npt.NDArray[np.uint8]
    bad: Indices
    ambiguous: Indices = field(default_factory=lambda: np.zeros(0, np.int64))
    is_day_first: bool = False


_FIXED_TEMPLATES = (
    b"dddd-dd-dd dd:dd:dd UTC",
    b"dddd-dd-dd dd:dd:dd",
    b"dddd/dd/dd dd:dd:dd UTC",
    b"dddd/dd/dd dd:dd:dd",
    b"dddd-dd-ddTdd:dd:dd",
    b"dddd-dd-dd dd:dd UTC",
    b"dddd-dd-dd dd:dd",
    b"dddd-dd-dd",
)
_TEMPLATES_BY_WIDTH = {
    len(template): tuple(candidate for candidate in _FIXED_TEMPLATES if len(candidate) == len(template))
    for template in _FIXED_TEMPLATES
}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME_ZONE = r"(?: ?(?:UTC|GMT|Z|\((?:UTC|GMT)\)|\+00:?00))?"
_CLOCK = r"(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:\.\d{1,9})?)?"
_AM_PM = r"(?:[ \x{a0}\x{202f}]?(?P<p>[AaPp])\.?[Mm]\.?)?"
_MONTH_NAME = (
    r"(?P<b>(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))\.?"
)
_WEEKDAY = r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
_RANGE_END = r"(?: [-\x{2013}] [\w ,:/().-]+)?"
_MONTH_DAY_YEAR = rf"{_MONTH_NAME} (?P<d>\d{{1,2}}),? (?P<y>\d{{4}})(?:,?(?: at)? {_CLOCK}{_AM_PM})?{_TIME_ZONE}"

DATE_PATTERNS: dict[str, str] = {
    "year first": rf"(?P<y>\d{{4}})[-/](?P<m>\d{{1,2}})[-/](?P<d>\d{{1,2}})(?:[ T]{_CLOCK})?{_TIME_ZONE}{_RANGE_END}",
    "slashes": (
        rf"(?P<m>\d{{1,2}})(?P<o>/)(?P<d>\d{{1,2}})/(?P<y>\d{{4}}|\d{{2}})"
        rf"(?:(?P<k>,)? {_CLOCK}{_AM_PM})?(?P<z>{_TIME_ZONE}){_RANGE_END}"
    ),
    "day, month name, year": rf"(?P<d>\d{{1,2}})[ -]{_MONTH_NAME}[ -](?P<y>\d{{4}}|\d{{2}}){_RANGE_END}",
    "weekday first, year last": rf"{_WEEKDAY} {_MONTH_NAME} +(?P<d>\d{{1,2}}) {_CLOCK} (?:UTC|GMT) (?P<y>\d{{4}})",
    "month name and year": rf"{_MONTH_NAME},? (?P<y>\d{{4}}){_RANGE_END}",
    "year": rf"(?P<y>\d{{4}}){_RANGE_END}",
    "month name, day, year": rf"{_MONTH_DAY_YEAR}{_RANGE_END}",
    "year and month": r"(?P<y>\d{4})-(?P<m>\d{2})",
    "sentence ending in a date": rf".+ on {_MONTH_DAY_YEAR}\.?",
    "created or published on": rf"\w+ on (?P<y>\d{{4}})-(?P<m>\d{{2}})-(?P<d>\d{{2}})(?: {_CLOCK})?{_TIME_ZONE}",
    "birthday without a year": rf"{_MONTH_NAME} (?P<d>\d{{1,2}})",
    "day and month of two digits, dashes": (
        rf"(?P<m>\d{{1,2}})(?P<o>-)(?P<d>\d{{1,2}})-(?P<y>\d{{4}})(?:,? {_CLOCK}{_AM_PM})?{_TIME_ZONE}{_RANGE_END}"
    ),
    "dots, day first": (
        rf"(?P<d>\d{{1,2}})\. ?(?P<m>\d{{1,2}})\. ?(?P<y>\d{{4}})\.?(?:,? {_CLOCK}{_AM_PM})?{_TIME_ZONE}"
    ),
    # Not with blanks or a last dot: Korean puts the year first there.
    "dots, day first, short year": (
        rf"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>\d{{2}})(?:,? {_CLOCK}{_AM_PM})?{_TIME_ZONE}"
    ),
    "dots, year first": (
        rf"(?P<y>\d{{4}})\. ?(?P<m>\d{{1,2}})\. ?(?P<d>\d{{1,2}})\.?(?:,? {_CLOCK}{_AM_PM})?{_TIME_ZONE}"
    ),
    "Chinese, Japanese, Korean": (
        rf"(?P<y>\d{{4}})[年년] ?(?P<m>\d{{1,2}})[月월](?: ?(?P<d>\d{{1,2}})[日일](?: ?{_CLOCK})?)?{_TIME_ZONE}"
    ),
}
"""Every shape that is not of fixed width, by name.

The groups are y m b d H M S and p, for AM and PM. With the group o, m and d may have changed places; k and z are the
comma and the zone by which the platform's own form is known.
"""

_NO_DATE = (
    r"^\s*(?:(?:\w+ on )?(?:-{1,5}|[\x{2013}\x{2014}]|(?i:n ?/ ?a|n\.? ?a|nan|nat|"
    r"not[ _\x{a0}-]{1,3}(?:available|applicable)|\(?(?:none|null|nil)\)?|unknown|never|no date)) ?\.?)?\s*$"
)
"""The words for nothing, of which none can be a date."""

_FOLDED_RANGE = re.compile(" [-\u2013] ")
_FOLDED_NUMBERS = re.compile("[0-9 ./,:apm\u5e74\u6708\u65e5\ub144\uc6d4\uc77c-]+")
"""A text of numbers alone, once the digits of its script are those of ASCII."""


@dataclass(slots=True)
class _NumericDates:
    """Cells of numbers alone, whose order the column settles; all have the shape (cells,).

    ``month_first`` and ``day_first`` are the day of each reading, ``UNKNOWN_DAY`` where it is none.
    ``is_short_slashed`` tells slashes and a year of two digits, as the platform writes them, from dashes and years of
    four; ``is_own_form`` is the platform's form with AM or PM.
    """

    rows: Indices
    month_first: Int32Array
    day_first: Int32Array
    is_short_slashed: BoolArray
    is_own_form: BoolArray

    @classmethod
    def from_moments(cls, moments: Sequence["_NumericMoment"]) -> "_NumericDates":
        """The columns of some cells, one after the other."""
        return cls(
            np.arange(len(moments)),
            np.array([moment.month_first for moment in moments], np.int32),
            np.array([moment.day_first for moment in moments], np.int32),
            np.array([moment.is_short_slashed for moment in moments], np.bool_),
            np.array([moment.is_own_form for moment in moments], np.bool_),
        )

    def take(self, cells: Indices, rows: Indices) -> "_NumericDates":
        """Some of the cells, which stand in these rows; both have the shape (cells,)."""
        return _NumericDates(
            rows, self.month_first[cells], self.day_first[cells], self.is_short_slashed[cells], self.is_own_form[cells]
        )


@dataclass(slots=True)
class _ChunkDates:
    """What is known so far of the cells of one chunk."""

    days: Int32Array
    seconds: Int32Array
    precision: npt.NDArray[np.uint8]
    unresolved: BoolArray
    numeric: list["_NumericDates"] = field(default_factory=list)

    @classmethod
    def unresolved_rows(cls, rows: int) -> "_ChunkDates":
        """Start with no cell understood."""
        return cls(
            np.full(rows, UNKNOWN_DAY, np.int32),
            np.full(rows, -1, np.int32),
            np.zeros(rows, np.uint8),
            np.ones(rows, np.bool_),
        )


def parse_dates(column: TextColumn, *, slashes_are_month_first: bool = False) -> Dates:
    """Read a column of texts as dates; never fails.

    With ``slashes_are_month_first`` the platform itself writes slashes there, with years of two digits: that settles
    what nothing else does.
    """
    parts: list[_ChunkDates] = []
    first_row = 0
    for chunk in list_chunks(column):
        part = _parse_cells(chunk) if len(chunk) <= _SMALL_COLUMN else _parse_chunk(chunk)
        for cells in part.numeric:
            cells.rows = cells.rows + first_row
        first_row += len(chunk)
        parts.append(part)
    if not parts:
        parts = [_ChunkDates.unresolved_rows(0)]
    dates = _ChunkDates(
        np.concatenate([part.days for part in parts]),
        np.concatenate([part.seconds for part in parts]),
        np.concatenate([part.precision for part in parts]),
        np.concatenate([part.unresolved for part in parts]),
        [cells for part in parts for cells in part.numeric],
    )
    ambiguous, is_day_first = _settle_order(dates, slashes_are_month_first)
    bad = np.flatnonzero(dates.unresolved).astype(np.int64)
    return Dates(dates.days, dates.seconds, dates.precision, bad, ambiguous, is_day_first)


def parse_day(text: str, *, slashes_are_month_first: bool = False) -> tuple[int, Precision] | None:
    """Read one text as a column of its own; gives the day from 1970-01-01, or None where it holds no known date."""
    moment = _parse_one(text)
    if isinstance(moment, _NumericMoment):
        dates = parse_dates(build_string_array([text]), slashes_are_month_first=slashes_are_month_first)
        moment = (int(dates.days[0]), int(dates.seconds[0]), Precision(int(dates.precision[0])))
    return (moment[0], moment[2]) if moment is not None and moment[2] is not Precision.UNKNOWN else None


def is_date(text: str) -> bool:
    """Tell whether a text is a date, even if it could be one of two days."""
    moment = _parse_one(text)
    if isinstance(moment, _NumericMoment):
        return True
    return moment is not None and moment[2] is not Precision.UNKNOWN


def _settle_order(dates: _ChunkDates, slashes_are_month_first: bool) -> tuple[Indices, bool]:
    """Decide for the whole column whether the day or the month comes first; gives the rows left ambiguous.

    A reading that no calendar has proves the other. The platform's own form proves the month first unless a day above
    12 stands in the first place. Where both are proved, a cell that could be either is ambiguous.
    """
    if not dates.numeric:
        return np.zeros(0, np.int64), False
    rows = np.concatenate([cells.rows for cells in dates.numeric])
    month_first = np.concatenate([cells.month_first for cells in dates.numeric])
    day_first = np.concatenate([cells.day_first for cells in dates.numeric])
    is_short_slashed = np.concatenate([cells.is_short_slashed for cells in dates.numeric])
    proves_day = bool((month_first == UNKNOWN_DAY).any())
    proves_month = bool((day_first == UNKNOWN_DAY).any())
    is_own = slashes_are_month_first or any(cells.is_own_form.any() for cells in dates.numeric)
    days = np.where(month_first == UNKNOWN_DAY, day_first, month_first)
    is_open = (month_first != UNKNOWN_DAY) & (day_first != UNKNOWN_DAY) & (month_first != day_first)
    if proves_day and not proves_month:
        days[is_open] = day_first[is_open]
        is_open[:] = False
    elif proves_month and not proves_day:
        is_open[:] = False
    elif not proves_day and is_own:
        is_open &= ~is_short_slashed
    dates.days[rows] = days
    lost = rows[is_open]
    dates.days[lost], dates.seconds[lost], dates.precision[lost] = _NO_MOMENT
    dates.unresolved[lost] = True
    return np.sort(lost).astype(np.int64), proves_day and not proves_month


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


def _parse_chunk(cells: pa.StringArray) -> _ChunkDates:
    dates = _ChunkDates.unresolved_rows(len(cells))
    offsets, content = get_offsets_and_bytes(cells)
    widths = np.diff(offsets)
    _parse_fixed_width(dates, offsets, widths, content)
    dates.unresolved &= widths > 0
    # A date column may turn out to hold prose: that is no date, however long one looks at it.
    readable = widths <= _MAX_DATE_LENGTH
    for pattern in DATE_PATTERNS.values():
        rows = np.flatnonzero(dates.unresolved & readable)
        if not len(rows):
            return dates
        groups = pc.extract_regex(take_cells(cells, rows), pattern=rf"^\s*{pattern}\s*$")
        is_match = find_valid(groups)
        if is_match.any():
            _store_matches(dates, rows, groups, is_match)
    rows = np.flatnonzero(dates.unresolved & readable)
    if len(rows):
        blank_groups = pc.extract_regex(take_cells(cells, rows), pattern=f"(?P<all>{_NO_DATE})")
        dates.unresolved[rows[find_valid(blank_groups)]] = False
    rows = np.flatnonzero(dates.unresolved & readable)
    if len(rows):
        _parse_folded_cells(dates, rows, take_cells(cells, rows))
    return dates


def _parse_folded_cells(dates: _ChunkDates, rows: Indices, cells: pa.StringArray) -> None:
    """Read dates in other languages and scripts than English, each distinct text once."""
    distinct = pc.unique(cells)
    moments = [_parse_folded(text) for text in list_texts(distinct)]
    if not any(moments):
        return
    codes = pc.index_in(cells, value_set=distinct).to_numpy(zero_copy_only=False)
    is_read = np.array([moment is not None for moment in moments])
    codes, rows = codes[is_read[codes]], rows[is_read[codes]]
    numeric = [moment if isinstance(moment, _NumericMoment) else None for moment in moments]
    values = np.array(
        [
            readings.to_moment() if readings is not None else moment or _NO_MOMENT
            for readings, moment in zip(numeric, moments, strict=True)
        ],
        np.int64,
    )
    dates.days[rows], dates.seconds[rows], dates.precision[rows] = values[codes].T
    dates.unresolved[rows] = False
    is_numeric = np.array([readings is not None for readings in numeric])[codes]
    if is_numeric.any():
        columns = _NumericDates.from_moments([readings or _NO_READINGS for readings in numeric])
        dates.numeric.append(columns.take(codes[is_numeric], rows[is_numeric]))


def _parse_folded(text: str) -> "_Moment | _NumericMoment | None":
    """Read one text with a month's name in one of the platform's languages, or with digits of another script."""
    head, clock = split_clock(_FOLDED_RANGE.split(fold_month_name(text), maxsplit=1)[0])
    moment: _Moment | _NumericMoment | None = None
    if (clock or not text.isascii()) and _FOLDED_NUMBERS.fullmatch(head):
        moment = _parse_shapes(head)
    if moment is None:
        parts = zip("ymd", parse_named_date(head) or (), strict=False)
        groups: dict[str, str | None] = {name: str(number) for name, number in parts if number is not None}
        moment = _parse_moment(groups) if groups else None
    if moment is None or not clock:
        return moment
    second = _parse_second_of_day(clock)
    day_precision = moment.precision if isinstance(moment, _NumericMoment) else moment[2]
    if second is None or day_precision is not Precision.DAY:
        return None
    precision = Precision.SECOND if clock["S"] else Precision.MINUTE
    if isinstance(moment, _NumericMoment):
        return replace(moment, second=second, precision=precision)
    return moment[0], second, precision


_Moment = tuple[int, int, Precision]
_NO_MOMENT: _Moment = (UNKNOWN_DAY, -1, Precision.UNKNOWN)


def _parse_cells(cells: pa.StringArray) -> _ChunkDates:
    """The same for a few cells, one by one."""
    dates = _ChunkDates.unresolved_rows(len(cells))
    numeric: dict[int, _NumericMoment] = {}
    for row, text in enumerate(list_texts(cells)):
        moment = _parse_one(text)
        if isinstance(moment, _NumericMoment):
            numeric[row] = moment
            moment = moment.to_moment()
        if moment is not None:
            dates.days[row], dates.seconds[row], dates.precision[row] = moment
            dates.unresolved[row] = False
    if numeric:
        columns = _NumericDates.from_moments(list(numeric.values()))
        dates.numeric.append(columns.take(columns.rows, np.array(list(numeric))))
    return dates


@dataclass(frozen=True, slots=True)
class _NumericMoment:
    """One cell of ``_NumericDates``."""

    month_first: int
    day_first: int
    second: int
    precision: Precision
    is_short_slashed: bool
    is_own_form: bool

    def to_moment(self) -> _Moment:
        """What is known of the moment before its day is."""
        return UNKNOWN_DAY, self.second, self.precision


_NO_READINGS = _NumericMoment(UNKNOWN_DAY, UNKNOWN_DAY, -1, Precision.UNKNOWN, False, False)


def _parse_one(text: str) -> "_Moment | _NumericMoment | None":
    """Read one text: its moment, none where it holds nothing, and None where it is no known date."""
    if not text:
        return _NO_MOMENT
    if len(text) > _MAX_DATE_LENGTH or len(text.encode()) > _MAX_DATE_LENGTH:
        return None
    moment = _parse_shapes(text)
    if moment is not None:
        return moment
    return _NO_MOMENT if _compile_pattern(_NO_DATE).fullmatch(text) else _parse_folded(text)


def _parse_shapes(text: str) -> "_Moment | _NumericMoment | None":
    """Read one text by the shapes of ``DATE_PATTERNS``."""
    for pattern in DATE_PATTERNS.values():
        match = _compile_pattern(pattern).fullmatch(text)
        groups = match.groupdict() if match else None
        moment = None if groups is None else _parse_numeric(groups) if groups.get("o") else _parse_moment(groups)
        if moment is not None:
            return moment
    return None


def _parse_numeric(groups: dict[str, str | None]) -> _NumericMoment | None:
    """Both readings of numbers whose order is open; None where neither is a day."""
    readings = _parse_moment(groups), _parse_moment(groups | {"m": groups["d"], "d": groups["m"]})
    known = readings[0] or readings[1]
    if known is None:
        return None
    is_own_form = bool(groups.get("p") and len(groups["y"] or "") == 2 and (groups.get("k") or groups.get("z")))
    month_first, day_first = (UNKNOWN_DAY if reading is None else reading[0] for reading in readings)
    return _NumericMoment(
        month_first, day_first, known[1], known[2], groups["o"] == "/" and len(groups["y"] or "") == 2, is_own_form
    )


@cache
def _compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern as the standard library spells it, with outer blanks; blanks are those of RE2."""
    spelling = re.sub(r"\\x\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), rf"\s*{pattern}\s*")
    return re.compile(spelling.replace(r"\s", r"[\t\n\f\r ]"), re.ASCII)


def _parse_moment(groups: dict[str, str | None]) -> _Moment | None:
    """What the groups of a shape say; None for a day that no calendar has, or an hour that no clock shows."""
    year, name = groups.get("y"), groups.get("b")
    month_digits = groups.get("m")
    month_number = _MONTHS.index(name[:3].lower()) + 1 if name else int(month_digits or 1)
    try:
        year_number = int(year) + (2000 if len(year) == 2 else 0) if year else 2000
        day = dt.date(year_number, month_number, int(groups.get("d") or 1)).toordinal() - _EPOCH
    except ValueError:
        return None
    second_of_day = _parse_second_of_day(groups)
    if second_of_day is None:
        return None
    if not year:
        return _NO_MOMENT
    known_parts = (name or month_digits, groups.get("d"), groups.get("H"), groups.get("S"))
    return day, second_of_day, Precision(Precision.YEAR + sum(part is not None for part in known_parts))


def _parse_second_of_day(groups: dict[str, str | None]) -> int | None:
    """The second of the day, -1 without an hour; None where no clock shows it."""
    if groups.get("H") is None:
        return -1
    hour, minute, second = (int(groups.get(name) or 0) for name in "HMS")
    half_day = groups.get("p")
    if half_day:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half_day in "pP")
    return hour * 3600 + minute * 60 + second if hour <= 23 and minute <= 59 and second <= 59 else None


def _parse_fixed_width(dates: _ChunkDates, offsets: Indices, widths: Indices, content: ByteArray) -> None:
    """Read the cells of fixed width straight off their bytes."""
    for width, templates in _TEMPLATES_BY_WIDTH.items():
        rows = np.flatnonzero(dates.unresolved & (widths == width))
        if not len(rows):
            continue
        if len(rows) == len(widths):
            cells = content[offsets[0] : offsets[-1]].reshape(-1, width)
        else:
            cells = content[offsets[rows][:, None] + np.arange(width)]
        for template in templates:
            is_match = match_template(cells, template)
            if is_match.any():
                matches_all = bool(is_match.all())
                _store_fixed_width(
                    dates, rows if matches_all else rows[is_match], cells if matches_all else cells[is_match], template
                )


def _store_fixed_width(dates: _ChunkDates, rows: Indices, cells: ByteArray, template: bytes) -> None:
    def read_number(start: int, digits: int) -> Int32Array:
        value = np.zeros(len(cells), np.int32)
        for index in range(start, start + digits):
            value = value * 10 + (cells[:, index] & 0x0F)
        return value

    has_time, has_seconds = len(template) > 10, len(template) > 16 and template[16:17] == b":"
    hour, minute = (read_number(11, 2), read_number(14, 2)) if has_time else (None, None)
    second = read_number(17, 2) if has_seconds else None
    precision = Precision.SECOND if has_seconds else Precision.MINUTE if has_time else Precision.DAY
    day, is_valid = _count_days(read_number(0, 4), read_number(5, 2), read_number(8, 2))
    second_of_day, is_valid_time = _count_seconds(hour, minute, second, len(cells))
    is_valid &= is_valid_time
    dates.days[rows[is_valid]] = day[is_valid]
    dates.seconds[rows[is_valid]] = second_of_day[is_valid]
    dates.precision[rows[is_valid]] = precision
    dates.unresolved[rows[is_valid]] = False


def _store_matches(dates: _ChunkDates, rows: Indices, groups: pa.StructArray, is_match: BoolArray) -> None:
    """Take over what a pattern found; impossible days and hours stay open."""
    names = {groups.type.field(i).name for i in range(groups.type.num_fields)}
    count = len(rows)

    def parse_group(name: str) -> tuple[Int32Array, BoolArray]:
        return (
            _parse_digits(get_text_field(groups, name))
            if name in names
            else (np.zeros(count, np.int32), np.zeros(count, np.bool_))
        )

    year, has_year = parse_group("y")
    year = (
        np.where(_measure_group(groups, "y") == 2, year + 2000, year)
        if "y" in names
        else np.full(count, 2000, np.int32)
    )
    month, has_month = parse_group("m")
    if "b" in names:
        month, has_month = _parse_month_names(get_text_field(groups, "b")), np.ones(count, np.bool_)
    day, has_day = parse_group("d")
    month, day = np.where(has_month, month, 1), np.where(has_day, day, 1)
    days, is_valid = _count_days(year, month, day)
    if "o" in names:
        day_first, is_day_first = _count_days(year, day, month)
        month_first = np.where(is_valid, days, UNKNOWN_DAY).astype(np.int32)
        day_first = np.where(is_day_first, day_first, UNKNOWN_DAY).astype(np.int32)
        is_valid = is_valid | is_day_first
    hour, has_hour = parse_group("H")
    minute, _ = parse_group("M")
    second, has_second = parse_group("S")
    if "p" in names:
        hour = _to_24_hours(hour, get_text_field(groups, "p"))
    second_of_day, is_valid_time = _count_seconds(hour, minute, second, count)
    is_valid &= is_match & is_valid_time
    precision = Precision.YEAR + has_month.astype(np.uint8) + has_day.astype(np.uint8) + has_hour + has_second
    dates.unresolved[rows[is_valid]] = False
    is_valid &= has_year
    dates.days[rows[is_valid]] = days[is_valid]
    dates.seconds[rows[is_valid]] = np.where(has_hour, second_of_day, -1)[is_valid]
    dates.precision[rows[is_valid]] = precision[is_valid]
    if "o" in names and is_valid.any():
        is_own_form = np.zeros(count, np.bool_)
        if "k" in names:
            marks = _measure_group(groups, "k") + _measure_group(groups, "z")
            is_own_form = (marks > 0) & (_measure_group(groups, "p") > 0) & (_measure_group(groups, "y") == 2)
        is_short_slashed = (_measure_group(groups, "y") == 2) & ("k" in names)
        dates.numeric.append(
            _NumericDates(
                rows[is_valid],
                month_first[is_valid],
                day_first[is_valid],
                is_short_slashed[is_valid],
                is_own_form[is_valid],
            )
        )


def _measure_group(groups: pa.StructArray, name: str) -> Indices:
    return np.diff(get_offsets_and_bytes(get_text_field(groups, name))[0])


def _parse_digits(cells: pa.StringArray) -> tuple[Int32Array, BoolArray]:
    """Read cells of up to four digits; tells also which cells have any."""
    offsets, content = get_offsets_and_bytes(cells)
    lengths = np.diff(offsets)
    value = np.zeros(len(cells), np.int32)
    for digit_index in range(4):
        rows = np.flatnonzero(lengths > digit_index)
        value[rows] += (content[offsets[1:][rows] - 1 - digit_index] & 0x0F).astype(np.int32) * 10**digit_index
    return value, lengths > 0


def _parse_month_names(cells: pa.StringArray) -> Int32Array:
    """Read month names, known to be such, by their first three letters; 0 where the cell is empty."""
    offsets, content = get_offsets_and_bytes(cells)
    rows = np.flatnonzero(np.diff(offsets) >= 3)
    letters = (content[offsets[rows][:, None] + np.arange(3)] | 0x20).astype(np.int32)
    codes = letters @ np.array([1 << 16, 1 << 8, 1], np.int32)
    month_codes = np.array([int.from_bytes(name.encode(), "big") for name in _MONTHS], np.int32)
    order = np.argsort(month_codes)
    month = np.zeros(len(cells), np.int32)
    month[rows] = order[np.searchsorted(month_codes[order], codes)] + 1
    return month


def _to_24_hours(hour: Int32Array, cells: pa.StringArray) -> Int32Array:
    """Turn hours before or after noon into hours of the day; an hour that no such clock has becomes -1."""
    offsets, content = get_offsets_and_bytes(cells)
    rows = np.flatnonzero(np.diff(offsets) > 0)
    is_afternoon = (content[offsets[rows]] | 0x20) == ord("p")
    twelve_hour = hour[rows]
    hours = hour.copy()
    hours[rows] = np.where((twelve_hour >= 1) & (twelve_hour <= 12), twelve_hour % 12 + 12 * is_afternoon, -1)
    return hours


def _count_days(year: Int32Array, month: Int32Array, day: Int32Array) -> tuple[Int32Array, BoolArray]:
    """Count the days from 1970-01-01, and tell which dates the calendar has (years 1 to 9999)."""
    lengths = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int32)
    is_valid = (year >= 1) & (year <= 9999) & (month >= 1) & (month <= 12) & (day >= 1)
    is_leap_year = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    is_valid &= day <= lengths[np.where(is_valid, month, 0)] + (is_leap_year & (month == 2))
    # The year begins in March here, so that the leap day is its last.
    march_year = year - (month <= 2)
    day_of_year = (153 * (month + np.where(month > 2, -3, 9)) + 2) // 5 + day - 1
    days = 365 * march_year + march_year // 4 - march_year // 100 + march_year // 400 + day_of_year - 719468
    return days.astype(np.int32), is_valid


def _count_seconds(
    hour: Int32Array | None, minute: Int32Array | None, second: Int32Array | None, count: int
) -> tuple[Int32Array, BoolArray]:
    """Count the seconds of the day, -1 without an hour, and tell which times a clock can show."""
    if hour is None or minute is None:
        return np.full(count, -1, np.int32), np.ones(count, np.bool_)
    seconds = second if second is not None else np.zeros(count, np.int32)
    is_valid = (hour >= 0) & (hour <= 23) & (minute <= 59) & (seconds <= 59)
    return hour * 3600 + minute * 60 + seconds, is_valid
