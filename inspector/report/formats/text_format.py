"""The report as plain text for terminals, files and screen readers."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from inspector.errors import Problem
from inspector.holdings import File
from inspector.holdings.holdings import FileState
from inspector.i18n import LazyText, Value, _, join_texts, lookup, plural, text_in_context
from inspector.policy import Outcome
from inspector.policy.pack.pack_schema import Use
from inspector.printable import make_printable, mask_account_number, to_one_line
from inspector.progress import Monitor
from inspector.report.report import Report
from inspector.report.wrap import wrap_text
from inspector.summary.exposure_summary import NOT_USED
from inspector.summary.labels import label_category
from inspector.summary.rule_text import describe_edition
from inspector.summary.sentences import (
    STALE_RULES_SHORT_NOTICE,
    describe_fact,
    describe_layers,
    describe_problem_counts,
    describe_purpose_limit,
    describe_repeated_rows,
    describe_set_aside_rows,
    join_with_or,
)
from inspector.summary.use_table import COLUMNS, Column, UseTable

TITLE = _("Plain text")
_TABLE_WIDTH = 80
"""The most characters of all columns of counts: a table is then about as wide as the sentences."""
_MIN_NAME_WIDTH = 16
"""The least characters for the names of categories."""
_COLUMN_HEADINGS = {
    Column(Outcome.COULD_BE_USED): _("could be"),
    Column(Outcome.COULD_BE_USED, limited=True): _("could be*"),
    Column(Outcome.COULD_HAVE_BEEN_USED): _("could have"),
    Column(Outcome.COULD_HAVE_BEEN_USED, limited=True): _("could have*"),
    Column(Outcome.AGGREGATE_ONLY): text_in_context("aggregate", "head of a narrow column"),
    Column(Outcome.NOT_STATED): _("not stated"),
    Column(Outcome.STOPPED): _("stopped"),
    Column(Outcome.EXCLUDED): text_in_context("excluded", "head of a narrow column"),
    Column(None): _("later"),
}


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write the text as UTF-8, lines ended by a line feed."""
    monitor.step(0, 1, TITLE)
    stream.write(_encode_lines(render_lines(report)))
    return ()


def write_companion(report: Report, instructions: Sequence[str], stream: BinaryIO) -> None:
    """Write the text beside a file that holds nothing but items: how to read that file, then the report."""
    instruction_lines = [line for sentence in instructions for line in (*wrap_text(report.localize(sentence)), "")]
    stream.write(_encode_lines((*_render_header(report), *instruction_lines, *_render_body(report))))


def _encode_lines(text_lines: Iterable[str]) -> bytes:
    return "\n".join(map(make_printable, text_lines)).encode() + b"\n"


def render_lines(report: Report) -> Iterator[str]:
    """The report line by line, at most about 100 characters wide, in its language."""
    yield from _render_header(report)
    yield from _render_body(report)


def _render_header(report: Report) -> Iterator[str]:
    return map(report.localize, report.header_lines)


def _render_body(report: Report) -> Iterator[str]:
    yield from _render_opening(report)
    leading = report.exposure.pack.leading_uses
    for use in leading:
        yield from _render_use(report, use)
    yield from _render_further_uses(report, [use for use in report.exposure.pack.uses.values() if use not in leading])
    yield from _render_coverage(report)
    yield from _render_problems(report)
    yield from _render_basis(report)


def _render_opening(report: Report) -> Iterator[str]:
    exposure, localize = report.exposure, report.localize
    archive_names = ", ".join(to_one_line(archive.name, 60) for archive in exposure.holdings.archives)
    yield from wrap_text(f"Archive Inspector: {archive_names}")
    yield ""
    yield from wrap_text(localize(report.summary.headline))
    yield from wrap_text(localize(NOT_USED))
    yield ""
    main_facts = report.summary.main_facts
    first_facts = [fact for fact in main_facts if fact.id not in exposure.pack.settings]
    for fact in first_facts:
        yield from wrap_text(localize(_("{fact}: {value}", fact=fact.name, value=describe_fact(fact, 60))))
    registration = next((hint for hint in exposure.holdings.hints if hint.fact == "registered"), None)
    if registration is not None:
        sentence = _(
            "Items without a date count from {day}, the day of registration ({file}, {column})",
            day=_parse_day(registration.value),
            file=to_one_line(mask_account_number(registration.member), 60),
            column=to_one_line(registration.column, 40),
        )
        yield from wrap_text(localize(sentence))
    for fact in main_facts[len(first_facts) :]:
        yield from wrap_text(localize(_("{fact}: {value}", fact=fact.name, value=describe_fact(fact, 60))))
    assumed_settings = report.summary.assumed_settings
    if assumed_settings:
        main_setting = assumed_settings[0]
        sentence = plural(
            "Assumed of {number} setting nobody spoke of: it stands as it leaves most open ({main}).",
            "Assumed of {number} settings nobody spoke of: each stands as it leaves most open (the main one: {main}).",
            len(assumed_settings),
            main=_("{fact} {value}", fact=main_setting.name, value=main_setting.value),
        )
        yield from wrap_text(localize(sentence))
    for residence in exposure.circumstances.residences:
        if residence.approximation:
            yield from wrap_text(localize(residence.approximation))


