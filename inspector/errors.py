"""Problems with the input, and the two exceptions that users see.

A ``Problem`` is reported and the work goes on. ``Refused`` ends the work because nothing useful can be shown.
``Cancelled`` follows a request of the user. Any other exception is a bug.
"""

from dataclasses import dataclass
from enum import StrEnum

from inspector.i18n import LazyText, _


class Severity(StrEnum):
    """The severity of a problem: a note changes neither the status nor the exit code, a warning does."""

    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem with one member or with the whole archive.

    ``archive`` counts from 1. ``rows`` holds the first hundred record numbers concerned, counted from 1 in
    the member's table; ``count`` says how many there are in all. ``message`` is one complete sentence that
    never quotes the content of a cell.
    """

    code: str
    message: LazyText
    severity: Severity = Severity.WARNING
    archive: int | None = None
    member: str | None = None
    count: int = 1
    rows: tuple[int, ...] = ()


MAX_PROBLEM_ROWS = 100
_NO_HINT = _("")


class Refused(Exception):
    """The request cannot be carried out. Holds a code, one sentence, a hint, and the member concerned if any."""

    def __init__(self, code: str, message: LazyText, hint: LazyText = _NO_HINT, member: str | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.hint = hint
        self.member = member


class Cancelled(Exception):
    """The user asked to stop; no message is shown."""
