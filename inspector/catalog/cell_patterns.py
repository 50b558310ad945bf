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

_PROFILE = re.compile(r"(https?://)?(www\.)?linkedin\.com/in/[^\s,]+(,.*)?", re.IGNORECASE)
_LINK = re.compile(r"(https?://)?(www\.)?linkedin\.com/\S+", re.IGNORECASE)
_PATTERNS = {"profile": _PROFILE, "link": _LINK}


@dataclass(frozen=True, slots=True)
class Shaped:
    """The one kind that fits, the columns by their place, and which record is the header, if any."""

    kind: FileKind
    columns: tuple[str, ...]
    header: int | None


def told_by_shape(kinds: Sequence[FileKind], records: Sequence[Sequence[str]]) -> Shaped | None:
    """The kind whose shape all full records have, the first (a header) perhaps left out; ``None`` where not one."""
    if not records:
        return None
    width = max(map(len, records))
    full = [index for index, record in enumerate(records) if len(record) == width]
    found: dict[str, Shaped] = {}
    for kind in kinds:
        for header in kind.headers if kind.looks else ():
            if len(header) != width:
                continue
            if _fits(kind, header, [records[index] for index in full]):
                found.setdefault(kind.id, Shaped(kind, header, None))
            elif _fits(kind, header, [records[index] for index in full[1:]]):
                found.setdefault(kind.id, Shaped(kind, header, full[0]))
    return next(iter(found.values())) if len(found) == 1 else None


def _fits(kind: FileKind, header: Sequence[str], records: Sequence[Sequence[str]]) -> bool:
    """Whether no cell speaks against a header, and one record at least speaks for it in every column that can."""
    dated = [place for place, name in enumerate(header) if name in kind.dates]
    looks = [(place, kind.looks[name]) for place, name in enumerate(header) if name in kind.looks]
    if not dated or not looks:
        return False
    verdicts = [tuple(_looks(record, dated, looks)) for record in records]
    return any(map(all, verdicts)) and not any(False in verdict for verdict in verdicts)


def _looks(record: Sequence[str], dated: Sequence[int], looks: Sequence[tuple[int, str]]) -> Iterator[bool | None]:
    """For each telling column whether its cell looks right; ``None`` where it is empty."""
    for place in dated:
        cell = record[place].strip()
        yield parse_day(cell) is not None if cell else None
    for place, look in looks:
        cell = record[place].strip()
        if not cell:
            yield None
        elif look in _PATTERNS:
            yield _PATTERNS[look].fullmatch(cell) is not None
        else:
            yield cell in look.split("|")
