"""The sheets behind the items, from the verdicts by class to the method."""

import datetime as dt

from inspector.exposure import Tally
from inspector.policy import days
from inspector.policy.verdict import OUTSIDE
from inspector.report.ground import METHOD, category_name, rules_used, sources_cited
from inspector.report.report import Report, state_words
from inspector.report.workbook.book import BOLD, Address, Book, Cell, Look


def verdicts(book: Book, report: Report) -> None:
    """Every class of items with each of its verdicts: each use sums to the number of items."""
    exposure = report.exposure
    heads = (
        *("Use", "Category", "Data category", "Author", "Items", "Outcome", "Reason", "Since", "Until", "Open days"),
        *("On the as-of day", "Rules", "Closed by", "Sources", "Certainty", "Disputed by"),
    )
    rows: dict[tuple[Cell, ...], int] = {}
    for tally in exposure.tallies:
        row = _verdict(report, tally)
        rows[row] = rows.get(row, 0) + tally.items
    sheet = book.sheet("Verdicts", (22, 18, 22, 10, 9, 20, 50, 12, 12, 30, 16, 20, 18, 18, 20, 12))
    sheet.head(heads, len(rows), "A2", {"Items"})
    for row, items in rows.items():
        sheet.row((*row[:4], items, *row[4:]))


def _verdict(report: Report, tally: Tally) -> tuple[Cell, ...]:
    """The row of a tally without its number of items."""
    pack, verdict, facts = report.exposure.pack, tally.verdict, tally.facts
    latest = verdict.windows[-1] if verdict.windows else None
    certainty = f"{verdict.confidence if verdict.sources else 'no source'}; {verdict.basis}"
    return (
        pack.uses[tally.use].short,
        category_name(pack.category_of(facts.data_category)),
        (facts.data_category or "unknown").replace("_", " "),
        facts.author.value,
        verdict.outcome.words if verdict.outcome else OUTSIDE,
        verdict.label,
        _day(latest.first, "the beginning") if latest else "",
        _day(latest.last, "open-ended") if latest else "",
        "; ".join(window.words for window in verdict.windows),
        (verdict.now or OUTSIDE).replace("_", " "),
        ", ".join(verdict.all_rules),
        ", ".join(verdict.closers),
        ", ".join(verdict.sources),
        certainty if verdict.outcome else "",
        ", ".join(verdict.conflicts),
    )


def _day(number: int | None, otherwise: str) -> Cell:
    return otherwise if number is None else days.date(number)


def coverage(book: Book, report: Report) -> None:
    """Every member, what became of it, and what a complete download may hold besides."""
    holdings = report.exposure.holdings
    heads = ("Archive", "File", "What it is", "Category", "State", "Known by", "Rows", "Set aside", "SHA-256")
    sheet = book.sheet("Coverage", (9, 40, 44, 18, 34, 10, 9, 10, 68))
    sheet.head(heads, len(holdings.files) + len(holdings.absent), "C2", {"Archive", "Rows", "Set aside"})
    for file in holdings.files:
        category = category_name(report.exposure.pack.category_of(file.data_category))
        told = (file.archive, file.member, file.title, category, state_words(file), file.by)
        sheet.row((*told, file.rows, file.set_aside, file.sha256 or ""))
    for kind in holdings.absent:
        sheet.row(("", kind.files[0], kind.title, "", f"not in the archive: {kind.absent_means}"))


def problems(book: Book, report: Report) -> None:
    """Every finding about the input."""
    found = report.exposure.holdings.problems
    sheet = book.sheet("Problems", (10, 9, 40, 80, 40, 9, 22))
    sheet.head(("Kind", "Archive", "File", "Finding", "Rows", "Count", "Code"), len(found), "A2", {"Archive", "Count"})
    for problem in found:
        where = problem.member or "the archive as a whole"
        rows = ", ".join(map(str, problem.rows))
        sheet.row((problem.severity.value, problem.archive, where, problem.message, rows, problem.count, problem.code))
    if not found:
        sheet.row(("", "", "", "None."))


def rules(book: Book, report: Report) -> None:
    """Every rule that decided or closed for any item."""
    used = rules_used(report)
    heads = ("Rule", "Use", "Statement", "From", "Until", "Regions", "Confidence", "Basis", "Sources", "Note")
    sheet = book.sheet("Rules", (26, 22, 70, 12, 12, 22, 18, 14, 22, 60))
    sheet.head(heads, len(used))
    for found in used:
        rule = found.rule
        claimed = f"Legal basis claimed: {rule.legal_basis}." if rule.legal_basis else ""
        note = " ".join(filter(None, (rule.edges, claimed, rule.note)))
        sources = ", ".join(source.id for source in rule.sources) or "none"
        told = (rule.id, found.use, rule.statement, _iso(rule.first), _iso(rule.last), found.regions)
        sheet.row((*told, rule.confidence, rule.basis, sources, note))


