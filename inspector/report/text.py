"""The report as plain text: for a terminal, for a file, for a screen reader."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from inspector.errors import Problem, Severity
from inspector.exposure import File
from inspector.monitor import Monitor
from inspector.policy import Outcome, days
from inspector.policy.circumstances import AGE, AS_OF, REGION
from inspector.policy.entries import Use
from inspector.report.choices import Totals
from inspector.report.lines import wrapped
from inspector.report.report import COLUMNS, NOT_USED, Column, Report, shown_columns, use_table
from inspector.visible import member_label, one_line, visible

TITLE = "Plain text"
_TABLE = 80
"""The most characters of the columns of counts, so that a table is about as wide as the sentences."""
_HEADS = {
    Column(Outcome.COULD_BE_USED): "could be",
    Column(Outcome.COULD_BE_USED, limited=True): "could be*",
    Column(Outcome.COULD_HAVE_BEEN_USED): "could have",
    Column(Outcome.COULD_HAVE_BEEN_USED, limited=True): "could have*",
    Column(Outcome.AGGREGATE_ONLY): "aggregate",
    Column(Outcome.NOT_STATED): "not stated",
    Column(Outcome.STOPPED): "stopped",
    Column(Outcome.EXCLUDED): "excluded",
    Column(None): "later",
}


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write the text as UTF-8, lines ended by a line feed."""
    monitor.step(0, 1, TITLE)
    stream.write(_encoded(lines(report)))
    return ()


def write_beside(report: Report, about: Sequence[str], stream: BinaryIO) -> None:
    """Write the text beside a file that holds items only: how to read that file, then the report."""
    told = [line for sentence in about for line in (*wrapped(sentence), "")]
    stream.write(_encoded((*report.marks, *told, *_lines(report))))


def _encoded(found: Iterable[str]) -> bytes:
    return "\n".join(map(visible, found)).encode() + b"\n"


def totals(_path: Path) -> Totals:
    """The sums that a written file holds."""
    return Totals()


def lines(report: Report) -> Iterator[str]:
    """The report line by line, at most about 100 characters wide."""
    yield from report.marks
    yield from _lines(report)


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
    exposure = report.exposure
    names = ", ".join(one_line(archive.name, 60) for archive in exposure.holdings.archives)
    yield from wrapped(f"Archive Inspector: {names}")
    yield ""
    yield from wrapped(report.headline)
    yield from wrapped(NOT_USED)
    yield ""
    facts = {fact.id: fact for fact in report.facts}
    for name in (AS_OF, REGION, AGE):
        fact = facts[name]
        hint = f"; the archive suggests {one_line(fact.evidence, 60)}" if fact.evidence and name != AS_OF else ""
        yield from wrapped(f"{fact.name}: {fact.value} ({fact.origin}{hint})")
    registered = next((hint for hint in exposure.holdings.hints if hint.fact == "registered"), None)
    if registered is not None:
        where = f"{one_line(member_label(registered.member), 60)}, {one_line(registered.column, 40)}"
        yield from wrapped(f"Items without a date count from {registered.value}, the day of registration ({where})")
    settings = [fact for fact in report.facts if fact.id in exposure.pack.settings]
    for fact in settings:
        if fact.origin == "stated":
            yield from wrapped(f"{fact.name}: {fact.value} (stated)")
    assumed = [f"{fact.name} {fact.value}" for fact in settings if fact.origin == "assumed"]
    if assumed:
        yield from wrapped(
            f"Assumed of {len(assumed)} settings nobody spoke of: each stands as it leaves most open "
            f"(the main one: {assumed[0]})."
        )
    for stay in exposure.circumstances.stays:
        if stay.near:
            yield from wrapped(stay.near)


def _use(report: Report, use: Use) -> Iterator[str]:
    """One table: items by category and outcome."""
    exposure = report.exposure
    yield ""
    yield use.name
    table = use_table(exposure, use)
    yield from _table(table, _fitting(table))
    limited = sorted({t.verdict.limited_to for t in exposure.tallies if t.use == use.id and t.verdict.limited_to})
    if limited:
        yield f"  * for {' or '.join(limited)} only"
    disputed = sum(t.items for t in exposure.tallies if t.use == use.id and t.verdict.disputed)
    if disputed:
        yield f"  {disputed:,} items rest on rules about which sources disagree"


