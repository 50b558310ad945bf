"""What a report rests on and what it leads to, for a reader: rules and sources cited, what is disputed, what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from inspector.exposure import Exposure, Holdings, Tally
from inspector.facts import CATEGORIES
from inspector.policy import Cited, Outcome, Reading, cited, days
from inspector.policy.circumstances import AGE, REGION, Position
from inspector.policy.entries import Setting, Source, Use
from inspector.report.report import Report
from inspector.visible import visible

METHOD = (
    "For each item and use four questions are asked in order: do the texts cover this kind of data, is the use in "
    "force in the region, does a fact about a person close it; and the most closed answer wins.",
    "An item lives from its own day to the as-of day. Where it is undated it counts from the day of registration, or "
    "else from the beginning.",
    "What nobody stated is taken as it leaves most open, and is named as assumed. What the archive suggests decides "
    "nothing.",
)
"""How verdicts are reached, in sentences."""
_OTHER_DAYS = "days without another rule"
_NAMES = {"ai_conversations": "AI conversations", "ads_inferences": "Ads and inferences"}
_LINK_LENGTH = 255
"""The most characters of an address that may be a link: Excel takes no more."""


@dataclass(frozen=True, slots=True)
class RuleUsed:
    """A rule that decided or closed for any item: as it is cited, the use and regions it speaks of, its days."""

    rule: Cited
    use: str
    regions: str
    span: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Items of a category that a use is or was open for over the same days.

    ``since`` and ``until`` are ``None`` where open-ended. ``disputed`` and ``assumed`` are how many of the items rest
    on rules about which sources disagree, and on facts that nobody stated.
    """

    use: Use
    category: str
    outcome: Outcome
    since: int | None
    until: int | None
    limited_to: str | None
    of: int
    items: int = 0
    disputed: int = 0
    assumed: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: what, where, what it changes."""

    what: str
    where: str
    address: str
    effect: str


def category_name(category: str) -> str:
    """A category as a heading."""
    return _NAMES.get(category) or category.replace("_", " ").capitalize()


def rules_used(report: Report) -> list[RuleUsed]:
    """The rules that decided or closed for any item, leading uses first."""
    return [_rule_used(report, rule) for rule in report.used_rules()]


def _rule_used(report: Report, rule_id: str) -> RuleUsed:
    pack = report.exposure.pack
    rule, shown = pack.rules.get(rule_id), cited(pack, rule_id)
    use = next(u.short for u in pack.uses.values() if rule_id == u.default_rule or (rule and rule.use == u.id))
    span = (
        f"{shown.first or 'the beginning'} to {shown.last or 'no known end'}" if rule else "days without another rule"
    )
    return RuleUsed(shown, use, ", ".join(rule.regions) if rule else "all", span if rule else _OTHER_DAYS)


def sources_cited(report: Report) -> list[Source]:
    """The sources that the rules, conflicts, claims and settings told cite, each once."""
    pack = report.exposure.pack
    named = [
        *pack.sources_of(report.used_rules()),
        *(source for conflict in report.conflicts() for source in conflict.sources),
        *(source for claim in pack.claims for source in (claim.seed, *claim.sources)),
    ]
    return [pack.sources[name] for name in dict.fromkeys(named)]


def leads_to_web(address: str) -> bool:
    """Whether an address of the pack may be a link: a pack of one's own could name anything."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    plain = visible(address) == address and " " not in address and len(address) <= _LINK_LENGTH
    return parts.scheme in ("http", "https") and bool(parts.netloc) and plain


def opened(exposure: Exposure, uses: Sequence[Use]) -> list[Opened]:
    """By whom how many items of each category could be used now or before, since when and until when."""
    sizes: dict[str, int] = dict.fromkeys(CATEGORIES, 0)
    for facts, counts in exposure.holdings.classes.items():
        sizes[exposure.pack.category_of(facts.data_category)] += counts.between(None, None) + counts.undated
    sums: dict[Opened, list[int]] = {}
    wanted = {use.id: use for use in uses}
    for tally in exposure.tallies:
        verdict, use = tally.verdict, wanted.get(tally.use)
        if use is None or not verdict.windows or verdict.outcome is None:
            continue
        category = exposure.pack.category_of(tally.facts.data_category)
        latest = verdict.windows[-1]
        key = Opened(use, category, verdict.outcome, latest.first, latest.last, verdict.limited_to, sizes[category])
        found = sums.setdefault(key, [0, 0, 0])
        found[0] += tally.items
        found[1] += tally.items if verdict.disputed else 0
        found[2] += tally.items if _rests_on_assumed(exposure, tally) else 0
    told = [
        replace(key, items=items, disputed=disputed, assumed=assumed)
        for key, (items, disputed, assumed) in sums.items()
    ]
    places = list(wanted)
    return sorted(told, key=lambda o: (places.index(o.use.id), CATEGORIES.index(o.category), -o.items))


def _rests_on_assumed(exposure: Exposure, tally: Tally) -> bool:
    """Whether the verdict of a tally would be another if a fact that nobody stated were otherwise."""
    reading, use, facts = exposure.reading, tally.use, tally.facts
    steps = enumerate(reading.timeline(use, facts).steps)
    born = next(step.first for index, step in steps if reading.verdict(use, facts, index) is tally.verdict)
    return bool(reading.assumed(use, facts, born))


