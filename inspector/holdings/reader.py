"""From paths to Holdings: open the archives, match and read each member, build items, unite the archives.

Files that tell who the owner is are read first. A member that cannot be read never fails the archive.
"""

import math
import time
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from inspector.archive import Archive, FolderLayout, Member, MemberError, open_archives
from inspector.archive.file_types import is_picture
from inspector.archive.system_files import is_spreadsheet
from inspector.catalog import (
    Catalog,
    DateColumns,
    FileKind,
    Match,
    MatchMethod,
    PlatformMarks,
    describe_domain_match,
    describe_match,
    find_marks,
    find_owner_by_name,
    find_root_folders,
    is_copy_name,
)
from inspector.catalog.column_names import fold_column_name
from inspector.errors import MAX_PROBLEM_ROWS, Problem, Severity
from inspector.holdings.archive_hasher import ArchiveHasher
from inspector.holdings.archive_origin import ReadArchive, check_origin
from inspector.holdings.deduplicate import ArchiveTable, number_copies
from inspector.holdings.holdings import File, FileState, Holdings, OpenedArchive, find_absent_kinds
from inspector.holdings.matched_tables import ArchiveContext, MatchedTable, read_matched_tables
from inspector.holdings.memory_limits import MEMORY_FACTORS, build_memory_error, check_memory, find_free_memory
from inspector.holdings.one_person import is_other_owner
from inspector.holdings.unite import join_parts, unite, update_owner
from inspector.i18n import LazyText, _
from inspector.items import Block, Hint, Owner, build_blocks, build_table_key, read_hints, read_owner
from inspector.items.block import TableBlocks
from inspector.progress import Monitor
from inspector.table import CHANGELOG_CODE, Layout, NotTextError, Table, build_one_row_table, fold_domain

MIN_INTERVAL_S = 0.1
"""The least time between two states of a reading that is shown as it goes, in seconds."""
_LARGE_MEMBER_BYTES = 256 << 10
"""An identity file of at least this size, in bytes, is read after the smaller ones."""
Digests = Mapping[int, str | None]
"""The SHA-256 of each archive by its number; ``None`` for a folder, left out while it is not known yet."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reading may take of the machine.

    ``threads`` counts the caller's thread and those that parse beside it; ``None`` chooses by the processors. With
    one, everything is done in the caller's thread. With more, one further thread hashes the archives.
    ``memory_bytes`` is the memory that the reading may take; ``None`` asks the system what is free. Without
    ``digests`` no archive is hashed.
    """

    threads: int | None = None
    memory_bytes: int | None = None
    digests: bool = True


DEFAULT_OPTIONS = ReadOptions()
"""The options of a program that has the machine for itself."""


@dataclass(slots=True)
class _HoldingsBuilder:
    """What has been read of one archive so far."""

    archive: Archive
    catalog: Catalog
    files: list[File] = field(default_factory=list)
    blocks: list[tuple[Block, Owner]] = field(default_factory=list)
    """With the owner as known when the authors were told apart."""
    problems: list[Problem] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    owner: Owner = field(init=False)
    tables: list[ArchiveTable] = field(default_factory=list)
    marks: PlatformMarks = field(default_factory=PlatformMarks)
    shows_platform: bool = False

    def __post_init__(self) -> None:
        self.owner = Owner(rules=self.catalog.platform.identity)


def read(paths: Sequence[Path], catalog: Catalog, monitor: Monitor, options: ReadOptions = DEFAULT_OPTIONS) -> Holdings:
    """Read one or more archives of one owner: each as ``read_one`` does, then united.

    Of several archives, only one must hold a file of the platform, and none may be another platform's. Raises
    ``Refused`` where nothing useful can be shown (E_NOT_FOUND, E_NOT_ZIP and other codes of ``open_archives``, those
    of ``check_origin``, E_TWO_OWNERS, E_TOO_LARGE, E_INPUT_CHANGED), and ``Cancelled``.
    """
    (holdings,) = deque(read_stages(paths, catalog, monitor, math.inf, options), maxlen=1)
    return holdings


def read_one(path: Path, catalog: Catalog, monitor: Monitor, options: ReadOptions = DEFAULT_OPTIONS) -> Holdings:
    """Read one archive: a zip, an unpacked folder or a single table. Raises as ``read`` does."""
    return read((path,), catalog, monitor, options)


