"""``inspector explain``: the chain of reasons for one item."""

import argparse

from inspector.cli.arguments import check_allowed, get_output_language
from inspector.cli.exit_codes import EXIT_OK
from inspector.cli.output import print_data, to_json
from inspector.cli.pipeline import find_item, judge_archives
from inspector.cli.policy_input import load_pack
from inspector.report import explain_text


def run(options: argparse.Namespace) -> int:
    """Print the explanation of one item."""
    pack = load_pack(options)
    check_allowed("use", [options.use] if options.use else [], list(pack.uses))
    exposure = judge_archives(options.archive, options)
    item = find_item(exposure, options.id)
    uses = [options.use] if options.use else [use.id for use in pack.leading_uses]
    if options.json:
        print_data(to_json(explain_text.build_record(exposure, item, uses)))
        return EXIT_OK
    for line in explain_text.render_lines(exposure, item, uses, get_output_language(options)):
        print_data(line)
    return EXIT_OK
