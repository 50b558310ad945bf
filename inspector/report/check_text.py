"""``inspector check`` as text: what a download holds, what it lacks, what is wrong with it, and what to do."""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import islice

from inspector.errors import Problem, Severity
from inspector.holdings import File, Holdings, SetAsideRow
from inspector.holdings.holdings import FileState
from inspector.i18n import ENGLISH, Language, LazyText, _, join_texts, lookup, plural
from inspector.printable import mask_account_number, to_one_line
from inspector.report.wrap import wrap_text

_MAX_ROW_NUMBERS = 8
"""The most row numbers that a problem shows."""
_MAX_SET_ASIDE_ROWS = 20
"""The most rows set aside that are listed."""
_RAW_TEXT_WIDTH = 200
"""The most characters that are shown of the raw text of a row set aside."""
_COMPLETENESS_SENTENCES = {
    "complete": _("This is a complete download, as far as its content shows."),
    "basic": _(
        "This is LinkedIn's basic download, as far as its content shows: posts, comments, reactions and votes are "
        "not in it, which does not mean that there are none."
    ),
    "unknown": _("Only parts of a download are here, too few to tell which one LinkedIn sent."),
}
_COMPLETENESS_NAMES = {
    "complete": _("complete download"),
    "basic": _("basic download"),
    "unknown": _("unknown download"),
}
_SNAPSHOT_SENTENCE = _(
    "This comes from LinkedIn's portability interface, which gives every table by itself. It does not say whether more "
    "can be had."
)
_SNAPSHOT_NAME = _("from the portability interface")
_DAMAGE_CODES = frozenset({"W_CRC", "W_INFLATE", "W_SIZE_MISMATCH"})
"""The codes of damage in transit, which a new download mends."""


def render_lines(holdings: Holdings, language: Language = ENGLISH) -> Iterator[str]:
    """The answer line by line; the first lines and the last give it in short."""
    for first, indent, text in _describe_holdings(holdings):
        yield from wrap_text(language.format_value(text), first_indent=first, indent=indent) if text else [""]


IndentedText = tuple[str, str, str]
"""The indent of the first line, that of the others, and the text; "" is an empty line."""
_EMPTY_LINE: IndentedText = ("", "", "")


def _describe_holdings(holdings: Holdings) -> Iterator[IndentedText]:
    for archive in holdings.archives:
        name = to_one_line(archive.name, 80)
        yield "", "", _("Archive {number}: {name}", number=archive.number, name=name)
    if holdings.export_date is not None:
        yield "", "", _("Exported on {day}, as the name says.", day=holdings.export_date)
    yield "", "", _SNAPSHOT_SENTENCE if holdings.is_snapshot else _COMPLETENESS_SENTENCES[holdings.completeness]
    yield "", "", _describe_readability(holdings)
    yield from _list_files(holdings)
    yield from _list_absent_kinds(holdings)
    yield from _list_problems(_("Warnings: something could not be read as it stands"), holdings, Severity.WARNING)
    yield from _list_set_aside_rows(holdings)
    yield from _list_problems(_("Notes: nothing is lost"), holdings, Severity.NOTE)
    yield _EMPTY_LINE
    yield "", "", _("What to do")
    for advice in _list_advice(holdings):
        yield "  - ", "    ", advice
    yield _EMPTY_LINE
    files = plural("{number} file", "{number} files", len(holdings.files))
    items = plural("{number} item", "{number} items", holdings.item_count)
    size = _SNAPSHOT_NAME if holdings.is_snapshot else _COMPLETENESS_NAMES[holdings.completeness]
    yield "", "", _("{files}, {items}, {size}.", files=files, items=items, size=size)


def _describe_readability(holdings: Holdings) -> LazyText:
    unreadable_files = holdings.file_counts["unreadable"]
    if not unreadable_files and not holdings.set_aside_count:
        return _("Every file in it that is known could be read, row by row.")
    return _(
        "Not all of it could be read. Files that could not: {files}. Rows set aside in other files: {rows}.",
        files=unreadable_files,
        rows=holdings.set_aside_count,
    )


def _list_files(holdings: Holdings) -> Iterator[IndentedText]:
    yield _EMPTY_LINE
    yield "", "", _("Files")
    for state in _STATE_ORDER:
        files = [file for file in holdings.files if file.state == state]
        if files:
            yield "  ", "  ", _describe_state(state, len(files))
        for file in files:
            yield "    ", "      ", _describe_file(file, holdings.has_several_archives)
    if holdings.repeated_count:
        sentence = plural(
            "{number} row stands in several files and counts once.",
            "{number} rows stand in several files and count once.",
            holdings.repeated_count,
        )
        yield "  ", "  ", sentence


_STATE_ORDER: tuple[FileState, ...] = ("read", "empty", "unknown", "unreadable", "media", "ignored")


def _describe_state(state: FileState, number: int) -> LazyText:
    """How many files are in a state."""
    media = plural("{number} no table; listed, not opened", "{number} no tables; listed, not opened", number)
    return {
        "read": _("{number} read", number=number),
        "empty": _("{number} empty, with nothing below the header", number=number),
        "unknown": _("{number} not known; shown as unsorted", number=number),
        "unreadable": _("{number} could not be read", number=number),
        "media": media,
        "ignored": _("{number} left by an operating system; left out", number=number),
    }[state]


