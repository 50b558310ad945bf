"""The sheets behind the items, from the verdicts by class to the method."""

import datetime as dt

from inspector.exposure import Tally
from inspector.i18n import joined, named, words
from inspector.policy import days
from inspector.policy.pack.pack_schema import FIXED
from inspector.policy.verdict import OUTSIDE
from inspector.report.formats.item_list import certainty
from inspector.report.formats.xlsx.workbook import BOLD, Address, Book, Cell, Look, Sheet
from inspector.summary import labels
from inspector.summary.report import Report, moment
from inspector.summary.sections import METHOD, category_name, rules_used, since, sources_cited, until
from inspector.summary.sentences import NO_SOURCE, WHOLE_ARCHIVE


def verdicts(book: Book, report: Report) -> None:
    """Every class of items with each of its verdicts: each use sums to the number of items."""
    exposure = report.exposure
    heads = (
        *(words("Use"), words("Category"), words("Data category"), words("Author"), words("Items"), words("Outcome")),
        *(words("Reason"), words("Since"), words("Until"), words("Open days"), words("On the as-of day")),
        *(words("Rules"), words("Closed by"), words("Sources"), words("Certainty"), words("Disputed by")),
    )
    rows: dict[tuple[Cell, ...], int] = {}
    for tally in exposure.tallies:
        row = _verdict(report, tally)
        rows[row] = rows.get(row, 0) + tally.items
    sheet = book.sheet(words("Verdicts"), (22, 18, 22, 10, 9, 20, 50, 12, 12, 30, 16, 20, 18, 18, 20, 12))
    sheet.head(heads, len(rows), "A2", {"Items"})
    for row, items in rows.items():
        sheet.row((*row[:4], items, *row[4:]))


def _verdict(report: Report, tally: Tally) -> tuple[Cell, ...]:
    """The row of a tally without its number of items."""
    pack, verdict, facts = report.exposure.pack, tally.verdict, tally.facts
    latest = verdict.windows[-1] if verdict.windows else None
    return (
        named(pack.uses[tally.use].short),
        category_name(pack.category_of(facts.data_category)),
        labels.data_category(facts.data_category),
        labels.AUTHORS[facts.author],
        verdict.outcome.words if verdict.outcome else OUTSIDE,
        verdict.label,
        since(latest.first) if latest else "",
        until(latest.last) if latest else "",
        joined((window.words for window in verdict.windows), "; "),
        labels.ANSWERS[verdict.now] if verdict.now else OUTSIDE,
        ", ".join(verdict.all_rules),
        ", ".join(verdict.closers),
        ", ".join(verdict.sources),
        certainty(verdict),
        ", ".join(verdict.conflicts),
    )


def coverage(book: Book, report: Report) -> None:
    """Every member, what became of it, and what a complete download may hold besides."""
    holdings = report.exposure.holdings
    archive, rows, aside = words("Archive"), words("Rows"), words("Set aside")
    heads = (
        *(archive, words("File"), words("What it is"), words("Category"), words("State"), words("Known by")),
        *(rows, aside, words("SHA-256")),
    )
    sheet = book.sheet(words("Coverage"), (9, 40, 44, 18, 34, 10, 9, 10, 68))
    sheet.head(heads, len(holdings.files) + len(holdings.absent), "C2", {archive, rows, aside})
    for file in holdings.files:
        category = category_name(report.exposure.pack.category_of(file.data_category))
        told = (file.archive, file.member, named(file.title), category, labels.STATES[file.state])
        sheet.row((*told, labels.KNOWN_BY[file.by], file.rows, file.set_aside, file.sha256 or ""))
    for kind in holdings.absent:
        absent = words("not in the archive: {meaning}", meaning=named(kind.absent_means))
        sheet.row(("", kind.files[0], named(kind.title), "", absent))


