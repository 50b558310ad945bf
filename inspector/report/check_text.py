"""Whether a download is whole, in words: what is in it, what is not, what is wrong, and what to do."""

from collections.abc import Iterator, Sequence
from functools import reduce

from inspector.errors import Problem, Severity
from inspector.holdings import File, Holdings
from inspector.holdings.holdings import State
from inspector.i18n import ENGLISH, Language, Words, counted, joined, named, words
from inspector.printable import member_label, one_line
from inspector.report.wrap import wrapped

_ROWS = 8
"""How many row numbers a problem shows."""
_WHOLE = {
    "complete": words("This is a complete download, as far as its content shows."),
    "basic": words(
        "This is LinkedIn's basic download, as far as its content shows: posts, comments, reactions and votes are "
        "not in it, which does not mean that there are none."
    ),
    "unknown": words("Only parts of a download are here, too few to tell which one LinkedIn sent."),
}
_SIZES = {
    "complete": words("complete download"),
    "basic": words("basic download"),
    "unknown": words("unknown download"),
}
_DAMAGED = frozenset({"W_CRC", "W_INFLATE", "W_SIZE_MISMATCH"})
"""The codes of what happens to a file on its way, not to its content."""


def lines(holdings: Holdings, language: Language = ENGLISH) -> Iterator[str]:
    """The answer line by line in a language, the whole of it in the first lines and again in the last."""
    for first, indent, text in _told(holdings):
        yield from wrapped(language.written(text), first=first, indent=indent) if text else [""]


Line = tuple[str, str, str]
"""How a text begins, how its further lines begin, and the text; "" for an empty line."""
_GAP: Line = ("", "", "")


def _told(holdings: Holdings) -> Iterator[Line]:
    for archive in holdings.archives:
        name = one_line(archive.name, 80)
        yield "", "", words("Archive {number}: {name}", number=archive.number, name=name)
    if holdings.exported is not None:
        yield "", "", words("Exported on {day}, as the name says.", day=holdings.exported)
    yield "", "", _WHOLE[holdings.completeness]
    yield "", "", _readable(holdings)
    yield from _files(holdings)
    yield from _absent(holdings)
    yield from _problems(words("Warnings: something could not be read as it stands"), holdings, Severity.WARNING)
    yield from _problems(words("Notes: nothing is lost"), holdings, Severity.NOTE)
    yield _GAP
    yield "", "", words("What to do")
    for advice in _advice(holdings):
        yield "  - ", "    ", advice
    yield _GAP
    files = counted("{number} file", "{number} files", len(holdings.files))
    items = counted("{number} item", "{number} items", holdings.items)
    yield "", "", words("{files}, {items}, {size}.", files=files, items=items, size=_SIZES[holdings.completeness])


def _readable(holdings: Holdings) -> Words:
    unreadable = sum(file.state == "unreadable" for file in holdings.files)
    aside = sum(file.set_aside for file in holdings.files)
    if not unreadable and not aside:
        return words("Every file in it that is known could be read, row by row.")
    return words(
        "Not all of it could be read. Files that could not: {files}. Rows set aside in other files: {rows}.",
        files=unreadable,
        rows=aside,
    )


def _files(holdings: Holdings) -> Iterator[Line]:
    yield _GAP
    yield "", "", words("Files")
    for state in _STATES:
        found = [file for file in holdings.files if file.state == state]
        if found:
            yield "  ", "  ", _state(state, len(found))
        for file in found:
            yield "    ", "      ", _file(file, holdings.several)
    if holdings.repeated:
        told = counted(
            "{number} row stands in several archives and counts once.",
            "{number} rows stand in several archives and count once.",
            holdings.repeated,
        )
        yield "  ", "  ", told


_STATES: tuple[State, ...] = ("read", "empty", "unknown", "unreadable", "media", "ignored")


def _state(state: State, number: int) -> Words:
    """How many files are in a state."""
    media = counted("{number} no table; listed, not opened", "{number} no tables; listed, not opened", number)
    return {
        "read": words("{number} read", number=number),
        "empty": words("{number} empty, with nothing below the header", number=number),
        "unknown": words("{number} not known; shown as unsorted", number=number),
        "unreadable": words("{number} could not be read", number=number),
        "media": media,
        "ignored": words("{number} left by an operating system; left out", number=number),
    }[state]


