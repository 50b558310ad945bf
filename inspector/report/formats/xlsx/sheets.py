"""The sheets after the items, from Verdicts to Method."""

import datetime as dt
from itertools import islice

from inspector.exposure import Tally
from inspector.i18n import _, join_texts, lookup
from inspector.policy import days
from inspector.policy.pack.pack_schema import VALUE_LABELS
from inspector.policy.verdict import OUTSIDE_REASON
from inspector.progress import Monitor
from inspector.report.formats.item_list import describe_certainty
from inspector.report.formats.xlsx.workbook import (
    BOLD_STYLE,
    MAX_SHEET_ROWS,
    CellValue,
    RowStyle,
    SheetWriter,
    WebAddress,
    WorkbookWriter,
)
from inspector.report.report import Report, format_moment
from inspector.summary import labels
from inspector.summary.sections import (
    METHOD,
    count_assumed_items,
    count_disputed_items,
    describe_end,
    describe_start,
    list_cited_sources,
    list_used_rules,
)
from inspector.summary.sentences import NO_SOURCE, WHOLE_ARCHIVE


def add_verdicts(workbook: WorkbookWriter, report: Report) -> None:
    """Every class of items with each of its verdicts; each use sums to the number of items."""
    exposure = report.exposure
    titles = (
        *(_("Use"), _("Category"), _("Data category"), _("Author"), _("Items"), _("Outcome")),
        *(_("Reason"), _("Since"), _("Until"), _("Open days"), _("On the as-of day")),
        *(_("Rules"), _("Closed by"), _("Sources"), _("Certainty"), _("Disputed by")),
    )
    rows: dict[tuple[CellValue, ...], int] = {}
    for tally in exposure.tallies:
        row = _build_verdict_row(report, tally)
        rows[row] = rows.get(row, 0) + tally.items
    sheet = workbook.add_sheet(_("Verdicts"), (22, 18, 22, 10, 9, 20, 50, 12, 12, 30, 16, 20, 18, 18, 20, 12))
    sheet.write_header(titles, len(rows), "A2", {"Items"})
    for row, items in rows.items():
        sheet.write_row((*row[:4], items, *row[4:]))


def _build_verdict_row(report: Report, tally: Tally) -> tuple[CellValue, ...]:
    """The row of a tally without its number of items."""
    pack, verdict, item_class = report.exposure.pack, tally.verdict, tally.item_class
    latest = verdict.windows[-1] if verdict.windows else None
    return (
        lookup(pack.uses[tally.use].short),
        labels.title_category(pack.find_category(item_class.data_category)),
        labels.label_data_category(item_class.data_category),
        labels.AUTHOR_LABELS[item_class.author],
        verdict.outcome.label if verdict.outcome else OUTSIDE_REASON,
        verdict.label,
        describe_start(latest.first) if latest else "",
        describe_end(latest.last) if latest else "",
        join_texts((window.description for window in verdict.windows), "; "),
        labels.OUTCOME_LABELS[verdict.now] if verdict.now else OUTSIDE_REASON,
        ", ".join(verdict.all_rules),
        ", ".join(verdict.closers),
        ", ".join(verdict.sources),
        describe_certainty(verdict),
        ", ".join(verdict.conflicts),
    )


def add_coverage(workbook: WorkbookWriter, report: Report) -> None:
    """Every file with its state, and what a complete download may hold besides."""
    holdings = report.exposure.holdings
    archive, rows, set_aside = _("Archive"), _("Rows"), _("Set aside")
    titles = (
        *(archive, _("File"), _("What it is"), _("Category"), _("State"), _("Known by")),
        *(rows, set_aside, _("SHA-256")),
    )
    sheet = workbook.add_sheet(_("Coverage"), (9, 40, 44, 18, 34, 10, 9, 10, 68))
    sheet.write_header(titles, len(holdings.files) + len(holdings.absent_kinds), "C2", {archive, rows, set_aside})
    for file in holdings.files:
        category = labels.title_category(report.exposure.pack.find_category(file.data_category))
        file_cells = (
            file.archive,
            file.member,
            lookup(file.title),
            category,
            labels.FILE_STATE_DESCRIPTIONS[file.state],
        )
        sheet.write_row((*file_cells, labels.MATCH_BASIS_LABELS[file.by], file.rows, file.set_aside, file.sha256 or ""))
    for kind in holdings.absent_kinds:
        absence = _("not in the archive: {meaning}", meaning=lookup(kind.absent_means))
        sheet.write_row(("", holdings.get_source_name(kind), lookup(kind.title), "", absence))


