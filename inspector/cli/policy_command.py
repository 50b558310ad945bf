"""``inspector policy``: the rules in words, and checks of a pack."""

import argparse

from inspector import policy
from inspector.cli.arguments import get_output_language
from inspector.cli.output import to_json
from inspector.cli.policy_input import load_pack, read_circumstances
from inspector.cli.streams import print_data
from inspector.exit_codes import EXIT_OK, EXIT_REFUSED, EXIT_WARNINGS
from inspector.i18n import Language, _, plural
from inspector.report import pack_difference, pack_listing


def run(options: argparse.Namespace) -> int:
    """Print the rules, or check a pack."""
    language = get_output_language(options)
    if options.action == "check":
        return _check_pack(options, language)
    if options.action == "diff":
        return _compare_packs(options, language)
    pack = load_pack(argparse.Namespace())
    listing = (
        pack_listing.show_entry(pack, options.id, language)
        if options.action == "show"
        else pack_listing.build_listing(pack, language)
    )
    print_data(to_json(listing.record) if options.json else "\n".join(listing.lines))
    return EXIT_OK


def _compare_packs(options: argparse.Namespace, language: Language) -> int:
    """Compare two packs; archives are read, and the code that reads them is loaded, only where some are named."""
    old, new = policy.read(options.old), policy.read(options.new)
    comparison = None
    if options.archive:
        from inspector.cli.pipeline import read_archives
        from inspector.exposure import Comparison, judge

        facts = [read_circumstances(options, pack) for pack in (old, new)]
        holdings = read_archives(options.archive, language)
        comparison = Comparison(*(judge(holdings, *judged) for judged in zip((old, new), facts, strict=True)))
    difference = pack_difference.build_difference(old, new, comparison, language)
    print_data(to_json(difference.record) if options.json else "\n".join(difference.lines))
    return EXIT_OK


def _check_pack(options: argparse.Namespace, language: Language) -> int:
    folder = options.policy if options.policy is not None else policy.find_builtin_folder()
    try:
        pack = policy.read(folder)
        cases = policy.read_cases(folder)
    except policy.InvalidPack as invalid_pack:
        if options.json:
            error_records = [{"file": f.file, "entry": f.entry, "message": f.message} for f in invalid_pack.errors]
            print_data(to_json({"faults": error_records, "doubts": [], "cases": 0, "failures": []}))
        for error in () if options.json else invalid_pack.errors:
            print_data(language.translate(error.description))
        return EXIT_REFUSED
    failures = policy.run_cases(pack, cases)
    pack_warnings = [
        _("{entry}: {doubt}", entry=entry.id, doubt=message) for entry, message in policy.find_warnings(pack)
    ]
    if options.json:
        failure_records = [{"case": failure.case, "differs": failure.difference} for failure in failures]
        print_data(to_json({"faults": [], "doubts": pack_warnings, "cases": len(cases), "failures": failure_records}))
        return EXIT_WARNINGS if failures or pack_warnings else EXIT_OK
    for warning in pack_warnings:
        print_data(language.translate(warning))
    for failure in failures:
        print_data(language.translate(_("{case}: {differs}", case=failure.case, differs=failure.difference)))
    summary = _(
        "{title}, edition {edition}, checked {day}: {rules}, {sources}, {doubts}, {cases}, {failing} of them failing.",
        title=pack.title,
        edition=pack.edition,
        day=pack.check_date,
        rules=plural("{number} rule", "{number} rules", len(pack.rules)),
        sources=plural("{number} source", "{number} sources", len(pack.sources)),
        doubts=plural("{number} doubt", "{number} doubts", len(pack_warnings)),
        cases=plural("{number} case", "{number} cases", len(cases)),
        failing=len(failures),
    )
    print_data(language.translate(summary))
    return EXIT_WARNINGS if failures or pack_warnings else EXIT_OK
