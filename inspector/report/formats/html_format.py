"""The report as one web page: no script, no picture file, nothing loaded from anywhere; good on paper and read aloud.

The page template only arranges: counts, verdicts and rules come from the report. Whatever is put into the template
passes through two nets, marks for characters that cannot be seen and escaping, without the template asking for them.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from inspector.errors import Problem
from inspector.exposure import Item
from inspector.i18n import Language, Value, Words, counted, joined, named, words
from inspector.policy import Outcome, days
from inspector.policy.pack.pack_schema import FIXED, Conflict, Source, Use
from inspector.policy.verdict import OUTSIDE
from inspector.printable import member_label, visible
from inspector.progress import Monitor
from inspector.query import Selection
from inspector.report.formats.item_list import date_of
from inspector.report.options import Totals
from inspector.resources import resources
from inspector.summary import labels, sentences
from inspector.summary.report import NOT_USED, Column, Fact, Report, shown_columns, use_table
from inspector.summary.rule_text import edition, rules_in_english
from inspector.summary.sections import (
    METHOD,
    Opened,
    category_name,
    doubts,
    leads_to_web,
    next_steps,
    opened,
    rules_used,
    since,
    sources_cited,
    until,
)

TITLE = words("Web page")
MOST_ITEMS = 2_000
"""The most items of a category that the page lists; the workbook lists all."""
TEXT_LENGTH = 300
"""The most characters of an item's text."""
_OUTSIDE = "outside"
"""The key of the colour for what is dated after the as-of day."""
LIMITED = "limited"
"""The key of the pattern for what is open for one purpose only."""
_FIRST_FACTS = 3
_USE = re.compile(r'<section class="use" data-use="([a-z_]+)"(.*?)</section>', re.DOTALL)
_HEAD = re.compile(r'<th scope="col" class="n"><svg[^>]*><rect class="f-([a-z_]+)"')
_LAST = re.compile(r"<tfoot>(.*?)</tfoot>", re.DOTALL)
_COUNT = re.compile(r'<td class="n">(?:<span class="zero">)?([^<]+)')
_LISTED = re.compile(r"<summary>([^<]*)</summary>")
"""Where a page says its sums, whatever its language; what comes from an archive is escaped and can say none."""
_NO_DIGIT = re.compile("[^0-9]+")
_BAR_LEFT, _BAR_END, _BAR_STEP = 170, 650, 26
_LETTER, _GAP = 9, 8
"""The room that a letter of a bar's name takes on paper, where letters are largest, and the gap behind the name."""
_LEAST = 3.0
"""The least width of a part of a bar: a single item among a million is still seen."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar, in the units of its chart: the ids of its colour and of its pattern, its words."""

    colour: str
    pattern: str
    left: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A category in a chart; ``top``, ``end`` in the units of the chart."""

    name: str
    top: int
    end: float
    items: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column of counts, with the colour and pattern that stand for it in the chart."""

    title: str
    colour: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table of counts: its name, one count a column, their sum."""

    name: str
    counts: tuple[int, ...]
    items: int


@dataclass(frozen=True, slots=True)
class UseView:
    """A use with its table of counts and the chart of the same numbers."""

    use: Use
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    total: Line
    bars: tuple[Bar, ...]
    height: int
    left: int
    purposes: tuple[str, ...]
    disputed: int

    @property
    def description(self) -> str:
        """The chart in words."""
        bars = (
            counted(
                "{category}, {number} item: {parts}.",
                "{category}, {number} items: {parts}.",
                bar.items,
                category=bar.name,
                parts=joined(part.words for part in bar.parts),
            )
            for bar in self.bars
        )
        return joined((*bars, words("The table after the chart holds the same numbers.")), " ")


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Two sources that disagree about a rule that decided, or about all of them."""

    conflict: Conflict
    other_outcome: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source; an address is a link only where it leads to the web."""

    source: Source
    links: bool
    archived_links: bool


@dataclass(frozen=True, slots=True)
class OpenedView:
    """Items that a use is or was open for, with their days in words."""

    found: Opened
    since: Value
    until: Value

    @property
    def category(self) -> str:
        """The category as a heading."""
        return category_name(self.found.category)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of a list: address, date, author, text cut short, and the label for each leading use."""

    id: str
    date: Value
    author: str
    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemsView:
    """The items of a category, of which the first ``MOST_ITEMS`` are listed."""

    category: str
    report: Report
    chosen: Selection

    @property
    def items(self) -> int:
        """How many were chosen."""
        return len(self.chosen)

    @property
    def more(self) -> int:
        """How many of them are not listed."""
        return max(0, len(self.chosen) - MOST_ITEMS)

    @property
    def lines(self) -> Iterator[ItemLine]:
        """The items that are listed, made one by one."""
        return (_item_line(self.report, item) for item in islice(self.chosen, MOST_ITEMS))


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write the page as UTF-8, piece by piece: a long list of items is never held as a whole."""
    for done, piece in enumerate(_template(report.language).generate(**_values(report))):
        if done % 1024 == 0:
            monitor.step(0, 0, TITLE)
        stream.write(piece.encode("utf-8", "backslashreplace"))
    return ()


def totals(path: Path) -> Totals:
    """The sums of the tables in a written page, and how many items its lists speak of."""
    found = path.read_text("utf-8")
    outcomes: dict[str, dict[Outcome | None, int]] = {}
    for use, table in _USE.findall(found):
        sums = outcomes[use] = dict[Outcome | None, int]()
        (last,) = _LAST.findall(table)
        for head, count in zip(_HEAD.findall(table), _COUNT.findall(last), strict=False):
            outcome = None if head == _OUTSIDE else Outcome(head)
            sums[outcome] = sums.get(outcome, 0) + _number(count)
    items = {sum(sums.values()) for sums in outcomes.values()}
    listed = sum(map(_number, _LISTED.findall(found)))
    return Totals(items.pop() if len(items) == 1 else None, listed, outcomes)


def _number(text: str) -> int:
    """The number in a text that holds no other digits, however it is grouped."""
    return int(_NO_DIGIT.sub("", text))


def _template(language: Language) -> Template:
    shown = _Shown(language)
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["member"] = member_label
    environment.filters["number"] = language.written
    environment.globals |= {"words": words, "counted": counted, "named": named}
    environment.globals |= {"bdi": shown.bdi, "bold": shown.bold, "link": shown.link, "quoted": shown.quoted}
    return environment.from_string((resources() / "templates" / "report.html").read_text("utf-8"))


class _Shown:
    """What the template prints: words in the language of the page, plain text with marks for what cannot be seen."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, value: object) -> object:
        """One value as it is printed; markup stays, also where it stands within words."""
        if isinstance(value, dt.date):
            return self._language.written(value)
        if not isinstance(value, str) or isinstance(value, Markup):
            return value
        said = self._language.written(value)
        values = (value.values or {}).values() if isinstance(value, Words) else ()
        inner = [text for text in values if isinstance(text, Markup)]
        if not inner:
            return visible(said)
        pieces = re.split(f"({'|'.join(map(re.escape, inner))})", said)
        return Markup().join(Markup(p) if p in inner else visible(p) for p in pieces)  # noqa: S704 - the same markup

    def bdi(self, text: str) -> Markup:
        """A text that keeps its own direction."""
        return Markup("<bdi>{}</bdi>").format(self(text))

    def bold(self, text: str) -> Markup:
        """A text that stands out."""
        return Markup("<b>{}</b>").format(self(text))

    def quoted(self, text: str) -> str:
        """A text of the rules, which stays English: in a page of another language it is marked as that."""
        return Markup('<span lang="en">{}</span>').format(self(text)) if rules_in_english(self._language) else text

    def link(self, place: str, text: str) -> Markup:
        """A link to a place in the page."""
        return Markup('<a href="#{}">{}</a>').format(place, self(text))


