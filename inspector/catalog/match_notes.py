"""What there is to say of how a file was recognised: one finished sentence each, with names of columns but no cell."""

from collections.abc import Iterator, Sequence

from inspector.catalog.drift import Drift
from inspector.catalog.match import Match
from inspector.errors import Problem, Severity
from inspector.i18n import Words, joined, named, words
from inspector.printable import one_line

_NAMES = 12
_WIDTH = 40


def findings(match: Match, empty: bool) -> Iterator[Problem]:
    """What the person should know of a match; ``empty`` where the file holds no record at all."""
    kind = match.kind
    if kind is None:
        yield _note(
            "W_UNKNOWN_FILE", words("The catalog does not know this file; what it holds is listed as unsorted.")
        )
        return
    if kind.confidence == "name only" and kind.form == "table":
        yield _note(
            "W_NAME_ONLY",
            words(
                "This kind of file is known by its name alone; nobody has described its columns, so they are shown as "
                "they stand."
            ),
        )
    if match.by == "none":
        yield _note(
            "W_TOLD_BY_SHAPE",
            words(
                "Neither the name nor the header of this file is in a form that is known. It was read as '{kind}', "
                "the only kind whose cells look like these.",
                kind=named(kind.title),
            ),
        )
    elif not match.header_found and not empty:
        yield Problem(
            "W_NO_HEADER",
            words(
                "The header of this file is missing or not in a form that is known; its columns were told by their "
                "place."
            ),
        )
    if match.rivals:
        yield _note(
            "W_RIVAL_KINDS",
            words(
                "Several kinds of file have this header and the name decides nothing; it was read as '{kind}', "
                "under which most is open.",
                kind=named(kind.title),
            ),
        )
    if match.drift:
        yield _drifted(match.drift)


def _note(code: str, message: Words, count: int = 1) -> Problem:
    return Problem(code, message, Severity.NOTE, count=count)


def _drifted(drift: Drift) -> Problem:
    said = [words("The header is not quite one of those known of this kind; every column is kept.")]
    if drift.unknown:
        said.append(words("Not known so far: {columns}.", columns=_listed(drift.unknown)))
    if drift.missing:
        said.append(words("Missing: {columns}.", columns=_listed(drift.missing)))
    if drift.respelt:
        said.append(words("Spelt otherwise: {columns}.", columns=_listed(drift.respelt)))
    if drift.reordered:
        said.append(words("The columns stand in another order."))
    concerned = len(drift.unknown) + len(drift.missing) + len(drift.respelt)
    return _note("W_DRIFT", joined(said, " "), max(1, concerned))


def _listed(names: Sequence[str]) -> Words:
    shown = joined(words("'{name}'", name=one_line(name, _WIDTH)) for name in names[:_NAMES])
    if len(names) <= _NAMES:
        return shown
    return words("{names} and {number} more", names=shown, number=len(names) - _NAMES)