def add_problems(workbook: WorkbookWriter, report: Report) -> None:
    """Every finding about the input."""
    all_problems = report.exposure.holdings.problems
    archive, count = _("Archive"), _("Count")
    titles = (_("Kind"), archive, _("File"), _("Finding"), _("Rows"), count, _("Code"))
    sheet = workbook.add_sheet(_("Problems"), (10, 9, 40, 80, 40, 9, 22))
    sheet.write_header(titles, len(all_problems), "A2", {archive, count})
    for problem in all_problems:
        location = problem.member or WHOLE_ARCHIVE
        rows = ", ".join(map(str, problem.rows))
        kind = labels.SEVERITY_LABELS[problem.severity]
        sheet.write_row((kind, problem.archive, location, problem.message, rows, problem.count, problem.code))
    if not all_problems:
        sheet.write_row(("", "", "", _("None.")))


def add_set_aside_rows(workbook: WorkbookWriter, report: Report, monitor: Monitor) -> None:
    """Every row set aside with its raw text, on further sheets where one is full; no sheet where there is none."""
    holdings = report.exposure.holdings
    archive, row, line = _("Archive"), _("Row"), _("Line")
    all_rows = holdings.list_set_aside_rows()
    for first in range(0, holdings.set_aside_count, MAX_SHEET_ROWS):
        sheet = workbook.add_sheet(_("Set aside"), (9, 40, 9, 9, 120))
        sheet_rows = min(MAX_SHEET_ROWS, holdings.set_aside_count - first)
        titles = (archive, _("File"), row, line, _("Raw text"))
        sheet.write_header(titles, sheet_rows, "A2", {archive, row, line})
        for done, record in enumerate(islice(all_rows, sheet_rows)):
            if done % 1024 == 0:
                monitor.step(first + done, holdings.set_aside_count, sheet.title)
            text = report.get_set_aside_text(record)
            sheet.write_row((record.archive, record.member, record.row, record.line, text))
        if report.set_aside_notice and sheet_rows < MAX_SHEET_ROWS:
            sheet.skip_rows()
            sheet.write_prose(report.set_aside_notice, "muted")


def add_rules(workbook: WorkbookWriter, report: Report) -> None:
    """Every rule that decided or closed for any item."""
    used_rules = list_used_rules(report.summary)
    titles = (
        *(_("Rule"), _("Use"), _("Statement"), _("From"), _("Until"), _("Regions")),
        *(_("Confidence"), _("Basis"), _("Read as"), _("Sources"), _("Note")),
    )
    sheet = workbook.add_sheet(_("Rules"), (26, 22, 70, 12, 12, 22, 18, 14, 18, 22, 60))
    sheet.write_header(titles, len(used_rules))
    for used_rule in used_rules:
        rule = used_rule.rule
        legal_basis = _("Legal basis claimed: {basis}.", basis=rule.legal_basis) if rule.legal_basis else ""
        note = join_texts(filter(None, (rule.edge_notes, legal_basis, rule.note)), " ")
        sources = ", ".join(source.id for source in rule.sources) or NO_SOURCE
        rule_cells = (
            rule.id,
            used_rule.use,
            rule.statement,
            _parse_day(rule.first),
            _parse_day(rule.last),
            used_rule.regions,
        )
        certainty_cells = (VALUE_LABELS[rule.confidence], VALUE_LABELS[rule.basis], VALUE_LABELS[rule.reading])
        sheet.write_row((*rule_cells, *certainty_cells, sources, note))
    _add_untranslated_notice(sheet, report)


def _add_untranslated_notice(sheet: SheetWriter, report: Report) -> None:
    """Write below a table that its texts stay English."""
    if report.untranslated_notice:
        sheet.skip_rows()
        sheet.write_prose(report.untranslated_notice, "muted")


def _parse_day(day: str | None) -> CellValue:
    return dt.date.fromisoformat(day) if day else ""


def add_sources(workbook: WorkbookWriter, report: Report) -> None:
    """The texts that those rules, conflicts and claims cite, with dates and addresses."""
    cited_sources = list_cited_sources(report.summary)
    titles = (
        *(_("Source"), _("Title"), _("Publisher"), _("Published"), _("Kind"), _("Read as")),
        *(_("Reliability"), _("Address"), _("Archived copy"), _("Note")),
    )
    sheet = workbook.add_sheet(_("Sources"), (9, 56, 24, 22, 12, 34, 12, 56, 56, 60))
    sheet.write_header(titles, len(cited_sources))
    for source in cited_sources:
        title_cells = (source.id, source.title, source.publisher, source.published)
        kind_cells = (VALUE_LABELS[source.kind], source.read_as, VALUE_LABELS[source.reliability])
        sheet.write_row(
            (*title_cells, *kind_cells, WebAddress(source.address), WebAddress(source.archived), source.note)
        )
    _add_untranslated_notice(sheet, report)


