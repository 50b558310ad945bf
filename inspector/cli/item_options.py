"""Which items, and how a report of them is written: the same words for every command that lists or writes."""

import argparse
from pathlib import Path
from typing import Any

from inspector.cli.parts import allow, as_path, no_item, spoken
from inspector.errors import Refused
from inspector.i18n import words

_FILTERS = ("use", "outcome", "category", "query")


def add_filter(parser: Any) -> None:  # noqa: ANN401 - a parser or a group of one
    """The options that narrow items down."""
    parser.add_argument("--use", metavar="U", help="the use that --outcome speaks of")
    parser.add_argument("--outcome", action="append", metavar="O", help="could_be_used, not_stated, ...; repeatable")
    parser.add_argument("--category", action="append", metavar="C", help="profile, posts, jobs, ...; repeatable")
    parser.add_argument("--query", default="", metavar="Q", help="a filter as in the window: words, date:>2025, ...")


def add_choices(parser: argparse.ArgumentParser) -> None:
    """The options that say what a report holds."""
    listed = parser.add_argument_group("items", "which items are listed one by one; counts are always of all")
    listed.add_argument(
        "--items", choices=("all", "filtered"), help="default: filtered where one of the next four is given, else all"
    )
    add_filter(listed)
    listed.add_argument("--id", action="append", metavar="ID", help="just this item, as 'items' prints it; repeatable")
    group = parser.add_argument_group("what the files hold")
    group.add_argument("--no-texts", action="store_true", help="leave out the items' texts")
    group.add_argument(
        "--pseudonyms",
        nargs="?",
        const=True,
        type=as_path,
        metavar="KEYFILE",
        help="'Person 12' for other people's names and addresses; KEYFILE keeps the key, so that they stay the same",
    )
    group.add_argument("--matter", default="", metavar="NAME", help="the matter, on every page")
    group.add_argument("--privilege", default="", metavar="LINE", help="a line such as 'Privileged', on every page")
    group.add_argument(
        "--sheets", choices=("one", "category"), default="one", help=".xlsx: all items in one sheet, or one a category"
    )
    group.add_argument(
        "--csv-exact",
        action="store_true",
        help=".csv for machines: texts as they are, not safe to open in a spreadsheet",
    )


def query_of(options: argparse.Namespace, pack: Any) -> Any:  # noqa: ANN401
    """The choice of items; raises ``Refused`` with what is allowed for a word that is not known."""
    from inspector.policy import Outcome
    from inspector.query import parse
    from inspector.taxonomy import CATEGORIES

    outcomes, categories = options.outcome or [], options.category or []
    allow("use", [options.use] if options.use else [], list(pack.uses))
    allow("outcome", outcomes, [outcome.value for outcome in Outcome])
    allow("category", categories, list(CATEGORIES))
    asked = parse(options.query, pack)
    for misread in asked.misread:
        raise Refused("E_USAGE", misread.message, words("See the filters in the README."))
    return asked.query.narrowed(options.use, frozenset(map(Outcome, outcomes)), frozenset(categories))


def check_choice(options: argparse.Namespace, pack: Any) -> None:  # noqa: ANN401
    """Raise ``Refused`` for words that go ill together or are not known, before anything is read."""
    filters = any(getattr(options, name) for name in _FILTERS)
    if options.id and (filters or options.items):
        raise Refused("E_USAGE", words("--id and a filter go ill together."), words("Give either --id or a filter."))
    if filters and options.items == "all":
        raise Refused(
            "E_USAGE", words("--items all and a filter contradict each other."), words("Leave out one of the two.")
        )
    if not filters and options.items == "filtered":
        raise Refused(
            "E_USAGE",
            words("--items filtered needs a filter."),
            words("Give --query, --use and --outcome, or --category."),
        )
    _key(options.pseudonyms)
    query_of(options, pack)


def choices_of(options: argparse.Namespace, exposure: Any) -> Any:  # noqa: ANN401
    """What was chosen, as a report takes it; raises ``Refused`` for an id that is not there."""
    from inspector.query import Selection
    from inspector.report.options import Choices

    chosen: Any = query_of(options, exposure.pack)
    if options.id:
        found = [(word, exposure.item(word)) for word in options.id]
        for word, item in found:
            if item is None:
                raise no_item(word)
        chosen = Selection.of(exposure, [item for _word, item in found])
    return Choices(
        items=chosen,
        texts=not options.no_texts,
        pseudonyms=_key(options.pseudonyms),
        matter=options.matter,
        privilege=options.privilege,
        sheet_a_category=options.sheets == "category",
        exact=options.csv_exact,
        language=spoken(options),
    )


def _key(given: Any) -> Any:  # noqa: ANN401
    """The key of a file, a new one where there is none yet, ``None`` where no pseudonyms were asked for."""
    from inspector.report.pseudonyms import Key

    if given is None:
        return None
    return Key.read(given) if isinstance(given, Path) and given.exists() else Key.made()
