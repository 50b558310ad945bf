"""The report as plain text: for a terminal, for a file, for a screen reader."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from inspector.errors import Problem
from inspector.holdings import File
from inspector.i18n import Value, Words, counted, joined, meant, named, words
from inspector.policy import Outcome, days
from inspector.policy.circumstances import AGE, AS_OF, REGION
from inspector.policy.pack.pack_schema import Use
from inspector.printable import member_label, one_line, visible
from inspector.progress import Monitor
from inspector.report.options import Totals
from inspector.report.wrap import wrapped
from inspector.summary.labels import category as category_in_list
from inspector.summary.report import COLUMNS, NOT_USED, Column, Report, shown_columns, use_table
from inspector.summary.rule_text import edition
from inspector.summary.sentences import LATER, either, known, layers, only_for, problem_counts, repeated

TITLE = words("Plain text")
_TABLE = 80
"""The most characters of the columns of counts, so that a table is about as wide as the sentences."""
_NAMES = 16
"""The least room for the names of categories."""
_HEADS = {
    Column(Outcome.COULD_BE_USED): words("could be"),
    Column(Outcome.COULD_BE_USED, limited=True): words("could be*"),
    Column(Outcome.COULD_HAVE_BEEN_USED): words("could have"),
    Column(Outcome.COULD_HAVE_BEEN_USED, limited=True): words("could have*"),
    Column(Outcome.AGGREGATE_ONLY): meant("aggregate", "head of a narrow column"),
    Column(Outcome.NOT_STATED): words("not stated"),
    Column(Outcome.STOPPED): words("stopped"),
    Column(Outcome.EXCLUDED): meant("excluded", "head of a narrow column"),
    Column(None): words("later"),
}


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write the text as UTF-8, lines ended by a line feed."""
    monitor.step(0, 1, TITLE)
    stream.write(_encoded(lines(report)))
    return ()


def write_beside(report: Report, about: Sequence[str], stream: BinaryIO) -> None:
    """Write the text beside a file that holds items only: how to read that file, then the report."""
    told = [line for sentence in about for line in (*wrapped(report.said(sentence)), "")]
    stream.write(_encoded((*_marks(report), *told, *_lines(report))))


def _encoded(found: Iterable[str]) -> bytes:
    return "\n".join(map(visible, found)).encode() + b"\n"


def totals(_path: Path) -> Totals:
    """The sums that a written file holds."""
    return Totals()


def lines(report: Report) -> Iterator[str]:
    """The report line by line, at most about 100 characters wide, in its language."""
    yield from _marks(report)
    yield from _lines(report)


def _marks(report: Report) -> Iterator[str]:
    return map(report.said, report.marks)


def _lines(report: Report) -> Iterator[str]:
    yield from _head(report)
    leading = report.exposure.pack.leading_uses
    for use in leading:
        yield from _use(report, use)
    yield from _further(report, [use for use in report.exposure.pack.uses.values() if use not in leading])
    yield from _files(report)
    yield from _problems(report)
    yield from _ground(report)


def _head(report: Report) -> Iterator[str]:
    exposure, said = report.exposure, report.said
    names = ", ".join(one_line(archive.name, 60) for archive in exposure.holdings.archives)
    yield from wrapped(f"Archive Inspector: {names}")
    yield ""
    yield from wrapped(said(report.headline))
    yield from wrapped(said(NOT_USED))
    yield ""
    facts = {fact.id: fact for fact in report.facts}
    for name in (AS_OF, REGION, AGE):
        yield from wrapped(said(words("{fact}: {value}", fact=facts[name].name, value=known(facts[name], 60))))
    registered = next((hint for hint in exposure.holdings.hints if hint.fact == "registered"), None)
    if registered is not None:
        told = words(
            "Items without a date count from {day}, the day of registration ({file}, {column})",
            day=_day(registered.value),
            file=one_line(member_label(registered.member), 60),
            column=one_line(registered.column, 40),
        )
        yield from wrapped(said(told))
    settings = [fact for fact in report.facts if fact.id in exposure.pack.settings]
    for fact in settings:
        if fact.origin == "stated":
            yield from wrapped(said(words("{fact}: {value}", fact=fact.name, value=known(fact, 60))))
    assumed = [
        words("{fact} {value}", fact=fact.name, value=fact.value) for fact in settings if fact.origin == "assumed"
    ]
    if assumed:
        told = counted(
            "Assumed of {number} setting nobody spoke of: it stands as it leaves most open ({main}).",
            "Assumed of {number} settings nobody spoke of: each stands as it leaves most open (the main one: {main}).",
            len(assumed),
            main=assumed[0],
        )
        yield from wrapped(said(told))
    for stay in exposure.circumstances.stays:
        if stay.near:
            yield from wrapped(said(stay.near))


