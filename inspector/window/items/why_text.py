"""Why, as lines of plain text with a style each: what the panel shows, and the citation that it copies.

Nothing here is markup. The panel inserts each run of text as it stands, with the format of its style.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from inspector.policy import Outcome, days, explain
from inspector.policy.evaluator import AUTHOR_PREFIX
from inspector.policy.pack.pack_schema import VALUE_LABELS
from inspector.printable import make_printable, to_one_line
from inspector.summary.exposure_summary import NOT_USED
from inspector.window.items.item_columns import audience_label, author_label
from inspector.window.localization import (
    localize,
    localize_day,
    localize_value,
    rules_language_note,
    translate,
    translate_in_context,
    translate_plural,
)
from inspector.window.widgets.badge import outcome_key, outcome_label
from inspector.window.widgets.category_icons import category_name
from inspector.window.widgets.theme import OUTSIDE

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.items import Item
    from inspector.policy import Assumption, Explanation, ExplanationStep, RuleCitation
    from inspector.policy.pack.pack_schema import Conflict, Source
    from inspector.policy.verdict import Window


PREVIEW_LENGTH = 2_000
"""How many characters of a cell are shown at first."""
MAX_CELL_LENGTH = 100_000
"""How many characters of a cell are shown beside the table at most; the full text has a window of its own."""


class Style(Enum):
    """How a run of text looks."""

    HEADING = auto()
    TEXT = auto()
    STRONG = auto()
    MUTED = auto()
    WARNING = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line; ``outcome`` is the key of the outcome whose colour it takes, if any."""

    text: str
    style: Style = Style.TEXT
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its runs, and how deep it is set in."""

    runs: tuple[Run, ...]
    depth: int = 0

    @property
    def text(self) -> str:
        """The paragraph without its looks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class WhyRequest:
    """What is to be explained: an item under an exposure, for a use."""

    exposure: "Exposure"
    use: str
    item: "Item"

    @property
    def address(self) -> str:
        """The item's address."""
        return make_printable(str(self.item.block.ref(self.item.index, self.exposure.holdings.has_several_archives)))

    @property
    def explanation(self) -> "Explanation":
        """The chain behind the verdict."""
        return explain(self.exposure.evaluator, self.use, self.item.item_class, self.exposure.find_first_day(self.item))


def explain_item(request: WhyRequest, limit: int) -> Iterator[Line]:
    """Everything that stands behind one verdict, line by line; a cell is cut after ``limit`` characters."""
    explanation = request.explanation
    yield from _item_lines(request)
    yield _heading(translate("Why"))
    yield _line(localize(request.exposure.pack.uses[request.use].question), Style.STRONG)
    yield from (_window_line(window) for window in explanation.verdict.windows)
    for number, step in enumerate(explanation.chain, start=1):
        yield from _step_lines(number, step, is_last=step is explanation.chain[-1])
    yield from _earlier_lines(explanation)
    yield from _doubt_lines(request, explanation)
    yield _line(localize(NOT_USED), Style.MUTED)
    if note := rules_language_note():
        yield _line(note, Style.MUTED)
    yield from _other_use_lines(request)
    yield from _source_lines(explanation)
    yield from _row_lines(request, limit)


def is_truncated(item: "Item", limit: int) -> bool:
    """Whether a cell of the item's row is longer than is shown."""
    table, row = item.block.table, int(item.block.rows[item.index])
    return any(
        table.cell_size(row, place) > limit and len(table.cell_prefix(row, place, limit + 1)) > limit
        for place in range(len(table.columns))
    )


def build_citation(request: WhyRequest) -> str:
    """The verdict with its rules and dated sources, to be pasted into a letter."""
    explanation = request.explanation
    exposure = request.exposure
    as_of = _format_day_number(exposure.circumstances.as_of)
    lines = [
        request.address,
        f"{localize(exposure.pack.uses[request.use].name)}: {outcome_label(explanation.verdict)}",
        translate("Region: {region}. As of {day}.", region=localize(explanation.region), day=as_of),
    ]
    rules = [rule for step in explanation.chain for rule in step.rules]
    lines += [f"{rule.id}: {rule.statement}" for rule in {rule.id: rule for rule in rules}.values()]
    lines += [_format_source(source) for source in _collect_sources(explanation)]
    pack = exposure.pack
    lines.append(
        translate(
            "Rules: {pack}, edition {edition}, checked {day}.",
            pack=localize(pack.title),
            edition=pack.edition,
            day=pack.check_date,
        )
    )
    return "\n".join(lines)


def _heading(text: str) -> Line:
    return Line((Run(text, Style.HEADING),))


def _line(text: str, style: Style = Style.TEXT, depth: int = 0) -> Line:
    return Line((Run(text, style),), depth)


