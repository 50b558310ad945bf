"""Why, as lines of plain text with a style each: what the panel shows, and the citation that it copies.

Nothing here is markup. The panel inserts each run of text as it stands, with the format of its style.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from inspector.printable import one_line, visible
from inspector.window.items.items_model import audience_words, author_words
from inspector.window.localization import plural, rules_note, say, written, written_day
from inspector.window.widgets.badge import outcome_key, outcome_words
from inspector.window.widgets.category_icons import category_name
from inspector.window.widgets.theme import OUTSIDE

if TYPE_CHECKING:
    from inspector.exposure import Exposure, Item
    from inspector.policy import Answered, Assumed, Cited, Explanation, Outcome
    from inspector.policy.pack.pack_schema import Conflict, Source
    from inspector.policy.verdict import Window

translate = QCoreApplication.translate

CUT = 2_000
"""How many characters of a cell are shown at first."""
MOST = 100_000
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
class Asked:
    """What is to be explained: an item under an exposure, for a use."""

    exposure: "Exposure"
    use: str
    item: "Item"

    @property
    def address(self) -> str:
        """The item's address."""
        return visible(str(self.item.block.ref(self.item.index, self.exposure.holdings.several)))

    @property
    def explanation(self) -> "Explanation":
        """The chain behind the verdict."""
        from inspector.policy import explain

        return explain(self.exposure.reading, self.use, self.item.facts, self.exposure.born(self.item))


def why(asked: Asked, limit: int) -> Iterator[Line]:
    """Everything that stands behind one verdict, line by line; a cell is cut after ``limit`` characters."""
    from inspector.summary.report import NOT_USED

    found = asked.explanation
    yield from _item(asked)
    yield _heading(translate("WhyText", "Why"))
    yield _line(say(asked.exposure.pack.uses[asked.use].question), Style.STRONG)
    yield from (_window(window) for window in found.verdict.windows)
    for number, answered in enumerate(found.chain, start=1):
        yield from _answered(number, answered, last=answered is found.chain[-1])
    yield from _earlier(found)
    yield from _doubts(asked, found)
    yield _line(say(NOT_USED), Style.MUTED)
    if note := rules_note():
        yield _line(note, Style.MUTED)
    yield from _other_uses(asked)
    yield from _sources(found)
    yield from _row(asked, limit)


def is_cut(item: "Item", limit: int) -> bool:
    """Whether a cell of the item's row is longer than is shown."""
    table, row = item.block.table, int(item.block.rows[item.index])
    return any(
        table.size(row, place) > limit and len(table.beginning(row, place, limit + 1)) > limit
        for place in range(len(table.columns))
    )


def citation(asked: Asked) -> str:
    """The verdict with its rules and dated sources, to be pasted into a letter."""
    found = asked.explanation
    exposure = asked.exposure
    as_of = _day(exposure.circumstances.as_of)
    lines = [
        asked.address,
        f"{say(exposure.pack.uses[asked.use].name)}: {outcome_words(found.verdict)}",
        translate("WhyText", "Region: {0}. As of {1}.").format(say(found.region), as_of),
    ]
    rules = [rule for answered in found.chain for rule in answered.rules]
    lines += [f"{rule.id}: {rule.statement}" for rule in {rule.id: rule for rule in rules}.values()]
    lines += [_source(source) for source in _cited_sources(found)]
    pack = exposure.pack
    checked = translate("WhyText", "Rules: {0}, edition {1}, checked {2}.")
    return "\n".join([*lines, checked.format(say(pack.title), pack.edition, written(pack.checked))])


def _heading(text: str) -> Line:
    return Line((Run(text, Style.HEADING),))


def _line(text: str, style: Style = Style.TEXT, depth: int = 0) -> Line:
    return Line((Run(text, style),), depth)


def _named(name: str, text: str, depth: int = 0) -> Line:
    return Line((Run(f"{name}: ", Style.MUTED), Run(text)), depth)


def message_words(message: str) -> str:
    """A sort of message as it is shown."""
    return {
        "one_to_one": translate("WhyText", "to one person"),
        "several": translate("WhyText", "to several people"),
        "sponsored": translate("WhyText", "sponsored"),
        "ai_chat": translate("WhyText", "in a chat with AI"),
    }.get(message, translate("WhyText", "to whom is unknown; read as one to several people, which leaves more open"))