def problems(book: Book, report: Report) -> None:
    """Every finding about the input."""
    found = report.exposure.holdings.problems
    archive, count = words("Archive"), words("Count")
    heads = (words("Kind"), archive, words("File"), words("Finding"), words("Rows"), count, words("Code"))
    sheet = book.sheet(words("Problems"), (10, 9, 40, 80, 40, 9, 22))
    sheet.head(heads, len(found), "A2", {archive, count})
    for problem in found:
        where = problem.member or WHOLE_ARCHIVE
        rows = ", ".join(map(str, problem.rows))
        kind = labels.SEVERITIES[problem.severity]
        sheet.row((kind, problem.archive, where, problem.message, rows, problem.count, problem.code))
    if not found:
        sheet.row(("", "", "", words("None.")))


def rules(book: Book, report: Report) -> None:
    """Every rule that decided or closed for any item."""
    used = rules_used(report)
    heads = (
        *(words("Rule"), words("Use"), words("Statement"), words("From"), words("Until"), words("Regions")),
        *(words("Confidence"), words("Basis"), words("Sources"), words("Note")),
    )
    sheet = book.sheet(words("Rules"), (26, 22, 70, 12, 12, 22, 18, 14, 22, 60))
    sheet.head(heads, len(used))
    for found in used:
        rule = found.rule
        claimed = words("Legal basis claimed: {basis}.", basis=rule.legal_basis) if rule.legal_basis else ""
        note = joined(filter(None, (rule.edges, claimed, rule.note)), " ")
        sources = ", ".join(source.id for source in rule.sources) or NO_SOURCE
        told = (rule.id, found.use, rule.statement, _iso(rule.first), _iso(rule.last), found.regions)
        sheet.row((*told, rule.confidence, rule.basis, sources, note))
    _in_english(sheet, report)


def _in_english(sheet: Sheet, report: Report) -> None:
    """Below a table: that its texts are not in the language of the report."""
    if report.untranslated:
        sheet.gap()
        sheet.prose(report.untranslated, "muted")


def _iso(day: str | None) -> Cell:
    return dt.date.fromisoformat(day) if day else ""


def sources(book: Book, report: Report) -> None:
    """The texts that those rules, conflicts and claims cite, with dates and addresses."""
    cited = sources_cited(report)
    heads = (
        *(words("Source"), words("Title"), words("Publisher"), words("Published"), words("Kind"), words("Read as")),
        *(words("Reliability"), words("Address"), words("Archived copy"), words("Note")),
    )
    sheet = book.sheet(words("Sources"), (9, 56, 24, 22, 12, 34, 12, 56, 56, 60))
    sheet.head(heads, len(cited))
    for source in cited:
        told = (source.id, source.title, source.publisher, source.published)
        read = (FIXED[source.kind], source.read_as, FIXED[source.reliability])
        sheet.row((*told, *read, Address(source.address), Address(source.archived), source.note))
    _in_english(sheet, report)


def conflicts(book: Book, report: Report) -> None:
    """Sources that disagree about a rule that decided, or about all of them."""
    found = report.conflicts()
    heads = (
        *(words("Conflict"), words("Topic"), words("One reading"), words("Another reading"), words("Followed here")),
        *(words("Outcome under the other reading"), words("Rules"), words("Sources"), words("Items disputed")),
    )
    sheet = book.sheet(words("Conflicts"), (10, 34, 52, 52, 52, 22, 22, 18, 10))
    sheet.head(heads, len(found))
    for conflict in found:
        disputed = sum(t.items for t in report.exposure.tallies if conflict.id in t.verdict.conflicts)
        otherwise: str = labels.ANSWERS[conflict.other_outcome] if conflict.other_outcome else words("no other outcome")
        told = (conflict.id, conflict.topic, conflict.reading_a, conflict.reading_b, conflict.followed, otherwise)
        sheet.row((*told, ", ".join(conflict.rules), ", ".join(conflict.sources), disputed))
    _in_english(sheet, report)


