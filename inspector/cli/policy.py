"""``inspector policy``: the rules in words, and checks of a pack."""

import argparse
from collections.abc import Sequence

from inspector.cli.parts import DONE, REFUSED, WARNED, Parser, add_json, as_json, as_path, command, pack_of, show


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
    options = parser.parse_args(given)
    from inspector.report import packs

    if options.action == "check":
        return _policy_check(options)
    pack = pack_of(argparse.Namespace())
    found = packs.show(pack, options.id) if options.action == "show" else packs.listing(pack)
    show(as_json(found.record) if options.json else "\n".join(found.lines))
    return DONE


def _policy_check(options: argparse.Namespace) -> int:
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
            show(str(fault))
        return REFUSED
    failures = policy.run(pack, cases)
    doubts = [f"{entry.id}: {what}" for entry, what in policy.doubts(pack)]
    if options.json:
        told = [{"case": failure.case, "differs": failure.differs} for failure in failures]
        show(as_json({"faults": [], "doubts": doubts, "cases": len(cases), "failures": told}))
        return WARNED if failures or doubts else DONE
    for doubt in doubts:
        show(doubt)
    for failure in failures:
        show(f"{failure.case}: {failure.differs}")
    show(
        f"{pack.title}, edition {pack.edition}, checked {pack.checked.isoformat()}: {len(pack.rules)} rules, "
        f"{len(pack.sources)} sources, {len(doubts)} doubts, {len(cases)} cases, {len(failures)} of them failing."
    )
    return WARNED if failures or doubts else DONE
