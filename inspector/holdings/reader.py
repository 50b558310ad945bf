"""From paths to Holdings: open, recognise, read, make items, take repeated rows once.

Files that tell who the owner is are read first; one bad member never fails the archive.
"""

import math
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inspector.archive import Archive, Member, MemberError, open_archives
from inspector.catalog import Catalog, FileKind, Match, MatchMethod, describe_match, fold_base_name
from inspector.errors import MAX_PROBLEM_ROWS, Problem, Refused, Severity
from inspector.holdings.deduplicate import find_repeated_rows
from inspector.holdings.holdings import File, FileState, Holdings, OpenedArchive, find_absent_kinds, find_latest_export
from inspector.holdings.memory_limits import build_memory_error, check_memory, find_free_memory
from inspector.holdings.prefetch import LARGE_MEMBER_BYTES, ArchiveHasher, BufferedMember, Prefetcher
from inspector.i18n import LazyText, _
from inspector.items import Block, Hint, Owner, build_blocks, read_hints, read_owner
from inspector.progress import Monitor
from inspector.table import Layout, NotTextError, Table, build_one_row_table, peek, read_page
from inspector.table import read as read_table

MIN_INTERVAL_S = 0.1
"""The least time between two states of a reading that is shown as it goes, in seconds."""
_TABLE_SUFFIXES = (".csv", ".tsv", ".txt")
MatchedTable = tuple[Match, Table]
_PAGE_SUFFIXES = (".html", ".htm")
Digests = Mapping[int, str | None]
"""The SHA-256 of each archive by its number: ``None``, or left out, where there is none or none yet."""


@dataclass(slots=True)
class _HoldingsBuilder:
    """What has been read so far."""

    files: list[File] = field(default_factory=list)
    blocks: list[tuple[Block, Owner]] = field(default_factory=list)
    """With the owner that was known when their authors were told apart."""
    problems: list[Problem] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    owners: dict[int, Owner] = field(default_factory=dict)
    tables: dict[str, list[tuple[int, str, Table]]] = field(default_factory=dict)


def read(paths: Sequence[Path], catalog: Catalog, monitor: Monitor) -> Holdings:
    """Read one or more archives of one owner.

    Raises ``Refused`` where nothing useful can be shown (not there, no archive, nothing of LinkedIn's in it,
    two owners, changed while it was read) and ``Cancelled``.
    """
    (holdings,) = deque(read_stages(paths, catalog, monitor, interval=math.inf), maxlen=1)
    return holdings


def read_stages(
    paths: Sequence[Path], catalog: Catalog, monitor: Monitor, interval: float = MIN_INTERVAL_S
) -> Iterator[Holdings]:
    """The same as files arrive: every value holds what has been read so far, the last one all of it.

    ``every`` is the least time between two values, in seconds. Raises as ``read`` does; what was given before
    stays valid but is not to be kept then.
    """
    archives = open_archives(paths, monitor)
    try:
        sizes = [member.size for archive in archives for member in archive.members if _is_table(member)]
        check_memory(find_free_memory(), archives[0].name, sizes)
        yield from _read_stages(archives, catalog, monitor, interval)
    except MemoryError:  # others took what was free when it was asked for
        raise build_memory_error(archives[0].name) from None
    finally:
        for archive in archives:
            archive.close()


def _read_stages(
    archives: Sequence[Archive], catalog: Catalog, monitor: Monitor, interval: float
) -> Iterator[Holdings]:
    builder = _HoldingsBuilder()
    next_due = time.monotonic() if interval < math.inf else math.inf
    members = [member for archive in archives for member in archive.members]
    identity_members = [member for member in members if _tells_identity(catalog, member)]
    identity_members.sort(
        key=lambda member: member.size >= LARGE_MEMBER_BYTES
    )  # the person shall see something before a large one is read
    other_members = [member for member in members if not _tells_identity(catalog, member)]
    other_members.sort(key=lambda member: member.size)
    total_bytes = sum(member.size for member in members)
    done_bytes = 0
    for archive in archives:
        builder.problems += [_assign_archive(problem, archive) for problem in archive.problems]
    ordered_members = (*identity_members, *other_members)
    tables = [member for member in ordered_members if _is_table(member)]
    with ArchiveHasher(archives) as hasher, Prefetcher(tables, partial(_match_and_read, catalog)) as prefetcher:
        for member in ordered_members:
            monitor.step(done_bytes, total_bytes, member.name)
            if builder.blocks and time.monotonic() >= next_due:
                yield _build_partial_holdings(builder, archives, hasher.digests, catalog)
                next_due = time.monotonic() + interval
            _read_member(builder, catalog, member, prefetcher, monitor)
            done_bytes += member.size
        digests = hasher.wait_for_digests(monitor)
        monitor.check()  # the last moment at which it can be called off
    for archive in archives:
        archive.check_unchanged()
    if not _has_linkedin_file(builder.files):
        raise Refused(
            "E_NOT_LINKEDIN",
            _("No file in it is one that LinkedIn puts into a data download."),
            _(
                "Choose the .zip that LinkedIn sent: its first level holds files such as Profile.csv "
                "and Connections.csv."
            ),
        )
    yield _build_holdings(builder, archives, digests, catalog)


