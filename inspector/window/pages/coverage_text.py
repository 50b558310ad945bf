"""What the Coverage page says of files, kinds of file that are missing, and problems."""

from functools import cache
from typing import TYPE_CHECKING

from inspector.printable import mask_account_number
from inspector.window.localization import (
    current_language,
    localize,
    localize_value,
    translate,
    translate_in_context,
    translate_plural,
)

if TYPE_CHECKING:
    from inspector.catalog import FileKind, MatchMethod
    from inspector.errors import Problem
    from inspector.holdings import File, Holdings
    from inspector.holdings.holdings import Completeness, FileState
    from inspector.i18n import Language

SET_ASIDE_CODE = "W_QUOTE"
"""The code of the problem that says that rows were set aside."""
_MAX_ROW_NUMBERS = 20
"""How many row numbers of a problem are written out in the table."""


@cache
def _state_labels(_language: "Language") -> "dict[FileState, str]":
    """Each state in a word or two of the language; made once, as thousands of rows ask for it."""
    return {
        "read": translate("read"),
        "empty": translate("empty"),
        "unknown": translate("not known"),
        "unreadable": translate("not readable"),
        "ignored": translate("left out"),
        "media": translate("not opened"),
    }


def describe_state(file: "File") -> str:
    """What became of a file, in a word or two."""
    return _state_labels(current_language())[file.state]


def explain_state(file: "File") -> str:
    """What its state means for the person, and what to do."""
    return {
        "read": translate("Its rows are items; see the Items page."),
        "empty": translate("A header and no rows: your account held nothing of this kind."),
        "unknown": translate(
            "The catalog does not know it. Its rows are listed as unsorted, and no use is stated for them: "
            "that is not the same as safe."
        ),
        "unreadable": translate("Nothing of it could be shown. The Problems say why."),
        "ignored": translate("It does not come from LinkedIn. Nothing in it is counted."),
        "media": translate("A picture or document. It is listed and never opened."),
    }[file.state]


@cache
def _match_method_labels(_language: "Language") -> "dict[MatchMethod, str]":
    """Each way of knowing what a file is, in the language; made once."""
    return {
        "both": translate("header and name"),
        "header": translate("header"),
        "name": translate("name"),
        "none": "",
    }


def describe_match_method(file: "File") -> str:
    """How it is known what a file is."""
    if file.kind is not None and file.by == "none":
        return translate("its cells")
    if file.kind is not None and file.kind.confidence == "name only":
        return translate("name only")
    return _match_method_labels(current_language())[file.by]


def describe_location(file: "File", several_archives: bool) -> str:
    """Where a file lies: its name, with the number of its archive where there are several."""
    return (
        f"{file.archive}! {mask_account_number(file.member)}" if several_archives else mask_account_number(file.member)
    )


def format_file_details(file: "File", several_archives: bool) -> str:
    """All that is known of a file, as text."""
    lines = [describe_location(file, several_archives), f"{localize(file.title)}. {explain_state(file)}"]
    lines.append(
        translate("Rows shown: {rows}. Records set aside: {set_aside}.", rows=file.rows, set_aside=file.set_aside)
    )
    if file.set_aside:
        lines.append(
            translate(
                "Rows set aside could not be split into columns and are no items. You can look at their raw text."
            )
        )
    if file.kind is not None and file.kind.note:
        lines.append(localize(file.kind.note))
    if file.sha256:
        lines.append(f"SHA-256: {file.sha256}")
    return "\n".join(lines)


def format_kind_details(kind: "FileKind") -> str:
    """What a file of a missing kind would hold."""
    names = ", ".join(kind.files)
    return "\n".join(
        (
            localize(kind.title),
            localize(kind.absent_means),
            translate("It would be called: {names}", names=names),
        )
    )


def describe_severity(problem: "Problem") -> str:
    """How much a problem weighs."""
    if problem.severity.value == "warning":
        return translate("warning")
    return translate("note")


def describe_member(problem: "Problem") -> str:
    """The file that a problem is about."""
    return mask_account_number(problem.member) if problem.member else translate("the archive")


def format_row_numbers(problem: "Problem", max_rows: int = _MAX_ROW_NUMBERS) -> str:
    """The rows that a problem is about, the first of them where they are many."""
    is_truncated = problem.rows and problem.count > min(max_rows, len(problem.rows))
    return ", ".join(map(str, problem.rows[:max_rows])) + (" …" if is_truncated else "")


def format_problem_details(problem: "Problem") -> str:
    """A problem as a whole."""
    lines = [f"{localize(problem.message)} ({problem.code})", describe_member(problem)]
    if problem.rows:
        lines.append(translate("Rows: {rows}", rows=format_row_numbers(problem, len(problem.rows))))
    return "\n".join(lines)


def explain_completeness(kind: "Completeness") -> str:
    """Whether this is the complete download, as far as the content tells."""
    return {
        "complete": translate_in_context(
            "This is a complete download, as far as its content shows.", "on the page of the files"
        ),
        "basic": translate(
            "This is LinkedIn's basic download: posts, comments and reactions are not in it. That they are missing "
            "here does not mean that there are none."
        ),
        "unknown": translate("Whether this is the complete download cannot be told from its content."),
    }[kind]


def summarize_states(holdings: "Holdings") -> str:
    """What became of the files, in one line."""
    labels = _state_labels(current_language())
    files = len(holdings.files)
    parts = [translate_plural("{number} file found", "{number} files found", files)]
    parts += [f"{localize_value(number)} {labels[state]}" for state, number in holdings.file_counts.most_common()]
    return ", ".join(parts) + "."
