"""Everything that the opened archives contain, read once. Knows no policy."""

from inspector.holdings.difference import KindDifference, difference
from inspector.holdings.holdings import File, Holdings, SetAsideRow
from inspector.holdings.reader import ReadOptions, read, read_one, read_stages
from inspector.holdings.unite import unite

__all__ = [
    "File",
    "Holdings",
    "KindDifference",
    "ReadOptions",
    "SetAsideRow",
    "difference",
    "read",
    "read_one",
    "read_stages",
    "unite",
]
