"""All counts after a changed circumstance, against one comparison of as many days in numpy."""

from pathlib import Path

from tests.benchmarks import archives
from tests.benchmarks.frame import Measure, Run, Size, Stopwatch

_ITEMS: dict[Size, int] = {"typical": 20_000, "heavy": 300_000, "extreme": 3_000_000}
_TIMES = 20


def _subject(size: Size) -> Path:
    """A small archive for its classes, in a folder that tells how many items there shall be."""
    path = archives.STORE / "recount" / str(_ITEMS[size])
    path.mkdir(parents=True, exist_ok=True)
    archives.archive("typical")
    return path


def counted(subject: Path) -> Run:
    """Judge as many items anew for every use: the classes and days of an archive, each item as often as needed."""
    import datetime as dt
    from dataclasses import replace

    import numpy as np

    from inspector import catalog, exposure, policy
    from inspector.holdings import reader
    from inspector.progress import Monitor

    wanted = int(subject.name)
    pack = policy.read(policy.find_builtin_folder())
    holdings = reader.read([archives.archive("typical")], catalog.load_catalog(), Monitor())
    classes = {}
    for facts, counts in holdings.classes.items():
        total = counts.total * wanted // holdings.item_count
        classes[facts] = replace(counts, total=total, undated=counts.undated * wanted // holdings.item_count)
    object.__setattr__(holdings, "classes", classes)
    days = [dt.date(2025, 1, 1) + dt.timedelta(step) for step in range(_TIMES)]
    today = dt.date(2026, 11, 22)
    changed = [
        policy.parse_circumstances(pack, regions=["DE"], settings=[f"genai_improvement=off@{day}"], today=today)
        for day in days
    ]
    tallied = 0
    before = policy.parse_circumstances(pack, regions=["DE"], today=today)
    exposure.judge(holdings, pack, before).tallies  # noqa: B018 - what the window shows before
    with Stopwatch() as watch:
        for circumstances in changed:
            found = exposure.judge(holdings, pack, circumstances)
            tallied += sum(sum(found.counts(use).values()) for use in pack.uses)
    items = sum((int(c.total[-1]) if len(c.total) else 0) + c.undated for c in classes.values())
    if tallied != items * len(pack.uses) * _TIMES or not 0.95 * wanted < items < np.inf:
        raise AssertionError("items were lost on the way")
    return Run(watch.wall / _TIMES, watch.cpu / _TIMES, {"items": wanted})


def compared(subject: Path) -> Run:
    """Compare every item's moment with one."""
    import numpy as np

    moments = np.random.default_rng(8).integers(0, 2**40, int(subject.name))
    moments >= 2**39  # noqa: B015 - touches the memory once
    with Stopwatch() as watch:
        for _ in range(_TIMES):
            moments >= 2**39  # noqa: B015
    return Run(watch.wall / _TIMES, watch.cpu / _TIMES, {"items": len(moments)})


MEASURES = (
    Measure(
        "recount",
        "all counts for nine uses after a changed circumstance",
        "one numpy comparison of as many moments",
        counted,
        compared,
        {"extreme": 0.5},
        _subject,
    ),
)
