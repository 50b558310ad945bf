"""Whether ten times as many rows cost ten times as much, and no more."""

import zipfile
from dataclasses import replace
from pathlib import Path

from tests.benchmarks import archives, opening
from tests.benchmarks.frame import Measure, Run, Size

_SMALLER: dict[Size, Size] = {"heavy": "typical", "extreme": "heavy"}


def _subject(size: Size) -> Path:
    """The archive of a size; the next smaller one is written as well."""
    archives.archive(_SMALLER[size])
    return archives.archive(size)


def larger(path: Path) -> Run:
    """Open the archive: seconds a megabyte of its tables."""
    return _by_megabyte(path)


def smaller(path: Path) -> Run:
    """Open the next smaller archive: seconds a megabyte of its tables."""
    size = next(size for size in _SMALLER if archives.archive(size) == path)
    return _by_megabyte(archives.archive(_SMALLER[size]))


def _by_megabyte(path: Path) -> Run:
    with zipfile.ZipFile(path) as archive:
        megabytes = sum(info.file_size for info in archive.infolist()) / 1e6
    run = opening.opened(path)
    return replace(run, amount=run.amount / megabytes, cpu=run.cpu / megabytes, found={})


MEASURES = (
    Measure(
        "linear",
        "opening, for each megabyte of an archive",
        "the same of an archive of a tenth of its rows",
        larger,
        smaller,
        {"extreme": 1.1},
        _subject,
        ("heavy", "extreme"),
    ),
)
