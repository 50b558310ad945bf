"""The tables of a member, each matched to a kind and read: the content first, then the rows, then the name."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.archive import Member
from inspector.catalog import (
    Catalog,
    DateColumns,
    Match,
    PlatformMarks,
    find_columns,
    find_date_columns,
    find_owner_of_table,
    get_base_stem,
    knows_domain,
    match_domain,
    shows_platform,
)
from inspector.progress import Monitor
from inspector.table import (
    Layout,
    NamedTable,
    build_one_row_table,
    convert_epoch_dates,
    fold_domain,
    read_tables,
    select_rows,
)


@dataclass(frozen=True, slots=True)
class ArchiveContext:
    """What is known of the archive while a member is matched.

    ``marks`` tell whose files lie in it; ``shows_platform`` says that a file before showed it to be this platform's.
    """

    catalog: Catalog
    marks: PlatformMarks
    owner_names: frozenset[str]
    shows_platform: bool


@dataclass(frozen=True, slots=True)
class MatchedTable:
    """A table with its kind.

    ``name`` is its name within the member, "" where the member holds one. ``domain`` is what the portability interface
    calls it, ``None`` for any other table. ``other_platform`` names the platform whose table it is, where that is
    another one; ``shows_platform`` says that it shows its archive to be this platform's.
    """

    name: str
    match: Match
    dates: DateColumns
    domain: str | None = None
    other_platform: str | None = None
    shows_platform: bool = False


def read_matched_tables(
    context: ArchiveContext, member: Member, monitor: Monitor, threads: int | None
) -> Iterator[MatchedTable]:
    """Match and read the tables of a member in their order; raises as ``inspector.table.read_tables``."""
    for named in list(read_tables(member, monitor, threads, context.catalog.list_separators)):
        if named.domain is not None:
            yield from _match_domain(context, member, named)
        else:
            yield _match_table(context, member, named)


def _match_table(context: ArchiveContext, member: Member, named: NamedTable) -> MatchedTable:
    catalog, name = context.catalog, member.original_name
    records = named.head.records if named.head is not None else ()
    if named.head is not None:
        match = catalog.match(named.name or name, named.head)
    else:
        kind = catalog.find_by_name(name)
        kind = kind if kind is not None and kind.form == "page" else None
        match = Match(kind, "name" if kind else "none", Layout(None))
    owner = find_owner_of_table(name, match, records, catalog, context.marks)
    if owner is not None:
        platform, layout = owner
        return MatchedTable(
            named.name, Match(None, "none", layout), DateColumns(named.read(layout)), other_platform=platform
        )
    if named.head is not None and match.kind is None and not match.rivals and not member.says_form:
        table = build_one_row_table("File", member.name)  # a text of another sort: named, not read
        return MatchedTable(named.name, Match(None, "none", Layout(None)), DateColumns(table))
    table = named.read(match.layout)
    if named.head is None:
        is_own = context.shows_platform or shows_platform(match, name, (), catalog)
        return MatchedTable(named.name, match, DateColumns(table), shows_platform=is_own)
    match = catalog.settle(match, table, context.owner_names)
    is_own = context.shows_platform or shows_platform(match, name, records, catalog)
    return MatchedTable(named.name, match, find_date_columns(match, table), shows_platform=is_own)


def _match_domain(context: ArchiveContext, member: Member, named: NamedTable) -> Iterator[MatchedTable]:
    """The tables of one domain of the portability interface: one for each kind of row that it holds.

    Where the file breaks off before it says the domain, its name may.
    """
    catalog, domain = context.catalog, named.domain or ""
    if not domain and knows_domain(catalog, stem := get_base_stem(member.original_name)):
        domain = stem
    domain_kind = catalog.kinds_by_domain.get(fold_domain(domain))
    table = named.read(Layout(0, expects_duplicates=domain_kind is not None and domain_kind.expects_duplicates))
    matches = match_domain(catalog, domain, table)
    for index, (match, rows) in enumerate(matches):
        is_last = index == len(matches) - 1
        part = table if rows is None else select_rows(table, rows, keeps_set_aside=is_last)
        match = catalog.doubt_one_party(match, part, context.owner_names)
        if match.kind is not None:
            part = convert_epoch_dates(part, find_columns(part, match.kind.dates))
        suffix = "" if rows is None or match.kind is None else f" ({match.kind.id})"
        yield MatchedTable(f"{named.name}{suffix}", match, find_date_columns(match, part), domain, shows_platform=True)
