"""The choice of items and report options, from the words of ``items`` and ``report``."""

import argparse
from pathlib import Path

from inspector.cli.arguments import check_allowed, get_output_language
from inspector.cli.pipeline import find_item
from inspector.errors import Refused
from inspector.exposure import Exposure
from inspector.i18n import _
from inspector.items import Selection
from inspector.policy import Outcome, Pack
from inspector.query import Query, parse
from inspector.report.options import ReportOptions
from inspector.report.pseudonym_key import PseudonymKey
from inspector.taxonomy import CATEGORIES

_FILTER_OPTIONS = ("use", "outcome", "category", "query")


def parse_query(options: argparse.Namespace, pack: Pack) -> Query:
    """The items that the filter options choose; raises ``Refused`` (E_USAGE) for an unknown word."""
    outcomes, categories = options.outcome or [], options.category or []
    check_allowed("use", [options.use] if options.use else [], list(pack.uses))
    check_allowed("outcome", outcomes, [outcome.value for outcome in Outcome])
    check_allowed("category", categories, list(CATEGORIES))
    parsed = parse(options.query, pack)
    for error in parsed.errors:
        raise Refused("E_USAGE", error.message, _("See the filters in the README."))
    return parsed.query.narrow(options.use, frozenset(map(Outcome, outcomes)), frozenset(categories))


def check_choices(options: argparse.Namespace, pack: Pack) -> None:
    """Raise ``Refused`` (E_USAGE, X_KEY) for options that contradict each other or are unknown, before any reading."""
    has_filter = any(getattr(options, name) for name in _FILTER_OPTIONS)
    if options.id and (has_filter or options.items):
        raise Refused("E_USAGE", _("--id and a filter go ill together."), _("Give either --id or a filter."))
    if has_filter and options.items == "all":
        raise Refused("E_USAGE", _("--items all and a filter contradict each other."), _("Leave out one of the two."))
    if not has_filter and options.items == "filtered":
        raise Refused(
            "E_USAGE",
            _("--items filtered needs a filter."),
            _("Give --query, --use and --outcome, or --category."),
        )
    _load_key(options.pseudonyms)
    parse_query(options, pack)


def build_choices(options: argparse.Namespace, exposure: Exposure) -> ReportOptions:
    """The options of a report; raises ``Refused`` (E_NO_ITEM) for an id that no item has."""
    selection: Query | Selection = parse_query(options, exposure.pack)
    if options.id:
        items = [find_item(exposure, item_id) for item_id in options.id]
        selection = Selection.from_items(exposure.holdings.blocks, items)
    return ReportOptions(
        items=selection,
        include_texts=not options.no_texts,
        pseudonym_key=_load_key(options.pseudonyms),
        matter=options.matter,
        privilege=options.privilege,
        sheet_per_category=options.sheets == "category",
        exact=options.csv_exact,
        language=get_output_language(options),
    )


def _load_key(option: Path | bool | None) -> PseudonymKey | None:
    """The key in the named file, or a new one; ``None`` without ``--pseudonyms``."""
    if option is None:
        return None
    return (PseudonymKey.find(option) if isinstance(option, Path) else None) or PseudonymKey.create()