def _labelled_line(name: str, text: str, depth: int = 0) -> Line:
    return Line((Run(f"{name}: ", Style.MUTED), Run(text)), depth)


def message_type_label(message: str) -> str:
    """A sort of message as it is shown."""
    return {
        "one_to_one": translate("to one person"),
        "several": translate("to several people"),
        "sponsored": translate("sponsored"),
        "ai_chat": translate("in a chat with AI"),
    }.get(message, translate("to whom is unknown; read as one to several people, which leaves more open"))


def _item_lines(request: WhyRequest) -> Iterator[Line]:
    """What the item is."""
    block, index, facts = request.item.block, request.item.index, request.item.item_class
    pack = request.exposure.pack
    yield _heading(translate("The item"))
    yield _line(request.address)
    category = category_name(pack.find_category(facts.data_category))
    data_category_name = localize(pack.categories[facts.data_category].name) if facts.data_category else None
    category_text = (
        f"{data_category_name} ({category})" if data_category_name else translate("not known to the catalog")
    )
    yield _labelled_line(translate("Data category"), category_text)
    yield _labelled_line(translate("Author"), author_label(facts.author.value))
    yield _labelled_line(translate("Audience"), audience_label(request.item.audience.value))
    message = block.message_type(index)
    if message is not None:
        yield _labelled_line(translate("Message"), message_type_label(message.value))
    date = " ".join(filter(None, (localize_day(block.date(index) or ""), block.time(index))))
    since = translate("unknown; it counts from the day of registration, or else from the beginning")
    yield _labelled_line(translate("Date"), date or since)
    if block.part.remark:
        yield _line(localize(block.part.remark), Style.MUTED)


def _window_line(window: "Window") -> Line:
    return _line(
        translate("Open: {window}, by {rules}", window=localize(window.description), rules=", ".join(window.rules))
    )


def _step_lines(number: int, step: "ExplanationStep", *, is_last: bool) -> Iterator[Line]:
    """A question, its answer, and the rules that the answer rests on."""
    yield Line((Run(f"{number}. {localize(step.question)} ", Style.MUTED), Run(localize(step.answer), Style.STRONG)))
    if is_last:  # its rules were all cited by a question before
        rules = ", ".join(rule.id for rule in step.rules)
        yield _line(translate("By {rules}", rules=rules), Style.MUTED, 1)
        return
    for rule in step.rules:
        yield from _rule_lines(rule)


def _rule_lines(rule: "RuleCitation") -> Iterator[Line]:
    yield Line((Run(f"{rule.id}  ", Style.STRONG), Run(localize(rule.sentence))), 1)
    first = localize_day(rule.first or "") or translate("the beginning")
    last = localize_day(rule.last or "") or translate("no known end")
    span = translate("{first} to {last}", first=first, last=last)
    sources = ", ".join(source.id for source in rule.sources)
    sources_text = translate("sources {sources}", sources=sources) if sources else ""
    certainty = (VALUE_LABELS[rule.confidence], VALUE_LABELS[rule.basis], VALUE_LABELS[rule.reading])
    details = (span, rule.edge_notes, *certainty, rule.legal_basis, sources_text)
    yield _line("; ".join(map(localize, filter(None, details))), Style.MUTED, 1)
    for source in rule.sources:
        if passage := rule.passages.get(source.id):
            yield _labelled_line(source.id, passage, 1)
    if rule.note:
        yield _line(rule.note, Style.MUTED, 1)


def _earlier_lines(explanation: "Explanation") -> Iterator[Line]:
    """Days before on which the answer was another one, with the rules it rested on then."""
    for period in explanation.verdict.earlier:
        first_day = _format_day_number(period.first) or translate("the beginning")
        span = f"{first_day} - {_format_day_number(period.last)}"
        answer = f"{_outcome_run(Outcome(period.answer)).text} ({', '.join(period.rules)})"
        yield _labelled_line(translate("Earlier, {span}", span=span), answer)
    for rule in explanation.earlier:
        yield from _rule_lines(rule)


def _doubt_lines(request: WhyRequest, explanation: "Explanation") -> Iterator[Line]:
    """What is disputed, assumed, would change the verdict, or is to be read beside it."""
    if explanation.conflicts or explanation.related_conflicts:
        yield _heading(translate("Disputed"))
    for conflict in explanation.conflicts:
        yield from _conflict_lines(conflict)
    for conflict in explanation.related_conflicts:
        yield _line(translate("{conflict} (does not change this): {topic}", conflict=conflict.id, topic=conflict.topic))
    assumptions = request.exposure.assumptions(request.use, request.item)
    if assumptions:
        yield _heading(translate("Assumed"))
    yield from (_assumption_line(request, fact) for fact in assumptions)
    if explanation.changes:
        yield _heading(translate("What would change it"))
    for change in explanation.changes:
        yield Line((_outcome_run(change.outcome), Run(f" {localize(change.change)}")))
    if explanation.notes or explanation.warnings:
        yield _heading(translate("Notes"))
    for warning in explanation.warnings:
        yield _line(localize(warning), Style.WARNING)
    for note in explanation.notes:
        yield from _rule_lines(note)


