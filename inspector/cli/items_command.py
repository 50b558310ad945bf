"""``inspector items``: one line an item."""

from collections.abc import Sequence

from inspector.cli.item_options import add_filter, query_of
from inspector.cli.parts import (
    add_archives,
    add_circumstances,
    add_json,
    as_json,
    command,
    judge,
    pack_of,
    show,
    spoken,
    status,
)
from inspector.i18n import joined, named, words


def run(given: Sequence[str]) -> int:
    """List the items that were asked for."""
    parser = command("items", "Lists items with their verdicts.")
    add_archives(parser)
    add_filter(parser)
    add_json(parser)
    add_circumstances(parser)
    options = parser.parse_args(given)
    query = query_of(options, pack_of(options))
    exposure = judge(options.archive, options)
    from inspector.printable import one_line
    from inspector.query import select
    from inspector.report.formats.item_list import date_of
    from inspector.summary.report import item_record

    say = spoken(options).written

    uses = [query.use] if query.use else [use.id for use in exposure.pack.leading_uses]
    for item in select(exposure, query):
        if options.json:
            show(as_json(item_record(exposure, item), None))
            continue
        ref = item.block.ref(item.index, exposure.holdings.several)
        labels = joined(
            (
                words(
                    "{use}: {verdict}",
                    use=named(exposure.pack.uses[use].short),
                    verdict=exposure.verdict(use, item).label,
                )
                for use in uses
            ),
            "; ",
        )
        date = date_of(item.block, item.index) or words("no date")
        show(f"{one_line(str(ref), 60)}  {say(date)}  {say(labels)}")
    return status(exposure.holdings)
