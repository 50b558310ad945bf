"""The report on the invented member who comes with the program."""

import argparse
from pathlib import Path

from inspector.archive.demo import provide_demo
from inspector.cli.arguments import get_output_language
from inspector.cli.output import to_json
from inspector.cli.pipeline import build_report, find_exit_code, judge_archives, print_report
from inspector.cli.streams import print_data, print_message
from inspector.i18n import _
from inspector.report.formats import json_format, registry

DEMO_REPORT = Path("demo-exposure.xlsx")
"""What ``demo`` writes where ``--out`` names nothing."""


def write_demo_report(options: argparse.Namespace) -> int:
    """Print the report on the sample and write the files that ``--out`` names; returns the exit code."""
    targets = list(dict.fromkeys(options.out or [DEMO_REPORT]))
    registry.check_targets(targets, ())
    # The sample lies in the program as readable files and is zipped for the time of one reading.
    with provide_demo() as archive:
        exposure = judge_archives([archive], options)
    report = build_report(exposure, get_output_language(options))
    if options.json:
        print_data(to_json(json_format.build_document(report)))
    else:
        print_report(report)
    for target in targets:
        registry.save(report, target, ())
        print_message(_("Written: {file}", file=target.name), get_output_language(options))
    return find_exit_code(exposure.holdings)
