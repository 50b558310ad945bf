"""The sections that faces share: rules and sources used, what is open, what is disputed, what to do next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from inspector.exposure import Exposure, Tally, recommended_settings
from inspector.exposure.advice import SettingAdvice
from inspector.i18n import LazyText, Value, _, join_texts, lookup, plural
from inspector.policy import Outcome, Pack, RuleCitation, cite_rule, days
from inspector.policy.circumstances import AGE, REGION
from inspector.policy.pack.pack_schema import Source, Use
from inspector.printable import make_printable
from inspector.summary.exposure_summary import Summary
from inspector.summary.rule_text import describe_period
from inspector.summary.sentences import describe_set_aside_rows
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
"""How a verdict is reached, in sentences."""
BEGINNING = _("the beginning")
"""The start of what has no first day."""
OPEN_ENDED = _("open-ended")
"""The end of what has no last day."""
_DEFAULT_RULE_PERIOD = _("days without another rule")
_MAX_LINK_LENGTH = 255
"""Longer addresses stay plain text: Excel before 2015 takes at most 255 characters in a hyperlink."""


@dataclass(frozen=True, slots=True)
class UsedRule:
    """A rule that decides or closes for any item, with its use, regions and days in words."""

    rule: RuleCitation
    use: str
    regions: str
    period: str


@dataclass(frozen=True, slots=True)
class OpenItems:
    """Items of a category that a use is or was open for over the same days.

    ``since`` and ``until`` are days since 1970-01-01, ``None`` where open-ended. ``total_items`` is the size of the
    category. ``disputed_items`` rest on rules about which sources disagree, ``assumed_items`` on facts that nobody
    stated.
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
    """Something to do: the action, where to do it, a web address or "", and the effect."""

    action: str
    location: str
    address: str
    effect: str


def list_used_rules(summary: Summary) -> list[UsedRule]:
    """The rules that decide or close for any item, in the order of the uses."""
    return [_build_used_rule(summary.exposure.pack, rule) for rule in summary.used_rule_ids]


def _build_used_rule(pack: Pack, rule_id: str) -> UsedRule:
    rule, citation = pack.rules.get(rule_id), cite_rule(pack, rule_id)
    use = next(u.short for u in pack.uses.values() if rule_id == u.default_rule or (rule and rule.use == u.id))
    if rule is None:
        return UsedRule(citation, lookup(use), _("all"), _DEFAULT_RULE_PERIOD)
    return UsedRule(citation, lookup(use), ", ".join(rule.regions), describe_period(rule.start, rule.until))


def list_cited_sources(summary: Summary) -> list[Source]:
    """The sources that the used rules, the conflicts and the claims cite, each once."""
    pack = summary.exposure.pack
    source_ids = [
        *pack.find_sources(summary.used_rule_ids),
        *(source for conflict in summary.conflicts for source in conflict.sources),
        *(source for claim in pack.claims for source in (claim.seed, *claim.sources)),
    ]
    return [pack.sources[source_id] for source_id in dict.fromkeys(source_ids)]


