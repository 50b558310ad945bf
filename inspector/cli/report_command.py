"""``inspector report``: the exposure, written to files."""

from collections.abc import Sequence
from pathlib import Path

from inspector.cli.item_options import add_report_options, build_choices, check_choices
from inspector.cli.parts import (
    add_archives,
    add_circumstances,
    add_out,
    create_parser,
    find_exit_code,
    get_output_language,
    judge_archives,
    load_pack,
    print_message,
    show_progress,
)
from inspector.i18n import _


def run(args: Sequence[str]) -> int:
    """Read once, write every file."""
    parser = create_parser("report", "Writes the exposure to one or more files.")
    add_archives(parser)
    add_out(parser, required=True)
    add_report_options(parser)
    add_circumstances(parser)
    options = parser.parse_args(args)
    from inspector.report import report as reports
    from inspector.report.formats import registry

    language = get_output_language(options)
    targets = list(dict.fromkeys(options.out))
    registry.check_targets(targets, options.archive)
    if isinstance(options.pseudonyms, Path):
        registry.check_key_target(options.pseudonyms, targets, options.archive)
    check_choices(options, load_pack(options))
    exposure = judge_archives(options.archive, options)
    report = reports.Report(exposure, reports.get_timestamp(), options=build_choices(options, exposure))
    if isinstance(options.pseudonyms, Path):
        registry.save_key(report, options.pseudonyms, options.archive)
    for target in targets:
        with show_progress(language) as monitor:
            notes = registry.save(report, target, options.archive, monitor)
        print_message(_("Written: {file}", file=target.name), language)
        for note in notes:
            print_message(f"{note.code}: {language.translate(note.message)}")
    return find_exit_code(exposure.holdings)