def next_steps(report: Report) -> list[Step]:
    """What the person can do, that which closes most first; then what would make the answer surer."""
    closing = sorted(_closing(report), key=lambda found: -found[0])
    return [*(step for _items, step in closing), *_surer(report)]


def _closing(report: Report) -> Iterator[tuple[int, Step]]:
    """Each setting that would close a use for any item from the as-of day on."""
    exposure = report.exposure
    pack, now = exposure.pack, exposure.circumstances
    for setting in pack.settings.values():
        turn = now.turn_on(setting, now.as_of)
        position: Position = "off" if turn.position == "on" else "on"
        closed = _closed(exposure, setting, position)
        if closed:
            words = "; ".join(f"{items:,} items no longer open: {pack.uses[use].name}" for use, items in closed.items())
            yield (
                sum(closed.values()),
                Step(
                    _action(setting, position, known=turn.known),
                    setting.path,
                    setting.address if leads_to_web(setting.address) else "",
                    f"From {days.written(now.as_of)} on {words}. {setting.effect}",
                ),
            )


def _closed(exposure: Exposure, setting: Setting, position: Position) -> dict[str, int]:
    """By use, the items that are open on the as-of day and would not be with a setting turned on that day."""
    pack, reading = exposure.pack, exposure.reading
    asked = {gate.use for gate in pack.gates if gate.setting == setting.id}
    asked |= {scope.use for scope in pack.scopes if scope.needs is not None and scope.needs.setting == setting.id}
    turned = reading.under(exposure.circumstances.turned(setting, position))
    closed = {
        use: _open(exposure.holdings, reading, use) - _open(exposure.holdings, turned, use)
        for use in pack.uses
        if use in asked
    }
    return {use: items for use, items in closed.items() if items > 0}


def _open(holdings: Holdings, reading: Reading, use: str) -> int:
    """How many items are open on the as-of day."""
    items = 0
    for facts, counts in holdings.classes.items():
        timeline = reading.timeline(use, facts)
        undated = timeline.index(holdings.registered)
        for index, step in enumerate(timeline.steps[: timeline.now + 1]):
            born = counts.between(step.first, step.last) + (counts.undated if index == undated else 0)
            if born and timeline.decide(timeline.now, index).answer == "could_be_used":
                items += born
    return items


def _action(setting: Setting, position: str, *, known: bool) -> str:
    doubt = "" if known else " It is assumed to stand the other way: state how it stands, and since when."
    words = {
        "switch": f"Turn {position} '{setting.name}'.",
        "consent": f"Take back the consent '{setting.name}'.",
        "form": f"Send in '{setting.name}'.",
        "signal": f"Let your browser send '{setting.name}'.",
    }
    return words[setting.kind] + doubt


def _surer(report: Report) -> Iterator[Step]:
    """What would make the answer surer: facts to state, files to ask for, findings to look at."""
    holdings = report.exposure.holdings
    facts = {fact.id: fact for fact in report.facts}
    unstated = [fact.name for fact in (facts[REGION], facts[AGE]) if fact.origin == "assumed"]
    settings = sum(fact.origin == "assumed" for fact in report.facts if fact.id in report.exposure.pack.settings)
    if unstated:
        yield Step(
            f"State: {', '.join(unstated)}.", "See Circumstances.", "", "They are assumed as they leave most open."
        )
    if settings:
        yield Step(
            f"Look up the {settings} settings that nobody stated, and since when they stand as they do.",
            "See Circumstances.",
            "",
            "Each is assumed as it leaves most open. No file of the download shows how they stand.",
        )
    if holdings.completeness != "complete":
        yield Step(
            "Ask LinkedIn for the complete download and compare.",
            "Settings & Privacy > Data privacy > Get a copy of your data",
            "",
            "This one lacks posts, comments and reactions: they may exist all the same.",
        )
    elif holdings.absent:
        yield Step(
            f"Ask whether the {len(holdings.absent)} kinds of file that are not in this download exist.",
            "See Coverage.",
            "",
            "What is not in the download may exist all the same.",
        )
    if holdings.problems:
        yield Step(
            f"Look at the {len(holdings.problems)} findings about the download.",
            "See Problems.",
            "",
            "They say what is unsure.",
        )


def doubts(report: Report) -> list[tuple[str, str]]:
    """What is disputed, assumed and missing, each in a sentence with the place that tells more."""
    exposure = report.exposure
    use = exposure.pack.leading_uses[0]
    told = opened(exposure, [use])
    disputed = sum(t.items for t in exposure.tallies if t.use == use.id and t.verdict.disputed)
    assumed = sum(o.assumed for o in told)
    holdings = exposure.holdings
    aside = sum(file.set_aside for file in holdings.files)
    unreadable = sum(file.state == "unreadable" for file in holdings.files)
    found = [
        ("Disputed", f"{disputed:,} items rest on rules about which sources disagree ({use.short}): see Conflicts."),
        ("Assumed", f"{assumed:,} items that are or were open rest on facts that nobody stated: see Circumstances."),
    ]
    if holdings.absent:
        names = ", ".join(kind.files[0] for kind in holdings.absent)
        found.append(("Not in the archive", f"{names}: see Coverage."))
    if aside or unreadable:
        found.append(("Not read", f"{aside:,} rows and {unreadable:,} files could not be read: see Problems."))
    return found