def _fitting(table: dict[str, dict[Column, int]]) -> tuple[Column, ...]:
    """The columns to show; where all of them would be too wide, only those that hold anything."""
    columns = shown_columns(table)
    if sum(map(_column_width, columns)) <= _TABLE:
        return columns
    return tuple(column for column in columns if any(column in row for row in table.values()))


def _column_width(column: Column) -> int:
    return len(_HEADS[column]) + 2


def _table(table: dict[str, dict[Column, int]], columns: Sequence[Column]) -> Iterator[str]:
    heads = "".join(f"{_HEADS[column]:>{_column_width(column)}}" for column in columns)
    yield f"  {'category':<16}{heads}{'items':>8}"
    totals = {column: sum(row.get(column, 0) for row in table.values()) for column in columns}
    for category, row in {**table, "all": totals}.items():
        cells = "".join(f"{row.get(column, 0) or '.':>{_column_width(column)}}" for column in columns)
        yield f"  {category.replace('_', ' '):<16}{cells}{sum(row.values()):>8}"


def _further(report: Report, uses: Sequence[Use]) -> Iterator[str]:
    """One line for each further use."""
    yield ""
    yield "Further uses"
    for use in uses:
        sums: dict[Column, int] = {}
        for row in use_table(report.exposure, use).values():
            for column, items in row.items():
                sums[column] = sums.get(column, 0) + items
        words = ", ".join(f"{sums[column]:,} {_HEADS[column]}" for column in COLUMNS if column in sums)
        yield from wrapped(f"{use.name}: {words}", indent="  ", first="  ")


def _files(report: Report) -> Iterator[str]:
    holdings = report.exposure.holdings
    yield ""
    yield "Coverage"
    yield from wrapped(report.coverage, first="  ", indent="  ")
    if holdings.repeated:
        yield f"  {holdings.repeated:,} rows stand in several archives and were counted once."
    for words, state in (("not known to the catalog", "unknown"), ("could not be read", "unreadable")):
        names = [_named(file, holdings.several) for file in holdings.files if file.state == state]
        if names:
            yield from wrapped(f"{words}: {', '.join(names)}", first="  ", indent="    ")
    aside = sum(file.set_aside for file in holdings.files)
    if aside:
        yield f"  {aside:,} rows could not be parsed and were set aside; see the problems below."
    if holdings.absent:
        titles = ", ".join(kind.files[0] for kind in holdings.absent)
        yield from wrapped(f"a complete download may also hold: {titles}", first="  ", indent="    ")


def _named(file: File, several: bool) -> str:
    return (f"{file.archive}!" if several else "") + one_line(member_label(file.member), 80)


def _problems(report: Report) -> Iterator[str]:
    problems = report.exposure.holdings.problems
    yield ""
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    yield f"Problems: {warnings} warnings, {len(problems) - warnings} notes"
    for problem in problems:
        where = f"{one_line(member_label(problem.member), 60)}: " if problem.member else ""
        rows = (
            f" (rows {', '.join(map(str, problem.rows[:8]))}{' ...' if problem.count > 8 else ''})"
            if problem.rows
            else ""
        )
        yield from wrapped(f"{problem.code} {where}{visible(problem.message)}{rows}", first="  ", indent="    ")


def _ground(report: Report) -> Iterator[str]:
    """On what the answer rests, and what it cannot tell."""
    pack = report.exposure.pack
    yield ""
    yield f"Rules: {pack.title}, edition {pack.edition}, last checked {pack.checked.isoformat()}"
    if pack.layers:
        yield from wrapped(f"A pack of your own lies over the built-in one. {'; '.join(pack.layers)}", "  ", "  ")
    if report.exposure.circumstances.as_of > days.number(pack.checked):
        yield "  The as-of day is later than that: the rules may have changed since."
    yield "What this cannot tell"
    for limit in report.cannot_tell:
        yield from wrapped(limit, first="  - ", indent="    ")
