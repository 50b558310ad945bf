"""Unites the holdings of several archives of one owner. Rows that repeat count once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inspector.errors import MAX_PROBLEM_ROWS, Problem, Severity
from inspector.holdings.deduplicate import ArchiveTable, find_repeated_rows
from inspector.holdings.holdings import Holdings, find_absent_kinds
from inspector.holdings.one_person import IDENTITY_CODES, describe_differences, join_owners
from inspector.i18n import _, join_texts, lookup, plural
from inspector.items import Block, Owner, find_undecided_rows
from inspector.printable import to_one_line

_PARTIAL_EXPORT_CODE = "W_PARTIAL_EXPORT"
_OWNER_UNKNOWN_CODE = "W_OWNER_UNKNOWN"
_COPY_CODE = "W_COPY"
_INCOMPLETE_CODE = "W_INCOMPLETE"
_UNION_CODES = IDENTITY_CODES | {_PARTIAL_EXPORT_CODE, _INCOMPLETE_CODE, _OWNER_UNKNOWN_CODE, _COPY_CODE}
"""The codes of problems that are found anew whenever archives are united."""


def unite(*holdings: Holdings) -> Holdings:
    """Unite holdings of one owner, which may themselves be united; archives are numbered from 1 in this order.

    Rows that several archives hold count once, in the first of them. The owner is the one that all archives
    together tell, so authors may be told apart anew. Raises ``Refused`` (E_TWO_OWNERS) where the archives belong
    to two people, and ``ValueError`` without any holdings.
    """
    if not holdings:
        raise ValueError("nothing to unite")
    singles = [single for each in holdings for single in (each.parts or (each,))]
    owners = [single.owner for single in singles]
    archive_names = [archive.name for single in singles for archive in single.archives]
    owner = join_owners(owners, archive_names)
    parts = [_renumber_archive(single, number) for number, single in enumerate(singles, 1)]
    updated_parts = [
        replace(part, blocks=tuple(update_owner(block, part.owner, owner) for block in part.blocks)) for part in parts
    ]
    united = replace(join_parts(updated_parts), owner=owner)  # the parts keep what each archive says by itself
    if len({table.source for table in united.tables}) > 1:
        masks = find_repeated_rows(united.tables)
        kept_blocks = (
            block if (mask := masks.get((block.archive, block.member))) is None else block.keep(~mask[block.rows])
            for block in united.blocks
        )
        united = replace(
            united,
            blocks=tuple(block for block in kept_blocks if len(block)),
            repeated_count=sum(int(np.count_nonzero(mask)) for mask in masks.values()),
            problems=(*united.problems, *_note_copies(united.tables, masks)),
        )
    if len(parts) > 1:
        united = replace(united, parts=tuple(parts))
    notes = (
        *describe_differences(owners, archive_names),
        *_note_unknown_authors(united.blocks),
        *_note_partial_export(united),
    )
    return replace(united, problems=(*united.problems, *notes))


def join_parts(parts: Sequence[Holdings]) -> Holdings:
    """Put the holdings of single archives together, with their numbers as they are and repeated rows left in."""
    archives = tuple(archive for part in parts for archive in part.archives)
    files = tuple(file for part in parts for file in part.files)
    catalog = parts[0].catalog
    return Holdings(
        archives=archives,
        files=files,
        blocks=tuple(block for part in parts for block in part.blocks),
        problems=tuple(p for part in parts for p in part.problems if p.code not in _UNION_CODES),
        owner=parts[0].owner,
        hints=tuple(dict.fromkeys(hint for part in parts for hint in part.hints)),
        repeated_count=0,
        absent_kinds=find_absent_kinds(catalog, files, [name for archive in archives for name in archive.names]),
        catalog=catalog,
        tables=tuple(table for part in parts for table in part.tables),
    )


def update_owner(block: Block, known_owner: Owner, owner: Owner) -> Block:
    """The block with its authors told apart by ``owner``, where they depend on the owner and more is known now."""
    is_better_known = block.part.author.depends_on_owner and owner.tells_more_than(known_owner)
    return block.with_owner(owner) if is_better_known else block


def _renumber_archive(single: Holdings, number: int) -> Holdings:
    """The holdings of one archive under another number."""
    (archive,) = single.archives
    if archive.number == number:
        return single
    return replace(
        single,
        archives=(replace(archive, number=number),),
        files=tuple(replace(file, archive=number) for file in single.files),
        blocks=tuple(replace(block, archive=number) for block in single.blocks),
        problems=tuple(replace(p, archive=number) if p.archive is not None else p for p in single.problems),
        tables=tuple(table._replace(archive=number) for table in single.tables),
    )


def _note_copies(
    tables: Sequence[ArchiveTable], masks: Mapping[tuple[int, str], NDArray[np.bool_]]
) -> Iterator[Problem]:
    """A note on each copy of a file in the same archive: how many of its rows count with the file that was copied."""
    originals = {(t.archive, t.key, t.is_snapshot): t.member for t in reversed(tables) if not t.copy_number}
    for table in tables:
        count = int(np.count_nonzero(masks.get((table.archive, table.member), False)))
        if not table.copy_number or not count:
            continue
        original = to_one_line(originals[table.archive, table.key, table.is_snapshot], 80)
        if count == table.table.rows:
            message = _('This is a copy of "{file}". Its rows count once.', file=original)
        else:
            message = plural(
                'This seems to be a copy of "{file}". {number} row stands in both files and counts once.',
                'This seems to be a copy of "{file}". {number} rows stand in both files and count once.',
                count,
                file=original,
            )
        yield Problem(_COPY_CODE, message, Severity.NOTE, table.archive, table.member, count)


def _note_partial_export(holdings: Holdings) -> Iterator[Problem]:
    """A note where this looks like the quick, basic download, or where something is missing that every account has."""
    kind_ids = {file.kind.id for file in holdings.files if file.kind is not None and file.domain is None}
    if holdings.lacking_kinds and kind_ids & holdings.catalog.platform.complete_kinds:
        titles = join_texts(_("'{name}'", name=lookup(kind.title)) for kind in holdings.lacking_kinds)
        yield Problem(
            _INCOMPLETE_CODE,
            _(
                "This download is not complete. Every account has these files, and they are missing or unreadable: "
                "{files}.",
                files=titles,
            ),
            Severity.NOTE,
        )
    if holdings.completeness == "basic":
        yield Problem(
            _PARTIAL_EXPORT_CODE,
            _(
                "This looks like LinkedIn's basic download: it holds no posts, comments, reactions or votes. "
                "What is not in it may exist all the same; the complete download takes about a day."
            ),
            Severity.NOTE,
        )


def _note_unknown_authors(blocks: Sequence[Block]) -> Iterator[Problem]:
    """A warning for each file with messages of which nothing shows whether the owner wrote them."""
    for block in blocks:
        rows = find_undecided_rows(block.part.author, block.table, block.rows, block.author)
        if len(rows):
            numbers = rows[:MAX_PROBLEM_ROWS] + 1 if block.table.numbers is None else block.table.numbers[rows]
            yield Problem(
                _OWNER_UNKNOWN_CODE,
                _(
                    "Nothing shows whether you wrote some of these messages; "
                    "a complete archive with Profile.csv and Invitations.csv may show it."
                ),
                Severity.WARNING,
                block.archive,
                block.member,
                len(rows),
                tuple(map(int, numbers[:MAX_PROBLEM_ROWS])),
            )