def _day(text: str) -> Value:
    """A day that an archive names, as a day; anything else as it is."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text


def _use(report: Report, use: Use) -> Iterator[str]:
    """One table: items by category and outcome."""
    exposure, said = report.exposure, report.said
    yield ""
    yield said(named(use.name))
    table = use_table(exposure, use)
    yield from _table(report, table, _fitting(report, table))
    limited = sorted({t.verdict.limited_to for t in exposure.tallies if t.use == use.id and t.verdict.limited_to})
    if limited:
        yield f"  * {said(only_for(either(limited)))}"
    disputed = sum(t.items for t in exposure.tallies if t.use == use.id and t.verdict.disputed)
    if disputed:
        told = counted(
            "{number} item rests on rules about which sources disagree",
            "{number} items rest on rules about which sources disagree",
            disputed,
        )
        yield from wrapped(said(told), "  ", "  ")


def _fitting(report: Report, table: dict[str, dict[Column, int]]) -> tuple[Column, ...]:
    """The columns to show; where all of them would be too wide, only those that hold anything."""
    columns = shown_columns(table)
    if sum(_column_width(report, column) for column in columns) <= _TABLE:
        return columns
    return tuple(column for column in columns if any(column in row for row in table.values()))


def _column_width(report: Report, column: Column) -> int:
    return len(report.said(_HEADS[column])) + 2


def _table(report: Report, table: dict[str, dict[Column, int]], columns: Sequence[Column]) -> Iterator[str]:
    """A table of counts: every cell ends where its head ends, in whatever language they are said."""
    said = report.said
    widths = [_column_width(report, column) for column in columns]
    items = said(words("items"))
    last = max(8, len(items) + 2)
    totals = {column: sum(row.get(column, 0) for row in table.values()) for column in columns}
    rows = [(said(category_in_list(category)), row) for category, row in table.items()]
    rows.append((said(words("all")), totals))
    category = said(words("category"))
    first = max(_NAMES, len(category), *(len(name) for name, _row in rows))
    heads = "".join(f"{said(_HEADS[column]):>{width}}" for column, width in zip(columns, widths, strict=True))
    yield f"  {category:<{first}}{heads}{items:>{last}}"
    for name, row in rows:
        cells = "".join(f"{row.get(column, 0) or '.':>{width}}" for column, width in zip(columns, widths, strict=True))
        yield f"  {name:<{first}}{cells}{sum(row.values()):>{last}}"


def _further(report: Report, uses: Sequence[Use]) -> Iterator[str]:
    """One line for each further use."""
    yield ""
    yield report.said(words("Further uses"))
    for use in uses:
        sums: dict[Column, int] = {}
        for row in use_table(report.exposure, use).values():
            for column, items in row.items():
                sums[column] = sums.get(column, 0) + items
        told = joined(
            words("{number} {outcome}", number=sums[column], outcome=_HEADS[column])
            for column in COLUMNS
            if column in sums
        )
        line = words("{use}: {counts}", use=named(use.name), counts=told)
        yield from wrapped(report.said(line), indent="  ", first="  ")


def _files(report: Report) -> Iterator[str]:
    holdings, said = report.exposure.holdings, report.said
    yield ""
    yield said(words("Coverage"))
    yield from wrapped(said(report.coverage), first="  ", indent="  ")
    if holdings.repeated:
        yield from wrapped(said(repeated(holdings.repeated)), "  ", "  ")
    for state, told in (
        ("unknown", words("not known to the catalog: {files}", files=_named(report, "unknown"))),
        ("unreadable", words("could not be read: {files}", files=_named(report, "unreadable"))),
    ):
        if any(file.state == state for file in holdings.files):
            yield from wrapped(said(told), first="  ", indent="    ")
    aside = sum(file.set_aside for file in holdings.files)
    if aside:
        told = counted(
            "{number} row could not be parsed and was set aside; see the problems below.",
            "{number} rows could not be parsed and were set aside; see the problems below.",
            aside,
        )
        yield from wrapped(said(told), "  ", "  ")
    if holdings.absent:
        titles = ", ".join(kind.files[0] for kind in holdings.absent)
        told = words("a complete download may also hold: {files}", files=titles)
        yield from wrapped(said(told), first="  ", indent="    ")


def _named(report: Report, state: str) -> str:
    """The names of the files in a state."""
    holdings = report.exposure.holdings
    return ", ".join(_name(file, holdings.several) for file in holdings.files if file.state == state)


def _name(file: File, several: bool) -> str:
    return (f"{file.archive}!" if several else "") + one_line(member_label(file.member), 80)


def _problems(report: Report) -> Iterator[str]:
    problems, said = report.exposure.holdings.problems, report.said
    yield ""
    yield said(problem_counts(problems))
    for problem in problems:
        where = f"{one_line(member_label(problem.member), 60)}: " if problem.member else ""
        rows = f" ({said(_rows(problem))})" if problem.rows else ""
        told = f"{problem.code} {where}{visible(said(problem.message))}{rows}"
        yield from wrapped(told, first="  ", indent="    ")


def _rows(problem: Problem) -> Words:
    """The first rows that a problem concerns."""
    numbers = ", ".join(map(str, problem.rows[:8])) + (" ..." if problem.count > 8 else "")
    return words("rows {rows}", rows=numbers)


def _ground(report: Report) -> Iterator[str]:
    """On what the answer rests, and what it cannot tell."""
    pack, said = report.exposure.pack, report.said
    yield ""
    yield said(words("Rules: {rules}", rules=edition(pack)))
    if pack.layers:
        yield from wrapped(said(layers(pack)), "  ", "  ")
    if report.exposure.circumstances.as_of > days.number(pack.checked):
        yield from wrapped(said(LATER), "  ", "  ")
    yield said(words("What this cannot tell"))
    yield from wrapped(said(report.untranslated), first="  ", indent="  ")
    for limit in report.cannot_tell:
        yield from wrapped(limit, first="  - ", indent="    ")
