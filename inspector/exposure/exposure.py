"""Holdings under a policy and circumstances: counts without touching a row, and the verdict of any item.

A class of items (data category and author) has one timeline a use; the items of a class share the verdict of
the step in which their day falls. So the counts by outcome are differences of cumulative counts, and a
row's verdict is looked up when it is shown or written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inspector.catalog import Catalog
from inspector.catalog.catalog_schema import AudienceRule
from inspector.columns import unique
from inspector.errors import Refused
from inspector.holdings.holdings import Holdings, split_classes
from inspector.i18n import _
from inspector.items import AUDIENCES, Block, Item
from inspector.policy import Assumption, Outcome, Pack, PolicyEvaluator, Status, Verdict
from inspector.policy.circumstances import Circumstances
from inspector.policy.verdict import find_status
from inspector.ref import Ref
from inspector.table import UNKNOWN_DAY
from inspector.taxonomy import Audience, ItemClass

if TYPE_CHECKING:
    from inspector.policy.timeline import Timeline

OUTCOMES = tuple(Outcome)
"""The outcomes in the order of their codes; a code beyond them means: dated after the as-of day."""
OUTSIDE_CODE = len(OUTCOMES)
AUDIENCE_FACT = "audience"
_FAR_DAY = 1 << 30
"""Before all days."""


class StepCount(NamedTuple):
    """How many items of a class are dated in one step of a use, and how the use stands for them."""

    item_class: ItemClass
    first_step: int
    items: int
    status: Status


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """How many items of a class were born in one step of a use, so that they share a verdict; made when asked for."""

    use: str
    item_class: ItemClass
    first_step: int
    items: int
    status: Status
    _evaluator: PolicyEvaluator = field(repr=False)

    @property
    def verdict(self) -> Verdict:
        """The verdict on the items, with its reasons."""
        return self._evaluator.verdict(self.use, self.item_class, self.first_step)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and self._make_key() == other._make_key()

    def __hash__(self) -> int:
        return hash((self.use, self.item_class, self.first_step, self.items))

    def _make_key(self) -> tuple[object, ...]:
        return self.use, self.item_class, self.first_step, self.items, self.verdict


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
class CountKey:
    """What items are counted together by: "could be used" for one purpose only is never counted as plain."""

    category: str
    outcome: Outcome | None
    is_limited: bool = False


@dataclass(frozen=True)
class Exposure:
    """What may be done with everything in the holdings; replaced as a whole when a circumstance changes."""

    holdings: Holdings
    evaluator: PolicyEvaluator

    @property
    def pack(self) -> Pack:
        """The policy pack."""
        return self.evaluator.pack

    @property
    def circumstances(self) -> Circumstances:
        """The facts about the member."""
        return self.evaluator.circumstances

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """The items of every class by use and verdict; each use sums to the number of items."""
        return tuple(
            Tally(use, count.item_class, count.first_step, count.items, count.status, self.evaluator)
            for use in self.pack.uses
            for count in self.count_steps(use)
        )

    def count_steps(self, use: str) -> Iterator[StepCount]:
        """Count the items of each class by the step of a use in which they are dated; steps without items are left out.

        Undated items count in the step of the registration day.
        """
        statuses: dict[tuple[Timeline, int], Status] = {}  # classes that the rules treat alike share a timeline
        for item_class, counts in self.holdings.classes.items():
            timeline = self.evaluator.timeline(use, item_class)
            for first_step, items in enumerate(
                counts.count_by_step(timeline.first_days, self.holdings.registration_day)
            ):
                if items:
                    status = statuses.get((timeline, first_step))
                    if status is None:
                        status = statuses[timeline, first_step] = find_status(timeline, first_step)
                    yield StepCount(item_class, first_step, items, status)

    @cached_property
    def summary(self) -> tuple[SummaryRow, ...]:
        """The tallies by data category, outcome and the as-of day's own answer."""
        sums: dict[SummaryRow, int] = {}
        for tally in self.tallies:
            data_category = tally.item_class.data_category
            category = self.pack.find_category(data_category)
            status = tally.status
            row = SummaryRow(tally.use, category, data_category, status.outcome, status.now, 0)
            sums[row] = sums.get(row, 0) + tally.items
        return tuple(replace(row, items=items) for row, items in sums.items())

    def counts(self, use: str) -> dict[CountKey, int]:
        """Items by category, outcome and whether the use is limited to a purpose."""
        sums: dict[tuple[str, Outcome | None, bool], int] = {}
        for count in self.count_steps(use):
            category = self.pack.find_category(count.item_class.data_category)
            key = category, count.status.outcome, count.status.limited_to is not None
            sums[key] = sums.get(key, 0) + count.items
        return {CountKey(*key): items for key, items in sums.items()}

    def find_first_day(self, item: Item) -> int | None:
        """The day from which an item lives: its own, else the registration day, else ``None``, the beginning."""
        day = item.block.day_number(item.index)
        return day if day is not None else self.holdings.registration_day

    def verdict(self, use: str, item: Item) -> Verdict:
        """The verdict on one item, cut to its life."""
        return self.evaluator.item_verdict(use, item.item_class, self.find_first_day(item))

    def assumptions(self, use: str, item: Item) -> tuple[Assumption, ...]:
        """The facts not known on which the verdict on one item depends."""
        return self._find_assumptions(
            use, item.item_class, item.audience, item.block.part.audience, self.find_first_day(item)
        )

    def _find_assumptions(
        self,
        use: str,
        item_class: ItemClass,
        item_audience: Audience,
        audience_rule: AudienceRule,
        first_day: int | None,
    ) -> tuple[Assumption, ...]:
        found_assumptions = self.evaluator.assumptions(use, item_class, first_day)
        restricted_class = self._find_restricted_class(item_class, audience_rule)
        if item_audience is Audience.UNKNOWN and restricted_class is not None:
            other_outcome = self.evaluator.item_verdict(use, restricted_class, first_day).outcome
            if other_outcome is not self.evaluator.item_verdict(use, item_class, first_day).outcome:
                found_assumptions = (*found_assumptions, Assumption(AUDIENCE_FACT, "public", other_outcome))
        return found_assumptions

    def _find_restricted_class(self, item_class: ItemClass, audience_rule: AudienceRule) -> ItemClass | None:
        """The class of public content if only some people could see it; ``None`` for any other content."""
        roles = self.pack.roles
        restricted_category = audience_rule.limited_category or roles.restricted_content
        if restricted_category is None or roles.public_content is None:
            return None
        if item_class.data_category != roles.public_content:
            return None
        return ItemClass(restricted_category, item_class.author)

    def build_assumption_mask(self, use: str, block: Block) -> NDArray[np.bool_]:
        """Which items of a block have a verdict that depends on a fact not known, shape (items,)."""
        result = np.zeros(len(block), bool)
        audience_rule = block.part.audience
        registration_day = self.holdings.registration_day
        first_days = np.where(
            block.days == UNKNOWN_DAY, -_FAR_DAY if registration_day is None else registration_day, block.days
        )
        for item_class, class_mask in split_classes(block):
            timelines = [self.evaluator.timeline(use, item_class)]
            restricted_class = self._find_restricted_class(item_class, audience_rule)
            if restricted_class is not None:
                timelines.append(self.evaluator.timeline(use, restricted_class))
            edges = sorted({step.first for timeline in timelines for step in timeline.steps if step.first is not None})
            steps = np.searchsorted(np.array(edges, np.int64), first_days, side="right")
            variants = np.where(class_mask, steps * len(AUDIENCES) + block.audience, -1)
            for variant in unique(variants[class_mask]).tolist():
                step_index, audience_code = divmod(variant, len(AUDIENCES))
                day = edges[step_index - 1] if step_index else None
                if self._find_assumptions(use, item_class, AUDIENCES[audience_code], audience_rule, day):
                    result |= variants == variant
        return result

    def find_verdict_codes(self, use: str, block: Block) -> tuple[NDArray[np.int16], tuple[Verdict, ...]]:
        """The verdict of each item of a block, as codes into the verdicts; shape (items,).

        Verdicts are not cut to the items' own days.
        """
        codes = np.zeros(len(block), np.int16)
        verdicts: list[Verdict] = []
        for item_class, class_mask in split_classes(block):
            timeline = self.evaluator.timeline(use, item_class)
            edges = np.array([step.first for step in timeline.steps[1:]], np.int64)
            first_steps = np.searchsorted(edges, block.days[class_mask], side="right")
            first_steps[block.days[class_mask] == UNKNOWN_DAY] = timeline.find_step(self.holdings.registration_day)
            used_steps = np.flatnonzero(np.bincount(first_steps))  # a few steps: counting them sorts no rows
            code_by_step = np.zeros(len(timeline.steps), np.int16)
            code_by_step[used_steps] = np.arange(len(verdicts), len(verdicts) + len(used_steps))
            codes[class_mask] = code_by_step[first_steps]
            verdicts += [self.evaluator.verdict(use, item_class, first_step) for first_step in used_steps.tolist()]
        return codes, tuple(verdicts)

    def find_outcome_codes(self, use: str, block: Block) -> NDArray[np.uint8]:
        """The outcome of each item of a block, as codes into ``OUTCOMES``; shape (items,)."""
        codes, verdicts = self.find_verdict_codes(use, block)
        return encode_outcomes(verdicts)[codes]

    def find_item(self, address: str) -> Item | None:
        """The item at an address as ``Ref`` writes it, or ``None``."""
        try:
            ref = Ref.parse(address)
        except ValueError:
            return None
        for block in self.holdings.blocks:
            if block.member == ref.member and ref.archive in (None, block.archive):
                index = block.find_item(ref.row)
                if index is not None and ref == block.ref(index, self.holdings.has_several_archives):
                    return Item(block, index)
        return None


