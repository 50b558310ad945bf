"""What the cells of a file look like, where neither its name nor its header is in a language that is known.

A kind may say how the cells of some columns look: an address of a profile, a link into LinkedIn, one of a
few words of the service that no language changes. Dates are known of every kind. Only a file that fits
one kind alone is taken for it; all else stays unknown, with its rows kept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspector.catalog.catalog_schema import FileKind
from inspector.table import parse_day

_PROFILE_ADDRESS = re.compile(r"(https?://)?(www\.)?linkedin\.com/in/[^\s,]+(,.*)?", re.IGNORECASE)
_LINKEDIN_ADDRESS = re.compile(r"(https?://)?(www\.)?linkedin\.com/\S+", re.IGNORECASE)
_CELL_PATTERNS = {"profile": _PROFILE_ADDRESS, "link": _LINKEDIN_ADDRESS}


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """The one kind that fits, the columns by their place, and which record is the header, if any."""

    kind: FileKind
    columns: tuple[str, ...]
    header_index: int | None


def match_cell_patterns(kinds: Sequence[FileKind], records: Sequence[Sequence[str]]) -> PatternMatch | None:
    """The kind whose shape all full records have, the first (a header) perhaps left out; ``None`` where not one."""
    if not records:
        return None
    width = max(map(len, records))
    full_records = [index for index, record in enumerate(records) if len(record) == width]
    matches: dict[str, PatternMatch] = {}
    for kind in kinds:
        for header in kind.headers if kind.looks else ():
            if len(header) != width:
                continue
            if _matches_header(kind, header, [records[index] for index in full_records]):
                matches.setdefault(kind.id, PatternMatch(kind, header, None))
            elif _matches_header(kind, header, [records[index] for index in full_records[1:]]):
                matches.setdefault(kind.id, PatternMatch(kind, header, full_records[0]))
    return next(iter(matches.values())) if len(matches) == 1 else None


def _matches_header(kind: FileKind, header: Sequence[str], records: Sequence[Sequence[str]]) -> bool:
    """Whether no cell speaks against a header, and one record at least speaks for it in every column that can."""
    date_positions = [place for place, name in enumerate(header) if name in kind.dates]
    pattern_positions = [(place, kind.looks[name]) for place, name in enumerate(header) if name in kind.looks]
    if not date_positions or not pattern_positions:
        return False
    cell_checks = [tuple(_check_cells(record, date_positions, pattern_positions)) for record in records]
    return any(map(all, cell_checks)) and not any(False in verdict for verdict in cell_checks)


def _check_cells(
    record: Sequence[str], date_positions: Sequence[int], pattern_positions: Sequence[tuple[int, str]]
) -> Iterator[bool | None]:
    """For each telling column whether its cell looks right; ``None`` where it is empty."""
    for position in date_positions:
        cell = record[position].strip()
        yield parse_day(cell) is not None if cell else None
    for position, pattern in pattern_positions:
        cell = record[position].strip()
        if not cell:
            yield None
        elif pattern in _CELL_PATTERNS:
            yield _CELL_PATTERNS[pattern].fullmatch(cell) is not None
        else:
            yield cell in pattern.split("|")
