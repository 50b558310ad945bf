"""What a report rests on and what it leads to, for a reader: rules and sources cited, what is disputed, what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from inspector.exposure import Exposure, Tally, recommended_settings
from inspector.exposure.advice import SettingAdvice
from inspector.i18n import LazyText, Value, _, join_texts, lookup, plural
from inspector.policy import Origin, Outcome, RuleCitation, cite_rule, days
from inspector.policy.circumstances import AGE, REGION
from inspector.policy.pack.pack_schema import Source, Use
from inspector.printable import make_printable
from inspector.summary.labels import CATEGORY_HEADINGS, humanize_id
from inspector.summary.report import Report
from inspector.summary.rule_text import describe_period
from inspector.taxonomy import CATEGORIES

METHOD = (
    _(
        "For each item and use four questions are asked in order: do the texts cover this kind of data, is the use in "
        "force in the region, does a fact about a person close it; and the most closed answer wins."
    ),
    _(
        "An item lives from its own day to the as-of day. Where it is undated it counts from the day of registration, "
        "or else from the beginning."
    ),
    _(
        "What nobody stated is taken as it leaves most open, and is named as assumed. What the archive suggests "
        "decides nothing."
    ),
)
"""How verdicts are reached, in sentences."""
BEGINNING = _("the beginning")
"""Stands for the first day of what has none."""
OPEN_ENDED = _("open-ended")
"""Stands for the last day of what has none."""
_DEFAULT_RULE_PERIOD = _("days without another rule")
_MAX_LINK_LENGTH = 255
"""The most characters of an address that may be a link: Excel takes no more."""


@dataclass(frozen=True, slots=True)
class UsedRule:
    """A rule that decided or closed for any item: as it is cited, the use and regions it speaks of, its days."""

    rule: RuleCitation
    use: str
    regions: str
    period: str


@dataclass(frozen=True, slots=True)
class OpenItems:
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
    total_items: int
    items: int = 0
    disputed_items: int = 0
    assumed_items: int = 0


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Something to do: what, where, what it changes."""

    action: str
    location: str
    address: str
    effect: str


def format_category_title(category: str) -> str:
    """A category as a heading."""
    return CATEGORY_HEADINGS.get(category) or humanize_id(category).capitalize()


def list_used_rules(report: Report) -> list[UsedRule]:
    """The rules that decided or closed for any item, leading uses first."""
    return [_build_used_rule(report, rule) for rule in report.list_used_rule_ids()]


def _build_used_rule(report: Report, rule_id: str) -> UsedRule:
    pack = report.exposure.pack
    rule, citation = pack.rules.get(rule_id), cite_rule(pack, rule_id)
    use = next(u.short for u in pack.uses.values() if rule_id == u.default_rule or (rule and rule.use == u.id))
    if rule is None:
        return UsedRule(citation, lookup(use), _("all"), _DEFAULT_RULE_PERIOD)
    return UsedRule(citation, lookup(use), ", ".join(rule.regions), describe_period(rule.start, rule.until))


def list_cited_sources(report: Report) -> list[Source]:
    """The sources that the rules, conflicts, claims and settings told cite, each once."""
    pack = report.exposure.pack
    source_ids = [
        *pack.find_sources(report.list_used_rule_ids()),
        *(source for conflict in report.list_conflicts() for source in conflict.sources),
        *(source for claim in pack.claims for source in (claim.seed, *claim.sources)),
    ]
    return [pack.sources[source_id] for source_id in dict.fromkeys(source_ids)]