def claims(book: Book, report: Report) -> None:
    """What two widely read articles say, and how the texts stand to it."""
    told = report.exposure.pack.claims
    heads = (
        *(words("Claim"), words("What an article says"), words("Article"), words("The texts"), words("Finding")),
        words("Sources"),
    )
    sheet = book.sheet(words("Claims"), (10, 60, 10, 20, 80, 24))
    sheet.head(heads, len(told))
    for claim in told:
        stands = FIXED[claim.stands]
        sheet.row((claim.id, claim.says, claim.seed, stands, claim.finding, ", ".join(claim.sources)))
    _in_english(sheet, report)


def circumstances(book: Book, report: Report) -> None:
    """Every fact about the member: stated, assumed, or suggested by the archive and not taken over."""
    exposure = report.exposure
    settings = exposure.pack.settings
    heads = (
        *(words("Fact"), words("Value"), words("Known how"), words("The archive suggests")),
        *(words("Items that rest on it"), words("Where to look")),
    )
    sheet = book.sheet(words("Circumstances"), (46, 52, 12, 44, 16, 70))
    sheet.head(heads, len(report.facts))
    resting = _resting(report)
    for fact in report.facts:
        where = settings[fact.id].path if fact.id in settings else ""
        count = resting.get(fact.id, 0) if fact.origin == "assumed" else None
        sheet.row((fact.name, fact.value, fact.origin, fact.evidence or "", count, where))
    for stay in exposure.circumstances.stays:
        if stay.near:
            sheet.row(("", stay.near))


def _resting(report: Report) -> dict[str, int]:
    """By fact, the items whose verdict for any leading use would be another if it were otherwise: the most of a use."""
    exposure = report.exposure
    most: dict[str, int] = {}
    for use in exposure.pack.leading_uses:
        sums: dict[str, int] = {}
        for facts, counts in exposure.holdings.classes.items():
            timeline = exposure.reading.timeline(use.id, facts)
            undated = timeline.index(exposure.holdings.registered)
            for index, step in enumerate(timeline.steps):
                items = counts.between(step.first, step.last) + (counts.undated if index == undated else 0)
                for assumed in exposure.reading.assumed(use.id, facts, step.first) if items else ():
                    sums[assumed.fact] = sums.get(assumed.fact, 0) + items
        most = {fact: max(most.get(fact, 0), sums.get(fact, 0)) for fact in {*most, *sums}}
    return most


def method(book: Book, report: Report) -> None:
    """How the answer was reached, on what, by which program, and what it cannot tell."""
    exposure = report.exposure
    pack, holdings = exposure.pack, exposure.holdings
    sheet = book.sheet(words("Method"), (30, 90, 70))
    sheet.head((words("What"), words("Value"), words("SHA-256")), None, "A2")
    told: list[tuple[Cell, ...]] = [(words("Matter"), report.choices.matter)] if report.choices.matter else []
    if report.choices.privilege:
        told.append((words("Privilege"), report.choices.privilege))
    told += [
        (words("Program"), report.app),
        (words("Reported"), moment(report.generated, seconds=True)),
        (words("Rules"), words("{title} ({id})", title=pack.title, id=pack.id)),
        (words("Edition"), pack.edition),
        (words("Rules last checked"), pack.checked),
        *((words("Layer"), layer) for layer in pack.layers),
        (words("As of"), days.date(exposure.circumstances.as_of)),
        (words("Items"), report.language.written(holdings.items)),
        (words("Items listed"), report.listed),
        (words("Rows in several archives, counted once"), report.language.written(holdings.repeated)),
    ]
    for line in told:
        sheet.row(line)
    for archive in holdings.archives:
        whole: str = archive.sha256 or words("a folder: no sum of the whole")
        sheet.row((words("Archive {number}", number=archive.number), archive.name, whole))
    for title, sentences in (
        (words("How verdicts are reached"), METHOD),
        (words("Pseudonyms"), report.limits),
        (words("What this cannot tell"), report.cannot_tell),
    ):
        for sentence in sentences:
            sheet.row((title, sentence))
    sheet.row((words("Files"), words("Each with the sum of its content, as it was read.")), BOLD)
    for file in holdings.files:
        name = f"{file.archive}!{file.member}" if holdings.several else file.member
        sheet.row((labels.STATES[file.state], name, file.sha256 or ""), Look())