def is_web_address(address: str) -> bool:
    """Whether an address of a pack may become a link. A pack of the user's own may hold any text as an address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_plain = make_printable(address) == address and " " not in address and len(address) <= _MAX_LINK_LENGTH
    return parts.scheme in ("http", "https") and bool(parts.netloc) and is_plain


def list_open_items(exposure: Exposure, uses: Sequence[Use]) -> list[OpenItems]:
    """The items that some uses are or were open for, by use, category, outcome, latest window and purpose."""
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
    """Whether another value of an assumed fact would give the tally another verdict."""
    first_day = exposure.evaluator.timeline(tally.use, tally.item_class).steps[tally.first_step].first
    return bool(exposure.evaluator.assumptions(tally.use, tally.item_class, first_day))


def count_disputed_items(exposure: Exposure, uses: Iterable[Use]) -> dict[str, int]:
    """By conflict id, the verdicts of items that rest on it, over some uses; a conflict without any is missing."""
    use_ids = {use.id for use in uses}
    sums: dict[str, int] = {}
    for tally in exposure.tallies:
        for conflict_id in tally.verdict.conflicts if tally.use in use_ids else ():
            sums[conflict_id] = sums.get(conflict_id, 0) + tally.items
    return sums


def count_assumed_items(exposure: Exposure) -> dict[str, int]:
    """By fact id, the items whose verdict another value would change: the highest count of any leading use."""
    max_counts: dict[str, int] = {}
    for use in exposure.pack.leading_uses:
        sums: dict[str, int] = {}
        for count in exposure.count_steps(use.id):
            first_day = exposure.evaluator.timeline(use.id, count.item_class).steps[count.first_step].first
            for assumed in exposure.evaluator.assumptions(use.id, count.item_class, first_day):
                sums[assumed.fact] = sums.get(assumed.fact, 0) + count.items
        max_counts = {fact: max(max_counts.get(fact, 0), sums.get(fact, 0)) for fact in {*max_counts, *sums}}
    return max_counts


def list_decisive_source_ids(exposure: Exposure, uses: Iterable[Use]) -> set[str]:
    """The sources of the verdicts that leave something open, over some uses."""
    use_ids = {use.id for use in uses}
    return {
        source
        for tally in exposure.tallies
        if tally.use in use_ids and tally.verdict.windows
        for source in tally.verdict.sources
    }


def describe_start(day: int | None) -> Value:
    """The first day of something, or ``BEGINNING``. ``day`` is in days since 1970-01-01."""
    return BEGINNING if day is None else days.to_date(day)


def describe_end(day: int | None) -> Value:
    """The last day of something, or ``OPEN_ENDED``. ``day`` is in days since 1970-01-01."""
    return OPEN_ENDED if day is None else days.to_date(day)


def list_recommendations(summary: Summary) -> list[Recommendation]:
    """What to do next: settings to close, those with the greatest effect first; then what makes the answer surer."""
    exposure = summary.exposure
    return [
        *(_recommend_closing(exposure, advice) for advice in recommended_settings(exposure)),
        *_recommend_clarifications(summary),
    ]


def _recommend_closing(exposure: Exposure, advice: SettingAdvice) -> Recommendation:
    """To close a setting, with the items that it closes from the as-of day on."""
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
    effect = _(
        "From {day} on {changes}. {effect}",
        day=day,
        changes=join_texts(effects, "; "),
        effect=lookup(setting.effect),
    )
    return Recommendation(
        _describe_action(advice),
        setting.path,
        setting.address if is_web_address(setting.address) else "",
        join_texts((effect, *_describe_dispute(advice)), " "),
    )


def _describe_dispute(advice: SettingAdvice) -> Iterator[LazyText]:
    """Both views of what a late opt-out reaches, each with its number of items."""
    impact = advice.disputed_impact
    if impact is not None:
        yield _(
            "Sources disagree on what a late opt-out stops ({conflicts}): {most} items in view A, {least} in view B.",
            conflicts=", ".join(conflict.id for conflict in advice.conflicts),
            most=impact.closed_items,
            least=impact.certain_items,
        )
        for conflict in advice.conflicts:
            yield _("View A: {reading}", reading=conflict.reading_a)
            yield _("View B: {reading}", reading=conflict.reading_b)


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


def _recommend_clarifications(summary: Summary) -> Iterator[Recommendation]:
    """What makes the answer surer: facts to state, files to ask for, problems to look at."""
    holdings = summary.exposure.holdings
    unstated_facts = [fact.name for fact in summary.facts if fact.id in (REGION, AGE) and fact.is_assumed]
    unstated_settings = len(summary.assumed_settings)
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
            _("The portability interface does not give everything that the download holds.")
            if holdings.is_snapshot
            else _("This one lacks posts, comments and reactions: they may exist all the same."),
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


def list_caveats(summary: Summary) -> list[tuple[str, str]]:
    """What is disputed, assumed and missing: pairs of a name and a sentence that names the place with more."""
    exposure = summary.exposure
    use = exposure.pack.leading_uses[0]
    open_items = list_open_items(exposure, [use])
    disputed_items = summary.build_table(use).disputed_items
    assumed_items = sum(entry.assumed_items for entry in open_items)
    holdings = exposure.holdings
    unreadable_files = holdings.file_counts["unreadable"]
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
        file_names = ", ".join(holdings.get_source_name(kind) for kind in holdings.absent_kinds)
        caveats.append((_("Not in the archive"), _("{files}: see Coverage.", files=file_names)))
    if holdings.set_aside_count or unreadable_files:
        rows = plural("{number} row", "{number} rows", holdings.set_aside_count)
        files = plural("{number} file", "{number} files", unreadable_files)
        sentence = _("{rows} and {files} could not be read: see Problems.", rows=rows, files=files)
        caveats.append((_("Not read"), sentence))
    if holdings.set_aside_count:
        caveats.append((_("Set aside"), describe_set_aside_rows(holdings.set_aside_count)))
    return caveats
