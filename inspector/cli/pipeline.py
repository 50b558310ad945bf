"""The steps that commands share: read archives, judge them, build a report."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from inspector import catalog
from inspector.cli.arguments import get_output_language
from inspector.cli.output import show_progress
from inspector.cli.policy_input import load_pack, read_circumstances
from inspector.cli.streams import print_data, print_message
from inspector.columns import configure_memory_pool
from inspector.errors import Refused
from inspector.exit_codes import EXIT_OK, EXIT_WARNINGS
from inspector.exposure import Exposure, judge
from inspector.holdings import Holdings, reader
from inspector.i18n import Language, _
from inspector.items import Item
from inspector.policy import days
from inspector.printable import to_one_line
from inspector.report.formats import text_format
from inspector.report.options import ReportOptions
from inspector.report.report import Report, get_timestamp


def read_archives(paths: Sequence[Path], output_language: Language) -> Holdings:
    """Read archives with progress on standard error; raises ``Refused``."""
    configure_memory_pool()
    with show_progress(output_language) as monitor:
        return reader.read(paths, catalog.load_catalog(), monitor)


def judge_archives(paths: Sequence[Path], options: argparse.Namespace) -> Exposure:
    """Read archives and judge them; prints what the archive suggests. Raises ``Refused``.

    Circumstances are parsed first, so that a wrong word does not cost a whole reading.
    """
    pack = load_pack(options)
    circumstances = read_circumstances(options, pack)
    result = judge(read_archives(paths, get_output_language(options)), pack, circumstances)
    for message in _suggest_facts(result):
        print_message(message, get_output_language(options))
    return result


def _suggest_facts(exposure: Exposure) -> Iterator[str]:
    """What the archive suggests and the option that states it. A hint never becomes a fact by itself."""
    check_date = exposure.pack.check_date
    if exposure.circumstances.as_of > days.from_date(check_date):
        yield _("The as-of day is later than {day}, when the rules were last checked.", day=check_date)
    residences, hints = exposure.circumstances.residences, exposure.holdings.hints
    unknown = {"region": not residences[-1].known, "age": not exposure.circumstances.age_known}
    for hint in {hint.subject: hint for hint in reversed(hints)}.values():
        if unknown.get(hint.subject):
            yield _(
                "The archive suggests {option} ({file}, {column}); state it if it is right.",
                option=hint.option,
                file=to_one_line(hint.member, 60),
                column=to_one_line(hint.column, 40),
            )
    for residence in residences:
        if residence.approximation:
            yield residence.approximation
        elif not residence.known and len(residences) == 1:
            yield _(
                "No region is stated: the rest of the world is assumed. State it, for example with {option}.",
                option="--region DE",
            )
        elif not residence.known:
            yield _("For the time before the first region the rest of the world is assumed.")


def find_exit_code(holdings: Holdings) -> int:
    """``EXIT_WARNINGS`` if anything could not be read as it stands; notes do not count."""
    return EXIT_WARNINGS if holdings.warning_count else EXIT_OK


def build_report(exposure: Exposure, output_language: Language) -> Report:
    return Report(exposure, get_timestamp(), options=ReportOptions(language=output_language))


def print_report(report: Report) -> None:
    for line in text_format.render_lines(report):
        print_data(line)


def find_item(exposure: Exposure, item_id: str) -> Item:
    """The item of an id as ``items`` prints it; raises ``Refused`` (E_NO_ITEM)."""
    item = exposure.find_item(item_id)
    if item is None and exposure.holdings.find_set_aside_row(item_id) is not None:
        message = _("The row '{id}' was set aside, so it is no item.", id=item_id[:120])
        raise Refused("E_NO_ITEM", message, _("See its raw text with: {command}", command="inspector explain"))
    if item is None:
        message = _("There is no item '{id}'.", id=item_id[:120])
        raise Refused("E_NO_ITEM", message, _("List the items with: {command}", command="inspector items"))
    return item
