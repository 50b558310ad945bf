"""``inspector report``: the exposure, written to files."""

from collections.abc import Sequence
from pathlib import Path

from inspector.cli.item_options import add_choices, check_choice, choices_of
from inspector.cli.parts import (
    add_archives,
    add_circumstances,
    add_out,
    command,
    judge,
    pack_of,
    spoken,
    status,
    tell,
    watched,
)
from inspector.i18n import words


def run(given: Sequence[str]) -> int:
    """Read once, write every file."""
    parser = command("report", "Writes the exposure to one or more files.")
    add_archives(parser)
    add_out(parser, required=True)
    add_choices(parser)
    add_circumstances(parser)
    options = parser.parse_args(given)
    from inspector.report.formats import registry
    from inspector.summary import report as summary

    language = spoken(options)
    targets = list(dict.fromkeys(options.out))
    registry.refuse(targets, options.archive)
    if isinstance(options.pseudonyms, Path):
        registry.refuse_key(options.pseudonyms, targets, options.archive)
    check_choice(options, pack_of(options))
    exposure = judge(options.archive, options)
    report = summary.Report(exposure, summary.now(), choices=choices_of(options, exposure))
    if isinstance(options.pseudonyms, Path):
        registry.save_key(report, options.pseudonyms, options.archive)
    for target in targets:
        with watched(language) as monitor:
            notes = registry.save(report, target, options.archive, monitor)
        tell(words("Written: {file}", file=target.name), language)
        for note in notes:
            tell(f"{note.code}: {language.say(note.message)}")
    return status(exposure.holdings)