def _file(file: File, several: bool) -> str:
    name = (f"{file.archive}!" if several else "") + one_line(member_label(file.member), 80)
    if file.state == "ignored":
        return name
    rows = (_rows_of(file),) if file.state in ("read", "unknown") else ()
    aside = (words("{number} set aside", number=file.set_aside),) if file.set_aside else ()
    return words("{name}: {title}", name=joined((name, *rows, *aside)), title=named(file.title))


def _rows_of(file: File) -> Words:
    return counted("{number} row", "{number} rows", file.rows)


def _absent(holdings: Holdings) -> Iterator[Line]:
    if not holdings.absent:
        return
    yield _GAP
    yield "", "", words("Not in it, though a complete download may hold it")
    for kind in holdings.absent:
        told = words(
            "{file}: {title}. Why it may be missing: {reason}",
            file=kind.files[0],
            title=named(kind.title),
            reason=named(kind.absent_means),
        )
        yield "    ", "      ", told


def _problems(title: Words, holdings: Holdings, severity: Severity) -> Iterator[Line]:
    found = [problem for problem in holdings.problems if problem.severity is severity]
    if not found:
        return
    yield _GAP
    yield "", "", title
    for problem in found:
        yield "    ", "      ", _problem(problem, holdings.several)


def _problem(problem: Problem, several: bool) -> Words:
    message = words("{message} [{code}]", message=_message(problem), code=problem.code)
    if not problem.member:
        return message
    archive = f"{problem.archive}!" if several and problem.archive is not None else ""
    return words("{file}: {problem}", file=archive + one_line(member_label(problem.member), 60), problem=message)


def _message(problem: Problem) -> str:
    """What was found, with the first of the rows concerned."""
    if not problem.rows:
        return problem.message
    numbers = ", ".join(map(str, problem.rows[:_ROWS]))
    more = problem.count > _ROWS
    rows = words("Rows {rows} and more.", rows=numbers) if more else words("Rows {rows}.", rows=numbers)
    return joined((problem.message, rows), " ")


def _advice(holdings: Holdings) -> Sequence[Words]:
    """What helps, most pressing first."""
    advice = []
    unreadable = any(file.state == "unreadable" for file in holdings.files)
    damaged = any(problem.code in _DAMAGED for problem in holdings.problems)
    if unreadable:
        advice.append(
            words(
                "Fetch the archive from LinkedIn's link again and open it as it came, without packing it anew: files "
                "that could not be read are often damaged on the way. If they stay unreadable, ask for a new download."
            )
        )
    elif damaged:
        advice.append(
            words(
                "Fetch the archive from LinkedIn's link again: part of it was damaged on the way, and what could be "
                "read of it may not be all, or not as it was."
            )
        )
    always = [kind.files[0] for kind in holdings.absent if kind.every_account]
    if always:
        advice.append(
            words(
                "Check whether all of the download is here: every account has {files}, and this one lacks it. LinkedIn "
                "may send a first part and then the rest; open both together.",
                files=_both(always),
            )
        )
    if holdings.completeness != "complete":
        advice.append(
            words(
                "Ask LinkedIn for the larger download: Settings & Privacy > Data privacy > Get a copy of your data. It "
                "comes about a day later; both can then be opened together, and rows in both count once."
            )
        )
    if any(file.set_aside for file in holdings.files):
        advice.append(
            words("Look at the rows set aside: their text is kept, but could not be told apart into columns.")
        )
    if any(file.state == "unknown" for file in holdings.files):
        advice.append(words("Look at the files that are not known yourself: no rule is looked up for what they hold."))
    return advice or [words("Nothing: the download can be used as it is.")]


def _both(parts: Sequence[str]) -> str:
    """All of these texts."""
    first, *rest = parts
    return reduce(lambda one, other: words("{one} and {other}", one=one, other=other), rest, first)
