"""The house keeps its order: names occur once, rooms stay small, and a door is found by its name."""

from collections import Counter
from pathlib import Path

import inspector

HOUSE = Path(inspector.__file__).parent
LARGEST_ROOM = 25


def modules() -> list[Path]:
    return [path for path in sorted(HOUSE.rglob("*.py")) if not path.name.startswith("__")]


def test_no_two_modules_have_the_same_base_name() -> None:
    names = Counter(path.stem for path in modules())

    assert [name for name, count in names.items() if count > 1] == []


def test_no_room_has_more_modules_than_a_reader_can_survey() -> None:
    rooms = Counter(path.parent for path in modules())

    assert {str(room.relative_to(HOUSE)): count for room, count in rooms.items() if count > LARGEST_ROOM} == {}


def test_every_package_says_what_it_is_for() -> None:
    packages = [path for path in HOUSE.rglob("__init__.py") if path.parent != HOUSE]

    assert [str(path.relative_to(HOUSE)) for path in packages if not path.read_text("utf-8").startswith('"""')] == []
