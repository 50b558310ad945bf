"""Whether a file is LinkedIn's or another platform's, by what was recognised in it and by what lies around it."""

import re
from collections.abc import Sequence

from inspector.catalog.catalog_schema import FileKind, Platform
from inspector.catalog.column_names import fold_column_name
from inspector.catalog.drift import fold_header, measure_similarity
from inspector.catalog.match import MIN_SIMILARITY, Match
from inspector.catalog.other_platforms import PlatformMarks, find_header_owner, is_everyday_name
from inspector.table import Layout

Records = Sequence[Sequence[str]]
"""The first records of a table."""
_TELLING_LENGTH = 9
"""The least length of a folded column name that is unlikely in another program's table of the same name."""


def shows_platform(match: Match, name: str, records: Records, platform: Platform) -> bool:
    """Whether a file shows that its archive is the platform's: by its content, or by a name that nobody else gives."""
    kind = match.kind
    if kind is None or kind.form not in ("table", "page"):
        return False
    if _is_named_by_platform(kind, name, platform):
        return True
    if kind.form == "page":
        return False
    if match.method in ("header", "none") or not records:
        return True
    return _shares_columns(kind, match, records) or any(
        re.fullmatch(pattern, cell, re.IGNORECASE)
        for pattern in platform.cell_patterns.values()
        for record in records
        for cell in record
    )


def find_owner_by_name(name: str, kind: FileKind | None, platform: Platform, marks: PlatformMarks) -> str | None:
    """The other platform that a file belongs to by its name, where the name says kind; ``None`` for none."""
    if name in marks.certain:
        return marks.certain[name]
    return None if kind is not None and _is_named_by_platform(kind, name, platform) else marks.likely.get(name)


def find_owner_of_table(
    name: str, match: Match, records: Records, platform: Platform, marks: PlatformMarks
) -> tuple[str, Layout] | None:
    """The other platform that a table belongs to and how to read it then; ``None`` for none.

    A header as the platform itself writes it overrules the name, a header of another platform overrules all else,
    and what lies around a file counts only where its own header says little.
    """
    kind = match.kind
    if kind is not None and (
        (match.method == "both" and not match.drift)
        or (match.method == "header" and not match.drift and name not in marks.certain)
    ):
        return None
    header_owner = find_header_owner(records)
    if header_owner is not None:
        return header_owner[0], Layout(header_owner[1])
    if name not in marks.certain and kind is not None and _has_header_of(kind, match, records):
        return None
    owner = find_owner_by_name(name, kind, platform, marks)
    return (owner, Layout(0 if records else None)) if owner is not None else None


def _is_named_by_platform(kind: FileKind, name: str, platform: Platform) -> bool:
    """Whether a file has a name, or lies in a folder, that the platform alone gives."""
    if kind.form == "page":
        return any(f"{folder}/" in name.casefold() for folder in platform.page_folders)
    return kind.form == "table" and not is_everyday_name(name)


def _shares_columns(kind: FileKind, match: Match, records: Records) -> bool:
    """Whether two columns of a header are a kind's, or one with a long name, or most of them."""
    if match.layout.header is None:
        return False
    known_columns = {fold_column_name(column) for header in kind.headers for column in header if column}
    shared_columns = known_columns.intersection(map(fold_column_name, records[match.layout.header]))
    return (
        len(shared_columns) > 1
        or any(len(column) >= _TELLING_LENGTH for column in shared_columns)
        or _has_header_of(kind, match, records)
    )


def _has_header_of(kind: FileKind, match: Match, records: Records) -> bool:
    """Whether most columns are those of a kind, or all cells are."""
    if match.method == "none":
        return True
    if match.layout.header is None:
        return False
    columns = fold_header(records[match.layout.header])
    return any(measure_similarity(columns, fold_header(header)) >= MIN_SIMILARITY for header in kind.headers)
