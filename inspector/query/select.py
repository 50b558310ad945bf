"""Which items: the window's filter, the export's choice and the command line's ``items`` are this one call.

Every condition becomes a mask over the items of a block: by the few verdicts that a block's items share, by the
codes that it holds, or by a search in its table. No item is looked at one by one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from inspector.exposure.exposure import Exposure, Item
from inspector.items import AUDIENCES, AUTHORS, Block
from inspector.policy import Verdict
from inspector.progress import Monitor
from inspector.query.language import NO_DATE, UNKNOWN_KIND, Flag, Key, Query, Span, Term, files_named
from inspector.query.search import Search, folded
from inspector.table import UNKNOWN_DAY

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen items, in the order of archives, members and rows: item indices for each block."""

    blocks: tuple[Block, ...]
    indices: tuple[NDArray[np.int64], ...]

    @classmethod
    def of(cls, exposure: Exposure, items: Iterable[Item]) -> "Selection":
        """A selection made by hand, put into order, each item once."""
        found: dict[int, set[int]] = {}
        for item in items:
            found.setdefault(id(item.block), set()).add(item.index)
        blocks = tuple(block for block in exposure.holdings.blocks if id(block) in found)
        return cls(blocks, tuple(np.array(sorted(found[id(block)]), np.int64) for block in blocks))

    def __len__(self) -> int:
        """How many items were chosen."""
        return sum(map(len, self.indices))

    def __iter__(self) -> Iterator[Item]:
        """The items one by one, to be shown or written."""
        for block, indices in zip(self.blocks, self.indices, strict=True):
            for index in indices.tolist():
                yield Item(block, index)


