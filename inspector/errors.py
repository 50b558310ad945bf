"""What may go wrong, as values and as the two exceptions that a person may meet.

A *problem* is a finding about the input: the road goes on and the person is told. ``Refused`` ends the
road: nothing useful can be shown. ``Cancelled`` is the person's own wish. Any other exception is a bug.
"""

from dataclasses import dataclass
from enum import StrEnum

from inspector.i18n import LazyText, _


class Severity(StrEnum):
    """How much a problem weighs: a note changes neither the status nor the exit code, a warning does."""

    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about one member (or the whole archive): what, where, how often.

    ``archive`` counts from 1. ``rows`` holds the first hundred record numbers concerned, counted from 1 in
    the member's table; ``count`` says how many there are in all. ``message`` is one finished sentence that
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
    """The request cannot be carried out: a code, one sentence, a way on, and the member concerned if any."""

    def __init__(self, code: str, message: LazyText, hint: LazyText = _NO_HINT, member: str | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.hint = hint
        self.member = member


class Cancelled(Exception):
    """The person asked to stop; nothing is shown for it."""
