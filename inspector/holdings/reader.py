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

from inspector.archive import Archive, Member, MemberFault, open_archives
from inspector.catalog import By, Catalog, FileKind, Match, findings, folded_base
from inspector.errors import ROWS_KEPT, Problem, Refused, Severity
from inspector.holdings.deduplicate import repeated_rows
from inspector.holdings.holdings import File, Holdings, Opened, State, absent_kinds, latest_export
from inspector.holdings.memory_limits import available, refuse_beyond, too_little
from inspector.holdings.prefetch import LARGE, Ahead, Fed, Sums
from inspector.i18n import Words, words
from inspector.items import Block, Hint, Owner, blocks_of, hints_of, owner_of
from inspector.progress import Monitor
from inspector.table import Layout, NotText, Table, one_row, peek, read_page
from inspector.table import read as read_table

PAUSE = 0.1
"""The least time between two states of a reading that is shown as it goes, in seconds."""
_TABLES = (".csv", ".tsv", ".txt")
Read = tuple[Match, Table]
_PAGES = (".html", ".htm")
Digests = Mapping[int, str | None]
"""The SHA-256 of each archive by its number: ``None``, or left out, where there is none or none yet."""


@dataclass(slots=True)
class _Draft:
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
    (whole,) = deque(stages(paths, catalog, monitor, every=math.inf), maxlen=1)
    return whole


def stages(paths: Sequence[Path], catalog: Catalog, monitor: Monitor, every: float = PAUSE) -> Iterator[Holdings]:
    """The same as files arrive: every value holds what has been read so far, the last one all of it.

    ``every`` is the least time between two values, in seconds. Raises as ``read`` does; what was given before
    stays valid but is not to be kept then.
    """
    archives = open_archives(paths, monitor)
    try:
        sizes = [member.size for archive in archives for member in archive.members if _is_table(member)]
        refuse_beyond(available(), archives[0].name, sizes)
        yield from _stages(archives, catalog, monitor, every)
    except MemoryError:  # others took what was free when it was asked for
        raise too_little(archives[0].name) from None
    finally:
        for archive in archives:
            archive.close()


def _stages(archives: Sequence[Archive], catalog: Catalog, monitor: Monitor, every: float) -> Iterator[Holdings]:
    draft = _Draft()
    due = time.monotonic() if every < math.inf else math.inf
    members = [member for archive in archives for member in archive.members]
    identity = [member for member in members if _tells_identity(catalog, member)]
    identity.sort(key=lambda member: member.size >= LARGE)  # the person shall see something before a large one is read
    others = [member for member in members if not _tells_identity(catalog, member)]
    others.sort(key=lambda member: member.size)
    total = sum(member.size for member in members)
    done = 0
    for archive in archives:
        draft.problems += [_of_archive(problem, archive) for problem in archive.problems]
    ordered = (*identity, *others)
    tables = [member for member in ordered if _is_table(member)]
    with Sums(archives) as sums, Ahead(tables, partial(_table_of, catalog)) as ahead:
        for member in ordered:
            monitor.step(done, total, member.name)
            if draft.blocks and time.monotonic() >= due:
                yield _so_far(draft, archives, sums.ready, catalog)
                due = time.monotonic() + every
            _read_member(draft, catalog, member, ahead, monitor)
            done += member.size
        digests = sums.whole(monitor)
        monitor.check()  # the last moment at which it can be called off
    for archive in archives:
        archive.check_unchanged()
    if not _recognised(draft.files):
        raise Refused(
            "E_NOT_LINKEDIN",
            words("No file in it is one that LinkedIn puts into a data download."),
            words(
                "Choose the .zip that LinkedIn sent: its first level holds files such as Profile.csv "
                "and Connections.csv."
            ),
        )
    yield _finish(draft, archives, digests, catalog)


def _of_archive(problem: Problem, archive: Archive) -> Problem:
    return problem if problem.archive is not None else replace(problem, archive=archive.number)


