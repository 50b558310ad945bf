"""What the pages say, as the subset of HTML 4 that Qt's rich text supports.

Headline, basis, chart, counts, what was open, what to do, conflicts, method, limits, sources.
"""

from collections.abc import Iterable, Iterator, Sequence

from inspector.i18n import _, join_texts, lookup, plural
from inspector.printable import to_one_line
from inspector.report.formats.pdf.fonts import TextEncoder, list_scripts
from inspector.report.formats.pdf.measures import FONT_SIZE, TEXT_WIDTH
from inspector.report.report import Report
from inspector.summary.exposure_summary import NOT_USED
from inspector.summary.labels import title_category
from inspector.summary.rule_text import describe_edition
from inspector.summary.sections import (
    METHOD,
    OpenItems,
    count_disputed_items,
    describe_end,
    describe_start,
    list_caveats,
    list_cited_sources,
    list_decisive_source_ids,
    list_open_items,
    list_recommendations,
)
from inspector.summary.sentences import NOTHING_OPEN_NOTICE, OWN_DAY_NOTICE, STALE_RULES_SHORT_NOTICE, describe_fact
from inspector.summary.use_table import Column, Counts, select_columns

CHART_PLACEHOLDER = "\ue000the chart stands here\ue000"
"""The paragraph that the chart replaces. No text of the report equals it: ``make_printable`` marks U+E000."""
_FIRST_COLUMN_WIDTH = 17
_FIRST_COLUMN_ATTRIBUTES = f' width="{_FIRST_COLUMN_WIDTH}%"'
_CELL_PADDING = 16
"""The horizontal padding of a cell, in the units of the layout."""
_RULED_TABLE_ATTRIBUTES = (
    'border="1" style="border-collapse: collapse; border-color: #cdd3da; border-style: solid" width="100%"'
)


def render_html(report: Report, encoder: TextEncoder) -> Iterator[str]:
    """The whole report as HTML for a text document."""
    leading = report.exposure.pack.leading_uses
    yield f"<h1>{encoder(report.summary.headline)}</h1>"
    yield f"<p>{encoder(NOT_USED)}</p>"
    yield _render_table((), [(f"<b>{encoder(name)}</b>", encoder(text)) for name, text in _list_basis(report)])
    yield f"<h2>{encoder(_('{use}: items by category', use=lookup(leading[0].name)))}</h2>"
    yield f"<p>{CHART_PLACEHOLDER}</p>"
    yield from _render_use_tables(report, encoder)
    yield from _render_open_items(report, encoder)
    yield f"<h2>{encoder(_('What to do next'))}</h2>"
    for number, recommendation in enumerate(list_recommendations(report.summary), start=1):
        location = join_texts(filter(None, (recommendation.location, recommendation.address)), " ")
        yield f"<p><b>{number}. {encoder(recommendation.action)}</b><br>{encoder(location)}"
        yield f'<br><span class="muted">{encoder(recommendation.effect)}</span></p>'
    yield from _render_conflicts(report, encoder)
    yield f"<h2>{encoder(_('Method'))}</h2>"
    for sentence in METHOD:
        yield f"<p>{encoder(sentence)}</p>"
    yield from _render_provenance(report, encoder)
    yield f"<h2>{encoder(_('What this cannot tell'))}</h2>"
    if report.untranslated_notice:
        yield f'<p class="muted">{encoder(report.untranslated_notice)}</p>'
    for limit in report.summary.rule_limits:
        yield f"<p>{encoder(limit)}</p>"
    yield f"<h2>{encoder(_('Sources'))}</h2>"
    yield f"<p>{encoder(_('The texts that the rules for these answers cite.'))}</p>"
    decisive_source_ids = list_decisive_source_ids(report.exposure, leading)
    for source in list_cited_sources(report.summary):
        if source.id in decisive_source_ids:
            citation = f"[{source.id}] {source.title}. {source.publisher}, {source.published}."
            yield f'<p>{encoder(citation)}<br><span class="muted">{encoder(source.address)}</span></p>'


def _list_basis(report: Report) -> Iterator[tuple[str, str]]:
    """The facts that the answer rests on, coverage and caveats: pairs of a name and a text."""
    summary = report.summary
    for fact in summary.main_facts:
        yield fact.name, describe_fact(fact, 80)
    if summary.assumed_settings:
        sentence = _("Those that nobody stated are assumed to stand as they leave most open.")
        yield _("Settings"), sentence
    yield _("Coverage"), summary.coverage
    yield from list_caveats(summary)


def _render_provenance(report: Report, encoder: TextEncoder) -> Iterator[str]:
    """The rules, the program, and the archives with their SHA-256."""
    pack = report.exposure.pack
    yield f"<p>{encoder(_('Rules: {rules}.', rules=describe_edition(pack)))}</p>"
    if report.summary.are_rules_older:
        yield f"<p>{encoder(STALE_RULES_SHORT_NOTICE)}</p>"
    yield f"<p>{encoder(_('Program: {program}.', program=report.app))}</p>"
    for archive in report.exposure.holdings.archives:
        name = to_one_line(archive.name, 120) + (f", SHA-256 {archive.sha256}" if archive.sha256 else "")
        yield f"<p>{encoder(_('Archive {number}: {name}', number=archive.number, name=name))}</p>"
    if encoder.missing_characters:
        sentence = _(
            "No font of this machine has some characters ({scripts}): they stand as marks.",
            scripts=", ".join(list_scripts(encoder.missing_characters)),
        )
        yield f"<p><b>{encoder(sentence)}</b></p>"