def _assign_archive(problem: Problem, archive: Archive) -> Problem:
    return problem if problem.archive is not None else replace(problem, archive=archive.number)


def _tells_identity(catalog: Catalog, member: Member) -> bool:
    kind = catalog.find_by_name(member.original_name)
    return kind is not None and kind.identifies_owner


def _has_linkedin_file(files: Iterable[File]) -> bool:
    """Whether any member is LinkedIn's by its content: a known header, or nothing but the name to go by."""
    return any(_is_from_linkedin(file) for file in files)


def _is_from_linkedin(file: File) -> bool:
    if file.kind is None:
        return False
    if file.kind.form == "page":
        return "articles/" in file.member.casefold()
    if file.kind.form != "table" or file.state not in ("read", "empty"):
        return False
    return file.by in ("header", "both") or file.state == "empty" or not file.kind.headers


def _is_table(member: Member) -> bool:
    return (
        member.junk_rule is None
        and member.refusal is None
        and member.original_name.casefold().endswith(_TABLE_SUFFIXES)
    )


def _read_member(
    builder: _HoldingsBuilder, catalog: Catalog, member: Member, prefetcher: Prefetcher[MatchedTable], monitor: Monitor
) -> None:
    """Read one member into the draft, whatever it is; faults become problems."""
    kind = catalog.find_by_name(member.original_name)
    if member.junk_rule is not None:
        builder.files.append(File(member.archive, member.name, kind, "name", "ignored"))
        return
    if member.refusal is not None:
        builder.files.append(_make_unreadable_file(member, kind))
        return
    try:
        if _is_table(member):
            match, table = prefetcher(member, monitor)
            empty = table.rows == 0 and not table.set_aside
            _add_table(builder, member, match, table, "empty" if empty else "read" if match.kind else "unknown")
        elif member.original_name.casefold().endswith(_PAGE_SUFFIXES):
            table = read_page(member, monitor)
            _add_table(builder, member, Match(kind, "name" if kind else "none", Layout(None)), table, "read")
        else:  # neither text nor page: never inflated at load
            state: FileState = "media" if kind is not None and kind.form == "media" else "unknown"
            match = Match(kind if state == "media" else None, "name" if state == "media" else "none", Layout(None))
            _add_table(builder, member, match, build_one_row_table("File", member.name), state)
    except (MemberError, NotTextError) as error:
        _add_warning(builder, member, error.code, error.message)
        builder.files.append(_make_unreadable_file(member, kind))


def _make_unreadable_file(member: Member, kind: FileKind | None) -> File:
    category = kind.part[0].data_category if kind is not None and kind.part else None
    by: MatchMethod = "name" if kind is not None else "none"
    return File(member.archive, member.name, kind, by, "unreadable", data_category=category)


def _match_and_read(catalog: Catalog, member: Member | BufferedMember, monitor: Monitor) -> MatchedTable:
    """What a member is taken for, and all its records."""
    head = peek(member, monitor)
    match = catalog.match(member.original_name, head)
    return match, read_table(member, head, match.layout, monitor)


def _add_table(builder: _HoldingsBuilder, member: Member, match: Match, table: Table, state: FileState) -> None:
    """Make items of a table and note what became of the member."""
    for problem in table.problems:
        builder.problems.append(
            Problem(
                problem.code,
                problem.message,
                problem.severity,
                member.archive,
                member.name,
                problem.count,
                problem.rows,
            )
        )
    kind = match.kind
    is_without_records = state == "empty" and not table.columns
    for note in describe_match(match, is_without_records):
        builder.problems.append(replace(note, archive=member.archive, member=member.name))
    owner = builder.owners.get(member.archive, Owner())
    if kind is not None and kind.identifies_owner:
        table_owner = read_owner(kind, table)
        if owner.names and table_owner.names and owner.names.isdisjoint(table_owner.names):
            _add_warning(
                builder,
                member,
                "W_OTHER_OWNER",
                _("This profile bears another name than the one read first, which is taken for the owner's."),
            )
        else:
            owner = builder.owners[member.archive] = owner.merge(table_owner)
    if kind is not None:
        builder.hints += read_hints(kind, table, member.name)
    if kind is not None or match.layout.header is not None:  # an unknown table may stand in another archive as well
        table_key = kind.id if kind is not None else f"? {fold_base_name(member.original_name)}"
        builder.tables.setdefault(table_key, []).append((member.archive, member.name, table))
    result = build_blocks(member.archive, member.name, kind, table, owner)
    if len(result.bad_dates):
        bad_rows = result.bad_dates[:MAX_PROBLEM_ROWS]
        rows = tuple(map(int, bad_rows + 1 if table.numbers is None else table.numbers[bad_rows]))
        message = _("Some dates are in no form that is known; these rows count as undated.")
        builder.problems.append(
            Problem("W_BAD_DATE", message, Severity.WARNING, member.archive, member.name, len(result.bad_dates), rows)
        )
    builder.blocks += [(block, owner) for block in result.blocks if len(block)]
    category = kind.part[0].data_category if kind is not None and kind.part else None
    builder.files.append(
        File(
            member.archive,
            member.name,
            kind,
            match.method,
            state,
            table.rows,
            len(table.set_aside),
            member.sha256,
            category,
        )
    )