def _tells_identity(catalog: Catalog, member: Member) -> bool:
    kind = catalog.named(member.written)
    return kind is not None and kind.tells_identity


def _recognised(files: Iterable[File]) -> bool:
    """Whether any member is LinkedIn's by its content: a known header, or nothing but the name to go by."""
    return any(_is_linkedins(file) for file in files)


def _is_linkedins(file: File) -> bool:
    if file.kind is None:
        return False
    if file.kind.form == "page":
        return "articles/" in file.member.casefold()
    if file.kind.form != "table" or file.state not in ("read", "empty"):
        return False
    return file.by in ("header", "both") or file.state == "empty" or not file.kind.headers


def _is_table(member: Member) -> bool:
    return member.ignored is None and member.refused is None and member.written.casefold().endswith(_TABLES)


def _read_member(draft: _Draft, catalog: Catalog, member: Member, ahead: Ahead[Read], monitor: Monitor) -> None:
    """Read one member into the draft, whatever it is; faults become problems."""
    named = catalog.named(member.written)
    if member.ignored is not None:
        draft.files.append(File(member.archive, member.name, named, "name", "ignored"))
        return
    if member.refused is not None:
        draft.files.append(_unreadable(member, named))
        return
    try:
        if _is_table(member):
            match, table = ahead(member, monitor)
            empty = table.rows == 0 and not table.set_aside
            _add(draft, member, match, table, "empty" if empty else "read" if match.kind else "unknown")
        elif member.written.casefold().endswith(_PAGES):
            table = read_page(member, monitor)
            _add(draft, member, Match(named, "name" if named else "none", Layout(None)), table, "read")
        else:  # neither text nor page: never inflated at load
            state: State = "media" if named is not None and named.form == "media" else "unknown"
            match = Match(named if state == "media" else None, "name" if state == "media" else "none", Layout(None))
            _add(draft, member, match, one_row("File", member.name), state)
    except (MemberFault, NotText) as fault:
        _note(draft, member, fault.code, fault.message)
        draft.files.append(_unreadable(member, named))


def _unreadable(member: Member, named: FileKind | None) -> File:
    category = named.part[0].data_category if named is not None and named.part else None
    by: By = "name" if named is not None else "none"
    return File(member.archive, member.name, named, by, "unreadable", data_category=category)


def _table_of(catalog: Catalog, member: Member | Fed, monitor: Monitor) -> Read:
    """What a member is taken for, and all its records."""
    head = peek(member, monitor)
    match = catalog.match(member.written, head)
    return match, read_table(member, head, match.layout, monitor)


def _add(draft: _Draft, member: Member, match: Match, table: Table, state: State) -> None:
    """Make items of a table and note what became of the member."""
    for said in table.problems:
        draft.problems.append(
            Problem(said.code, said.message, said.severity, member.archive, member.name, said.count, said.rows)
        )
    kind = match.kind
    without_records = state == "empty" and not table.columns
    for found in findings(match, without_records):
        draft.problems.append(replace(found, archive=member.archive, member=member.name))
    owner = draft.owners.get(member.archive, Owner())
    if kind is not None and kind.tells_identity:
        told = owner_of(kind, table)
        if owner.names and told.names and owner.names.isdisjoint(told.names):
            _note(
                draft,
                member,
                "W_OTHER_OWNER",
                words("This profile bears another name than the one read first, which is taken for the owner's."),
            )
        else:
            owner = draft.owners[member.archive] = owner.joined(told)
    if kind is not None:
        draft.hints += hints_of(kind, table, member.name)
    if kind is not None or match.layout.header is not None:  # an unknown table may stand in another archive as well
        same = kind.id if kind is not None else f"? {folded_base(member.written)}"
        draft.tables.setdefault(same, []).append((member.archive, member.name, table))
    made = blocks_of(member.archive, member.name, kind, table, owner)
    if len(made.bad_dates):
        bad = made.bad_dates[:ROWS_KEPT]
        rows = tuple(map(int, bad + 1 if table.numbers is None else table.numbers[bad]))
        message = words("Some dates are in no form that is known; these rows count as undated.")
        draft.problems.append(
            Problem("W_BAD_DATE", message, Severity.WARNING, member.archive, member.name, len(made.bad_dates), rows)
        )
    draft.blocks += [(block, owner) for block in made.blocks if len(block)]
    category = kind.part[0].data_category if kind is not None and kind.part else None
    draft.files.append(
        File(
            member.archive,
            member.name,
            kind,
            match.by,
            state,
            table.rows,
            len(table.set_aside),
            member.sha256,
            category,
        )
    )


