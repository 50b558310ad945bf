"""The facts that verdicts rest on, as every face shows them: value, origin, and what the archive suggests."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.exposure import Exposure
from inspector.i18n import LazyText, _, join_texts, lookup
from inspector.policy import Assumption, Origin, Verdict, days
from inspector.policy.circumstances import AGE, AS_OF, REGION, Residence, SettingChange
from inspector.policy.evaluator import AUTHOR_PREFIX
from inspector.policy.verdict import OUTSIDE_REASON
from inspector.summary.labels import FACT_LABELS, FACT_VALUE_LABELS, ORIGIN_LABELS


@dataclass(frozen=True, slots=True)
class Fact:
    """One circumstance. ``evidence`` is what the archive suggests, with its file and column; it decides nothing."""

    id: str
    name: str
    value: str
    origin: Origin
    evidence: str | None

    @property
    def is_assumed(self) -> bool:
        """Whether the fact was assumed, not stated."""
        return self.origin is Origin.ASSUMED

    @property
    def origin_label(self) -> str:
        """The origin as people read it."""
        return ORIGIN_LABELS[self.origin]


def list_facts(exposure: Exposure) -> Iterator[Fact]:
    """The circumstances: the as-of day, the region, the age, then every setting in the order of the pack."""
    pack, circumstances = exposure.pack, exposure.circumstances
    hints = {hint.subject: f"{hint.value} ({hint.member}, {hint.column})" for hint in reversed(exposure.holdings.hints)}
    as_of = _("{day}", day=days.to_date(circumstances.as_of))
    yield Fact(AS_OF, _("As of"), as_of, circumstances.find_origin(AS_OF), None)
    residences = join_texts((_describe_residence(exposure, residence) for residence in circumstances.residences), "; ")
    yield Fact(REGION, _("Region"), residences, circumstances.find_origin(REGION), hints.get("region"))
    age = (
        _("born {day}", day=circumstances.birth_date)
        if circumstances.birth_date
        else FACT_VALUE_LABELS["minor" if circumstances.age == "minor" else "adult"]
    )
    yield Fact(AGE, _("Age"), age, circumstances.find_origin(AGE), hints.get("age"))
    for setting in pack.settings.values():
        history = circumstances.get_history(setting)
        value = join_texts(map(_describe_setting_change, history), "; ")
        yield Fact(setting.id, setting.name, value, circumstances.find_origin(setting.id), None)


def _describe_residence(exposure: Exposure, residence: Residence) -> LazyText:
    """Where the member lived, and since when."""
    description = _(
        "{region} ({code})", region=lookup(exposure.pack.regions[residence.region].name), code=residence.place
    )
    if residence.since:
        description = _("{region} since {day}", region=description, day=days.to_date(residence.since))
    if residence.known or len(exposure.circumstances.residences) == 1:
        return description
    return _("{region}, assumed", region=description)


def _describe_setting_change(change: SettingChange) -> str:
    """The position of a setting, and since when."""
    if change.since is None:
        return FACT_VALUE_LABELS[change.position]
    return _("{position} since {day}", position=FACT_VALUE_LABELS[change.position], day=days.to_date(change.since))


def describe_assumption(exposure: Exposure, fact: Assumption, verdict: Verdict) -> LazyText:
    """An assumed fact, and what another value would change: the outcome, or only its days."""
    name = fact.fact.removeprefix(AUTHOR_PREFIX)
    setting = exposure.pack.settings.get(name)
    title = _("'{setting}'", setting=setting.name) if setting is not None else FACT_LABELS.get(name, name)
    subject = _("the author's {fact}", fact=title) if fact.fact.startswith(AUTHOR_PREFIX) else title
    value = FACT_VALUE_LABELS.get(fact.value, fact.value)
    if fact.other_outcome is verdict.outcome:
        return _("{fact} {value} (otherwise the same, on other days)", fact=subject, value=value)
    other_outcome = fact.other_outcome.label if fact.other_outcome else OUTSIDE_REASON
    return _("{fact} {value} (otherwise {outcome})", fact=subject, value=value, outcome=other_outcome)
