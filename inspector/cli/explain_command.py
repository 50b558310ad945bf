"""``inspector explain``: the chain of reasons for one item, or why a row is no item."""

import argparse

from inspector.cli.arguments import check_allowed, get_output_language
from inspector.cli.output import to_json
from inspector.cli.pipeline import find_item, judge_archives
from inspector.cli.policy_input import load_pack
from inspector.cli.streams import print_data
from inspector.exit_codes import EXIT_OK, EXIT_WARNINGS
from inspector.holdings import Holdings, SetAsideRow
from inspector.report import explain_text


def run(options: argparse.Namespace) -> int:
    """Print the explanation of one item; of a row set aside what there is of it (a warning: it could not be read)."""
    pack = load_pack(options)
    check_allowed("use", [options.use] if options.use else [], list(pack.uses))
    exposure = judge_archives(options.archive, options)
    set_aside_row = exposure.holdings.find_set_aside_row(options.id)
    if set_aside_row is not None:
        _print_set_aside_row(exposure.holdings, set_aside_row, options)
        return EXIT_WARNINGS
    item = find_item(exposure, options.id)
    uses = [options.use] if options.use else [use.id for use in pack.leading_uses]
    if options.json:
        print_data(to_json(explain_text.build_record(exposure, item, uses)))
        return EXIT_OK
    for line in explain_text.render_lines(exposure, item, uses, get_output_language(options)):
        print_data(line)
    return EXIT_OK


def _print_set_aside_row(holdings: Holdings, row: SetAsideRow, options: argparse.Namespace) -> None:
    if options.json:
        print_data(to_json(explain_text.build_set_aside_document(holdings, row)))
        return
    for line in explain_text.render_set_aside_lines(holdings, row, get_output_language(options)):
        print_data(line)
