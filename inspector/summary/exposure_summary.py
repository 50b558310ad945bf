"""The summary of an exposure: what every face says first, computed once and free of any format."""

from dataclasses import dataclass
from functools import cached_property

from inspector.exposure import Exposure
from inspector.i18n import _, join_texts, lookup, plural
from inspector.policy import Origin, Outcome, days
from inspector.policy.circumstances import AGE, AS_OF, REGION
from inspector.policy.pack.pack_schema import Conflict, Use
from inspector.summary.facts import Fact, list_facts
from inspector.summary.labels import COMPLETENESS_LABELS, FILE_STATE_LABELS, SNAPSHOT_LABEL
from inspector.summary.use_table import UseTable, build_use_table

NOT_USED = _('"Could be used" is what published terms allow. It does not mean that anything was used.')
_MAIN_FACT_IDS = frozenset({AS_OF, REGION, AGE})


@dataclass(frozen=True)
class Summary:
    """The headline, facts, counts and rules of one exposure. Texts are ``LazyText``: a face translates them."""

    exposure: Exposure

    @property
    def headline(self) -> str:
        """The one sentence to read first: how much is open to the first leading use."""
        exposure = self.exposure
        use = exposure.pack.leading_uses[0]
        sums: dict[Outcome | None, int] = {}
        for key, items in exposure.counts(use.id).items():
            sums[key.outcome] = sums.get(key.outcome, 0) + items
        open_items, earlier_items = sums.get(Outcome.COULD_BE_USED, 0), sums.get(Outcome.COULD_HAVE_BEEN_USED, 0)
        day = days.to_date(exposure.circumstances.as_of)
        open_text = plural(
            "{number} of {all} items could be used as things stand on {day}",
            "{number} of {all} items could be used as things stand on {day}",
            open_items,
            all=exposure.holdings.item_count,
            day=day,
        )
        if not earlier_items:
            return _("{use}: {now}.", use=lookup(use.name), now=open_text)
        earlier_text = plural(
            "{number} more could have been used before", "{number} more could have been used before", earlier_items
        )
        return _("{use}: {now}, and {before}.", use=lookup(use.name), now=open_text, before=earlier_text)

    @property
    def coverage(self) -> str:
        """One line on what was found: files by state, and whether the download is complete."""
        holdings = self.exposure.holdings
        state_counts = (
            _("{number} {state}", number=number, state=FILE_STATE_LABELS[state])
            for state, number in holdings.file_counts.most_common()
        )
        return plural(
            "{number} file ({states}); {kind}.",
            "{number} files ({states}); {kind}.",
            len(holdings.files),
            states=join_texts(state_counts),
            kind=SNAPSHOT_LABEL if holdings.is_snapshot else COMPLETENESS_LABELS[holdings.completeness],
        )

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every circumstance with its origin, in the order of ``list_facts``."""
        return tuple(list_facts(self.exposure))

    @property
    def main_facts(self) -> tuple[Fact, ...]:
        """The facts to read first: day, region and age, then every setting that was stated."""
        return tuple(fact for fact in self.facts if fact.id in _MAIN_FACT_IDS or fact.origin is Origin.STATED)

    @property
    def assumed_settings(self) -> tuple[Fact, ...]:
        """The settings that were not stated."""
        return tuple(fact for fact in self.facts if fact.id not in _MAIN_FACT_IDS and fact.is_assumed)

    @property
    def are_rules_older(self) -> bool:
        """Whether the as-of day is later than the day on which the rules were last checked."""
        return self.exposure.circumstances.as_of > days.from_date(self.exposure.pack.check_date)

    @property
    def rule_limits(self) -> tuple[str, ...]:
        """What no rule of the pack can answer."""
        return tuple(limit.statement for limit in self.exposure.pack.limits)

    @cached_property
    def used_rule_ids(self) -> tuple[str, ...]:
        """The rules that decide or close for any item, in the order of the uses, each once."""
        rules: dict[str, None] = {}
        for tally in self.exposure.tallies:
            verdict = tally.verdict
            earlier_rules = (rule for earlier in verdict.earlier for rule in earlier.rules)
            rules |= dict.fromkeys((*verdict.all_rules, *verdict.closers, *earlier_rules))
        return tuple(rules)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts that concern a rule which decides or closes for any item, and those that name no rule."""
        used_rules = set(self.used_rule_ids)
        return tuple(c for c in self.exposure.pack.conflicts if not c.rules or used_rules & set(c.rules))

    def build_table(self, use: Use) -> UseTable:
        """The counts of a use by category and outcome."""
        return build_use_table(self.exposure, use)
