"""``inspector items``: one line an item."""

from collections.abc import Sequence

from inspector.cli.item_options import add_filter_options, parse_query
from inspector.cli.parts import (
    add_archives,
    add_circumstances,
    add_json,
    create_parser,
    find_exit_code,
    get_output_language,
    judge_archives,
    load_pack,
    print_data,
    to_json,
)
from inspector.i18n import _, join_texts, lookup


def run(args: Sequence[str]) -> int:
    """List the items that were asked for."""
    parser = create_parser("items", "Lists items with their verdicts.")
    add_archives(parser)
    add_filter_options(parser)
    add_json(parser)
    add_circumstances(parser)
    options = parser.parse_args(args)
    query = parse_query(options, load_pack(options))
    exposure = judge_archives(options.archive, options)
    from inspector.printable import to_one_line
    from inspector.query import select
    from inspector.report.formats.item_list import get_date
    from inspector.report.item_record import build_item_record

    localize = get_output_language(options).format_value

    uses = [query.use] if query.use else [use.id for use in exposure.pack.leading_uses]
    for item in select(exposure, query):
        if options.json:
            print_data(to_json(build_item_record(exposure, item), None))
            continue
        ref = item.block.ref(item.index, exposure.holdings.has_several_archives)
        labels = join_texts(
            (
                _(
                    "{use}: {verdict}",
                    use=lookup(exposure.pack.uses[use].short),
                    verdict=exposure.verdict(use, item).label,
                )
                for use in uses
            ),
            "; ",
        )
        date = get_date(item.block, item.index) or _("no date")
        print_data(f"{to_one_line(str(ref), 60)}  {localize(date)}  {localize(labels)}")
    return find_exit_code(exposure.holdings)
