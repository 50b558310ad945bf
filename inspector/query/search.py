"""Full-text search: finds the rows of a table that contain a word, by scanning folded text.

A scan beats an index, which would have to be built first. Texts that a person reads as the same match: upper and
lower case, ß and SS, the Greek final sigma,
a letter with its accent written as one character or as two, ligatures and the decorated letters of posts, i with
and without its dot, any blank and any other. Invisible characters (soft hyphens, joiners) are ignored.

A table's cells are folded on the first search and cached up to a limit. stringzilla folds, normalises and finds; it
holds the interpreter lock while it folds, so it gets small pieces.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock

import numpy as np
import pyarrow as pa
import stringzilla as sz
from numpy.typing import NDArray

from inspector.columns import (
    Indices,
    combine_chunks,
    count_cell_bytes,
    find_matches,
    get_offsets_and_bytes,
    join_cells,
    join_columns,
    take_cells,
    unique,
    view_bytes,
    view_cells,
    wrap_large_cells,
)
from inspector.progress import Monitor
from inspector.table import Table

Mask = NDArray[np.bool_]

CACHE_BYTES = 256 << 20
"""Limit of the folded text that is cached; a table that does not fit is folded again for each search."""
_SLICE_BYTES = 4 << 20
"""About how many bytes of cells are folded between two checks for cancellation."""
_PIECE_BYTES = 1 << 19
"""About how many bytes are folded while the interpreter lock is held."""
_ANSWER_CACHE_BYTES = 16 << 20
"""Limit of the cached answers."""
_NARROWING_RATIO = 20
"""If a shorter word matched fewer than one row in this many, a longer word is searched in those rows only."""
_MIN_SCAN_BYTES = 2
"""A shorter word is in nearly every row: each row is asked, instead of finding all positions."""

_CELL_SEPARATOR, _ROW_SEPARATOR = "\x1f", "\x1e"
"""Separators between two cells and after a row."""
_BLANK_TRANSLATION = bytes.maketrans(b"\t\n\r\x0b\x0c\x1e", b" " * 6)
_INVISIBLE_CHARACTERS = tuple(c.encode() for c in "\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f")
_COMBINED_DOTTED_I, _DOTLESS_I = "i\u0307".encode(), "\u0131".encode()


def fold_word(text: str) -> bytes:
    """Fold a word for searching; empty if it has no visible character."""
    return _fold_text(text.encode(errors="replace").translate(_BLANK_TRANSLATION))


def _fold_text(text: bytes) -> bytes:
    """Fold UTF-8: Unicode's compatibility caseless match (section 3.13, D146), and i with and without its dot."""
    if text.isascii():
        return text.lower()
    for character in _INVISIBLE_CHARACTERS:
        text = _replace_bytes(text, character, b"")
    folded_once = _compose_text(sz.utf8_uncased_fold(_compose_text(text)))
    folded_twice = sz.utf8_uncased_fold(folded_once)
    for dotted_form in (_COMBINED_DOTTED_I, _DOTLESS_I):
        folded_twice = _replace_bytes(folded_twice, dotted_form, b"i")
    return _compose_text(folded_twice)


def _replace_bytes(text: bytes, old: bytes, new: bytes) -> bytes:
    """``bytes.replace``, ten times as fast if there is nothing to replace."""
    return text.replace(old, new) if sz.find(text, old) >= 0 else text


def _compose_text(text: bytes) -> bytes:
    """Normalise to NFKC; checking first costs a fraction of normalising."""
    if sz.utf8_find_denormalized(text, "NFKC") is None:
        return text
    composed: bytes = sz.utf8_norm(text, "NFKC")
    return composed


def _split_pieces(text: memoryview) -> Iterator[bytes]:
    """Split the text before ASCII characters, which combine with nothing before them."""
    start = 0
    while len(text) - start > _PIECE_BYTES:
        stop = start + _PIECE_BYTES
        while stop < len(text) and text[stop] >= 0x80:
            stop += 1
        yield bytes(text[start:stop])
        start = stop
    yield bytes(text[start:])