def _item(asked: Asked) -> Iterator[Line]:
    """What the item is."""
    block, index, facts = asked.item.block, asked.item.index, asked.item.facts
    pack = asked.exposure.pack
    yield _heading(translate("WhyText", "The item"))
    yield _line(asked.address)
    category = category_name(pack.category_of(facts.data_category))
    known = say(pack.categories[facts.data_category].name) if facts.data_category else None
    shown = f"{known} ({category})" if known else translate("WhyText", "not known to the catalog")
    yield _named(translate("WhyText", "Data category"), shown)
    yield _named(translate("WhyText", "Author"), author_words(facts.author.value))
    yield _named(translate("WhyText", "Audience"), audience_words(asked.item.audience.value))
    message = block.message_type(index)
    if message is not None:
        yield _named(translate("WhyText", "Message"), message_words(message.value))
    date = " ".join(filter(None, (written_day(block.date(index) or ""), block.time(index))))
    since = translate("WhyText", "unknown; it counts from the day of registration, or else from the beginning")
    yield _named(translate("WhyText", "Date"), date or since)
    if block.part.remark:
        yield _line(say(block.part.remark), Style.MUTED)


def _window(window: "Window") -> Line:
    return _line(translate("WhyText", "Open: {0}, by {1}").format(say(window.words), ", ".join(window.rules)))


def _answered(number: int, answered: "Answered", *, last: bool) -> Iterator[Line]:
    """A question, its answer, and the rules that the answer rests on."""
    yield Line((Run(f"{number}. {say(answered.question)} ", Style.MUTED), Run(say(answered.answer), Style.STRONG)))
    if last:  # its rules were all cited by a question before
        rules = ", ".join(rule.id for rule in answered.rules)
        yield _line(translate("WhyText", "By {0}").format(rules), Style.MUTED, 1)
        return
    for rule in answered.rules:
        yield from _rule(rule)


def _rule(rule: "Cited") -> Iterator[Line]:
    yield Line((Run(f"{rule.id}  ", Style.STRONG), Run(rule.statement)), 1)
    first = written_day(rule.first or "") or translate("WhyText", "the beginning")
    last = written_day(rule.last or "") or translate("WhyText", "no known end")
    span = translate("WhyText", "{0} to {1}").format(first, last)
    sources = ", ".join(source.id for source in rule.sources)
    cited = translate("WhyText", "sources {0}").format(sources) if sources else ""
    details = (span, rule.edges, rule.confidence, rule.basis, rule.legal_basis, cited)
    yield _line("; ".join(map(say, filter(None, details))), Style.MUTED, 1)
    if rule.note:
        yield _line(rule.note, Style.MUTED, 1)


def _earlier(found: "Explanation") -> Iterator[Line]:
    """Days before on which the answer was another one, with the rules it rested on then."""
    from inspector.policy import Outcome

    for earlier in found.verdict.earlier:
        span = f"{_day(earlier.first) or translate('WhyText', 'the beginning')} - {_day(earlier.last)}"
        answer = f"{_outcome(Outcome(earlier.answer)).text} ({', '.join(earlier.rules)})"
        yield _named(translate("WhyText", "Earlier, {0}").format(span), answer)
    for rule in found.earlier:
        yield from _rule(rule)


def _doubts(asked: Asked, found: "Explanation") -> Iterator[Line]:
    """What is disputed, assumed, would change the verdict, or is to be read beside it."""
    if found.conflicts or found.related:
        yield _heading(translate("WhyText", "Disputed"))
    for conflict in found.conflicts:
        yield from _conflict(conflict)
    for conflict in found.related:
        yield _line(translate("WhyText", "{0} (does not change this): {1}").format(conflict.id, conflict.topic))
    assumed = asked.exposure.assumed(asked.use, asked.item)
    if assumed:
        yield _heading(translate("WhyText", "Assumed"))
    yield from (_assumed(asked, fact) for fact in assumed)
    if found.changes:
        yield _heading(translate("WhyText", "What would change it"))
    for change in found.changes:
        yield Line((_outcome(change.outcome), Run(f" {say(change.change)}")))
    if found.notes or found.warnings:
        yield _heading(translate("WhyText", "Notes"))
    for warning in found.warnings:
        yield _line(say(warning), Style.WARNING)
    for note in found.notes:
        yield from _rule(note)


