"""The report as one web page without scripts, pictures or anything loaded; for screens, paper and screen readers.

The template ``resources/templates/report.html`` only arranges: counts, verdicts and rules come from the summary. Every
value that it prints is made printable and escaped by ``_Finalizer`` and jinja's autoescape; the template cannot forget
either.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from inspector.errors import Problem
from inspector.holdings import SetAsideRow
from inspector.i18n import Language, LazyText, Value, _, join_texts, lookup, plural
from inspector.items import Item, Selection
from inspector.policy.pack.pack_schema import VALUE_LABELS, Conflict, Source, Use
from inspector.policy.verdict import OUTSIDE_REASON
from inspector.printable import make_printable, mask_account_number
from inspector.progress import Monitor
from inspector.report.bar_chart import BarChart, lay_out_bars
from inspector.report.formats.item_list import get_date
from inspector.report.palette import get_colour_key, get_pattern_key, load_screen_colours
from inspector.report.report import Report
from inspector.resources import resources_dir
from inspector.summary import labels, sentences
from inspector.summary.exposure_summary import NOT_USED
from inspector.summary.labels import title_category
from inspector.summary.rule_text import build_untranslated_notice, describe_edition
from inspector.summary.sections import (
    METHOD,
    OpenItems,
    describe_end,
    describe_start,
    is_web_address,
    list_caveats,
    list_cited_sources,
    list_open_items,
    list_recommendations,
    list_used_rules,
)
from inspector.summary.use_table import Column, Counts, UseTable

TITLE = _("Web page")
MAX_ITEMS_PER_CATEGORY = 2_000
"""The most items of a category that the page lists: a browser stays quick. The workbook lists all."""
MAX_SET_ASIDE_ROWS = 2_000
"""The most rows set aside that the page lists."""
MAX_TEXT_LENGTH = 300
"""The most characters of an item's text, and of the raw text of a row set aside."""
_CHART_WIDTH = 720
_LETTER_WIDTH = 9
"""The width of a letter in a chart on paper, where letters are largest."""


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """The heading of a column of counts, with the colour and pattern that stand for it in the chart."""

    title: str
    colour: str
    pattern: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """A row of a table of counts: its name, one count a column, their sum."""

    name: str
    counts: tuple[int, ...]
    items: int


@dataclass(frozen=True, slots=True)
class UseView:
    """A use with its table of counts and the chart of the same numbers."""

    use: Use
    headings: tuple[ColumnHeading, ...]
    rows: tuple[CountRow, ...]
    total: CountRow
    chart: BarChart
    purposes: tuple[str, ...]
    disputed_items: int

    @property
    def description(self) -> str:
        """The chart in words."""
        bars = (
            plural(
                "{category}, {number} item: {parts}.",
                "{category}, {number} items: {parts}.",
                bar.items,
                category=bar.name,
                parts=join_texts(part.description for part in bar.parts),
            )
            for bar in self.chart.bars
        )
        return join_texts((*bars, _("The table after the chart holds the same numbers.")), " ")


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A conflict, with the label of the outcome under the other reading, or ""."""

    conflict: Conflict
    other_outcome: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source, and which of its addresses may be links."""

    source: Source
    links: bool
    archived_links: bool


@dataclass(frozen=True, slots=True)
class OpenItemsView:
    """Items that a use is or was open for, with their days as texts."""

    open_items: OpenItems
    since: Value
    until: Value

    @property
    def category(self) -> str:
        """The category as a heading."""
        return title_category(self.open_items.category)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of a list: address, date, author, text cut short, and the label for each leading use."""

    id: str
    date: Value
    author: str
    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemsView:
    """The chosen items of a category; the first ``MAX_ITEMS_PER_CATEGORY`` are listed."""

    category: str
    report: Report
    selection: Selection

    @property
    def items(self) -> int:
        """How many were chosen."""
        return len(self.selection)

    @property
    def unlisted_count(self) -> int:
        """How many of them are not listed."""
        return max(0, len(self.selection) - MAX_ITEMS_PER_CATEGORY)

    @property
    def rows(self) -> Iterator[ItemRow]:
        """The listed items. A generator: rows are never all in memory."""
        return (_build_item_row(self.report, item) for item in islice(self.selection, MAX_ITEMS_PER_CATEGORY))


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write the page as UTF-8, piece by piece, so that a long list is never in memory as a whole."""
    for done, piece in enumerate(_load_template(report.language).generate(**_build_context(report))):
        if done % 1024 == 0:
            monitor.step(0, 0, TITLE)
        stream.write(piece.encode("utf-8", "backslashreplace"))
    return ()