@dataclass(frozen=True, slots=True, eq=False)
class _FoldedRows:
    """Folded rows of a table: row i is ``text[edges[i]:edges[i + 1]]``; ``edges`` has the shape (rows + 1,)."""

    text: bytes
    edges: NDArray[np.int64]

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.edges) - 1

    @property
    def size(self) -> int:
        """The bytes that it takes."""
        return len(self.text) + self.edges.nbytes

    def find_word(self, word: bytes) -> Mask:
        """Which rows hold a folded word, shape (rows,)."""
        if len(word) < _MIN_SCAN_BYTES:
            return self._match_pattern(word)
        if len(self.text) > 4 * _SLICE_BYTES:  # one very long cell: its first place is enough
            return self.find_word_among(word, np.ones(len(self), bool))
        matches = np.zeros(len(self), bool)
        matches[np.searchsorted(self.edges, _find_positions(self.text, word), side="right") - 1] = True
        return matches

    def _match_pattern(self, word: bytes) -> Mask:
        return find_matches(wrap_large_cells(self.edges, self.text), re.escape(word.decode()))

    def find_word_among(self, word: bytes, candidates: Mask) -> Mask:
        """Which of the asked rows hold a folded word, shape (rows,)."""
        matches = np.zeros(len(self), bool)
        rows = np.flatnonzero(candidates)
        bounds = zip(rows.tolist(), self.edges[rows].tolist(), self.edges[rows + 1].tolist(), strict=True)
        matches[[row for row, start, stop in bounds if sz.find(self.text, word, start, stop) >= 0]] = True
        return matches


def _find_positions(text: bytes, word: bytes) -> Indices:
    """Find where a word occurs, in order, without overlaps."""
    positions: list[int] = []
    position = sz.find(text, word)
    while position >= 0:
        positions.append(position)
        position = sz.find(text, word, position + len(word))
    return np.array(positions, np.int64)


def _fold_columns(columns: list[pa.StringArray]) -> Iterator[_FoldedRows]:
    """The rows of some columns of text of one length, slice by slice; a very long row is a slice of its own."""
    if not columns or not len(columns[0]):
        return
    sizes = np.cumsum(np.sum([count_cell_bytes(column) for column in columns], axis=0, dtype=np.int64))
    slice_ends = np.searchsorted(sizes, np.arange(_SLICE_BYTES, int(sizes[-1]), _SLICE_BYTES), side="right")
    edges = [0, *unique(slice_ends[slice_ends > 0]).tolist(), len(sizes)]
    for start, stop in pairwise(edges):
        if start < stop:
            yield _fold_rows([column.slice(start, stop - start) for column in columns])


def _fold_rows(columns: list[pa.StringArray]) -> _FoldedRows:
    rows = join_columns(columns, _CELL_SEPARATOR) if len(columns) > 1 else columns[0]
    offsets, _content = get_offsets_and_bytes(rows)
    blanked = b"".join(piece.translate(_BLANK_TRANSLATION) for piece in _split_pieces(view_cells(rows)))
    joined_rows = join_cells(wrap_large_cells(offsets - offsets[0], blanked), _ROW_SEPARATOR)
    text = b"".join((*map(_fold_text, _split_pieces(joined_rows)), _ROW_SEPARATOR.encode()))
    row_ends = np.flatnonzero(view_bytes(text) == ord(_ROW_SEPARATOR))
    return _FoldedRows(text, np.concatenate((np.zeros(1, np.int64), row_ends + 1)))


_TableColumns = tuple[Table, tuple[int, ...]]
"""A table, by its identity, and the columns that are searched."""