def _add_warning(builder: _HoldingsBuilder, member: Member, code: str, message: LazyText) -> None:
    builder.problems.append(Problem(code, message, Severity.WARNING, member.archive, member.name))


def _build_holdings(
    builder: _HoldingsBuilder, archives: Sequence[Archive], digests: Digests, catalog: Catalog
) -> Holdings:
    """Join what the archives say of their owner, and take repeated rows once."""
    owner = _join_owners(list(builder.owners.values()))
    builder.blocks = [(_update_owner(block, previous_owner, owner), owner) for block, previous_owner in builder.blocks]
    repeated = 0
    if len(archives) > 1:
        masks = find_repeated_rows(builder.tables)
        repeated = sum(int(np.count_nonzero(mask)) for mask in masks.values())
        builder.blocks = [
            (_drop_repeated_rows(block, masks.get((block.archive, block.member))), owner) for block, _ in builder.blocks
        ]
    holdings = replace(
        _build_partial_holdings(builder, archives, digests, catalog), owner=owner, repeated_count=repeated
    )
    return replace(holdings, problems=(*holdings.problems, *_note_partial_export(holdings)))


def _update_owner(block: Block, previous_owner: Owner, owner: Owner) -> Block:
    """The block with its authors told apart anew, where more is known of the owner by now."""
    depends_on_owner = block.part.author.address or block.part.author.name
    return block.with_owner(owner) if depends_on_owner and previous_owner != owner else block


def _drop_repeated_rows(block: Block, mask: NDArray[np.bool_] | None) -> Block:
    """The block without the rows that an earlier archive has already."""
    return block if mask is None else block.keep(~mask[block.rows])


def _build_partial_holdings(
    builder: _HoldingsBuilder, archives: Sequence[Archive], digests: Digests, catalog: Catalog
) -> Holdings:
    """What has been read, as Holdings; counting waits until somebody asks."""
    kind_ids = frozenset(file.kind.id for file in builder.files if file.kind is not None)
    return Holdings(
        archives=tuple(OpenedArchive(a.number, a.name, digests.get(a.number)) for a in archives),
        files=tuple(sorted(builder.files, key=lambda file: (file.archive, file.member.casefold()))),
        blocks=tuple(sorted((b for b, _ in builder.blocks if len(b)), key=lambda b: (b.archive, b.member.casefold()))),
        problems=tuple(builder.problems),
        owner=builder.owners.get(1, Owner()),
        hints=tuple(dict.fromkeys(builder.hints)),
        repeated_count=0,
        absent_kinds=find_absent_kinds(catalog.kinds, kind_ids, find_latest_export(a.name for a in archives)),
    )


def _note_partial_export(holdings: Holdings) -> Iterable[Problem]:
    """A note where this looks like LinkedIn's quick, basic download."""
    if holdings.completeness == "basic":
        yield Problem(
            "W_PARTIAL_EXPORT",
            _(
                "This looks like LinkedIn's basic download: it holds no posts, comments, reactions or votes. "
                "What is not in it may exist all the same; the complete download takes about a day."
            ),
            Severity.NOTE,
        )


def _join_owners(owners: Sequence[Owner]) -> Owner:
    """The owner of all archives; raises ``Refused`` where they belong to two people."""
    common_owner = Owner()
    for owner in owners:
        names_differ = common_owner.names and owner.names and not common_owner.names & owner.names
        have_addresses = bool(common_owner.addresses and owner.addresses)
        same_address = bool(common_owner.addresses & owner.addresses)
        if (have_addresses and not same_address) or (names_differ and not same_address):
            raise Refused(
                "E_TWO_OWNERS",
                _("These archives belong to two different people."),
                _("Open the archives of one person at a time."),
            )
        common_owner = common_owner.merge(owner)
    return common_owner