def _load_template(language: Language) -> Template:
    finalizer = _Finalizer(language)
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalizer,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["member"] = mask_account_number
    environment.filters["number"] = language.format_value
    environment.globals |= {"_": _, "plural": plural, "lookup": lookup}
    environment.globals |= {
        "bdi": finalizer.bdi,
        "bold": finalizer.bold,
        "link": finalizer.link,
        "quoted": finalizer.mark_english,
    }
    return environment.from_string((resources_dir() / "templates" / "report.html").read_text("utf-8"))


class _Finalizer:
    """Makes every value that the template prints localized and printable (``finalize`` of jinja)."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, value: object) -> object:
        """The value as it is printed. Markup stays as it is, also inside the placeholders of a message."""
        if isinstance(value, dt.date):
            return self._language.format_value(value)
        if not isinstance(value, str) or isinstance(value, Markup):
            return value
        localized = self._language.format_value(value)
        values = (value.values or {}).values() if isinstance(value, LazyText) else ()
        markup_values = [text for text in values if isinstance(text, Markup)]
        if not markup_values:
            return make_printable(localized)
        pieces = re.split(f"({'|'.join(map(re.escape, markup_values))})", localized)
        return Markup().join(Markup(p) if p in markup_values else make_printable(p) for p in pieces)  # noqa: S704 - the same markup

    def bdi(self, text: str) -> Markup:
        """A text isolated from the direction of its surroundings (HTML ``bdi``)."""
        return Markup("<bdi>{}</bdi>").format(self(text))

    def bold(self, text: str) -> Markup:
        """A bold text."""
        return Markup("<b>{}</b>").format(self(text))

    def mark_english(self, text: str) -> str:
        """A text of the rules, marked as English in a page of another language (WCAG 2.2, 3.1.2)."""
        return (
            Markup('<span lang="en">{}</span>').format(self(text))
            if build_untranslated_notice(self._language)
            else text
        )

    def link(self, anchor: str, text: str) -> Markup:
        """A link to a place in the page."""
        return Markup('<a href="#{}">{}</a>').format(anchor, self(text))


def _build_context(report: Report) -> dict[str, object]:
    """The variables of the template."""
    exposure = report.exposure
    pack, holdings = exposure.pack, exposure.holdings
    summary = report.summary
    return {
        "report": report,
        "summary": summary,
        "light_colours": load_screen_colours("light"),
        "dark_colours": load_screen_colours("dark"),
        "pack": pack,
        "holdings": holdings,
        "not_used": NOT_USED,
        "generated": report.generated_text,
        "names": labels,
        "phrases": sentences,
        "edition": describe_edition,
        "fixed": VALUE_LABELS,
        "page_of_pages": _format_page_counter(report.language),
        "first_facts": summary.main_facts,
        "settings_assumed": len(summary.assumed_settings),
        "near": [residence.approximation for residence in exposure.circumstances.residences if residence.approximation],
        "late": summary.are_rules_older,
        "uses": [_build_use_view(report, use) for use in pack.uses.values()],
        "leading": pack.leading_uses,
        "categories": _build_items_views(report),
        "chosen_only": report.options.item_scope != "all" or not report.options.include_texts,
        "doubts": list_caveats(summary),
        "opened": [
            OpenItemsView(open_items, describe_start(open_items.since), describe_end(open_items.until))
            for open_items in list_open_items(exposure, pack.leading_uses)
        ],
        "steps": list_recommendations(summary),
        "method": METHOD,
        "running": Markup(_escape_css(" · ".join(map(report.localize, report.header_lines)))),  # noqa: S704 - nothing but letters and escapes
        "most_items": MAX_ITEMS_PER_CATEGORY,
        "text_length": MAX_TEXT_LENGTH,
        "files": [
            (
                file,
                title_category(pack.find_category(file.data_category)),
                labels.FILE_STATE_DESCRIPTIONS[file.state],
            )
            for file in holdings.files
        ],
        "set_aside_rows": _list_set_aside_rows(report),
        "most_set_aside_rows": MAX_SET_ASIDE_ROWS,
        "unlisted_set_aside_rows": max(0, holdings.set_aside_count - MAX_SET_ASIDE_ROWS),
        "rules": list_used_rules(summary),
        "conflicts": [
            ConflictView(c, labels.OUTCOME_LABELS[c.other_outcome] if c.other_outcome else "")
            for c in summary.conflicts
        ],
        "sources": [
            SourceView(source, is_web_address(source.address), is_web_address(source.archived))
            for source in list_cited_sources(summary)
        ],
    }


def _list_set_aside_rows(report: Report) -> Iterator[tuple[SetAsideRow, str]]:
    """The first rows set aside, each with its raw text cut short; "" where texts are left out."""
    for row in islice(report.exposure.holdings.list_set_aside_rows(), MAX_SET_ASIDE_ROWS):
        yield row, _shorten_text(report.get_set_aside_text(row) or "")


def _escape_css(text: str, allowed: str = "") -> str:
    """A text for a CSS string: letters, digits and ``allowed`` stay; all else is escaped: nothing can end it."""
    return "".join(
        c if (c.isascii() and c.isalnum()) or c in allowed else f"\\{ord(c):06x}" for c in make_printable(text)
    )


def _format_page_counter(language: Language) -> Markup:
    """The number of a printed page as the value of CSS ``content``, with counters in place of the numbers."""
    counters = {"\ue000": "counter(page)", "\ue001": "counter(pages)"}
    page, pages = counters
    pieces = re.split(f"([{page}{pages}])", language.translate(_("Page {page} of {pages}", page=page, pages=pages)))
    tokens = (counters.get(piece) or f'"{_escape_css(piece, " ")}"' for piece in pieces if piece)
    return Markup(" ".join(tokens))  # noqa: S704 - letters, blanks, escapes and the counters


def _build_use_view(report: Report, use: Use) -> UseView:
    table = report.summary.build_table(use)
    columns = table.columns
    rows = tuple(_build_count_row(title_category(category), row, columns) for category, row in table.rows.items())
    return UseView(
        use=use,
        headings=tuple(
            ColumnHeading(column.title, get_colour_key(column), get_pattern_key(column)) for column in columns
        ),
        rows=rows,
        total=_build_count_row(_("All"), table.totals, columns),
        chart=_lay_out_chart(report, table),
        purposes=table.purposes,
        disputed_items=table.disputed_items,
    )


def _build_count_row(name: str, row: Counts, columns: Sequence[Column]) -> CountRow:
    counts = tuple(row.get(column, 0) for column in columns)
    return CountRow(name, counts, sum(counts))


def _lay_out_chart(report: Report, table: UseTable) -> BarChart:
    """The chart of a table. The browser chooses the font, so the widths of texts are estimates."""
    names = [report.localize(title_category(category)) for category in table.rows]
    counts = [report.language.format_value(sum(row.values())) for row in table.rows.values()]
    return lay_out_bars(table, _CHART_WIDTH, _estimate_text_width(names), _estimate_text_width(counts))


def _estimate_text_width(texts: Iterable[str]) -> int:
    return _LETTER_WIDTH * max(map(len, texts), default=0)


def _build_items_views(report: Report) -> list[ItemsView]:
    """The chosen items by category; a category without any is left out."""
    selections = report.group_by_category().items()
    return [ItemsView(title_category(category), report, selection) for category, selection in selections]


def _build_item_row(report: Report, item: Item) -> ItemRow:
    exposure, block, index = report.exposure, item.block, item.index
    verdicts = (exposure.verdict(use.id, item) for use in exposure.pack.leading_uses)
    return ItemRow(
        id=str(block.ref(index, exposure.holdings.has_several_archives)),
        date=get_date(block, index) or sentences.UNKNOWN,
        author=labels.AUTHOR_LABELS[item.item_class.author],
        text=_shorten_text(report.get_text(item)),
        labels=tuple(verdict.label if verdict.outcome else OUTSIDE_REASON for verdict in verdicts),
    )


def _shorten_text(text: str) -> str:
    text = text[: 2 * MAX_TEXT_LENGTH + 2].replace("\r\n", "\n")
    return text if len(text) <= MAX_TEXT_LENGTH else f"{text[:MAX_TEXT_LENGTH]}…"