def _iso(day: str | None) -> Cell:
    return dt.date.fromisoformat(day) if day else ""


def sources(book: Book, report: Report) -> None:
    """The texts that those rules, conflicts and claims cite, with dates and addresses."""
    cited = sources_cited(report)
    heads = (
        *("Source", "Title", "Publisher", "Published", "Kind", "Read as", "Reliability"),
        *("Address", "Archived copy", "Note"),
    )
    sheet = book.sheet("Sources", (9, 56, 24, 22, 12, 34, 12, 56, 56, 60))
    sheet.head(heads, len(cited))
    for source in cited:
        told = (source.id, source.title, source.publisher, source.published, source.kind, source.read_as)
        sheet.row((*told, source.reliability, Address(source.address), Address(source.archived), source.note))


def conflicts(book: Book, report: Report) -> None:
    """Sources that disagree about a rule that decided, or about all of them."""
    found = report.conflicts()
    heads = (
        *("Conflict", "Topic", "One reading", "Another reading", "Followed here", "Outcome under the other reading"),
        *("Rules", "Sources", "Items disputed"),
    )
    sheet = book.sheet("Conflicts", (10, 34, 52, 52, 52, 22, 22, 18, 10))
    sheet.head(heads, len(found))
    for conflict in found:
        disputed = sum(t.items for t in report.exposure.tallies if conflict.id in t.verdict.conflicts)
        otherwise = (conflict.other_outcome or "no other outcome").replace("_", " ")
        told = (conflict.id, conflict.topic, conflict.reading_a, conflict.reading_b, conflict.followed, otherwise)
        sheet.row((*told, ", ".join(conflict.rules), ", ".join(conflict.sources), disputed))


def claims(book: Book, report: Report) -> None:
    """What two widely read articles say, and how the texts stand to it."""
    told = report.exposure.pack.claims
    sheet = book.sheet("Claims", (10, 60, 10, 20, 80, 24))
    sheet.head(("Claim", "What an article says", "Article", "The texts", "Finding", "Sources"), len(told))
    for claim in told:
        sheet.row((claim.id, claim.says, claim.seed, claim.stands, claim.finding, ", ".join(claim.sources)))


def circumstances(book: Book, report: Report) -> None:
    """Every fact about the member: stated, assumed, or suggested by the archive and not taken over."""
    exposure = report.exposure
    settings = exposure.pack.settings
    heads = (
        "Fact",
        "Value",
        "Known how",
        "The archive suggests",
        "Items that rest on it",
        "Where to look",
    )
    sheet = book.sheet("Circumstances", (46, 52, 12, 44, 16, 70))
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
    sheet = book.sheet("Method", (30, 90, 70))
    sheet.head(("What", "Value", "SHA-256"), None, "A2")
    told: list[tuple[Cell, ...]] = [("Matter", report.choices.matter)] if report.choices.matter else []
    if report.choices.privilege:
        told.append(("Privilege", report.choices.privilege))
    told += [
        ("Program", report.app),
        ("Reported", f"{report.generated:%Y-%m-%d %H:%M:%S} UTC"),
        ("Rules", f"{pack.title} ({pack.id})"),
        ("Edition", pack.edition),
        ("Rules last checked", pack.checked),
        *(("Layer", layer) for layer in pack.layers),
        ("As of", days.date(exposure.circumstances.as_of)),
        ("Items", f"{holdings.items:,}"),
        ("Items listed", report.listed),
        ("Rows in several archives, counted once", f"{holdings.repeated:,}"),
    ]
    for row in told:
        sheet.row(row)
    for archive in holdings.archives:
        sheet.row((f"Archive {archive.number}", archive.name, archive.sha256 or "a folder: no sum of the whole"))
    for sentence in METHOD:
        sheet.row(("How verdicts are reached", sentence))
    for sentence in report.limits:
        sheet.row(("Pseudonyms", sentence))
    for limit in report.cannot_tell:
        sheet.row(("What this cannot tell", limit))
    sheet.row(("Files", "Each with the sum of its content, as it was read."), BOLD)
    for file in holdings.files:
        name = f"{file.archive}!{file.member}" if holdings.several else file.member
        sheet.row((state_words(file), name, file.sha256 or ""), Look())