def _conflict_lines(conflict: "Conflict") -> Iterator[Line]:
    yield Line((Run(f"{conflict.id}  ", Style.STRONG), Run(conflict.topic)))
    yield _labelled_line(translate("One reading"), conflict.reading_a, 1)
    yield _labelled_line(translate("Another"), conflict.reading_b, 1)
    yield _labelled_line(translate("Followed here"), conflict.followed, 1)
    if conflict.other_outcome:
        other = _outcome_run(Outcome(conflict.other_outcome))
        yield Line((Run(translate("Under the other reading") + ": ", Style.MUTED), other), 1)


def _assumption_line(request: WhyRequest, fact: "Assumption") -> Line:
    """A fact that is not known, as it was taken, and what else the outcome would be."""
    name = fact.fact.removeprefix(AUTHOR_PREFIX)
    setting = request.exposure.pack.settings.get(name)
    fact_name = setting.name if setting is not None else name
    if fact.fact.startswith(AUTHOR_PREFIX):
        fact_name = translate_in_context("the author's {fact}", "in a list", fact=fact_name)
    otherwise = translate("otherwise")
    return Line((Run(f"{fact_name}: {localize(fact.value)}; {otherwise} "), _outcome_run(fact.other_outcome)))


def _outcome_run(outcome: "Outcome | None") -> Run:
    if outcome is None:
        return Run(translate("not judged"), Style.STRONG, OUTSIDE)
    return Run(localize(outcome.label), Style.STRONG, outcome.value)


def _other_use_lines(request: WhyRequest) -> Iterator[Line]:
    other_uses = [use for use in request.exposure.pack.leading_uses if use.id != request.use]
    if other_uses:
        yield _heading(translate("Other uses"))
    for use in other_uses:
        verdict = request.exposure.verdict(use.id, request.item)
        label = Run(outcome_label(verdict), Style.STRONG, outcome_key(verdict))
        yield Line((Run(f"{localize(use.short)}: "), label))


def _collect_sources(explanation: "Explanation") -> Sequence["Source"]:
    rules = [rule for step in explanation.chain for rule in step.rules]
    rules += [*explanation.earlier, *explanation.notes]
    return tuple({source.id: source for rule in rules for source in rule.sources}.values())


def _source_lines(explanation: "Explanation") -> Iterator[Line]:
    """The texts behind all rules that were named, each once."""
    sources = _collect_sources(explanation)
    if sources:
        yield _heading(translate("Sources"))
    for source in sources:
        head = f"{source.title}, {source.publisher}, {source.published}"
        yield Line((Run(f"{source.id}  ", Style.STRONG), Run(head)))
        details = (source.kind, source.read_as)
        yield _line("; ".join(map(localize, filter(None, details))), Style.MUTED, 1)
        for address in filter(None, (source.address, source.archived)):
            yield _line(address, Style.MUTED, 1)


def _format_source(source: "Source") -> str:
    address = source.address or source.archived
    return f"[{source.id}] {source.title}, {source.publisher}, {source.published}. {address}".rstrip()


def _row_lines(request: WhyRequest, limit: int) -> Iterator[Line]:
    """The whole row, column by column: the name, and below it the text, so that each keeps its own direction."""
    yield _heading(translate("The whole row"))
    empty = []
    table, row = request.item.block.table, int(request.item.block.rows[request.item.index])
    for place, name in enumerate(table.labels):
        column_name = to_one_line(name, 80) or translate("(no name)")
        if not table.cell_size(row, place):
            empty.append(column_name)
            continue
        text = table.cell_prefix(row, place, limit + 1)
        yield _line(column_name, Style.MUTED)
        yield _line(make_printable(text[:limit]), Style.TEXT, 1)
        if len(text) > limit:
            yield _line(_describe_rest(table.cell_size(row, place), text[:limit]), Style.MUTED, 1)
    if empty:
        yield _labelled_line(translate("Empty"), ", ".join(empty))


def _describe_rest(size: int, shown_text: str) -> str:
    """How much more of a cell there is: in bytes, as to count the characters of a very long one takes time."""
    rest = size - len(shown_text.encode(errors="replace"))
    return translate_plural("… {number} more byte", "… {number} more bytes", rest)


def _format_day_number(number: int | None) -> str:
    return localize_value(days.to_date(number)) if number is not None else ""
