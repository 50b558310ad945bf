"""``inspector items``: one line an item."""

import argparse

from inspector.cli.arguments import get_output_language
from inspector.cli.item_choice import parse_query
from inspector.cli.output import to_json
from inspector.cli.pipeline import find_exit_code, judge_archives
from inspector.cli.policy_input import load_pack
from inspector.cli.streams import print_data
from inspector.i18n import _, join_texts, lookup
from inspector.printable import to_one_line
from inspector.query import select
from inspector.report.formats.item_list import get_date
from inspector.report.item_record import build_item_record


def run(options: argparse.Namespace) -> int:
    """List the chosen items, one line each."""
    query = parse_query(options, load_pack(options))
    exposure = judge_archives(options.archive, options)
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