def _render_use_tables(report: Report, encoder: TextEncoder) -> Iterator[str]:
    """The counts of the leading use by category, and those of all uses in one line each."""
    tables = [report.summary.build_table(use) for use in report.exposure.pack.uses.values()]
    first_table = tables[0]
    columns = first_table.columns
    headings = (_("Category"), *(column.title for column in columns), _("Items"))
    rows = [_build_row(encoder, title_category(category), row, columns) for category, row in first_table.rows.items()]
    name, *counts = _build_row(encoder, _("All"), first_table.totals, columns)
    rows.append((f"<b>{name}</b>", *counts))
    yield _render_count_table(encoder, headings, rows)
    yield f"<h2>{encoder(_('All uses'))}</h2>"
    use_columns = select_columns(table.totals for table in tables)
    use_rows = [_build_row(encoder, lookup(table.use.short), table.totals, use_columns) for table in tables]
    headings = (_("Use"), *(column.title for column in use_columns), _("Items"))
    yield _render_count_table(encoder, headings, use_rows)


def _build_row(encoder: TextEncoder, name: str, row: Counts, columns: Sequence[Column]) -> tuple[str, ...]:
    counts = (encoder(row[column]) if row.get(column) else "." for column in columns)
    return (encoder(name), *counts, encoder(sum(row.values())))


def _render_open_items(report: Report, encoder: TextEncoder) -> Iterator[str]:
    """The items that the leading uses are or were open for."""
    open_items = list_open_items(report.exposure, report.exposure.pack.leading_uses)
    yield f"<h2>{encoder(_('Who could use what, and since when'))}</h2>"
    if not open_items:
        yield f"<p>{encoder(NOTHING_OPEN_NOTICE)}</p>"
        return
    headings = (
        *(_("Use"), _("Category"), _("Outcome"), _("Since"), _("Until")),
        *(_("Items"), _("Of items")),
    )
    rows = [
        (
            encoder(_describe_use(entry)),
            encoder(title_category(entry.category)),
            encoder(entry.outcome.label),
            encoder(describe_start(entry.since)),
            encoder(describe_end(entry.until)),
            encoder(entry.items),
            encoder(entry.total_items),
        )
        for entry in open_items
    ]
    yield _render_table(list(map(encoder, headings)), rows, numbers=2)
    yield f'<p class="muted">{encoder(OWN_DAY_NOTICE)}</p>'


def _describe_use(open_items: OpenItems) -> str:
    """A use, and the one purpose for which it is open if there is one."""
    short = lookup(open_items.use.short)
    if not open_items.limited_to:
        return short
    return _("{use}, for {purpose} only", use=short, purpose=lookup(open_items.limited_to))


def _render_conflicts(report: Report, encoder: TextEncoder) -> Iterator[str]:
    """The conflicts on which any verdict for a leading use rests."""
    sums = count_disputed_items(report.exposure, report.exposure.pack.leading_uses)
    conflicts = [conflict for conflict in report.summary.conflicts if conflict.id in sums]
    if conflicts:
        yield f"<h2>{encoder(_('What is disputed'))}</h2>"
    for conflict in conflicts:
        heading = plural(
            "{conflict} ({number} item): {topic}",
            "{conflict} ({number} items): {topic}",
            sums[conflict.id],
            conflict=conflict.id,
            topic=conflict.topic,
        )
        yield f"<p><b>{encoder(heading)}</b>"
        yield f"<br>{encoder(_('Followed here: {reading}', reading=conflict.followed))}</p>"


def _render_table(
    headings: Sequence[str], cell_rows: Iterable[Sequence[str]], numbers: int = 0, widths: Sequence[float] = ()
) -> str:
    """A table of cells that are HTML already. The last ``numbers`` columns are aligned right; ``widths`` in percent."""
    rows = []
    for cell_row in cell_rows:
        cells = []
        for index, cell in enumerate(cell_row):
            attributes = (
                ' align="right"' if index >= len(cell_row) - numbers else _FIRST_COLUMN_ATTRIBUTES if index == 0 else ""
            )
            cells.append(f"<td{attributes}>{cell}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    table_head = ""
    if headings:
        heading_cells = []
        for index, cell in enumerate(headings):
            attributes = f' width="{widths[index]:.1f}%"' if widths else ""
            side = "right" if index >= len(headings) - numbers else "left"
            heading_cells.append(f'<th align="{side}"{attributes}>{cell}</th>')
        table_head = f"<thead><tr>{''.join(heading_cells)}</tr></thead>"
    attributes = 'border="0" cellspacing="0" width="100%"' if not headings else _RULED_TABLE_ATTRIBUTES
    return f"<table {attributes}>{table_head}<tbody>{''.join(rows)}</tbody></table>"


def _render_count_table(encoder: TextEncoder, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of counts. A column fits the longest word of its heading; where that is too wide all headings shrink."""
    word_widths = [encoder.measure_longest_word(heading) for heading in headings[1:]]
    remaining_percent = 100 - _FIRST_COLUMN_WIDTH
    available_width = TEXT_WIDTH * remaining_percent / 100 - _CELL_PADDING * len(word_widths)
    scale = min(1.0, available_width / sum(word_widths))
    spare_width = (available_width - scale * sum(word_widths)) / len(word_widths)
    heading_cells = [
        encoder(headings[0]),
        *(f'<span style="font-size: {FONT_SIZE * scale:.1f}pt">{encoder(heading)}</span>' for heading in headings[1:]),
    ]
    widths = [
        _FIRST_COLUMN_WIDTH,
        *(100 * (scale * word_width + spare_width + _CELL_PADDING) / TEXT_WIDTH for word_width in word_widths),
    ]
    return _render_table(heading_cells, rows, numbers=len(word_widths), widths=widths)