def select(exposure: Exposure, query: Query, search: Search | None = None, monitor: Monitor | None = None) -> Selection:
    """Choose items; raises ``Cancelled``.

    ``search`` remembers folded texts and answers from one call to the next; without it nothing is kept.
    """
    asked = Asked(exposure, query, search or Search(bound=0), monitor or Monitor())
    blocks, indices = [], []
    for block in exposure.holdings.blocks:
        chosen = np.flatnonzero(asked.chosen(block))
        if len(chosen):
            blocks.append(block)
            indices.append(chosen)
    return Selection(tuple(blocks), tuple(indices))


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A condition, and how many items would be chosen without it."""

    term: Term
    items: int


def hindrances(exposure: Exposure, query: Query, search: Search, monitor: Monitor) -> tuple[Hindrance, ...]:
    """The conditions that keep a query from choosing anything, those first that keep most; raises ``Cancelled``.

    None is named where two or more do so together.
    """
    asked = Asked(exposure, query, search, monitor)
    terms = asked.conditions
    counts = [0] * len(terms)
    for block in exposure.holdings.blocks:
        holding = [asked.holds(term, block) for term in terms]
        failing = np.sum([~mask for mask in holding], axis=0, dtype=np.int64) if holding else np.zeros(len(block))
        for place, mask in enumerate(holding):
            counts[place] += int(np.count_nonzero(~mask & (failing == 1)))
    found = [Hindrance(term, items) for term, items in zip(terms, counts, strict=True) if items]
    return tuple(sorted(found, key=lambda each: -each.items))


@dataclass(frozen=True)
class Asked:
    """A query put to an exposure, block by block."""

    exposure: Exposure
    query: Query
    search: Search
    monitor: Monitor

    @cached_property
    def conditions(self) -> tuple[Term, ...]:
        """The terms that must hold, those first that cost least."""
        return tuple(sorted(self.query.conditions, key=lambda term: _COST.get(term.key, 0)))

    @cached_property
    def uses(self) -> tuple[str, ...]:
        """The uses of which the outcomes speak."""
        return (self.query.use,) if self.query.use else tuple(use.id for use in self.exposure.pack.leading_uses)

    def chosen(self, block: Block, without: Key | None = None) -> Mask:
        """Which items of a block are chosen, by all conditions but the plain ones of a key; shape (items,)."""
        made = np.ones(len(block), bool)
        for term in self.conditions:
            if without is not None and term.key is without and not term.negated:
                continue
            if not made.any():
                break
            self.monitor.step(0, 0, "")
            made &= self.holds(term, block)
        return made

    def holds(self, term: Term, block: Block) -> Mask:
        """For which items of a block a term holds, shape (items,)."""
        found = np.zeros(len(block), bool)
        for value in term.values:
            found |= _MASKS[term.key](self, value, block)
        return ~found if term.negated else found

    def codes(self, use: str, block: Block) -> tuple[NDArray[np.int16], tuple[Verdict, ...]]:
        """``Exposure.verdict_codes``, made once for the block that is being looked at."""
        key = (use, id(block))
        if key not in self._judged:
            if any(of != id(block) for _use, of in self._judged):
                self._judged.clear()
            self._judged[key] = self.exposure.verdict_codes(use, block)
        return self._judged[key]

    @cached_property
    def _judged(self) -> dict[tuple[str, int], tuple[NDArray[np.int16], tuple[Verdict, ...]]]:
        return {}

    def verdicts(self, block: Block, wanted: Callable[[Verdict], bool]) -> Mask:
        """Which items have, for one of the uses, a verdict of which something is true; shape (items,)."""
        found = np.zeros(len(block), bool)
        for use in self.uses:
            codes, verdicts = self.codes(use, block)
            found |= np.array([wanted(verdict) for verdict in verdicts] or [False])[codes]
        return found


def _category(asked: Asked, value: object, block: Block) -> Mask:
    wanted = [asked.exposure.pack.category_of(name) == value for name in block.data_categories]
    return np.array(wanted)[block.category]


def _outcome(asked: Asked, value: object, block: Block) -> Mask:
    return asked.verdicts(block, lambda verdict: verdict.outcome == value)


def _file(asked: Asked, value: object, block: Block) -> Mask:
    return np.full(len(block), (block.archive, block.member) in files_named(str(value), asked.exposure.holdings))


def _kind(_asked: Asked, value: object, block: Block) -> Mask:
    return np.full(len(block), (block.kind or UNKNOWN_KIND) == value)


def _date(_asked: Asked, value: object, block: Block) -> Mask:
    undated: Mask = block.days == UNKNOWN_DAY
    if value == NO_DATE or not isinstance(value, Span):
        return undated
    found = ~undated
    if value.first is not None:
        found &= block.days >= value.first
    if value.last is not None:
        found &= block.days <= value.last
    return found


def _author(_asked: Asked, value: object, block: Block) -> Mask:
    return np.array([author == value for author in AUTHORS])[block.author]


def _audience(_asked: Asked, value: object, block: Block) -> Mask:
    return np.array([audience == value for audience in AUDIENCES])[block.audience]


def _flag(asked: Asked, value: object, block: Block) -> Mask:
    if value is Flag.UNDATED:
        return _date(asked, NO_DATE, block)
    if value is Flag.ASSUMED:
        found = np.zeros(len(block), bool)
        for use in asked.uses:
            found |= asked.exposure.assumed_mask(use, block)
        return found
    return asked.verdicts(block, _FLAGS[Flag(str(value))])


def _word(asked: Asked, value: object, block: Block) -> Mask:
    found = asked.search.rows(block.table, block.columns, folded(str(value)), asked.monitor)
    return found[block.rows]


_COST = {Key.OUTCOME: 1, Key.IS: 2, Key.WORD: 3}
_FLAGS: Mapping[Flag, Callable[[Verdict], bool]] = {
    Flag.DISPUTED: lambda verdict: verdict.disputed,
    Flag.LIMITED: lambda verdict: verdict.limited_to is not None,
    Flag.OUTSIDE: lambda verdict: verdict.outcome is None,
}
_MASKS: Mapping[Key, Callable[[Asked, object, Block], Mask]] = {
    Key.CATEGORY: _category,
    Key.OUTCOME: _outcome,
    Key.FILE: _file,
    Key.KIND: _kind,
    Key.DATE: _date,
    Key.AUTHOR: _author,
    Key.AUDIENCE: _audience,
    Key.IS: _flag,
    Key.WORD: _word,
}