def _describe_file(file: File, several: bool) -> str:
    name = (f"{file.archive}!" if several else "") + to_one_line(mask_account_number(file.member), 80)
    if file.state == "ignored":
        return name
    rows = (_count_rows(file),) if file.state in ("read", "unknown") else ()
    set_aside = (_("{number} set aside", number=file.set_aside),) if file.set_aside else ()
    return _("{name}: {title}", name=join_texts((name, *rows, *set_aside)), title=lookup(file.title))


def _count_rows(file: File) -> LazyText:
    return plural("{number} row", "{number} rows", file.rows)


def _list_absent_kinds(holdings: Holdings) -> Iterator[IndentedText]:
    if not holdings.absent_kinds:
        return
    yield _EMPTY_LINE
    yield "", "", _("Not in it, though a complete download may hold it")
    for kind in holdings.absent_kinds:
        entry = _(
            "{file}: {title}. Why it may be missing: {reason}",
            file=holdings.get_source_name(kind),
            title=lookup(kind.title),
            reason=lookup(kind.absent_means),
        )
        yield "    ", "      ", entry


def _list_problems(title: LazyText, holdings: Holdings, severity: Severity) -> Iterator[IndentedText]:
    problems = [problem for problem in holdings.problems if problem.severity is severity]
    if not problems:
        return
    yield _EMPTY_LINE
    yield "", "", title
    for problem in problems:
        yield "    ", "      ", _describe_problem(problem, holdings.has_several_archives)


def _list_set_aside_rows(holdings: Holdings) -> Iterator[IndentedText]:
    """The first rows set aside, each with its raw text on one line."""
    if not holdings.set_aside_count:
        return
    yield _EMPTY_LINE
    yield "", "", _("Rows set aside: they could not be split into columns, so nothing in them is counted")
    for row in islice(holdings.list_set_aside_rows(), _MAX_SET_ASIDE_ROWS):
        yield "    ", "      ", _describe_set_aside_row(row, holdings.has_several_archives)
    unlisted_count = holdings.set_aside_count - _MAX_SET_ASIDE_ROWS
    if unlisted_count > 0:
        sentence = plural("{number} more row was set aside.", "{number} more rows were set aside.", unlisted_count)
        yield "    ", "      ", sentence
    yield "    ", "      ", _("With {option} all of them are listed, each text whole.", option="--json")


def _describe_set_aside_row(row: SetAsideRow, several: bool) -> LazyText:
    return _(
        "{file}, row {row}, line {line}: {text}",
        file=(f"{row.archive}!" if several else "") + to_one_line(mask_account_number(row.member), 60),
        row=row.row,
        line=row.line,
        text=to_one_line(row.text, _RAW_TEXT_WIDTH),
    )


def _describe_problem(problem: Problem, several: bool) -> LazyText:
    message = _("{message} [{code}]", message=_describe_message(problem), code=problem.code)
    if not problem.member:
        return message
    archive = f"{problem.archive}!" if several and problem.archive is not None else ""
    return _("{file}: {problem}", file=archive + to_one_line(mask_account_number(problem.member), 60), problem=message)


def _describe_message(problem: Problem) -> str:
    """The message of a problem, with the first row numbers."""
    if not problem.rows:
        return problem.message
    numbers = ", ".join(map(str, problem.rows[:_MAX_ROW_NUMBERS]))
    is_cut = problem.count > _MAX_ROW_NUMBERS
    rows = _("Rows {rows} and more.", rows=numbers) if is_cut else _("Rows {rows}.", rows=numbers)
    return join_texts((problem.message, rows), " ")


def _list_advice(holdings: Holdings) -> Sequence[LazyText]:
    """What to do, most urgent first."""
    advice = []
    is_damaged = any(problem.code in _DAMAGE_CODES for problem in holdings.problems)
    if holdings.file_counts["unreadable"]:
        advice.append(
            _(
                "Fetch the archive from LinkedIn's link again and open it as it came, without packing it anew: files "
                "that could not be read are often damaged on the way. If they stay unreadable, ask for a new download."
            )
        )
    elif is_damaged:
        advice.append(
            _(
                "Fetch the archive from LinkedIn's link again: part of it was damaged on the way, and what could be "
                "read of it may not be all, or not as it was."
            )
        )
    missing_files = [holdings.get_source_name(kind) for kind in holdings.absent_kinds if kind.every_account]
    if missing_files:
        advice.append(
            _(
                "Check whether all of the download is here: every account has {files}, and this one lacks it. LinkedIn "
                "may send a first part and then the rest; open both together.",
                files=_join_with_and(missing_files),
            )
        )
    if holdings.is_snapshot:
        advice.append(
            _(
                "Ask LinkedIn for the download as well: Settings & Privacy > Data privacy > Get a copy of your data. "
                "Some files, such as chats with its assistants, are not in the interface's list; both can be opened "
                "together, and rows in both count once."
            )
        )
    elif holdings.completeness != "complete":
        advice.append(
            _(
                "Ask LinkedIn for the larger download: Settings & Privacy > Data privacy > Get a copy of your data. It "
                "comes about a day later; both can then be opened together, and rows in both count once."
            )
        )
    if holdings.set_aside_count:
        advice.append(
            _(
                "Look at the rows set aside yourself: their text is listed above, but it could not be told apart into "
                "columns, so they are no items and no rule is looked up for them."
            )
        )
    if holdings.file_counts["unknown"]:
        advice.append(_("Look at the files that are not known yourself: no rule is looked up for what they hold."))
    return advice or [_("Nothing: the download can be used as it is.")]


def _join_with_and(parts: Sequence[str]) -> str:
    """All of these texts."""
    first, *rest = parts
    return reduce(lambda one, other: _("{one} and {other}", one=one, other=other), rest, first)