class Search:
    """Finds words in tables; caches folded texts and recent answers up to a limit.

    One search runs at a time; after a cancellation another thread waits for one slice at most.
    """

    def __init__(self, cache_bytes: int = CACHE_BYTES) -> None:
        self._cache_bytes = cache_bytes
        self._lock = Lock()
        self._row_cache: OrderedDict[_TableColumns, tuple[_FoldedRows, ...]] = OrderedDict()
        self._answer_cache: OrderedDict[tuple[_TableColumns, bytes], Mask] = OrderedDict()

    @property
    def size(self) -> int:
        """The bytes of folded text in the cache; never more than the limit."""
        return sum(part.size for parts in self._row_cache.values() for part in parts)

    def clear(self) -> None:
        """Empty the caches, when memory is short or another archive is opened."""
        with self._lock:
            self._row_cache.clear()
            self._answer_cache.clear()

    def find_rows(self, table: Table, columns: tuple[int, ...], word: bytes, monitor: Monitor) -> Mask:
        """Find the rows of a table with a folded word in one of the columns; shape (rows,). Raises ``Cancelled``."""
        if not word:
            return np.ones(table.rows, bool)
        with self._lock:
            key = (table, columns)
            answer = self._answer_cache.get((key, word))
            if answer is None:
                answer = self._find_matches(key, word, monitor)
                self._answer_cache[key, word] = answer
            self._answer_cache.move_to_end((key, word))
            while sum(cached_answer.nbytes for cached_answer in self._answer_cache.values()) > _ANSWER_CACHE_BYTES:
                self._answer_cache.popitem(last=False)
            return answer

    def _find_matches(self, key: _TableColumns, word: bytes, monitor: Monitor) -> Mask:
        """Search for the word; only in the rows that matched a part of it before, if those are few."""
        earlier_answers = [
            answer for (other, part), answer in self._answer_cache.items() if other == key and part in word
        ]
        candidates = min(earlier_answers, key=np.count_nonzero, default=None)
        if candidates is None or np.count_nonzero(candidates) * _NARROWING_RATIO > len(candidates):
            return _concatenate_masks(part.find_word(word) for part in self._load_parts(key, monitor))
        if key in self._row_cache:
            edges = np.cumsum([0, *map(len, self._row_cache[key])])
            candidate_parts = zip(self._load_parts(key, monitor), np.split(candidates, edges[1:-1]), strict=True)
            return _concatenate_masks(part.find_word_among(word, rows) for part, rows in candidate_parts)
        rows = np.flatnonzero(candidates)
        candidate_columns = [take_cells(column, rows) for column in _list_columns(key)]
        matches = np.zeros(len(candidates), bool)
        matches[rows] = _concatenate_masks(part.find_word(word) for part in _fold_columns(candidate_columns))
        return matches

    def _load_parts(self, key: _TableColumns, monitor: Monitor) -> Iterator[_FoldedRows]:
        """Yield the folded rows of a table, cached or folded now; caches them if they fit."""
        cached_parts = self._row_cache.get(key)
        if cached_parts is not None:
            self._row_cache.move_to_end(key)
            for part in cached_parts:
                monitor.step(0, 0, "")
                yield part
            return
        new_parts: list[_FoldedRows] | None = []
        size = 0
        for part in _fold_columns(_list_columns(key)):
            monitor.step(0, 0, "")
            size += part.size
            if new_parts is not None and size <= self._cache_bytes:
                new_parts.append(part)
            else:
                new_parts = None
            yield part
        if new_parts is not None:
            self._cache_parts(key, tuple(new_parts))

    def _cache_parts(self, key: _TableColumns, parts: tuple[_FoldedRows, ...]) -> None:
        free_bytes = self._cache_bytes - sum(part.size for part in parts)
        while self._row_cache and self.size > free_bytes:
            self._row_cache.popitem(last=False)
        self._row_cache[key] = parts


def _list_columns(key: _TableColumns) -> list[pa.StringArray]:
    table, columns = key
    return [combine_chunks(table.column(column)) for column in columns]


def _concatenate_masks(masks: Iterable[Mask]) -> Mask:
    return np.concatenate([np.zeros(0, bool), *masks])