def is_web_address(address: str) -> bool:
    """Whether an address of the pack may be a link: a pack of one's own could name anything."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_plain = make_printable(address) == address and " " not in address and len(address) <= _MAX_LINK_LENGTH
    return parts.scheme in ("http", "https") and bool(parts.netloc) and is_plain


def list_open_items(exposure: Exposure, uses: Sequence[Use]) -> list[OpenItems]:
    """By whom how many items of each category could be used now or before, since when and until when."""
    sizes: dict[str, int] = dict.fromkeys(CATEGORIES, 0)
    for item_class, counts in exposure.holdings.classes.items():
        sizes[exposure.pack.find_category(item_class.data_category)] += (
            counts.count_between(None, None) + counts.undated
        )
    sums: dict[OpenItems, list[int]] = {}
    uses_by_id = {use.id: use for use in uses}
    for tally in exposure.tallies:
        verdict, use = tally.verdict, uses_by_id.get(tally.use)
        if use is None or not verdict.windows or verdict.outcome is None:
            continue
        category = exposure.pack.find_category(tally.item_class.data_category)
        latest = verdict.windows[-1]
        key = OpenItems(use, category, verdict.outcome, latest.first, latest.last, verdict.limited_to, sizes[category])
        key_counts = sums.setdefault(key, [0, 0, 0])
        key_counts[0] += tally.items
        key_counts[1] += tally.items if verdict.disputed else 0
        key_counts[2] += tally.items if _rests_on_assumption(exposure, tally) else 0
    open_items = [
        replace(key, items=items, disputed_items=disputed_items, assumed_items=assumed_items)
        for key, (items, disputed_items, assumed_items) in sums.items()
    ]
    use_order = list(uses_by_id)
    return sorted(
        open_items, key=lambda entry: (use_order.index(entry.use.id), CATEGORIES.index(entry.category), -entry.items)
    )


def _rests_on_assumption(exposure: Exposure, tally: Tally) -> bool:
    """Whether the verdict of a tally would be another if a fact that nobody stated were otherwise."""
    first_day = exposure.evaluator.timeline(tally.use, tally.item_class).steps[tally.first_step].first
    return bool(exposure.evaluator.assumptions(tally.use, tally.item_class, first_day))


def describe_start(day: int | None) -> Value:
    """The day since when something is so, or the words for that it was always so."""
    return BEGINNING if day is None else days.to_date(day)


def describe_end(day: int | None) -> Value:
    """The day until when something is so, or the words for that it has no end."""
    return OPEN_ENDED if day is None else days.to_date(day)


def list_recommendations(report: Report) -> list[Recommendation]:
    """What the person can do, that which closes most first; then what would make the answer surer."""
    exposure = report.exposure
    return [
        *(_recommend_closing(exposure, advice) for advice in recommended_settings(exposure)),
        *_recommend_clarifications(report),
    ]


def _recommend_closing(exposure: Exposure, advice: SettingAdvice) -> Recommendation:
    """To close a setting: what no longer is open from the as-of day on."""
    setting, pack = advice.setting, exposure.pack
    effects = (
        plural(
            "{number} item no longer open: {use}",
            "{number} items no longer open: {use}",
            impact.closed_items,
            use=lookup(pack.uses[impact.use].name),
        )
        for impact in advice.impacts
        if impact.closed_items
    )
    day = days.to_date(exposure.circumstances.as_of)
    return Recommendation(
        _describe_action(advice),
        setting.path,
        setting.address if is_web_address(setting.address) else "",
        _(
            "From {day} on {changes}. {effect}",
            day=day,
            changes=join_texts(effects, "; "),
            effect=lookup(setting.effect),
        ),
    )


def _describe_action(advice: SettingAdvice) -> LazyText:
    name = advice.setting.name
    action = {
        "switch": _("Turn off '{setting}'.", setting=name),
        "consent": _("Take back the consent '{setting}'.", setting=name),
        "form": _("Send in '{setting}'.", setting=name),
        "signal": _("Let your browser send '{setting}'.", setting=name),
    }[advice.setting.kind]
    if advice.change.known:
        return action
    caveat = _("It is assumed to stand the other way: state how it stands, and since when.")
    return join_texts((action, caveat), " ")


def _recommend_clarifications(report: Report) -> Iterator[Recommendation]:
    """What would make the answer surer: facts to state, files to ask for, findings to look at."""
    holdings = report.exposure.holdings
    facts = {fact.id: fact for fact in report.facts}
    unstated_facts = [fact.name for fact in (facts[REGION], facts[AGE]) if fact.origin is Origin.ASSUMED]
    unstated_settings = sum(
        fact.origin is Origin.ASSUMED for fact in report.facts if fact.id in report.exposure.pack.settings
    )
    circumstances_link, assumption_note = _("See Circumstances."), _("They are assumed as they leave most open.")
    if unstated_facts:
        yield Recommendation(
            _("State: {facts}.", facts=join_texts(unstated_facts)), circumstances_link, "", assumption_note
        )
    if unstated_settings:
        yield Recommendation(
            plural(
                "Look up the {number} setting that nobody stated, and since when it stands as it does.",
                "Look up the {number} settings that nobody stated, and since when they stand as they do.",
                unstated_settings,
            ),
            circumstances_link,
            "",
            _("Each is assumed as it leaves most open. No file of the download shows how they stand."),
        )
    if holdings.completeness != "complete":
        yield Recommendation(
            _("Ask LinkedIn for the complete download and compare."),
            "Settings & Privacy > Data privacy > Get a copy of your data",
            "",
            _("This one lacks posts, comments and reactions: they may exist all the same."),
        )
    elif holdings.absent_kinds:
        yield Recommendation(
            plural(
                "Ask whether the {number} kind of file that is not in this download exists.",
                "Ask whether the {number} kinds of file that are not in this download exist.",
                len(holdings.absent_kinds),
            ),
            _("See Coverage."),
            "",
            _("What is not in the download may exist all the same."),
        )
    if holdings.problems:
        yield Recommendation(
            plural(
                "Look at the {number} finding about the download.",
                "Look at the {number} findings about the download.",
                len(holdings.problems),
            ),
            _("See Problems."),
            "",
            _("They say what is unsure."),
        )


def list_caveats(report: Report) -> list[tuple[str, str]]:
    """What is disputed, assumed and missing, each in a sentence with the place that tells more."""
    exposure = report.exposure
    use = exposure.pack.leading_uses[0]
    open_items = list_open_items(exposure, [use])
    disputed_items = sum(t.items for t in exposure.tallies if t.use == use.id and t.verdict.disputed)
    assumed_items = sum(entry.assumed_items for entry in open_items)
    holdings = exposure.holdings
    set_aside_rows = sum(file.set_aside for file in holdings.files)
    unreadable_files = sum(file.state == "unreadable" for file in holdings.files)
    caveats: list[tuple[str, str]] = [
        (
            _("Disputed"),
            plural(
                "{number} item rests on rules about which sources disagree ({use}): see Conflicts.",
                "{number} items rest on rules about which sources disagree ({use}): see Conflicts.",
                disputed_items,
                use=lookup(use.short),
            ),
        ),
        (
            _("Assumed"),
            plural(
                "{number} item that is or was open rests on facts that nobody stated: see Circumstances.",
                "{number} items that are or were open rest on facts that nobody stated: see Circumstances.",
                assumed_items,
            ),
        ),
    ]
    if holdings.absent_kinds:
        file_names = ", ".join(kind.files[0] for kind in holdings.absent_kinds)
        caveats.append((_("Not in the archive"), _("{files}: see Coverage.", files=file_names)))
    if set_aside_rows or unreadable_files:
        rows = plural("{number} row", "{number} rows", set_aside_rows)
        files = plural("{number} file", "{number} files", unreadable_files)
        sentence = _("{rows} and {files} could not be read: see Problems.", rows=rows, files=files)
        caveats.append((_("Not read"), sentence))
    return caveats
