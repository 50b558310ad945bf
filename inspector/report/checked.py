"""Whether a download is whole, in words: what is in it, what is not, what is wrong, and what to do."""

from collections.abc import Iterator, Sequence

from inspector.errors import Problem, Severity
from inspector.exposure import File, Holdings
from inspector.report.lines import wrapped
from inspector.visible import member_label, one_line

_ROWS = 8
"""How many row numbers a problem shows."""
_WHOLE = {
    "complete": "This is a complete download, as far as its content shows.",
    "basic": "This is LinkedIn's basic download, as far as its content shows: posts, comments, reactions and votes are "
    "not in it, which does not mean that there are none.",
    "unknown": "Only parts of a download are here, too few to tell which one LinkedIn sent.",
}
_STATES = (
    ("read", "read", "read"),
    ("empty", "empty, with nothing below the header", "empty, with nothing below the header"),
    ("unknown", "not known; shown as unsorted", "not known; shown as unsorted"),
    ("unreadable", "could not be read", "could not be read"),
    ("media", "no table; listed, not opened", "no tables; listed, not opened"),
    ("ignored", "left by an operating system; left out", "left by an operating system; left out"),
)


def lines(holdings: Holdings) -> Iterator[str]:
    """The answer line by line, the whole of it in the first lines and again in the last."""
    for archive in holdings.archives:
        yield from wrapped(f"Archive {archive.number}: {one_line(archive.name, 80)}")
    if holdings.exported is not None:
        yield f"Exported on {holdings.exported.isoformat()}, as the name says."
    yield from wrapped(_WHOLE[holdings.completeness])
    yield _readable(holdings)
    yield from _files(holdings)
    yield from _absent(holdings)
    yield from _problems("Warnings: something could not be read as it stands", holdings, Severity.WARNING)
    yield from _problems("Notes: nothing is lost", holdings, Severity.NOTE)
    yield ""
    yield "What to do"
    for advice in _advice(holdings):
        yield from wrapped(advice, first="  - ", indent="    ")
    yield ""
    yield f"{len(holdings.files)} files, {holdings.items:,} items, {holdings.completeness} download."


def _readable(holdings: Holdings) -> str:
    unreadable = sum(file.state == "unreadable" for file in holdings.files)
    aside = sum(file.set_aside for file in holdings.files)
    if not unreadable and not aside:
        return "Every file in it that is known could be read, row by row."
    return (
        f"Not all of it could be read. Files that could not: {unreadable:,}. Rows set aside in other files: {aside:,}."
    )


def _files(holdings: Holdings) -> Iterator[str]:
    yield ""
    yield "Files"
    for state, one, many in _STATES:
        found = [file for file in holdings.files if file.state == state]
        if found:
            yield f"  {len(found)} {one if len(found) == 1 else many}"
        for file in found:
            yield from wrapped(_file(file, holdings.several), first="    ", indent="      ")
    if holdings.repeated:
        yield from wrapped(
            f"{holdings.repeated:,} rows stand in several archives and count once.", first="  ", indent="  "
        )


def _file(file: File, several: bool) -> str:
    name = (f"{file.archive}!" if several else "") + one_line(member_label(file.member), 80)
    if file.state == "ignored":
        return name
    rows = f", {_rows_of(file)}" if file.state in ("read", "unknown") else ""
    aside = f", {file.set_aside:,} set aside" if file.set_aside else ""
    return f"{name}{rows}{aside}: {file.title}"


def _rows_of(file: File) -> str:
    return "1 row" if file.rows == 1 else f"{file.rows:,} rows"


def _absent(holdings: Holdings) -> Iterator[str]:
    if not holdings.absent:
        return
    yield ""
    yield "Not in it, though a complete download may hold it"
    for kind in holdings.absent:
        yield from wrapped(
            f"{kind.files[0]}: {kind.title}. Why it may be missing: {kind.absent_means}", first="    ", indent="      "
        )


def _problems(title: str, holdings: Holdings, severity: Severity) -> Iterator[str]:
    found = [problem for problem in holdings.problems if problem.severity is severity]
    if not found:
        return
    yield ""
    yield title
    for problem in found:
        yield from wrapped(_problem(problem, holdings.several), first="    ", indent="      ")


def _problem(problem: Problem, several: bool) -> str:
    archive = f"{problem.archive}!" if several and problem.archive is not None else ""
    where = f"{archive}{one_line(member_label(problem.member), 60)}: " if problem.member else ""
    return f"{where}{problem.message}{_rows(problem)} [{problem.code}]"


def _rows(problem: Problem) -> str:
    if not problem.rows:
        return ""
    more = " and more" if problem.count > _ROWS else ""
    return f" Rows {', '.join(map(str, problem.rows[:_ROWS]))}{more}."


def _advice(holdings: Holdings) -> Sequence[str]:
    """What helps, most pressing first."""
    advice = []
    unreadable = [file for file in holdings.files if file.state == "unreadable"]
    if unreadable:
        advice.append(
            "Fetch the archive from LinkedIn's link again and open it as it came, without packing it anew: files "
            "that could not be read are often damaged on the way. If they stay unreadable, ask for a new download."
        )
    always = [kind.files[0] for kind in holdings.absent if kind.every_account]
    if always:
        advice.append(
            f"Check whether all of the download is here: every account has {' and '.join(always)}, and this one lacks "
            f"it. LinkedIn may send a first part and then the rest; open both together."
        )
    if holdings.completeness != "complete":
        advice.append(
            "Ask LinkedIn for the larger download: Settings & Privacy > Data privacy > Get a copy of your data. It "
            "comes about a day later; both can then be opened together, and rows in both count once."
        )
    if any(file.set_aside for file in holdings.files):
        advice.append("Look at the rows set aside: their text is kept, but could not be told apart into columns.")
    if any(file.state == "unknown" for file in holdings.files):
        advice.append("Look at the files that are not known yourself: no rule is looked up for what they hold.")
    return advice or ["Nothing: the download can be used as it is."]
