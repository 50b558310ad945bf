"""How the header of a file differs from those known of its kind: LinkedIn changes columns without a word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.catalog.catalog_schema import FileKind
from inspector.items.text_columns import folded_column


@dataclass(frozen=True, slots=True)
class Drift:
    """The columns that are not as known: names as written in the file, those missing as the catalog writes them."""

    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    respelt: tuple[str, ...] = ()
    reordered: bool = False

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.unknown or self.missing or self.respelt or self.reordered)


SAME = Drift()
"""No difference."""


def folded_header(names: Sequence[str]) -> Counter[str]:
    """The columns of a header, folded and counted; one without a name tells nothing and does not count."""
    return Counter(filter(None, map(folded_column, names)))


def likeness(cells: Counter[str], header: Counter[str]) -> float:
    """The share of columns that two headers have in common, 1.0 for equal ones (Dice)."""
    if cells.keys().isdisjoint(header):
        return 0.0
    return 2 * (cells & header).total() / (cells.total() + header.total())


def drift_of(kind: FileKind, written: Sequence[str]) -> Drift:
    """Compare a header with the known one of its kind that is most like it."""
    if not kind.headers or tuple(written) in kind.headers:
        return SAME
    names = [name.strip("\ufeff \t") for name in written]
    cells = folded_header(names)
    closest = max(kind.headers, key=lambda header: likeness(cells, folded_header(header)))
    expected = folded_header(closest)
    known = {folded_column(name) for header in kind.headers for name in header}
    spelt = {name for header in kind.headers for name in header}
    return Drift(
        unknown=_beyond(names, expected, known),
        missing=_beyond(closest, cells, set()),
        respelt=tuple(name for name in names if folded_column(name) in known and name not in spelt),
        reordered=_order(names, expected & cells) != _order(closest, expected & cells),
    )


def _beyond(names: Sequence[str], counted: Counter[str], known: set[str]) -> tuple[str, ...]:
    """The names that are neither known nor among those counted; of a repeated name, those beyond its count."""
    left, found = Counter(counted), []
    for name in names:
        folded = folded_column(name)
        left[folded] -= 1
        if folded and left[folded] < 0 and (folded not in known or counted[folded]):
            found.append(name)
    return tuple(found)


def _order(names: Sequence[str], common: Counter[str]) -> list[str]:
    """The common columns in the order of a header; a repeated one counts as often as both have it."""
    left, found = Counter(common), []
    for folded in map(folded_column, names):
        if left[folded] > 0:
            left[folded] -= 1
            found.append(folded)
    return found
