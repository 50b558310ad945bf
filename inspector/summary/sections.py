"""What a report rests on and what it leads to, for a reader: rules and sources cited, what is disputed, what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from inspector.exposure import Exposure, Tally, worth_closing
from inspector.exposure.advice import Check
from inspector.i18n import Value, Words, counted, joined, named, words
from inspector.policy import Cited, Outcome, cited, days
from inspector.policy.circumstances import AGE, REGION
from inspector.policy.pack.pack_schema import Source, Use
from inspector.printable import visible
from inspector.summary.labels import CATEGORY_HEADS, plain
from inspector.summary.report import Report
from inspector.summary.rule_text import span
from inspector.taxonomy import CATEGORIES

METHOD = (
    words(
        "For each item and use four questions are asked in order: do the texts cover this kind of data, is the use in "
        "force in the region, does a fact about a person close it; and the most closed answer wins."
    ),
    words(
        "An item lives from its own day to the as-of day. Where it is undated it counts from the day of registration, "
        "or else from the beginning."
    ),
    words(
        "What nobody stated is taken as it leaves most open, and is named as assumed. What the archive suggests "
        "decides nothing."
    ),
)
"""How verdicts are reached, in sentences."""
BEGINNING = words("the beginning")
"""Stands for the first day of what has none."""
OPEN_ENDED = words("open-ended")
"""Stands for the last day of what has none."""
_OTHER_DAYS = words("days without another rule")
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
    return CATEGORY_HEADS.get(category) or plain(category).capitalize()


def rules_used(report: Report) -> list[RuleUsed]:
    """The rules that decided or closed for any item, leading uses first."""
    return [_rule_used(report, rule) for rule in report.used_rules()]


def _rule_used(report: Report, rule_id: str) -> RuleUsed:
    pack = report.exposure.pack
    rule, shown = pack.rules.get(rule_id), cited(pack, rule_id)
    use = next(u.short for u in pack.uses.values() if rule_id == u.default_rule or (rule and rule.use == u.id))
    if rule is None:
        return RuleUsed(shown, named(use), words("all"), _OTHER_DAYS)
    return RuleUsed(shown, named(use), ", ".join(rule.regions), span(rule.start, rule.until))


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


def since(day: int | None) -> Value:
    """The day since when something is so, or the words for that it was always so."""
    return BEGINNING if day is None else days.date(day)


def until(day: int | None) -> Value:
    """The day until when something is so, or the words for that it has no end."""
    return OPEN_ENDED if day is None else days.date(day)


def next_steps(report: Report) -> list[Step]:
    """What the person can do, that which closes most first; then what would make the answer surer."""
    exposure = report.exposure
    return [*(_closing(exposure, check) for check in worth_closing(exposure)), *_surer(report)]


def _closing(exposure: Exposure, check: Check) -> Step:
    """To close a setting: what no longer is open from the as-of day on."""
    setting, pack = check.setting, exposure.pack
    told = (
        counted(
            "{number} item no longer open: {use}",
            "{number} items no longer open: {use}",
            reach.closes,
            use=named(pack.uses[reach.use].name),
        )
        for reach in check.reaches
        if reach.closes
    )
    day = days.date(exposure.circumstances.as_of)
    return Step(
        _action(check),
        setting.path,
        setting.address if leads_to_web(setting.address) else "",
        words("From {day} on {changes}. {effect}", day=day, changes=joined(told, "; "), effect=named(setting.effect)),
    )


def _action(check: Check) -> Words:
    name = check.setting.name
    told = {
        "switch": words("Turn off '{setting}'.", setting=name),
        "consent": words("Take back the consent '{setting}'.", setting=name),
        "form": words("Send in '{setting}'.", setting=name),
        "signal": words("Let your browser send '{setting}'.", setting=name),
    }[check.setting.kind]
    if check.turn.known:
        return told
    doubt = words("It is assumed to stand the other way: state how it stands, and since when.")
    return joined((told, doubt), " ")


def _surer(report: Report) -> Iterator[Step]:
    """What would make the answer surer: facts to state, files to ask for, findings to look at."""
    holdings = report.exposure.holdings
    facts = {fact.id: fact for fact in report.facts}
    unstated = [fact.name for fact in (facts[REGION], facts[AGE]) if fact.origin == "assumed"]
    settings = sum(fact.origin == "assumed" for fact in report.facts if fact.id in report.exposure.pack.settings)
    circumstances, most_open = words("See Circumstances."), words("They are assumed as they leave most open.")
    if unstated:
        yield Step(words("State: {facts}.", facts=joined(unstated)), circumstances, "", most_open)
    if settings:
        yield Step(
            counted(
                "Look up the {number} setting that nobody stated, and since when it stands as it does.",
                "Look up the {number} settings that nobody stated, and since when they stand as they do.",
                settings,
            ),
            circumstances,
            "",
            words("Each is assumed as it leaves most open. No file of the download shows how they stand."),
        )
    if holdings.completeness != "complete":
        yield Step(
            words("Ask LinkedIn for the complete download and compare."),
            "Settings & Privacy > Data privacy > Get a copy of your data",
            "",
            words("This one lacks posts, comments and reactions: they may exist all the same."),
        )
    elif holdings.absent:
        yield Step(
            counted(
                "Ask whether the {number} kind of file that is not in this download exists.",
                "Ask whether the {number} kinds of file that are not in this download exist.",
                len(holdings.absent),
            ),
            words("See Coverage."),
            "",
            words("What is not in the download may exist all the same."),
        )
    if holdings.problems:
        yield Step(
            counted(
                "Look at the {number} finding about the download.",
                "Look at the {number} findings about the download.",
                len(holdings.problems),
            ),
            words("See Problems."),
            "",
            words("They say what is unsure."),
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
    found: list[tuple[str, str]] = [
        (
            words("Disputed"),
            counted(
                "{number} item rests on rules about which sources disagree ({use}): see Conflicts.",
                "{number} items rest on rules about which sources disagree ({use}): see Conflicts.",
                disputed,
                use=named(use.short),
            ),
        ),
        (
            words("Assumed"),
            counted(
                "{number} item that is or was open rests on facts that nobody stated: see Circumstances.",
                "{number} items that are or were open rest on facts that nobody stated: see Circumstances.",
                assumed,
            ),
        ),
    ]
    if holdings.absent:
        names = ", ".join(kind.files[0] for kind in holdings.absent)
        found.append((words("Not in the archive"), words("{files}: see Coverage.", files=names)))
    if aside or unreadable:
        rows = counted("{number} row", "{number} rows", aside)
        files = counted("{number} file", "{number} files", unreadable)
        lost = words("{rows} and {files} could not be read: see Problems.", rows=rows, files=files)
        found.append((words("Not read"), lost))
    return found