def read_stages(
    paths: Sequence[Path],
    catalog: Catalog,
    monitor: Monitor,
    interval: float = MIN_INTERVAL_S,
    options: ReadOptions = DEFAULT_OPTIONS,
) -> Iterator[Holdings]:
    """Read as ``read`` does and yield what has been read so far, at least ``interval`` seconds apart.

    The last value is complete. Raises as ``read`` does; the values before an error hold only a part and must not
    be kept.
    """
    layout = FolderLayout(catalog.platform.own_folders | find_root_folders(), catalog.platform.personal_tables)
    archives = open_archives(paths, monitor, layout=layout)
    try:
        sizes = [
            round(member.size * MEMORY_FACTORS[member.form])
            for archive in archives
            for member in archive.members
            if member.form is not None
        ]
        free_bytes = find_free_memory() if options.memory_bytes is None else options.memory_bytes
        check_memory(free_bytes, archives[0].name, sizes)
        yield from _read_archives(archives, catalog, monitor, interval, options)
    except MemoryError:  # another program took what was free when this one asked
        raise build_memory_error(archives[0].name) from None
    finally:
        for archive in archives:
            archive.close()


def _read_archives(
    archives: Sequence[Archive], catalog: Catalog, monitor: Monitor, interval: float, options: ReadOptions
) -> Iterator[Holdings]:
    next_due = time.monotonic() if interval < math.inf else math.inf
    total_bytes = sum(member.size for archive in archives for member in archive.members)
    done_bytes = 0
    uses_threads = options.threads != 1
    complete_parts: list[Holdings] = []
    read_archives: list[ReadArchive] = []
    with ArchiveHasher(archives if options.digests and uses_threads else ()) as hasher:
        for archive in archives:
            builder = _HoldingsBuilder(archive, catalog)
            builder.problems += [replace(problem, archive=archive.number) for problem in archive.problems]
            names = [member.original_name for member in archive.members if member.junk_rule is None]
            builder.marks = find_marks(names, catalog)
            members = _order_members(archive.members, catalog)
            for member in members:
                monitor.step(done_bytes, total_bytes, member.name)
                if (builder.blocks or complete_parts) and time.monotonic() >= next_due:
                    parts = [*complete_parts, _build_holdings(builder)]
                    yield join_parts([_set_digest(part, hasher.digests) for part in parts])
                    next_due = time.monotonic() + interval
                _read_member(builder, member, monitor, options.threads)
                done_bytes += member.size
            complete_parts.append(_build_holdings(builder))
            read_archives.append(ReadArchive(complete_parts[-1], builder.shows_platform))
        digests = hasher.wait_for_digests(monitor)
        monitor.check()  # the last moment at which the reading can be cancelled
    if options.digests and not uses_threads:
        digests = {archive.number: archive.compute_digest(monitor) for archive in archives}
    for archive in archives:
        archive.check_unchanged()
    check_origin(read_archives)
    yield unite(*(_set_digest(part, digests) for part in complete_parts))


def _order_members(members: Sequence[Member], catalog: Catalog) -> list[Member]:
    """The order of reading: the files that tell who the owner is, then all others by size.

    A large identity file comes after the small ones, so that the first stage is soon there.
    """
    identity_members = [member for member in members if _tells_identity(catalog, member)]
    identity_members.sort(key=lambda member: member.size >= _LARGE_MEMBER_BYTES)
    other_members = [member for member in members if not _tells_identity(catalog, member)]
    return [*identity_members, *sorted(other_members, key=lambda member: member.size)]


def _set_digest(holdings: Holdings, digests: Digests) -> Holdings:
    (archive,) = holdings.archives
    return replace(holdings, archives=(replace(archive, sha256=digests.get(archive.number)),))


def _tells_identity(catalog: Catalog, member: Member) -> bool:
    kind = catalog.find_by_name(member.original_name)
    return kind is not None and kind.identifies_owner


def _read_member(builder: _HoldingsBuilder, member: Member, monitor: Monitor, threads: int | None) -> None:
    """Read one member of any sort. What is wrong with it becomes a problem and fails no other member."""
    kind = builder.catalog.find_by_name(member.original_name)
    if member.junk_rule is not None:
        builder.files.append(File(member.archive, member.name, kind, "name", "ignored"))
        return
    owner = find_owner_by_name(member.original_name, kind, builder.catalog, builder.marks)
    if member.refusal is not None:
        builder.files.append(_make_unreadable_file(member, kind, owner))
        return
    try:
        if member.form is not None:
            context = ArchiveContext(builder.catalog, builder.marks, builder.owner.names, builder.shows_platform)
            for matched in read_matched_tables(context, member, monitor, threads):
                _read_to_end(builder, member, monitor, {problem.code for problem in matched.dates.table.problems})
                _add_table(builder, member, matched, _find_state(member, matched))
        elif kind is not None and kind.form == "table" and is_spreadsheet(member.original_name):
            _add_spreadsheet(builder, member, kind)
        else:
            _add_unread_file(builder, member, kind if _is_picture(member, kind, monitor) else None, owner)
    except (MemberError, NotTextError) as error:
        if isinstance(error, NotTextError) and not member.says_form:
            _read_to_end(builder, member, monitor)
            _add_unread_file(builder, member, None, owner)
            return
        builder.shows_platform = builder.shows_platform or error.code == CHANGELOG_CODE
        _add_warning(builder, member, error.code, error.message)
        builder.files.append(_make_unreadable_file(member, kind, owner))


