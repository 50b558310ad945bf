"""``inspector check``: is the download whole and readable?"""

import argparse

from inspector.cli.arguments import get_output_language
from inspector.cli.output import to_json
from inspector.cli.pipeline import find_exit_code, read_archives
from inspector.cli.policy_input import load_pack
from inspector.cli.streams import print_data
from inspector.errors import Refused
from inspector.exit_codes import EXIT_REFUSED
from inspector.report import check_text
from inspector.report.formats import json_format


def run(options: argparse.Namespace) -> int:
    """Read the download and print what is in it."""
    try:
        holdings = read_archives(options.archive, get_output_language(options))
    except Refused as refused:
        if options.json:
            print_data(to_json(json_format.build_refusal_document(refused, (path.name for path in options.archive))))
            return EXIT_REFUSED
        raise
    if options.json:
        print_data(to_json(json_format.build_check_document(holdings, load_pack(options))))
        return find_exit_code(holdings)
    for line in check_text.render_lines(holdings, get_output_language(options)):
        print_data(line)
    return find_exit_code(holdings)