def _parse_day(text: str) -> Value:
    """A day in ISO 8601 as a date; any other text stays as it is."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text


def _render_use(report: Report, use: Use) -> Iterator[str]:
    """One table: items by category and outcome."""
    localize = report.localize
    yield ""
    yield localize(lookup(use.name))
    table = report.summary.build_table(use)
    yield from _render_table(report, table, _fit_columns(report, table))
    if table.purposes:
        yield f"  * {localize(describe_purpose_limit(join_with_or(table.purposes)))}"
    if table.disputed_items:
        sentence = plural(
            "{number} item rests on rules about which sources disagree",
            "{number} items rest on rules about which sources disagree",
            table.disputed_items,
        )
        yield from wrap_text(localize(sentence), "  ", "  ")


def _fit_columns(report: Report, table: UseTable) -> tuple[Column, ...]:
    """The columns to show; where all of them would be too wide, only those that hold items."""
    columns = table.columns
    if sum(_measure_column(report, column) for column in columns) <= _TABLE_WIDTH:
        return columns
    return tuple(column for column in columns if column in table.totals)


def _measure_column(report: Report, column: Column) -> int:
    return len(report.localize(_COLUMN_HEADINGS[column])) + 2


def _render_table(report: Report, table: UseTable, columns: Sequence[Column]) -> Iterator[str]:
    """A table of counts; columns are as wide as their headings in the language of the report."""
    localize = report.localize
    widths = [_measure_column(report, column) for column in columns]
    items_heading = localize(_("items"))
    items_width = max(8, len(items_heading) + 2)
    rows = [(localize(label_category(category)), row) for category, row in table.rows.items()]
    rows.append((localize(_("all")), table.totals))
    category_heading = localize(_("category"))
    name_width = max(_MIN_NAME_WIDTH, len(category_heading), *(len(name) for name, _row in rows))
    headings = "".join(
        f"{localize(_COLUMN_HEADINGS[column]):>{width}}" for column, width in zip(columns, widths, strict=True)
    )
    yield f"  {category_heading:<{name_width}}{headings}{items_heading:>{items_width}}"
    for name, row in rows:
        cells = "".join(f"{row.get(column, 0) or '.':>{width}}" for column, width in zip(columns, widths, strict=True))
        yield f"  {name:<{name_width}}{cells}{sum(row.values()):>{items_width}}"


def _render_further_uses(report: Report, uses: Sequence[Use]) -> Iterator[str]:
    """One line for each further use."""
    yield ""
    yield report.localize(_("Further uses"))
    for use in uses:
        sums = report.summary.build_table(use).totals
        counts = join_texts(
            _("{number} {outcome}", number=sums[column], outcome=_COLUMN_HEADINGS[column])
            for column in COLUMNS
            if column in sums
        )
        line = _("{use}: {counts}", use=lookup(use.name), counts=counts)
        yield from wrap_text(report.localize(line), indent="  ", first_indent="  ")


def _render_coverage(report: Report) -> Iterator[str]:
    holdings, localize = report.exposure.holdings, report.localize
    yield ""
    yield localize(_("Coverage"))
    yield from wrap_text(localize(report.summary.coverage), first_indent="  ", indent="  ")
    if holdings.repeated_count:
        yield from wrap_text(localize(describe_repeated_rows(holdings.repeated_count)), "  ", "  ")
    sentences: tuple[tuple[FileState, LazyText], ...] = (
        ("unknown", _("not known to the catalog: {files}", files=_list_file_names(report, "unknown"))),
        ("unreadable", _("could not be read: {files}", files=_list_file_names(report, "unreadable"))),
    )
    for state, sentence in sentences:
        if holdings.file_counts[state]:
            yield from wrap_text(localize(sentence), first_indent="  ", indent="    ")
    if holdings.set_aside_count:
        yield from wrap_text(localize(describe_set_aside_rows(holdings.set_aside_count)), "  ", "  ")
    if holdings.absent_kinds:
        titles = ", ".join(holdings.get_source_name(kind) for kind in holdings.absent_kinds)
        sentence = _("a complete download may also hold: {files}", files=titles)
        yield from wrap_text(localize(sentence), first_indent="  ", indent="    ")


def _list_file_names(report: Report, state: FileState) -> str:
    """The names of the files in a state."""
    holdings = report.exposure.holdings
    return ", ".join(
        _format_file_name(file, holdings.has_several_archives) for file in holdings.files if file.state == state
    )


def _format_file_name(file: File, several: bool) -> str:
    return (f"{file.archive}!" if several else "") + to_one_line(mask_account_number(file.member), 80)


def _render_problems(report: Report) -> Iterator[str]:
    problems, localize = report.exposure.holdings.problems, report.localize
    yield ""
    yield localize(describe_problem_counts(report.exposure.holdings))
    for problem in problems:
        location = f"{to_one_line(mask_account_number(problem.member), 60)}: " if problem.member else ""
        rows = f" ({localize(_describe_rows(problem))})" if problem.rows else ""
        entry = f"{problem.code} {location}{make_printable(localize(problem.message))}{rows}"
        yield from wrap_text(entry, first_indent="  ", indent="    ")


def _describe_rows(problem: Problem) -> LazyText:
    """The first rows that a problem concerns."""
    numbers = ", ".join(map(str, problem.rows[:8])) + (" ..." if problem.count > 8 else "")
    return _("rows {rows}", rows=numbers)


def _render_basis(report: Report) -> Iterator[str]:
    """The rules behind the answer, and what it cannot tell."""
    pack, localize = report.exposure.pack, report.localize
    yield ""
    yield localize(_("Rules: {rules}", rules=describe_edition(pack)))
    if pack.layers:
        yield from wrap_text(localize(describe_layers(pack)), "  ", "  ")
    if report.summary.are_rules_older:
        yield from wrap_text(localize(STALE_RULES_SHORT_NOTICE), "  ", "  ")
    yield localize(_("What this cannot tell"))
    yield from wrap_text(localize(report.untranslated_notice), first_indent="  ", indent="  ")
    for limit in report.summary.rule_limits:
        yield from wrap_text(limit, first_indent="  - ", indent="    ")
