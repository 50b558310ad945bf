"""What holds for a whole download of a platform is data of the catalog."""

import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from inspector.catalog import Catalog
from inspector.holdings import Holdings, read_one
from inspector.progress import Monitor
from tests.archives import PROFILE, folder, known


def other_platform(**changes: object) -> Catalog:
    """The catalog with another platform."""
    platform = msgspec.structs.replace(known().platform, name="Elsewhere", **changes)
    return Catalog("Data of Elsewhere", platform, known().kinds)


def read_with(catalog: Catalog, place: Path, name: str = "download") -> Holdings:
    return read_one(folder(place, {"Profile.csv": PROFILE}, name), catalog, Monitor())


def test_which_kinds_make_a_download_complete_is_said_by_the_catalog(tmp_path: Path) -> None:
    assert read_with(known(), tmp_path).completeness == "basic"
    catalog = other_platform(complete_kinds=frozenset({"profile"}))
    assert read_with(catalog, tmp_path).completeness == "unknown"
    no_demands = tuple(msgspec.structs.replace(kind, every_account=False) for kind in catalog.kinds)
    assert read_with(replace(catalog, kinds=no_demands), tmp_path).completeness == "complete"


def test_how_an_export_is_named_is_said_by_the_catalog(tmp_path: Path) -> None:
    catalog = other_platform(export_name=r"^(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)-")

    assert str(read_with(catalog, tmp_path, "20260314-data").export_date) == "2026-03-14"
    assert read_with(known(), tmp_path, "20260314-data").export_date is None


@pytest.mark.parametrize("name", ["Export_13-45-2026.zip", "Export.zip", "Export_1-2-2026.zip"])
def test_a_name_without_a_day_gives_no_export_date(name: str) -> None:
    assert known().platform.parse_export_date(name) is None


def test_the_platform_speaks_of_kinds_and_patterns_that_exist() -> None:
    platform = known().platform

    assert platform.complete_kinds | platform.basic_kinds <= known().by_id.keys()
    assert set(re.compile(platform.export_name).groupindex) == {"year", "month", "day"}
    words = {look for kind in known().kinds for look in kind.looks.values() if "|" not in look}
    assert platform.cell_patterns.keys() <= words
