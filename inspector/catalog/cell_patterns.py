"""Matches a file by its cells, where neither its name nor its header is in a known language.

A kind may say what the cells of some columns look like: the address of a profile, a link to the platform, or one of
a few words that the service writes in every language. Where its dates stand is known of every kind. A file is
matched only if it fits exactly one kind; any other stays unknown and keeps its rows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspector.catalog.catalog_schema import FileKind
from inspector.table import is_date

CellPatterns = Mapping[str, re.Pattern[str]]
"""The patterns of the platform by the names that ``FileKind.looks`` uses."""


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """The one kind that fits, its columns in order, and the index of the header record (``None``: no header)."""

    kind: FileKind
    columns: tuple[str, ...]
    header_index: int | None


def match_cell_patterns(
    kinds: Sequence[FileKind], patterns: CellPatterns, records: Sequence[Sequence[str]]
) -> PatternMatch | None:
    """The one kind that fits all records of full width; the first of them may be a header in another language.

    ``None`` where no kind fits or several do.
    """
    if not records:
        return None
    width = max(map(len, records))
    full_records = [index for index, record in enumerate(records) if len(record) == width]
    matches: dict[str, PatternMatch] = {}
    for kind in kinds:
        for header in kind.headers if kind.looks else ():
            if len(header) != width:
                continue
            if _matches_header(kind, header, patterns, [records[index] for index in full_records]):
                matches.setdefault(kind.id, PatternMatch(kind, header, None))
            elif _matches_header(kind, header, patterns, [records[index] for index in full_records[1:]]):
                matches.setdefault(kind.id, PatternMatch(kind, header, full_records[0]))
    return next(iter(matches.values())) if len(matches) == 1 else None


def _matches_header(
    kind: FileKind, header: Sequence[str], patterns: CellPatterns, records: Sequence[Sequence[str]]
) -> bool:
    """Whether no cell contradicts the columns, and at least one record confirms every column that can be checked."""
    date_positions = [place for place, name in enumerate(header) if name in kind.dates]
    pattern_positions = [(place, kind.looks[name]) for place, name in enumerate(header) if name in kind.looks]
    if not date_positions or not pattern_positions:
        return False
    cell_checks = [tuple(_check_cells(record, patterns, date_positions, pattern_positions)) for record in records]
    return any(map(all, cell_checks)) and not any(False in verdict for verdict in cell_checks)


def _check_cells(
    record: Sequence[str],
    patterns: CellPatterns,
    date_positions: Sequence[int],
    pattern_positions: Sequence[tuple[int, str]],
) -> Iterator[bool | None]:
    """For each column that can be checked, whether its cell fits; ``None`` where the cell is empty."""
    for position in date_positions:
        cell = record[position].strip()
        yield is_date(cell) if cell else None
    for position, pattern in pattern_positions:
        cell = record[position].strip()
        if not cell:
            yield None
        elif pattern in patterns:
            yield patterns[pattern].fullmatch(cell) is not None
        else:
            yield cell in pattern.split("|")