def _read_to_end(
    builder: _HoldingsBuilder, member: Member, monitor: Monitor, known_codes: Collection[str] = ()
) -> None:
    """Read a member whose end was not reached, so that it has a digest and damage is said although no row shows it.

    ``known_codes`` are those of the problems that are said already.
    """
    if member.sha256 is not None:
        return
    try:
        for _block in member.blocks(monitor):
            pass
    except MemberError as error:
        if error.code not in known_codes:
            _add_warning(builder, member, error.code, error.message)


def _is_picture(member: Member, kind: FileKind | None, monitor: Monitor) -> bool:
    """Whether a member whose name says that it is a picture begins as one."""
    return kind is not None and kind.form == "media" and is_picture(next(iter(member.blocks(monitor)), b""))


def _add_unread_file(builder: _HoldingsBuilder, member: Member, kind: FileKind | None, owner: str | None) -> None:
    """List a file that is neither text nor page as one item; its kind is only that of a picture."""
    kind = kind if owner is None else None
    match = Match(kind, "name" if kind is not None else "none", Layout(None))
    dates = DateColumns(build_one_row_table("File", member.name))
    state: FileState = "media" if kind is not None else "unknown"
    _add_table(builder, member, MatchedTable("", match, dates, other_platform=owner), state)


def _add_spreadsheet(builder: _HoldingsBuilder, member: Member, kind: FileKind) -> None:
    """List a spreadsheet with the name of a table, which is not read; a warning where the table itself is missing."""
    others = (other for other in builder.archive.members if other is not member and other.form is not None)
    is_there = any(builder.catalog.find_by_name(other.original_name) is kind for other in others)
    message = _(
        'This spreadsheet was not read. Save it as CSV under the name "{name}", or put the file of the download back.',
        name=kind.files[0].rpartition("/")[2],
    )
    severity = Severity.NOTE if is_there else Severity.WARNING
    builder.problems.append(Problem("W_SPREADSHEET", message, severity, member.archive, member.name))
    if is_there:
        _add_unread_file(builder, member, None, None)
    else:
        builder.files.append(_make_unreadable_file(member, kind, None))


def _make_unreadable_file(member: Member, kind: FileKind | None, other_platform: str | None) -> File:
    kind = kind if other_platform is None else None
    category = kind.part[0].data_category if kind is not None and kind.part else None
    by: MatchMethod = "name" if kind is not None else "none"
    return File(
        member.archive, member.name, kind, by, "unreadable", data_category=category, other_platform=other_platform
    )


def _find_state(member: Member, matched: MatchedTable) -> FileState:
    table = matched.dates.table
    if table.rows == 0 and not table.set_aside:
        return "empty"
    if matched.other_platform is not None:
        return "unknown"
    return "read" if matched.match.kind is not None or member.form == "page" else "unknown"


