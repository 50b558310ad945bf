"""``inspector check``: is the download whole and readable?"""

from collections.abc import Sequence

from inspector.cli.parts import REFUSED, add_archives, add_json, as_json, command, pack_of, read, show, spoken, status
from inspector.errors import Refused


def run(given: Sequence[str]) -> int:
    """Read the download and tell what is in it."""
    parser = command("check", "Tells whether a download is whole and readable.")
    add_archives(parser)
    add_json(parser)
    options = parser.parse_args(given)
    from inspector.report import check_text
    from inspector.report.formats import json_format

    try:
        holdings = read(options.archive, spoken(options))
    except Refused as refused:
        if options.json:
            show(as_json(json_format.refusal(refused, (path.name for path in options.archive))))
            return REFUSED
        raise
    if options.json:
        show(as_json(json_format.check(holdings, pack_of(options))))
        return status(holdings)
    for line in check_text.lines(holdings, spoken(options)):
        show(line)
    return status(holdings)
