"""Schema drift: how the header of a file differs from the known headers of its kind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.catalog.catalog_schema import FileKind
from inspector.catalog.column_names import fold_column_name


@dataclass(frozen=True, slots=True)
class Drift:
    """The columns that differ. Unknown ones are spelt as in the file, missing ones as in the catalog."""

    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    spelling_variants: tuple[str, ...] = ()
    is_reordered: bool = False

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.unknown or self.missing or self.spelling_variants or self.is_reordered)


NO_DRIFT = Drift()


def fold_header(names: Sequence[str]) -> Counter[str]:
    """The folded columns of a header with their counts; columns without a name are left out."""
    return Counter(filter(None, map(fold_column_name, names)))


def measure_similarity(columns: Counter[str], header: Counter[str]) -> float:
    """The similarity of two headers from 0.0 to 1.0: the Dice coefficient of their columns."""
    if columns.keys().isdisjoint(header):
        return 0.0
    return 2 * (columns & header).total() / (columns.total() + header.total())


def measure_drift(kind: FileKind, header: Sequence[str]) -> Drift:
    """Compare a header with the most similar known header of its kind."""
    if not kind.headers or tuple(header) in kind.headers:
        return NO_DRIFT
    names = [name.strip("\ufeff \t") for name in header]
    columns = fold_header(names)
    closest_header = max(kind.headers, key=lambda header: measure_similarity(columns, fold_header(header)))
    expected_columns = fold_header(closest_header)
    known_columns = {fold_column_name(name) for header in kind.headers for name in header}
    known_spellings = {name for header in kind.headers for name in header}
    return Drift(
        unknown=_find_surplus_names(names, expected_columns, known_columns),
        missing=_find_surplus_names(closest_header, columns, set()),
        spelling_variants=tuple(
            name for name in names if fold_column_name(name) in known_columns and name not in known_spellings
        ),
        is_reordered=_order_common_columns(names, expected_columns & columns)
        != _order_common_columns(closest_header, expected_columns & columns),
    )


def _find_surplus_names(names: Sequence[str], expected: Counter[str], known_columns: set[str]) -> tuple[str, ...]:
    """The names beyond those expected that are not known either; of a repeated name, those beyond its count."""
    remaining, surplus_names = Counter(expected), []
    for name in names:
        folded = fold_column_name(name)
        remaining[folded] -= 1
        if folded and remaining[folded] < 0 and (folded not in known_columns or expected[folded]):
            surplus_names.append(name)
    return tuple(surplus_names)


def _order_common_columns(names: Sequence[str], common_columns: Counter[str]) -> list[str]:
    """The common columns in the order of a header; a repeated one as often as both headers have it."""
    remaining, ordered_columns = Counter(common_columns), []
    for folded in map(fold_column_name, names):
        if remaining[folded] > 0:
            remaining[folded] -= 1
            ordered_columns.append(folded)
    return ordered_columns
