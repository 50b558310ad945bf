"""What the Coverage page says of files, kinds of file that are missing, and problems."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from inspector.printable import member_label
from inspector.window.localization import plural, say, spoken, written

if TYPE_CHECKING:
    from inspector.catalog import By, FileKind
    from inspector.errors import Problem
    from inspector.holdings import File, Holdings
    from inspector.holdings.holdings import Completeness, State
    from inspector.i18n import Language

translate = QCoreApplication.translate
_ROWS = 20
"""How many row numbers of a problem are written out in the table."""


@cache
def _state_words(_language: "Language") -> "dict[State, str]":
    """Each state in a word or two of the language; made once, as thousands of rows ask for it."""
    return {
        "read": translate("Coverage", "read"),
        "empty": translate("Coverage", "empty"),
        "unknown": translate("Coverage", "not known"),
        "unreadable": translate("Coverage", "not readable"),
        "ignored": translate("Coverage", "left out"),
        "media": translate("Coverage", "not opened"),
    }


def state(file: "File") -> str:
    """What became of a file, in a word or two."""
    return _state_words(spoken())[file.state]


def means(file: "File") -> str:
    """What its state means for the person, and what to do."""
    return {
        "read": translate("Coverage", "Its rows are items; see the Items page."),
        "empty": translate("Coverage", "A header and no rows: your account held nothing of this kind."),
        "unknown": translate(
            "Coverage",
            "The catalog does not know it. Its rows are listed as unsorted, and no use is stated for them: "
            "that is not the same as safe.",
        ),
        "unreadable": translate("Coverage", "Nothing of it could be shown. The Problems say why."),
        "ignored": translate("Coverage", "It does not come from LinkedIn. Nothing in it is counted."),
        "media": translate("Coverage", "A picture or document. It is listed and never opened."),
    }[file.state]


@cache
def _ways(_language: "Language") -> "dict[By, str]":
    """Each way of knowing what a file is, in the language; made once."""
    return {
        "both": translate("Coverage", "header and name"),
        "header": translate("Coverage", "header"),
        "name": translate("Coverage", "name"),
        "none": "",
    }


def recognised(file: "File") -> str:
    """How it is known what a file is."""
    if file.kind is not None and file.by == "none":
        return translate("Coverage", "its cells")
    if file.kind is not None and file.kind.confidence == "name only":
        return translate("Coverage", "name only")
    return _ways(spoken())[file.by]


def place(file: "File", several: bool) -> str:
    """Where a file lies: its name, with the number of its archive where there are several."""
    return f"{file.archive}! {member_label(file.member)}" if several else member_label(file.member)


def file_details(file: "File", several: bool) -> str:
    """All that is known of a file, as text."""
    lines = [place(file, several), f"{say(file.title)}. {means(file)}"]
    lines.append(
        translate("Coverage", "Rows shown: {0}. Records set aside: {1}.").format(
            written(file.rows), written(file.set_aside)
        )
    )
    if file.kind is not None and file.kind.note:
        lines.append(say(file.kind.note))
    if file.sha256:
        lines.append(f"SHA-256: {file.sha256}")
    return "\n".join(lines)


def kind_details(kind: "FileKind") -> str:
    """What a file of a missing kind would hold."""
    names = ", ".join(kind.files)
    return "\n".join(
        (say(kind.title), say(kind.absent_means), translate("Coverage", "It would be called: {0}").format(names))
    )


def weight(problem: "Problem") -> str:
    """How much a problem weighs."""
    if problem.severity.value == "warning":
        return translate("Coverage", "warning")
    return translate("Coverage", "note")


def where(problem: "Problem") -> str:
    """The file that a problem is about."""
    return member_label(problem.member) if problem.member else translate("Coverage", "the archive")


def rows(problem: "Problem", most: int = _ROWS) -> str:
    """The rows that a problem is about, the first of them where they are many."""
    more = problem.rows and problem.count > min(most, len(problem.rows))
    return ", ".join(map(str, problem.rows[:most])) + (" …" if more else "")


def problem_details(problem: "Problem") -> str:
    """A problem as a whole."""
    lines = [f"{say(problem.message)} ({problem.code})", where(problem)]
    if problem.rows:
        lines.append(translate("Coverage", "Rows: {0}").format(rows(problem, len(problem.rows))))
    return "\n".join(lines)


def completeness(kind: "Completeness") -> str:
    """Whether this is the complete download, as far as the content tells."""
    return {
        "complete": translate("Coverage", "This is a complete download, as far as its content shows."),
        "basic": translate(
            "Coverage",
            "This is LinkedIn's basic download: posts, comments and reactions are not in it. That they are missing "
            "here does not mean that there are none.",
        ),
        "unknown": translate("Coverage", "Whether this is the complete download cannot be told from its content."),
    }[kind]


def states(holdings: "Holdings") -> str:
    """What became of the files, in one line."""
    named = _state_words(spoken())
    found = sorted(holdings.states.items(), key=lambda entry: -entry[1])
    files = len(holdings.files)
    parts = [plural("Coverage", "{0} files found", None, files, files)]
    parts += [f"{written(number)} {named[one]}" for one, number in found]
    return ", ".join(parts) + "."