def add_conflicts(workbook: WorkbookWriter, report: Report) -> None:
    """Sources that disagree about a rule that decided, or about all of them."""
    all_conflicts = report.summary.conflicts
    titles = (
        *(_("Conflict"), _("Topic"), _("One reading"), _("Another reading"), _("Followed here")),
        *(_("Outcome under the other reading"), _("Rules"), _("Sources"), _("Items disputed")),
    )
    sheet = workbook.add_sheet(_("Conflicts"), (10, 34, 52, 52, 52, 22, 22, 18, 10))
    sheet.write_header(titles, len(all_conflicts))
    disputed_items = count_disputed_items(report.exposure, report.exposure.pack.uses.values())
    for conflict in all_conflicts:
        other_outcome: str = (
            labels.OUTCOME_LABELS[conflict.other_outcome] if conflict.other_outcome else _("no other outcome")
        )
        conflict_cells = (
            conflict.id,
            conflict.topic,
            conflict.reading_a,
            conflict.reading_b,
            conflict.followed,
            other_outcome,
        )
        sheet.write_row(
            (
                *conflict_cells,
                ", ".join(conflict.rules),
                ", ".join(conflict.sources),
                disputed_items.get(conflict.id, 0),
            )
        )
    _add_untranslated_notice(sheet, report)


def add_claims(workbook: WorkbookWriter, report: Report) -> None:
    """What two widely read articles say, and how the texts stand to it."""
    pack_claims = report.exposure.pack.claims
    titles = (
        *(_("Claim"), _("What an article says"), _("Article"), _("The texts"), _("Finding")),
        _("Sources"),
    )
    sheet = workbook.add_sheet(_("Claims"), (10, 60, 10, 20, 80, 24))
    sheet.write_header(titles, len(pack_claims))
    for claim in pack_claims:
        stands = VALUE_LABELS[claim.stands]
        sheet.write_row((claim.id, claim.says, claim.seed, stands, claim.finding, ", ".join(claim.sources)))
    _add_untranslated_notice(sheet, report)


def add_circumstances(workbook: WorkbookWriter, report: Report) -> None:
    """Every fact about the member, with its origin and what the archive suggests."""
    exposure = report.exposure
    settings = exposure.pack.settings
    titles = (
        *(_("Fact"), _("Value"), _("Known how"), _("The archive suggests")),
        *(_("Items that rest on it"), _("Where to look")),
    )
    sheet = workbook.add_sheet(_("Circumstances"), (46, 52, 12, 44, 16, 70))
    sheet.write_header(titles, len(report.summary.facts))
    assumption_counts = count_assumed_items(exposure)
    for fact in report.summary.facts:
        location = settings[fact.id].path if fact.id in settings else ""
        count = assumption_counts.get(fact.id, 0) if fact.is_assumed else None
        sheet.write_row((fact.name, fact.value, fact.origin_label, fact.evidence or "", count, location))
    for residence in exposure.circumstances.residences:
        if residence.approximation:
            sheet.write_row(("", residence.approximation))


def add_method(workbook: WorkbookWriter, report: Report) -> None:
    """How the answer was reached, on what, by which program, and what it cannot tell."""
    exposure = report.exposure
    pack, holdings = exposure.pack, exposure.holdings
    sheet = workbook.add_sheet(_("Method"), (30, 90, 70))
    sheet.write_header((_("What"), _("Value"), _("SHA-256")), None, "A2")
    method_rows: list[tuple[CellValue, ...]] = [(_("Matter"), report.options.matter)] if report.options.matter else []
    if report.options.privilege:
        method_rows.append((_("Privilege"), report.options.privilege))
    method_rows += [
        (_("Program"), report.app),
        (_("Reported"), format_moment(report.generated_at, seconds=True)),
        (_("Rules"), _("{title} ({id})", title=pack.title, id=pack.id)),
        (_("Edition"), pack.edition),
        (_("Rules last checked"), pack.check_date),
        *((_("Layer"), layer) for layer in pack.layers),
        (_("As of"), days.to_date(exposure.circumstances.as_of)),
        (_("Items"), report.language.format_value(holdings.item_count)),
        (_("Items listed"), report.listing_sentence),
        (_("Rows in several files, counted once"), report.language.format_value(holdings.repeated_count)),
    ]
    for method_row in method_rows:
        sheet.write_row(method_row)
    for archive in holdings.archives:
        checksum: str = archive.sha256 or _("a folder: no sum of the whole")
        sheet.write_row((_("Archive {number}", number=archive.number), archive.name, checksum))
    for title, sentences in (
        (_("How verdicts are reached"), METHOD),
        (_("Pseudonyms"), report.pseudonym_limits),
        (_("What this cannot tell"), report.summary.rule_limits),
    ):
        for sentence in sentences:
            sheet.write_row((title, sentence))
    sheet.write_row((_("Files"), _("Each with the sum of its content, as it was read.")), BOLD_STYLE)
    for file in holdings.files:
        name = f"{file.archive}!{file.member}" if holdings.has_several_archives else file.member
        sheet.write_row((labels.FILE_STATE_DESCRIPTIONS[file.state], name, file.sha256 or ""), RowStyle())
