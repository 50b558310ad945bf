"""Holdings under a policy and circumstances: counts without touching a row, and the verdict of any item.

A class of items (data category and author) has one timeline a use; the items of a class share the verdict of
the step in which their day falls. So the counts by outcome are differences of cumulative counts, and a
row's verdict is looked up when it is shown or written.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from inspector.catalog.catalog_schema import AudienceIs
from inspector.columns import distinct
from inspector.holdings.holdings import Holdings, block_classes
from inspector.items import AUDIENCES, AUTHORS, Block
from inspector.policy import Answers, Assumed, Outcome, Pack, Reading, Standing, Verdict
from inspector.policy.circumstances import Circumstances
from inspector.table import UNKNOWN_DAY
from inspector.taxonomy import Audience, Facts, Ref

OUTCOMES = tuple(Outcome)
"""The outcomes in the order of their codes; a code beyond them means: dated after the as-of day."""
OUTSIDE_CODE = len(OUTCOMES)
AUDIENCE = "audience"
PUBLIC = "content_public"
"""The data category of content that anyone may see, or of which the archive does not say who may."""
_Counted = TypeVar("_Counted")
_MOST = 256
"""So many counts of uses are kept for further circumstances, then all are forgotten."""
_NEVER = 1 << 30
"""Before all days."""


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """How many items of a class were born in one step of a use, so that they share a verdict; made when asked for."""

    use: str
    facts: Facts
    birth: int
    items: int
    standing: Standing
    _answers: Answers = field(repr=False)

    @property
    def verdict(self) -> Verdict:
        """The verdict on the items, with its reasons."""
        return self._answers.verdict(self.facts, self.birth)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash((self.use, self.facts, self.birth, self.items))

    def _told(self) -> tuple[object, ...]:
        return self.use, self.facts, self.birth, self.items, self.verdict


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """How many items of a data category have an outcome for a use; ``None``: dated after the as-of day."""

    use: str
    category: str
    data_category: str | None
    outcome: Outcome | None
    now: str | None
    items: int


@dataclass(frozen=True, slots=True)
class Bin:
    """What items are counted together by: "could be used" for one purpose only is never counted as plain."""

    category: str
    outcome: Outcome | None
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """The place of one item: its block and its index in it."""

    block: Block
    index: int

    @property
    def facts(self) -> Facts:
        """What the law may look at."""
        block = self.block
        return Facts(block.data_categories[int(block.category[self.index])], AUTHORS[int(block.author[self.index])])

    @property
    def audience(self) -> Audience:
        """Who could see it, as far as the archive says."""
        return AUDIENCES[int(self.block.audience[self.index])]


@dataclass(frozen=True)
class Exposure:
    """What may be done with everything in the holdings; replaced as a whole when a circumstance changes."""

    holdings: Holdings
    reading: Reading

    @property
    def pack(self) -> Pack:
        """The policy pack."""
        return self.reading.pack

    @property
    def circumstances(self) -> Circumstances:
        """The facts about the member."""
        return self.reading.circumstances

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """The items of every class by use and verdict; each use sums to the number of items."""
        return tuple(tally for use in self.pack.uses for tally in self._tallies_of(use))

    def _tallies_of(self, use: str) -> tuple[Tally, ...]:
        return self._kept("tallies", use, lambda: tuple(self._tally(use)))

    def _kept(self, what: str, use: str, count: Callable[[], _Counted]) -> _Counted:
        """What is counted of a use, or was counted under circumstances that are the same to it."""
        kept, key = self.holdings.counted, (what, self.reading.answers(use))
        found: _Counted | None = kept.get(key)
        if found is None:  # another thread may forget everything at any time: nothing is asked for twice
            if len(kept) >= _MOST:
                kept.clear()
            found = kept[key] = count()
        return found

    def _tally(self, use: str) -> Iterator[Tally]:
        answers = self.reading.answers(use)
        for facts, born in self._births(answers):
            for birth, items in born:
                yield Tally(use, facts, birth, items, answers.standing(facts, birth), answers)

    def _births(self, answers: Answers) -> Iterator[tuple[Facts, list[tuple[int, int]]]]:
        """Of each class the steps of a use in which items were born, each with how many."""
        registered = self.holdings.registered
        for facts, counts in self.holdings.classes.items():
            timeline = answers.timeline(facts)
            born = counts.by_stretch(timeline.course.firsts)
            born[timeline.index(registered)] += counts.undated
            yield facts, [(birth, items) for birth, items in enumerate(born) if items]

    @cached_property
    def summary(self) -> tuple[SummaryRow, ...]:
        """The tallies by data category, outcome and the as-of day's own answer."""
        sums: dict[SummaryRow, int] = {}
        for tally in self.tallies:
            data_category = tally.facts.data_category
            category = self.pack.category_of(data_category)
            stands = tally.standing
            row = SummaryRow(tally.use, category, data_category, stands.outcome, stands.now, 0)
            sums[row] = sums.get(row, 0) + tally.items
        return tuple(replace(row, items=items) for row, items in sums.items())

    def counts(self, use: str) -> dict[Bin, int]:
        """Items by category, outcome and whether the use is limited to a purpose."""
        return dict(self._kept("counts", use, lambda: self._count(use)))

    def _count(self, use: str) -> dict[Bin, int]:
        answers = self.reading.answers(use)
        found: dict[tuple[str, Outcome | None, bool], int] = {}
        for facts, born in self._births(answers):
            category = self.pack.category_of(facts.data_category)
            for birth, items in born:
                stands = answers.standing(facts, birth)
                key = category, stands.outcome, stands.limited_to is not None
                found[key] = found.get(key, 0) + items
        return {Bin(*key): items for key, items in found.items()}

    def born(self, item: Item) -> int | None:
        """The day from which an item lives: its own, else the registration day, else ``None``, the beginning."""
        day = item.block.born(item.index)
        return day if day is not None else self.holdings.registered

    def verdict(self, use: str, item: Item) -> Verdict:
        """The verdict on one item, cut to its life."""
        return self.reading.verdict_on(use, item.facts, self.born(item))

    def assumed(self, use: str, item: Item) -> tuple[Assumed, ...]:
        """The facts not known on which the verdict on one item depends."""
        return self._assumed(use, item.facts, item.audience, item.block.part.audience, self.born(item))

    def _assumed(
        self, use: str, facts: Facts, seen_by: Audience, audience: AudienceIs, born: int | None
    ) -> tuple[Assumed, ...]:
        found = self.reading.assumed(use, facts, born)
        if seen_by is Audience.UNKNOWN and facts.data_category == PUBLIC:
            limited = _limited(facts, audience)
            otherwise = self.reading.verdict_on(use, limited, born).outcome
            if otherwise is not self.reading.verdict_on(use, facts, born).outcome:
                found = (*found, Assumed(AUDIENCE, "public", otherwise))
        return found

    def assumed_mask(self, use: str, block: Block) -> NDArray[np.bool_]:
        """Which items of a block have a verdict that depends on a fact not known, shape (items,)."""
        made = np.zeros(len(block), bool)
        audience = block.part.audience
        born = self.holdings.registered
        lives = np.where(block.days == UNKNOWN_DAY, -_NEVER if born is None else born, block.days)
        for facts, chosen in block_classes(block):
            timelines = [self.reading.timeline(use, facts)]
            if facts.data_category == PUBLIC:
                timelines.append(self.reading.timeline(use, _limited(facts, audience)))
            edges = sorted({step.first for line in timelines for step in line.steps if step.first is not None})
            stretch = np.searchsorted(np.array(edges, np.int64), lives, side="right")
            kinds = np.where(chosen, stretch * len(AUDIENCES) + block.audience, -1)
            for kind in distinct(kinds[chosen]).tolist():
                place, seen_by = divmod(kind, len(AUDIENCES))
                day = edges[place - 1] if place else None
                if self._assumed(use, facts, AUDIENCES[seen_by], audience, day):
                    made |= kinds == kind
        return made

    def verdict_codes(self, use: str, block: Block) -> tuple[NDArray[np.int16], tuple[Verdict, ...]]:
        """The verdict of each item of a block, as codes into the verdicts; shape (items,).

        Verdicts are not cut to the items' own days.
        """
        codes = np.zeros(len(block), np.int16)
        verdicts: list[Verdict] = []
        for facts, chosen in block_classes(block):
            timeline = self.reading.timeline(use, facts)
            edges = np.array([step.first for step in timeline.steps[1:]], np.int64)
            births = np.searchsorted(edges, block.days[chosen], side="right")
            births[block.days[chosen] == UNKNOWN_DAY] = timeline.index(self.holdings.registered)
            present = np.flatnonzero(np.bincount(births))  # a few steps: counting them sorts no rows
            places = np.zeros(len(timeline.steps), np.int16)
            places[present] = np.arange(len(verdicts), len(verdicts) + len(present))
            codes[chosen] = places[births]
            verdicts += [self.reading.verdict(use, facts, birth) for birth in present.tolist()]
        return codes, tuple(verdicts)

    def outcome_codes(self, use: str, block: Block) -> NDArray[np.uint8]:
        """The outcome of each item of a block, as codes into ``OUTCOMES``; shape (items,)."""
        codes, verdicts = self.verdict_codes(use, block)
        return outcomes_of(verdicts)[codes]

    def item(self, address: str) -> Item | None:
        """The item at an address as ``Ref`` writes it, or ``None``."""
        try:
            ref = Ref.parse(address)
        except ValueError:
            return None
        for block in self.holdings.blocks:
            if block.member == ref.member and ref.archive in (None, block.archive):
                index = block.index_of(ref.row)
                if index is not None and ref == block.ref(index, self.holdings.several):
                    return Item(block, index)
        return None

    def frame(self) -> Any:  # noqa: ANN401 - pandas ships no types here
        """Every item as a row of a pandas DataFrame on Arrow columns, with one outcome column a use."""
        from inspector.exposure.frame import frame

        return frame(self)


def outcomes_of(verdicts: Sequence[Verdict]) -> NDArray[np.uint8]:
    """The outcomes of verdicts, as codes into ``OUTCOMES``; shape (verdicts,), and one where there is none."""
    outcomes = [OUTCOMES.index(v.outcome) if v.outcome is not None else OUTSIDE_CODE for v in verdicts]
    return np.array(outcomes or [0], np.uint8)


def _limited(facts: Facts, audience: AudienceIs) -> Facts:
    """The same content, if only some could see it."""
    return Facts(audience.limited_category or "content_restricted", facts.author)


def judge(holdings: Holdings, pack: Pack, circumstances: Circumstances) -> Exposure:
    """Read the policy under the circumstances over the holdings; no row is touched."""
    return Exposure(holdings, Reading(pack, circumstances))
