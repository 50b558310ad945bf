"""``inspector items``: one line an item."""

from collections.abc import Sequence

from inspector.cli.choosing import add_filter, query_of
from inspector.cli.parts import (
    add_archives,
    add_circumstances,
    add_json,
    as_json,
    command,
    judge,
    pack_of,
    show,
    status,
)


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
    from inspector.exposure import select
    from inspector.report import item_record, one_line

    uses = [query.use] if query.use else [use.id for use in exposure.pack.leading_uses]
    for item in select(exposure, query):
        if options.json:
            show(as_json(item_record(exposure, item), None))
            continue
        ref = item.block.ref(item.index, exposure.holdings.several)
        labels = "; ".join(f"{exposure.pack.uses[use].short}: {exposure.verdict(use, item).label}" for use in uses)
        show(f"{one_line(str(ref), 60)}  {item.block.date(item.index) or 'no date'}  {labels}")
    return status(exposure.holdings)
