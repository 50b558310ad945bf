"""What a table may report about itself: the caller adds the archive and the member."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.columns import Places
from inspector.errors import ROWS_KEPT, Severity
from inspector.i18n import Words


@dataclass(frozen=True, slots=True)
class TableProblem:
    """A finding about one table.

    ``rows`` holds the first hundred record numbers concerned, from 1; ``count`` says how many there are in
    all, at least 1. ``message`` is one finished sentence that never quotes a cell.
    """

    code: str
    message: Words
    severity: Severity = Severity.WARNING
    rows: tuple[int, ...] = ()
    count: int = 1


def warning(code: str, message: Words, rows: Sequence[int] | Places = ()) -> TableProblem:
    """Build a finding that makes the result less than complete."""
    return _found(code, message, Severity.WARNING, rows)


def note(code: str, message: Words, rows: Sequence[int] | Places = ()) -> TableProblem:
    """Build a finding that is worth knowing and changes nothing."""
    return _found(code, message, Severity.NOTE, rows)


def _found(code: str, message: Words, severity: Severity, rows: Sequence[int] | Places) -> TableProblem:
    kept = tuple(int(row) for row in rows[:ROWS_KEPT])
    return TableProblem(code, message, severity, kept, max(1, len(rows)))