def _add_table(builder: _HoldingsBuilder, member: Member, matched: MatchedTable, state: FileState) -> None:
    """Build the items of a table and record what became of it; one of several is labelled ``MEMBER#NAME``."""
    match, dates = matched.match, matched.dates
    table = dates.table
    label = f"{member.name}#{matched.name}" if matched.name else member.name
    builder.shows_platform = builder.shows_platform or matched.shows_platform
    for problem in table.problems:
        builder.problems.append(
            Problem(
                problem.code,
                problem.message,
                problem.severity,
                member.archive,
                label,
                problem.count,
                problem.rows,
            )
        )
    kind = match.kind
    is_without_records = state == "empty" and not table.columns
    for note in _list_notes(matched, is_without_records, builder.catalog):
        builder.problems.append(replace(note, archive=member.archive, member=label))
    owner = builder.owner
    if kind is not None and kind.identifies_owner:
        table_owner = read_owner(kind, table, builder.catalog.platform.identity)
        if is_other_owner(owner, table_owner):
            _add_warning(
                builder,
                member,
                "W_OTHER_OWNER",
                _("This profile bears another name than the one read first, which is taken for the owner's."),
            )
        else:
            owner = builder.owner = owner.merge(table_owner)
    if kind is not None:
        builder.hints += read_hints(kind, table, label)
    # An unknown table may stand in another archive as well.
    if kind is not None or match.layout.header is not None:
        key = build_table_key(kind.id if kind is not None else None, label)
        is_undecided = kind is not None and kind.is_rest_of_domain
        shared_domain = next(iter(kind.mixed_domains or kind.domains), "") if kind is not None else ""
        builder.tables.append(
            ArchiveTable(
                member.archive,
                label,
                key,
                table,
                is_snapshot=matched.domain is not None,
                shared_domain=fold_domain(shared_domain),
                is_undecided=is_undecided,
                sha256=member.sha256,
                is_copy=matched.domain is None and kind is not None and is_copy_name(member.original_name, kind.files),
                volatile=frozenset(map(fold_column_name, kind.volatile)) if kind is not None else frozenset(),
            )
        )
    result = build_blocks(member.archive, label, kind, table, owner)
    builder.problems += _list_date_problems(result, table, member.archive, label)
    for block in result.blocks:
        builder.owner = block.learn_owner(builder.owner)
    builder.blocks += [(block, owner) for block in result.blocks if len(block)]
    category = kind.part[0].data_category if kind is not None and kind.part else None
    builder.files.append(
        File(
            member.archive,
            label,
            kind,
            match.method,
            state,
            table.rows,
            table.set_aside,
            member.sha256,
            category,
            matched.other_platform,
            matched.domain,
        )
    )


def _list_date_problems(result: TableBlocks, table: Table, archive: int, label: str) -> Iterable[Problem]:
    """What is to be said of the dates of a table."""
    unknown_form = np.setdiff1d(result.bad_dates, result.ambiguous_dates, assume_unique=True)
    for code, undated, message in (
        ("W_BAD_DATE", unknown_form, _("Some dates are in no form that is known; these rows count as undated.")),
        (
            "W_AMBIGUOUS_DATE",
            result.ambiguous_dates,
            _(
                "These dates can be read with the day or the month first, and nothing in the column settles it; "
                "the rows count as undated."
            ),
        ),
    ):
        if len(undated):
            first = undated[:MAX_PROBLEM_ROWS]
            rows = tuple(map(int, first + 1 if table.numbers is None else table.numbers[first]))
            yield Problem(code, message, Severity.WARNING, archive, label, len(undated), rows)
    if result.has_day_first_dates:
        message = _(
            "A spreadsheet seems to have saved this file again; the dates were read with the day first, "
            "because some have a first number above 12."
        )
        yield Problem("W_DAY_FIRST", message, Severity.WARNING, archive, label)


def _list_notes(matched: MatchedTable, is_without_records: bool, catalog: Catalog) -> Iterable[Problem]:
    """What is to be said of how a table was recognised."""
    if matched.other_platform is not None:
        return (_describe_other_platform(matched.other_platform),)
    if matched.domain is not None:
        return describe_domain_match(matched.match, matched.dates, catalog, matched.domain)
    return describe_match(matched.match, matched.dates, is_without_records, catalog)


def _describe_other_platform(platform: str) -> Problem:
    message = _(
        "This looks like a file from {platform}, not from LinkedIn. What it contains is listed as unsorted.",
        platform=platform,
    )
    return Problem("W_OTHER_PLATFORM", message, Severity.NOTE)


def _add_warning(builder: _HoldingsBuilder, member: Member, code: str, message: LazyText) -> None:
    builder.problems.append(Problem(code, message, Severity.WARNING, member.archive, member.name))


def _build_holdings(builder: _HoldingsBuilder) -> Holdings:
    """What has been read of one archive; an author is told apart by the owner as known by now."""
    archive, owner = builder.archive, builder.owner
    builder.blocks = [(update_owner(block, known_owner, owner), owner) for block, known_owner in builder.blocks]
    files = tuple(sorted(builder.files, key=lambda file: file.member.casefold()))
    return Holdings(
        archives=(OpenedArchive(archive.number, archive.name, None, archive.folders),),
        files=files,
        blocks=tuple(sorted((block for block, _owner in builder.blocks), key=lambda block: block.member.casefold())),
        problems=tuple(builder.problems),
        owner=owner,
        hints=tuple(dict.fromkeys(builder.hints)),
        repeated_count=0,
        absent_kinds=find_absent_kinds(builder.catalog, files, (archive.name, *archive.folders)),
        catalog=builder.catalog,
        # The order of the blocks: of equal rows the same are then left out that have the lowest numbers in their keys.
        tables=tuple(number_copies(sorted(builder.tables, key=lambda table: table.member.casefold()))),
    )
