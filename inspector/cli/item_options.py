"""Which items, and how a report of them is written: the same words for every command that lists or writes."""

import argparse
from pathlib import Path
from typing import Any

from inspector.cli.parts import build_missing_item_error, check_allowed, get_output_language, parse_path
from inspector.errors import Refused
from inspector.i18n import _

_FILTER_OPTIONS = ("use", "outcome", "category", "query")


def add_filter_options(parser: Any) -> None:  # noqa: ANN401 - a parser or a group of one
    """The options that narrow items down."""
    parser.add_argument("--use", metavar="U", help="the use that --outcome speaks of")
    parser.add_argument("--outcome", action="append", metavar="O", help="could_be_used, not_stated, ...; repeatable")
    parser.add_argument("--category", action="append", metavar="C", help="profile, posts, jobs, ...; repeatable")
    parser.add_argument("--query", default="", metavar="Q", help="a filter as in the window: words, date:>2025, ...")


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """The options that say what a report holds."""
    item_group = parser.add_argument_group("items", "which items are listed one by one; counts are always of all")
    item_group.add_argument(
        "--items", choices=("all", "filtered"), help="default: filtered where one of the next four is given, else all"
    )
    add_filter_options(item_group)
    item_group.add_argument(
        "--id", action="append", metavar="ID", help="just this item, as 'items' prints it; repeatable"
    )
    content_group = parser.add_argument_group("what the files hold")
    content_group.add_argument("--no-texts", action="store_true", help="leave out the items' texts")
    content_group.add_argument(
        "--pseudonyms",
        nargs="?",
        const=True,
        type=parse_path,
        metavar="KEYFILE",
        help="'Person 12' for other people's names and addresses; KEYFILE keeps the key, so that they stay the same",
    )
    content_group.add_argument("--matter", default="", metavar="NAME", help="the matter, on every page")
    content_group.add_argument(
        "--privilege", default="", metavar="LINE", help="a line such as 'Privileged', on every page"
    )
    content_group.add_argument(
        "--sheets", choices=("one", "category"), default="one", help=".xlsx: all items in one sheet, or one a category"
    )
    content_group.add_argument(
        "--csv-exact",
        action="store_true",
        help=".csv for machines: texts as they are, not safe to open in a spreadsheet",
    )


def parse_query(options: argparse.Namespace, pack: Any) -> Any:  # noqa: ANN401
    """The choice of items; raises ``Refused`` with what is allowed for a word that is not known."""
    from inspector.policy import Outcome
    from inspector.query import parse
    from inspector.taxonomy import CATEGORIES

    outcomes, categories = options.outcome or [], options.category or []
    check_allowed("use", [options.use] if options.use else [], list(pack.uses))
    check_allowed("outcome", outcomes, [outcome.value for outcome in Outcome])
    check_allowed("category", categories, list(CATEGORIES))
    parsed = parse(options.query, pack)
    for error in parsed.errors:
        raise Refused("E_USAGE", error.message, _("See the filters in the README."))
    return parsed.query.narrow(options.use, frozenset(map(Outcome, outcomes)), frozenset(categories))


def check_choices(options: argparse.Namespace, pack: Any) -> None:  # noqa: ANN401
    """Raise ``Refused`` for words that go ill together or are not known, before anything is read."""
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


def build_choices(options: argparse.Namespace, exposure: Any) -> Any:  # noqa: ANN401
    """What was chosen, as a report takes it; raises ``Refused`` for an id that is not there."""
    from inspector.items import Selection
    from inspector.report.options import ReportOptions

    selection: Any = parse_query(options, exposure.pack)
    if options.id:
        matches = [(word, exposure.find_item(word)) for word in options.id]
        for word, item in matches:
            if item is None:
                raise build_missing_item_error(word)
        selection = Selection.from_items(exposure.holdings.blocks, [item for _word, item in matches])
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


def _load_key(option: Any) -> Any:  # noqa: ANN401
    """The key of a file, a new one where there is none yet, ``None`` where no pseudonyms were asked for."""
    from inspector.report.pseudonyms import PseudonymKey

    if option is None:
        return None
    return PseudonymKey.read(option) if isinstance(option, Path) and option.exists() else PseudonymKey.create()