def _values(report: Report) -> dict[str, object]:
    """All that the template arranges."""
    exposure = report.exposure
    pack, holdings = exposure.pack, exposure.holdings
    conflicts = report.conflicts()
    return {
        "report": report,
        "pack": pack,
        "holdings": holdings,
        "not_used": NOT_USED,
        "generated": report.moment,
        "names": labels,
        "phrases": sentences,
        "edition": edition,
        "fixed": FIXED,
        "page_of_pages": _page_of_pages(report.language),
        "first_facts": _first_facts(report),
        "settings_assumed": sum(fact.origin == "assumed" for fact in report.facts[_FIRST_FACTS:]),
        "near": [stay.near for stay in exposure.circumstances.stays if stay.near],
        "late": exposure.circumstances.as_of > days.number(pack.checked),
        "uses": [_use_view(report, use) for use in pack.uses.values()],
        "leading": pack.leading_uses,
        "categories": _items_views(report),
        "chosen_only": report.choices.of_items != "all" or not report.choices.texts,
        "doubts": doubts(report),
        "opened": [
            OpenedView(found, since(found.since), until(found.until)) for found in opened(exposure, pack.leading_uses)
        ],
        "steps": next_steps(report),
        "method": METHOD,
        "running": Markup(_css(" · ".join(map(report.said, report.marks)))),  # noqa: S704 - nothing but letters and escapes
        "most_items": MOST_ITEMS,
        "text_length": TEXT_LENGTH,
        "files": [
            (file, category_name(pack.category_of(file.data_category)), labels.STATES[file.state])
            for file in holdings.files
        ],
        "rules": rules_used(report),
        "conflicts": [ConflictView(c, labels.ANSWERS[c.other_outcome] if c.other_outcome else "") for c in conflicts],
        "sources": [
            SourceView(source, leads_to_web(source.address), leads_to_web(source.archived))
            for source in sources_cited(report)
        ],
    }


