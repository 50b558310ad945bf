"""``python -m tests.corpus [--group G] [--case C] [--json FILE]``: the real command on every case, and a table."""

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

from tests.corpus.case import Case
from tests.corpus.groups import GROUPS
from tests.corpus.running import Ran, by_command

_WIDTH = 44


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("--group", action="append", choices=GROUPS, help="only this group; repeatable")
    parser.add_argument("--case", default="", metavar="C", help="only cases whose name holds these words")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what became of each case")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="how many commands at a time")
    parser.add_argument(
        "--slack", type=float, default=1.0, metavar="X", help="allow so many times the seconds of a case"
    )
    options = parser.parse_args()
    chosen = [(group, case) for group in options.group or GROUPS for case in GROUPS[group] if options.case in case.name]
    chosen = [(group, replace(case, seconds=case.seconds * options.slack)) for group, case in chosen]
    if not chosen:
        parser.error("no case has such a name")
    light = [pair for pair in chosen if not pair[1].heavy]
    heavy = [pair for pair in chosen if pair[1].heavy]
    with ThreadPoolExecutor(options.jobs) as pool:
        results = list(zip(light, pool.map(by_command, (case for _, case in light)), strict=True))
    # One after the other: their time and the room they need would be those of their neighbours, too.
    results += [(pair, by_command(pair[1])) for pair in heavy]
    _print_table(results)
    if options.json:
        records = [{"group": group, "case": case.name, **asdict(ran)} for (group, case), ran in results]
        options.json.write_text(json.dumps(records, indent=1))
    return 1 if any(ran.faults for _, ran in results) else 0


def _print_table(results: list[tuple[tuple[str, Case], Ran]]) -> None:
    print(f"{'group':<11}{'cases':>6}{'passed':>7}  {'worst time':<{_WIDTH + 8}}worst memory")
    for group in GROUPS:
        ran = [(case.name, result) for (own, case), result in results if own == group and not result.skipped]
        if not ran:
            continue
        passed = sum(not result.faults for _, result in ran)
        slow, slowest = max(ran, key=lambda one: one[1].seconds)
        large, largest = max(ran, key=lambda one: one[1].mib)
        print(
            f"{group:<11}{len(ran):>6}{passed:>7}  {slowest.seconds:5.2f} s {slow[:_WIDTH]:<{_WIDTH}}"
            f"{largest.mib:4.0f} MiB {large[:_WIDTH]}"
        )
    good = sum(not result.faults and not result.skipped for _, result in results)
    skipped = [(case.name, result.skipped) for (_, case), result in results if result.skipped]
    print(f"{len(results)} cases, {good} passed, {len(skipped)} left out.")
    for name, why in skipped:
        print(f"left out: {name}: {why}")
    for (group, case), result in results:
        for fault in result.faults:
            print(f"WRONG: {group}: {case.name}: {fault}")


if __name__ == "__main__":
    sys.exit(main())
