"""``inspector policy``: the rules in words, and checks of a pack."""

import argparse
from collections.abc import Sequence

from inspector.cli.parts import (
    DONE,
    REFUSED,
    WARNED,
    Parser,
    add_json,
    add_language,
    as_json,
    as_path,
    command,
    pack_of,
    show,
    spoken,
)
from inspector.i18n import Language, counted, words


def run(given: Sequence[str]) -> int:
    """Tell the rules, or check a pack."""
    parser = command("policy", "The rules in words, and checks of a pack.")
    actions = parser.add_subparsers(dest="action", metavar="list|show|check", parser_class=Parser)
    listing = actions.add_parser("list", help="every use with its rules")
    showing = actions.add_parser("show", help="one rule, source, conflict, setting, region or use")
    showing.add_argument("id", metavar="ID")
    check = actions.add_parser("check", help="check a pack and run its cases")
    check.add_argument(
        "policy", nargs="?", type=as_path, metavar="DIR", help="a pack of your own (default: the built-in one)"
    )
    for action in (parser, listing, showing, check):
        add_json(action)
    for action in (listing, showing, check):
        add_language(action, argparse.SUPPRESS)  # else it would hide what stands before the action
    options = parser.parse_args(given)
    from inspector.report import pack_listing

    language = spoken(options)
    if options.action == "check":
        return _policy_check(options, language)
    pack = pack_of(argparse.Namespace())
    found = (
        pack_listing.show(pack, options.id, language)
        if options.action == "show"
        else pack_listing.listing(pack, language)
    )
    show(as_json(found.record) if options.json else "\n".join(found.lines))
    return DONE


def _policy_check(options: argparse.Namespace, language: Language) -> int:
    from inspector import policy

    folder = options.policy if options.policy is not None else policy.builtin()
    try:
        pack = policy.read(folder)
        cases = policy.read_cases(folder)
    except policy.PackFaults as found:
        if options.json:
            faults = [{"file": f.file, "entry": f.entry, "message": f.message} for f in found.faults]
            show(as_json({"faults": faults, "doubts": [], "cases": 0, "failures": []}))
        for fault in () if options.json else found.faults:
            show(language.say(fault.words))
        return REFUSED
    failures = policy.run(pack, cases)
    doubts = [words("{entry}: {doubt}", entry=entry.id, doubt=what) for entry, what in policy.doubts(pack)]
    if options.json:
        told = [{"case": failure.case, "differs": failure.differs} for failure in failures]
        show(as_json({"faults": [], "doubts": doubts, "cases": len(cases), "failures": told}))
        return WARNED if failures or doubts else DONE
    for doubt in doubts:
        show(language.say(doubt))
    for failure in failures:
        show(language.say(words("{case}: {differs}", case=failure.case, differs=failure.differs)))
    summary = words(
        "{title}, edition {edition}, checked {day}: {rules}, {sources}, {doubts}, {cases}, {failing} of them failing.",
        title=pack.title,
        edition=pack.edition,
        day=pack.checked,
        rules=counted("{number} rule", "{number} rules", len(pack.rules)),
        sources=counted("{number} source", "{number} sources", len(pack.sources)),
        doubts=counted("{number} doubt", "{number} doubts", len(doubts)),
        cases=counted("{number} case", "{number} cases", len(cases)),
        failing=len(failures),
    )
    show(language.say(summary))
    return WARNED if failures or doubts else DONE