def _note(draft: _Draft, member: Member, code: str, message: Words) -> None:
    draft.problems.append(Problem(code, message, Severity.WARNING, member.archive, member.name))


def _finish(draft: _Draft, archives: Sequence[Archive], digests: Digests, catalog: Catalog) -> Holdings:
    """Join what the archives say of their owner, and take repeated rows once."""
    owner = _one_owner(list(draft.owners.values()))
    draft.blocks = [(_owned(block, known, owner), owner) for block, known in draft.blocks]
    repeated = 0
    if len(archives) > 1:
        masks = repeated_rows(draft.tables)
        repeated = sum(int(np.count_nonzero(mask)) for mask in masks.values())
        draft.blocks = [(_united(block, masks.get((block.archive, block.member))), owner) for block, _ in draft.blocks]
    holdings = replace(_so_far(draft, archives, digests, catalog), owner=owner, repeated=repeated)
    return replace(holdings, problems=(*holdings.problems, *_partial(holdings)))


def _owned(block: Block, known: Owner, owner: Owner) -> Block:
    """The block with its authors told apart anew, where more is known of the owner by now."""
    asks = block.part.author.address or block.part.author.name
    return block.with_owner(owner) if asks and known != owner else block


def _united(block: Block, mask: NDArray[np.bool_] | None) -> Block:
    """The block without the rows that an earlier archive has already."""
    return block if mask is None else block.keep(~mask[block.rows])


def _so_far(draft: _Draft, archives: Sequence[Archive], digests: Digests, catalog: Catalog) -> Holdings:
    """What has been read, as Holdings; counting waits until somebody asks."""
    found = frozenset(file.kind.id for file in draft.files if file.kind is not None)
    return Holdings(
        archives=tuple(Opened(a.number, a.name, digests.get(a.number)) for a in archives),
        files=tuple(sorted(draft.files, key=lambda file: (file.archive, file.member.casefold()))),
        blocks=tuple(sorted((b for b, _ in draft.blocks if len(b)), key=lambda b: (b.archive, b.member.casefold()))),
        problems=tuple(draft.problems),
        owner=draft.owners.get(1, Owner()),
        hints=tuple(dict.fromkeys(draft.hints)),
        repeated=0,
        absent=absent_kinds(catalog.kinds, found, latest_export(a.name for a in archives)),
    )


def _partial(holdings: Holdings) -> Iterable[Problem]:
    """A note where this looks like LinkedIn's quick, basic download."""
    if holdings.completeness == "basic":
        yield Problem(
            "W_PARTIAL_EXPORT",
            words(
                "This looks like LinkedIn's basic download: it holds no posts, comments, reactions or votes. "
                "What is not in it may exist all the same; the complete download takes about a day."
            ),
            Severity.NOTE,
        )


def _one_owner(owners: Sequence[Owner]) -> Owner:
    """The owner of all archives; raises ``Refused`` where they belong to two people."""
    joined = Owner()
    for owner in owners:
        apart_by_name = joined.names and owner.names and not joined.names & owner.names
        addresses = bool(joined.addresses and owner.addresses)
        same_address = bool(joined.addresses & owner.addresses)
        if (addresses and not same_address) or (apart_by_name and not same_address):
            raise Refused(
                "E_TWO_OWNERS",
                words("These archives belong to two different people."),
                words("Open the archives of one person at a time."),
            )
        joined = joined.joined(owner)
    return joined
