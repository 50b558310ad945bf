"""``inspector check``: is the download whole and readable?"""

from collections.abc import Sequence

from inspector.cli.parts import (
    EXIT_REFUSED,
    add_archives,
    add_json,
    create_parser,
    find_exit_code,
    get_output_language,
    load_pack,
    print_data,
    read_archives,
    to_json,
)
from inspector.errors import Refused


def run(args: Sequence[str]) -> int:
    """Read the download and tell what is in it."""
    parser = create_parser("check", "Tells whether a download is whole and readable.")
    add_archives(parser)
    add_json(parser)
    options = parser.parse_args(args)
    from inspector.report import check_text
    from inspector.report.formats import json_format

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
