"""Whether a file is LinkedIn's or another platform's, by what was recognised in it and by what lies around it."""

import re
from collections.abc import Sequence

from inspector.catalog.catalog_schema import FileKind
from inspector.catalog.known_headers import MIN_SIMILARITY, MIN_TELLING_WEIGHT, HeaderMatch
from inspector.catalog.match import Catalog, Match
from inspector.catalog.other_platforms import (
    PlatformMarks,
    find_header_owner,
    find_other_platform,
    is_everyday_name,
)
from inspector.table import Layout

Records = Sequence[Sequence[str]]
"""The first records of a table."""


def shows_platform(match: Match, name: str, records: Records, catalog: Catalog) -> bool:
    """Whether a file shows that its archive is the platform's: by its content, or by a name that nobody else gives."""
    kind = match.kind
    if kind is None:
        return match.method == "header"  # a known header of several kinds
    if kind.form not in ("table", "page"):
        return False
    if _is_named_by_platform(kind, name, catalog):
        return True
    if kind.form == "page":
        return False
    if match.method in ("header", "none") or not records:
        return True
    header_match = _compare_header(kind, match, records, catalog)
    if header_match is not None and (
        _is_mostly_known(header_match) or _shares_columns(header_match) or header_match.telling >= MIN_TELLING_WEIGHT
    ):
        return True
    return any(
        re.fullmatch(pattern, cell, re.IGNORECASE)
        for pattern in catalog.platform.cell_patterns.values()
        for record in records
        for cell in record
    )


def find_marks(names: Sequence[str], catalog: Catalog) -> PlatformMarks:
    """Find whose files lie in an archive, by their paths and by where LinkedIn's own lie."""
    return find_other_platform(names, (name for name in names if _is_own_name(name, catalog)))


def _is_own_name(name: str, catalog: Catalog) -> bool:
    if name.rsplit("/", 1)[-1].casefold() in catalog.platform.personal_tables:
        return True
    kind = catalog.find_by_name(name)
    return kind is not None and kind.form == "table" and not is_everyday_name(name)


def find_owner_by_name(name: str, kind: FileKind | None, catalog: Catalog, marks: PlatformMarks) -> str | None:
    """The other platform that a file belongs to by its name, where the name says kind; ``None`` for none."""
    owner = marks.certain.get(name) or marks.likely.get(name)
    if owner is None or name in marks.certain or kind is None:
        return owner
    return None if _is_named_by_platform(kind, name, catalog) else owner


def find_owner_of_table(
    name: str, match: Match, records: Records, catalog: Catalog, marks: PlatformMarks
) -> tuple[str, Layout] | None:
    """The other platform that a table belongs to and how to read it then; ``None`` for none.

    A header as LinkedIn writes it under that name is LinkedIn's, wherever it lies; else a header of another platform
    overrules all, and what lies around a file counts only where its own content says little.
    """
    if match.method == "both" and match.kind is not None and not match.drift:
        return None
    header_owner = find_header_owner(records)
    if header_owner is not None:
        return header_owner[0], Layout(header_owner[1])
    owner = find_owner_by_name(name, match.kind, catalog, marks)
    if owner is None or (name not in marks.certain and _has_content_of_kind(match, records, catalog)):
        return None
    return owner, Layout(0 if records else None)


def _is_named_by_platform(kind: FileKind, name: str, catalog: Catalog) -> bool:
    """Whether a file has a name, or lies in a folder, that the platform alone gives."""
    if kind.form == "page":
        return any(f"{folder}/" in name.casefold() for folder in catalog.platform.page_folders)
    return kind.form == "table" and not is_everyday_name(name)


def _has_content_of_kind(match: Match, records: Records, catalog: Catalog) -> bool:
    """Whether a table was recognised by its content, and not by its name and a common column alone."""
    if match.method == "header" or (match.method == "none" and match.kind is not None):
        return True
    header_match = _compare_header(match.kind, match, records, catalog) if match.kind is not None else None
    return header_match is not None and _is_mostly_known(header_match)


def _shares_columns(header_match: HeaderMatch) -> bool:
    """Whether half the columns of a header are a kind's, and no single one alone."""
    names = [name for name in header_match.names if name]
    shared_count = sum(name in header_match.form.columns for name in names)
    return shared_count > 1 and 2 * shared_count >= len(names)


def _is_mostly_known(header_match: HeaderMatch) -> bool:
    """Whether a header is near to a known one, or has all its columns and others besides."""
    has_all = header_match.form.columns.keys() <= set(header_match.names)
    return has_all or header_match.similarity >= MIN_SIMILARITY


def _compare_header(kind: FileKind, match: Match, records: Records, catalog: Catalog) -> HeaderMatch | None:
    """How near a table's header is to those of a kind; ``None`` where it has no header or no column of it."""
    if match.layout.header is None:
        return None
    header_matches = catalog.headers.find_matches([records[match.layout.header]])
    return next((header_match for header_match in header_matches if header_match.form.kind is kind), None)
