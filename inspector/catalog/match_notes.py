"""Notes on how a file was recognised. They name columns and never show a cell."""

from collections.abc import Iterator, Sequence

from inspector.catalog.drift import Drift
from inspector.catalog.match import Match
from inspector.errors import Problem, Severity
from inspector.i18n import LazyText, _, join_texts, lookup
from inspector.printable import to_one_line

_MAX_NAMES = 12
_MAX_NAME_LENGTH = 40


def describe_match(match: Match, is_empty: bool, domain: str | None = None) -> Iterator[Problem]:
    """The notes on a match; ``is_empty`` says that the file holds no record at all.

    ``domain`` is what the portability interface calls the table; None for any other file.
    """
    kind = match.kind
    if kind is None and domain:
        yield _build_note(
            "W_UNKNOWN_FILE",
            _(
                "The catalog does not know what the portability interface gives as '{domain}'; it is listed as "
                "unsorted.",
                domain=to_one_line(domain, _MAX_NAME_LENGTH),
            ),
        )
        return
    if kind is None:
        yield _build_note(
            "W_UNKNOWN_FILE", _("The catalog does not know this file; what it holds is listed as unsorted.")
        )
        return
    if kind.confidence == "name only" and kind.form == "table":
        yield _build_note(
            "W_NAME_ONLY",
            _(
                "This kind of file is known by its name alone; nobody has described its columns, so they are shown as "
                "they stand."
            ),
        )
    if domain is not None and not kind.files:
        yield _build_note(
            "W_DIRECTION",
            _(
                "The portability interface gives here what you wrote and what others wrote together. Where the columns "
                "do not tell them apart, the writer is left open."
            ),
        )
    if match.method == "none":
        yield _build_note(
            "W_TOLD_BY_SHAPE",
            _(
                "Neither the name nor the header of this file is in a form that is known. It was read as '{kind}', "
                "the only kind whose cells look like these.",
                kind=lookup(kind.title),
            ),
        )
    elif not match.has_known_header and not is_empty:
        yield Problem(
            "W_NO_HEADER",
            _(
                "The header of this file is missing or not in a form that is known; its columns were told by their "
                "place."
            ),
        )
    if match.rivals:
        yield _build_note(
            "W_RIVAL_KINDS",
            _(
                "Several kinds of file have this header and the name decides nothing; it was read as '{kind}', "
                "under which most is open.",
                kind=lookup(kind.title),
            ),
        )
    if match.drift:
        yield _describe_drift(match.drift)


def _build_note(code: str, message: LazyText, count: int = 1) -> Problem:
    return Problem(code, message, Severity.NOTE, count=count)


def _describe_drift(drift: Drift) -> Problem:
    sentences = [_("The header is not quite one of those known of this kind; every column is kept.")]
    if drift.unknown:
        sentences.append(_("Not known so far: {columns}.", columns=_list_names(drift.unknown)))
    if drift.missing:
        sentences.append(_("Missing: {columns}.", columns=_list_names(drift.missing)))
    if drift.spelling_variants:
        sentences.append(_("Spelt otherwise: {columns}.", columns=_list_names(drift.spelling_variants)))
    if drift.is_reordered:
        sentences.append(_("The columns stand in another order."))
    column_count = len(drift.unknown) + len(drift.missing) + len(drift.spelling_variants)
    return _build_note("W_DRIFT", join_texts(sentences, " "), max(1, column_count))


def _list_names(names: Sequence[str]) -> LazyText:
    name_list = join_texts(_("'{name}'", name=to_one_line(name, _MAX_NAME_LENGTH)) for name in names[:_MAX_NAMES])
    if len(names) <= _MAX_NAMES:
        return name_list
    return _("{names} and {number} more", names=name_list, number=len(names) - _MAX_NAMES)
