"""How soon the first file can be looked at, while the rest of the archive is still being read."""

from pathlib import Path

from tests.benchmarks import opening
from tests.benchmarks.frame import Measure, Run, Stopwatch


def first(path: Path) -> Run:
    """From the start of opening to the first items, judged and counted for every use."""
    import pyarrow.csv  # noqa: F401 - what any opening loads first

    from inspector import catalog, exposure, policy
    from inspector.holdings import reader
    from inspector.progress import Monitor

    known, pack = catalog.load_catalog(), policy.read(policy.find_builtin_folder())
    circumstances = policy.parse_circumstances(pack, regions=["DE"], age="adult", today=opening.TODAY)
    stages = reader.read_stages([path], known, Monitor())
    with Stopwatch() as watch:
        found = next(found for found in stages if found.item_count)
        tallied = sum(tally.items for tally in exposure.judge(found, pack, circumstances).tallies)
    files = len(found.files)
    stages.close()
    if tallied != found.item_count * len(pack.uses) or files >= opening.members(path):
        raise AssertionError("not the first file, or not all of it")
    return watch.run()


def whole(path: Path) -> Run:
    """From the start of opening to everything."""
    run = opening.opened(path)
    return Run(run.amount, run.cpu)


MEASURES = (
    Measure(
        "first-file",
        "the first file to look at, while the others are read",
        "opening the whole archive",
        first,
        whole,
        {"heavy": 0.1, "extreme": 0.1},
    ),
)
