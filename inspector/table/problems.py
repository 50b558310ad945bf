"""What a table may report about itself: the caller adds the archive and the member."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.columns import Indices
from inspector.errors import MAX_PROBLEM_ROWS, Severity
from inspector.i18n import LazyText


@dataclass(frozen=True, slots=True)
class TableProblem:
    """A finding about one table.

    ``rows`` holds the first hundred record numbers concerned, from 1; ``count`` says how many there are in
    all, at least 1. ``message`` is one finished sentence that never quotes a cell.
    """

    code: str
    message: LazyText
    severity: Severity = Severity.WARNING
    rows: tuple[int, ...] = ()
    count: int = 1


def build_warning(code: str, message: LazyText, rows: Sequence[int] | Indices = ()) -> TableProblem:
    """Build a finding that makes the result less than complete."""
    return _build_problem(code, message, Severity.WARNING, rows)


def build_note(code: str, message: LazyText, rows: Sequence[int] | Indices = ()) -> TableProblem:
    """Build a finding that is worth knowing and changes nothing."""
    return _build_problem(code, message, Severity.NOTE, rows)


def _build_problem(code: str, message: LazyText, severity: Severity, rows: Sequence[int] | Indices) -> TableProblem:
    first_rows = tuple(int(row) for row in rows[:MAX_PROBLEM_ROWS])
    return TableProblem(code, message, severity, first_rows, max(1, len(rows)))