def _conflict(conflict: "Conflict") -> Iterator[Line]:
    yield Line((Run(f"{conflict.id}  ", Style.STRONG), Run(conflict.topic)))
    yield _named(translate("WhyText", "One reading"), conflict.reading_a, 1)
    yield _named(translate("WhyText", "Another"), conflict.reading_b, 1)
    yield _named(translate("WhyText", "Followed here"), conflict.followed, 1)
    if conflict.other_outcome:
        from inspector.policy import Outcome

        other = _outcome(Outcome(conflict.other_outcome))
        yield Line((Run(translate("WhyText", "Under the other reading") + ": ", Style.MUTED), other), 1)


def _assumed(asked: Asked, fact: "Assumed") -> Line:
    """A fact that is not known, as it was taken, and what else the outcome would be."""
    from inspector.policy.evaluator import AUTHOR

    name = fact.fact.removeprefix(AUTHOR)
    setting = asked.exposure.pack.settings.get(name)
    shown = setting.name if setting is not None else name
    if fact.fact.startswith(AUTHOR):
        shown = translate("WhyText", "the author's {0}").format(shown)
    otherwise = translate("WhyText", "otherwise")
    return Line((Run(f"{shown}: {say(fact.value)}; {otherwise} "), _outcome(fact.otherwise)))


def _outcome(outcome: "Outcome | None") -> Run:
    if outcome is None:
        return Run(translate("WhyText", "not judged"), Style.STRONG, OUTSIDE)
    return Run(say(outcome.words), Style.STRONG, outcome.value)


def _other_uses(asked: Asked) -> Iterator[Line]:
    others = [use for use in asked.exposure.pack.leading_uses if use.id != asked.use]
    if others:
        yield _heading(translate("WhyText", "Other uses"))
    for use in others:
        verdict = asked.exposure.verdict(use.id, asked.item)
        label = Run(outcome_words(verdict), Style.STRONG, outcome_key(verdict))
        yield Line((Run(f"{say(use.short)}: "), label))


def _cited_sources(found: "Explanation") -> Sequence["Source"]:
    rules = [rule for answered in found.chain for rule in answered.rules]
    rules += [*found.earlier, *found.notes]
    return tuple({source.id: source for rule in rules for source in rule.sources}.values())


def _sources(found: "Explanation") -> Iterator[Line]:
    """The texts behind all rules that were named, each once."""
    sources = _cited_sources(found)
    if sources:
        yield _heading(translate("WhyText", "Sources"))
    for source in sources:
        head = f"{source.title}, {source.publisher}, {source.published}"
        yield Line((Run(f"{source.id}  ", Style.STRONG), Run(head)))
        details = (source.kind, source.read_as)
        yield _line("; ".join(map(say, filter(None, details))), Style.MUTED, 1)
        for address in filter(None, (source.address, source.archived)):
            yield _line(address, Style.MUTED, 1)


def _source(source: "Source") -> str:
    address = source.address or source.archived
    return f"[{source.id}] {source.title}, {source.publisher}, {source.published}. {address}".rstrip()


def _row(asked: Asked, limit: int) -> Iterator[Line]:
    """The whole row, column by column: the name, and below it the text, so that each keeps its own direction."""
    yield _heading(translate("WhyText", "The whole row"))
    empty = []
    table, row = asked.item.block.table, int(asked.item.block.rows[asked.item.index])
    for place, name in enumerate(table.columns):
        shown = one_line(name, 80) or translate("WhyText", "(no name)")
        if not table.size(row, place):
            empty.append(shown)
            continue
        text = table.beginning(row, place, limit + 1)
        yield _line(shown, Style.MUTED)
        yield _line(visible(text[:limit]), Style.TEXT, 1)
        if len(text) > limit:
            yield _line(_more(table.size(row, place), text[:limit]), Style.MUTED, 1)
    if empty:
        yield _named(translate("WhyText", "Empty"), ", ".join(empty))


def _more(size: int, shown: str) -> str:
    """How much more of a cell there is: in bytes, as to count the characters of a very long one takes time."""
    more = size - len(shown.encode(errors="replace"))
    return plural("WhyText", "… {0} more bytes", None, more, more)


def _day(number: int | None) -> str:
    from inspector.policy import days

    return written(days.date(number)) if number is not None else ""
