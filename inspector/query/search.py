"""Finds the rows of a table that contain a word, by a scan over folded text.

An index would have to be built first, which takes longer than a person's searches together.

Text is folded as Unicode's compatibility caseless match (The Unicode Standard, 3.13, D146), so case, ß and SS, the
Greek final sigma, composed and decomposed accents, ligatures and decorated letters are the same. In addition i is the
same with and without its dot, all blanks are the same, and invisible characters (soft hyphens, joiners) are left out.

A table's cells are folded when they are first searched, and cached up to a bound. stringzilla folds, normalizes and
finds. It holds the interpreter lock while it folds, so it gets small pieces.
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
"""The limit of the cache of folded text, in bytes; what does not fit is folded again for each search."""
_SLICE_BYTES = 4 << 20
"""About how many bytes of cells make one part: a search can be cancelled between two parts."""
_PIECE_BYTES = 1 << 19
"""About how many bytes are folded before other threads can run."""
_ANSWER_CACHE_BYTES = 16 << 20
"""The limit of the cache of recent answers, in bytes."""
_NARROWING_RATIO = 20
"""If a shorter word left fewer than one row in so many, only these are searched for the longer one."""
_MIN_SCAN_BYTES = 2
"""A shorter word is in nearly every row, so each row is asked instead of finding all positions."""

_CELL_SEPARATOR, _ROW_SEPARATOR = "\x1f", "\x1e"
"""Stand between two cells and after each row (ASCII unit and record separator)."""
_BLANK_TRANSLATION = bytes.maketrans(b"\t\n\r\x0b\x0c\x1e", b" " * 6)
_INVISIBLE_CHARACTERS = tuple(c.encode() for c in "\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f")
_COMBINED_DOTTED_I, _DOTLESS_I = "i\u0307".encode(), "\u0131".encode()


def fold_word(text: str) -> bytes:
    """Fold a word for a search; empty if it has no visible character."""
    return _fold_text(text.encode(errors="replace").translate(_BLANK_TRANSLATION))


def _fold_text(text: bytes) -> bytes:
    """Fold UTF-8 text (compatibility caseless match), without invisible characters and the dots of i."""
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
    """Replace as ``bytes.replace`` does; ten times as fast if there is nothing to replace."""
    return text.replace(old, new) if sz.find(text, old) >= 0 else text


def _compose_text(text: bytes) -> bytes:
    """Normalize to NFKC. The check whether it is needed costs a fraction of doing it."""
    if sz.utf8_find_denormalized(text, "NFKC") is None:
        return text
    composed: bytes = sz.utf8_norm(text, "NFKC")
    return composed


def _split_pieces(text: memoryview) -> Iterator[bytes]:
    """Split text before ASCII characters, because these never combine with the character before."""
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
    """Some rows of a table, folded: row i is ``text[edges[i] : edges[i + 1]]``; ``edges`` has the shape (rows + 1,)."""

    text: bytes
    edges: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.edges) - 1

    @property
    def size(self) -> int:
        """The memory that it takes, in bytes."""
        return len(self.text) + self.edges.nbytes

    def find_word(self, word: bytes) -> Mask:
        """Tell which rows contain a folded word, shape (rows,)."""
        if len(word) < _MIN_SCAN_BYTES:
            return self._match_pattern(word)
        if len(self.text) > 4 * _SLICE_BYTES:  # one very long cell: its first match is enough
            return self.find_word_among(word, np.ones(len(self), bool))
        matches = np.zeros(len(self), bool)
        matches[np.searchsorted(self.edges, _find_positions(self.text, word), side="right") - 1] = True
        return matches

    def _match_pattern(self, word: bytes) -> Mask:
        return find_matches(wrap_large_cells(self.edges, self.text), re.escape(word.decode()))

    def find_word_among(self, word: bytes, candidates: Mask) -> Mask:
        """Tell which of the candidate rows contain a folded word, shape (rows,)."""
        matches = np.zeros(len(self), bool)
        rows = np.flatnonzero(candidates)
        bounds = zip(rows.tolist(), self.edges[rows].tolist(), self.edges[rows + 1].tolist(), strict=True)
        matches[[row for row, start, stop in bounds if sz.find(self.text, word, start, stop) >= 0]] = True
        return matches


def _find_positions(text: bytes, word: bytes) -> Indices:
    """Find where a word occurs, in order, without overlaps: between the pieces that a split leaves.

    A split takes half the time of a loop over ``find`` if the word is frequent.
    """
    sizes = np.fromiter(map(len, sz.Str(text).split_iter(word)), np.int64)
    return np.cumsum(sizes)[:-1] + len(word) * np.arange(len(sizes) - 1)


def _fold_columns(columns: list[pa.StringArray]) -> Iterator[_FoldedRows]:
    """Fold the rows of columns of the same length, part by part; a very long row is a part of its own."""
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
"""A table (compared by identity) and the positions of the columns that are searched."""


class Search:
    """Finds words in tables, and caches folded text and recent answers up to a bound.

    One search runs at a time. Another thread waits, for one part at most if the first search is cancelled.
    """

    def __init__(self, cache_bytes: int = CACHE_BYTES) -> None:
        self._cache_bytes = cache_bytes
        self._lock = Lock()
        self._row_cache: OrderedDict[_TableColumns, tuple[_FoldedRows, ...]] = OrderedDict()
        self._answer_cache: OrderedDict[tuple[_TableColumns, bytes], Mask] = OrderedDict()

    @property
    def size(self) -> int:
        """The size of the cached folded text in bytes; never above ``cache_bytes``."""
        return sum(part.size for parts in self._row_cache.values() for part in parts)

    def clear(self) -> None:
        """Empty the caches, as when memory is short or another archive is opened."""
        with self._lock:
            self._row_cache.clear()
            self._answer_cache.clear()

    def find_rows(self, table: Table, columns: tuple[int, ...], word: bytes, monitor: Monitor) -> Mask:
        """Tell which rows contain a folded word in one of the columns, shape (rows,); raises ``Cancelled``."""
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
        """Search; only among the rows of an earlier answer for a part of the word, if these are few."""
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
        """Give the folded text of a table: from the cache, or folded now and cached if it fits."""
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