def _css(text: str, kept: str = "") -> str:
    """A text for a style sheet, where nothing but letters, digits, escapes and what is ``kept`` can stand."""
    return "".join(c if (c.isascii() and c.isalnum()) or c in kept else f"\\{ord(c):06x}" for c in visible(text))


def _page_of_pages(language: Language) -> Markup:
    """The number of the printed page, as a style sheet puts it together."""
    counters = {"\ue000": "counter(page)", "\ue001": "counter(pages)"}
    page, pages = counters
    said = re.split(f"([{page}{pages}])", language.say(words("Page {page} of {pages}", page=page, pages=pages)))
    told = (counters.get(piece) or f'"{_css(piece, " ")}"' for piece in said if piece)
    return Markup(" ".join(told))  # noqa: S704 - letters, blanks, escapes and the counters


def _first_facts(report: Report) -> tuple[Fact, ...]:
    """The circumstances to read first: day, region and age, and every setting that was stated."""
    settings = (fact for fact in report.facts[_FIRST_FACTS:] if fact.origin == "stated")
    return (*report.facts[:_FIRST_FACTS], *settings)


def _use_view(report: Report, use: Use) -> UseView:
    exposure = report.exposure
    table = use_table(exposure, use)
    columns = shown_columns(table)
    lines = tuple(_line(category_name(category), row, columns) for category, row in table.items())
    longest = max((len(report.said(line.name)) for line in lines), default=0)
    left = max(_BAR_LEFT, _LETTER * longest + _GAP)
    totals = {column: sum(row.get(column, 0) for row in table.values()) for column in columns}
    tallies = [tally for tally in exposure.tallies if tally.use == use.id]
    return UseView(
        use=use,
        heads=tuple(Head(column.title, *_colour_and_pattern(column)) for column in columns),
        lines=lines,
        total=_line(words("All"), totals, columns),
        bars=tuple(_bars(lines, columns, left)),
        height=_BAR_STEP * len(lines),
        left=left,
        purposes=tuple(sorted({tally.verdict.limited_to for tally in tallies if tally.verdict.limited_to})),
        disputed=sum(tally.items for tally in tallies if tally.verdict.disputed),
    )


def _line(name: str, row: dict[Column, int], columns: Sequence[Column]) -> Line:
    counts = tuple(row.get(column, 0) for column in columns)
    return Line(name, counts, sum(counts))


def _bars(lines: Sequence[Line], columns: Sequence[Column], start: int) -> Iterator[Bar]:
    """The rows of a table as bars from a place on, the longest as long as there is room."""
    most = max((line.items for line in lines), default=1)
    for number, line in enumerate(lines):
        there = [(column, items) for column, items in zip(columns, line.counts, strict=True) if items]
        widths = _widths([items for _column, items in there], most, _BAR_END - start)
        left, parts = float(start), []
        for (column, items), width in zip(there, widths, strict=True):
            told = words("{number} {outcome}", number=items, outcome=column.title)
            parts.append(Part(*_colour_and_pattern(column), round(left, 1), round(width, 1), told))
            left += width
        yield Bar(line.name, number * _BAR_STEP, round(left, 1), line.items, tuple(parts))


def _widths(items: Sequence[int], most: int, room: int) -> list[float]:
    """The widths of a bar's parts: as the items to ``most``, none under the least."""
    length = max(room * sum(items) / most, _LEAST * len(items))
    spare = length - _LEAST * len(items)
    return [_LEAST + spare * count / sum(items) for count in items]


def _colour_and_pattern(column: Column) -> tuple[str, str]:
    colour = column.outcome.value if column.outcome is not None else _OUTSIDE
    return colour, LIMITED if column.limited else colour


def _items_views(report: Report) -> list[ItemsView]:
    """The chosen items by category, categories without any left out."""
    chosen = report.by_category().items()
    return [ItemsView(category_name(category), report, found) for category, found in chosen]


def _item_line(report: Report, item: Item) -> ItemLine:
    exposure, block, index = report.exposure, item.block, item.index
    verdicts = (exposure.verdict(use.id, item) for use in exposure.pack.leading_uses)
    return ItemLine(
        id=str(block.ref(index, exposure.holdings.several)),
        date=date_of(block, index) or sentences.UNKNOWN,
        author=labels.AUTHORS[item.facts.author],
        text=_cut(report.text_of(item)),
        labels=tuple(verdict.label if verdict.outcome else OUTSIDE for verdict in verdicts),
    )


def _cut(text: str) -> str:
    text = text.replace("\r\n", "\n")
    return text if len(text) <= TEXT_LENGTH else f"{text[:TEXT_LENGTH]}…"