def encode_outcomes(verdicts: Sequence[Verdict]) -> NDArray[np.uint8]:
    """The outcomes of verdicts, as codes into ``OUTCOMES``; shape (verdicts,), and one where there is none."""
    outcomes = [OUTCOMES.index(v.outcome) if v.outcome is not None else OUTSIDE_CODE for v in verdicts]
    return np.array(outcomes or [0], np.uint8)


def check_catalog_and_pack(catalog: Catalog, pack: Pack) -> None:
    """Raise ``Refused`` (E_PACK_MISMATCH) where the catalog gives items a data category that the pack does not know."""
    missing_categories = sorted(catalog.data_categories - pack.categories.keys())
    if missing_categories:
        raise Refused(
            "E_PACK_MISMATCH",
            _(
                "The rules do not fit this kind of archive. They have no entry for: {categories}.",
                categories=", ".join(missing_categories),
            ),
            _("Add these data categories to the rules, or lay your own entries over the built-in rules."),
        )


def judge(holdings: Holdings, pack: Pack, circumstances: Circumstances) -> Exposure:
    """Evaluate the pack under the circumstances for the holdings; no row is read.

    Raises ``Refused`` (E_PACK_MISMATCH) where the pack lacks a data category of the catalog.
    """
    check_catalog_and_pack(holdings.catalog, pack)
    return Exposure(holdings, PolicyEvaluator(pack, circumstances))
