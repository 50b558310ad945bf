"""``inspector report``: the exposure, written to files."""

import argparse
from pathlib import Path

from inspector.cli.arguments import get_output_language
from inspector.cli.item_choice import build_choices, check_choices
from inspector.cli.output import show_progress
from inspector.cli.pipeline import find_exit_code, judge_archives
from inspector.cli.policy_input import load_pack
from inspector.cli.streams import print_message
from inspector.i18n import _
from inspector.report.formats import registry
from inspector.report.report import Report, get_timestamp


def run(options: argparse.Namespace) -> int:
    """Read once, write every file."""
    language = get_output_language(options)
    targets = list(dict.fromkeys(options.out))
    registry.check_targets(targets, options.archive)
    if isinstance(options.pseudonyms, Path):
        registry.check_key_target(options.pseudonyms, targets, options.archive)
    check_choices(options, load_pack(options))
    exposure = judge_archives(options.archive, options)
    report = Report(exposure, get_timestamp(), options=build_choices(options, exposure))
    if isinstance(options.pseudonyms, Path):
        report = registry.save_key(report, options.pseudonyms, options.archive)
    for target in targets:
        with show_progress(language) as monitor:
            notes = registry.save(report, target, options.archive, monitor)
        print_message(_("Written: {file}", file=target.name), language)
        for note in notes:
            print_message(f"{note.code}: {language.translate(note.message)}")
    return find_exit_code(exposure.holdings)
