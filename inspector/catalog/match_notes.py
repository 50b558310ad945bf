"""Notes on how a file was recognised. They name columns and never show a cell."""

from collections.abc import Iterator, Sequence

from inspector.catalog.catalog_schema import Translation
from inspector.catalog.date_columns import DateColumns
from inspector.catalog.drift import Drift
from inspector.catalog.match import Catalog, Match
from inspector.errors import Problem, Severity
from inspector.i18n import LazyText, _, join_texts, lookup, plural
from inspector.printable import to_one_line

_MAX_NAMES = 12
_MAX_NAME_LENGTH = 40


def describe_match(match: Match, dates: DateColumns, is_empty: bool, catalog: Catalog) -> Iterator[Problem]:
    """The notes on a match; ``is_empty`` says that the file holds no record at all."""
    kind = match.kind
    if kind is None:
        yield from _describe_unknown(match, catalog)
        return
    if kind.confidence == "name only" and kind.form == "table":
        yield _build_note(
            "W_NAME_ONLY",
            _(
                "This kind of file is known by its name alone; nobody has described its columns, so they are shown as "
                "they stand."
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
    elif match.layout.header is None and match.layout.columns and not is_empty:
        yield Problem(
            "W_NO_HEADER",
            _("This file has no header. Its columns were named by their place, as LinkedIn puts them."),
        )
    elif match.layout.header is None and not match.has_known_header and not is_empty:
        yield Problem(
            "W_NO_HEADER", _("This file has no header, and no known file has as many columns. They are numbered.")
        )
    if match.named_kind is not None:
        yield Problem(
            "W_NAME_CONTRADICTED",
            _(
                "The name of this file says '{named}', what is in it says '{kind}'. It was read as the second.",
                named=lookup(match.named_kind.title),
                kind=lookup(kind.title),
            ),
        )
    if match.rivals:
        yield _build_note(
            "W_RIVAL_KINDS",
            _(
                "Several kinds of file have this header, and neither the name nor the rows tell which this is. It was "
                "read as '{kind}'; the result is the same for all of them.",
                kind=lookup(kind.title),
            ),
        )
    if match.translation is not None:
        yield _describe_translation(match.translation)
    if match.drift or dates.found or dates.is_lost:
        yield _describe_drift(match.drift, dates)


def _describe_unknown(match: Match, catalog: Catalog) -> Iterator[Problem]:
    if not match.rivals:
        yield _build_note(
            "W_UNKNOWN_FILE", _("The catalog does not know this file; what it holds is listed as unsorted.")
        )
        return
    titles = join_texts(_("'{name}'", name=lookup(catalog.by_id[rival].title)) for rival in match.rivals)
    yield Problem(
        "W_RIVAL_KINDS",
        _(
            "This can be any of these kinds of file, and neither its name nor its rows tell which: {kinds}. What it "
            "holds is listed as unsorted, so every result for it is unclear. Give the file the name that it had in the "
            "download, and open it again.",
            kinds=titles,
        ),
    )


def _describe_translation(translation: Translation) -> Problem:
    message = plural(
        "The header of this file is in another language ({language}); its words are known from {number} source.",
        "The header of this file is in another language ({language}); its words are known from {number} sources.",
        translation.attested_by,
        language=translation.language,
    )
    return _build_note("W_TRANSLATED", message)


def describe_domain_match(match: Match, dates: DateColumns, catalog: Catalog, domain: str) -> Iterator[Problem]:
    """The notes on a table of the portability interface, which calls it ``domain``; "" where the file does not say."""
    if match.kind is None and not match.rivals and domain:
        yield _build_note(
            "W_UNKNOWN_FILE",
            _(
                "The catalog does not know what the portability interface gives as '{domain}'; it is listed as "
                "unsorted.",
                domain=to_one_line(domain, _MAX_NAME_LENGTH),
            ),
        )
        return
    if match.kind is not None and match.kind.is_rest_of_domain:
        yield _build_note(
            "W_DIRECTION",
            _(
                "The portability interface gives here what you wrote and what others wrote together. Where the columns "
                "do not tell them apart, the writer is left open."
            ),
        )
    yield from describe_match(match, dates, False, catalog)


def _build_note(code: str, message: LazyText, count: int = 1) -> Problem:
    return Problem(code, message, Severity.NOTE, count=count)


def _describe_drift(drift: Drift, dates: DateColumns) -> Problem:
    sentences = [_("The header is not quite one of those known of this kind; every column is kept.")]
    if dates.found:
        sentences.append(_("The dates come from {columns}.", columns=_list_names(dates.found)))
    if dates.is_lost:
        sentences.append(_("No column is full of dates, so the rows count as undated."))
    if drift.unknown:
        sentences.append(_("Not known so far: {columns}.", columns=_list_names(drift.unknown)))
    if drift.missing:
        sentences.append(_("Missing: {columns}.", columns=_list_names(drift.missing)))
    if drift.spelling_variants:
        sentences.append(_("Spelt otherwise: {columns}.", columns=_list_names(drift.spelling_variants)))
    if drift.is_reordered:
        sentences.append(_("The columns stand in another order."))
    column_count = len(drift.unknown) + len(drift.missing) + len(drift.spelling_variants)
    severity = Severity.WARNING if dates.is_lost else Severity.NOTE
    return Problem("W_DRIFT", join_texts(sentences, " "), severity, count=max(1, column_count))


def _list_names(names: Sequence[str]) -> LazyText:
    name_list = join_texts(_("'{name}'", name=to_one_line(name, _MAX_NAME_LENGTH)) for name in names[:_MAX_NAMES])
    if len(names) <= _MAX_NAMES:
        return name_list
    return _("{names} and {number} more", names=name_list, number=len(names) - _MAX_NAMES)
