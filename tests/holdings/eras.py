"""What a download written by hand is: its files, and what they are known to hold."""

from dataclasses import dataclass

from tests.archives import table, utf16


@dataclass(frozen=True)
class Era:
    """A download: ``expected`` gives kind and records of each member, ``dates`` the dates of its items in order."""

    name: str
    files: dict[str, str | bytes]
    expected: dict[str, tuple[str, int]]
    dates: dict[str, list[str | None]]


def columns(names: str) -> list[str]:
    """The names of columns, or other cells without commas, written in one line."""
    return names.split(",")


def tabbed(header: list[str], *rows: list[str]) -> bytes:
    """A table of 2018: UTF-16 with a mark, cells quoted and separated by tabs."""
    return utf16(table(header, *rows, delimiter="\t", quoted=True))
