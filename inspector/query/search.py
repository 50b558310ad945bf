"""Which rows of a table hold a word: a scan over folded text, which beats any index that would have to be built.

Texts that a person takes for the same are the same here: upper and lower case, ß and SS, the Greek final sigma,
a letter with its accent written as one character or as two, ligatures and the decorated letters of posts, i with
and without its dot, any blank and any other. What cannot be seen (soft hyphens, joiners) hides no word.

A table's cells are folded when they are first searched, and kept up to a bound. stringzilla folds, normalises and
finds; it holds the interpreter while it folds, so it is handed small pieces.
"""

import ctypes
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import stringzilla as sz
from numpy.typing import NDArray

from inspector.columns import distinct, strings, take
from inspector.items.text_columns import lengths, mask, texts
from inspector.progress import Monitor
from inspector.table import Table

Mask = NDArray[np.bool_]

BOUND = 256 << 20
"""The most bytes of folded text that are kept between searches; what does not fit is folded anew each time."""
_SLICE = 4 << 20
"""About how many bytes of cells are folded at a stretch."""
_PIECE = 1 << 19
"""About how many bytes are folded before anybody else may go on."""
_ANSWERS = 16 << 20
"""The most bytes of recent answers that are kept."""
_FEW = 20
"""Where a shorter word left fewer than one row in so many, only those are looked at for the longer one."""
_SHORT = 2
"""A word of fewer bytes is in nearly every row: the rows are asked, instead of all its places being found."""

_CELL, _ROW = "\x1f", "\x1e"
"""What stands between two cells and after a row."""
_BLANKS = bytes.maketrans(b"\t\n\r\x0b\x0c\x1e", b" " * 6)
_UNSEEN = tuple(c.encode() for c in "\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f")
_DOTTED, _DOTLESS = "i\u0307".encode(), "\u0131".encode()


def folded(text: str) -> bytes:
    """A word in the form in which it is looked for; empty where it has nothing that could be seen."""
    return _folded(text.encode(errors="replace").translate(_BLANKS))


def _folded(text: bytes) -> bytes:
    """UTF-8 without case, compatible characters as one, composed (Unicode's caseless match, and the dots of i)."""
    if text.isascii():
        return text.lower()
    for unseen in _UNSEEN:
        text = _replaced(text, unseen, b"")
    once = _composed(sz.utf8_uncased_fold(_composed(text)))
    twice = sz.utf8_uncased_fold(once)
    for dots in (_DOTTED, _DOTLESS):
        twice = _replaced(twice, dots, b"i")
    return _composed(twice)


def _replaced(text: bytes, old: bytes, new: bytes) -> bytes:
    """As ``bytes.replace``, but ten times as quick where there is nothing to replace."""
    return text.replace(old, new) if sz.find(text, old) >= 0 else text


def _composed(text: bytes) -> bytes:
    """The text in the form NFKC; to see that it is so already costs a fraction of making it so."""
    if sz.utf8_find_denormalized(text, "NFKC") is None:
        return text
    made: bytes = sz.utf8_norm(text, "NFKC")
    return made


def _pieces(text: memoryview) -> Iterator[bytes]:
    """The text in pieces that begin with an ASCII character: none of them combines with what stands before it."""
    start = 0
    while len(text) - start > _PIECE:
        stop = start + _PIECE
        while stop < len(text) and text[stop] >= 0x80:
            stop += 1
        yield bytes(text[start:stop])
        start = stop
    yield bytes(text[start:])


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Some rows of a table, folded: row i reaches from ``edges[i]`` to ``edges[i + 1]``, shape (rows + 1,)."""

    text: bytes
    edges: NDArray[np.int64]

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.edges) - 1

    @property
    def size(self) -> int:
        """The bytes that it takes."""
        return len(self.text) + self.edges.nbytes

    def holding(self, word: bytes) -> Mask:
        """Which rows hold a folded word, shape (rows,)."""
        if len(word) < _SHORT:
            return self._asked_at_once(word)
        if len(self.text) > 4 * _SLICE:  # one very long cell: its first place is enough
            return self.holding_among(word, np.ones(len(self), bool))
        found = np.zeros(len(self), bool)
        found[np.searchsorted(self.edges, _places(self.text, word), side="right") - 1] = True
        return found

    def _asked_at_once(self, word: bytes) -> Mask:
        cells = pa.LargeStringArray.from_buffers(len(self), pa.py_buffer(self.edges), pa.py_buffer(self.text))
        return mask(pc.match_substring_regex(cells, pattern=re.escape(word.decode())))

    def holding_among(self, word: bytes, asked: Mask) -> Mask:
        """Which of the asked rows hold a folded word, shape (rows,)."""
        found = np.zeros(len(self), bool)
        rows = np.flatnonzero(asked)
        bounds = zip(rows.tolist(), self.edges[rows].tolist(), self.edges[rows + 1].tolist(), strict=True)
        found[[row for row, start, stop in bounds if sz.find(self.text, word, start, stop) >= 0]] = True
        return found


def _places(text: bytes, word: bytes) -> NDArray[np.int64]:
    """Where a word stands, in order, without overlaps: the edges of the text split at it, read where they lie."""
    pieces = sz.Str(text).split(word)
    times = len(pieces) - 1
    rest = len(text) - times * len(word)
    if not times or not rest:  # pieces that are all empty have no edges to be read
        return len(word) * np.arange(times, dtype=np.int64)
    tape = pieces.tape  # copies the pieces one behind the other, with their edges in one array
    kind = np.int64 if pieces.offsets_are_large else np.int32
    edges = np.frombuffer((ctypes.c_char * pieces.offsets_nbytes).from_address(pieces.offsets_address), kind)
    places: NDArray[np.int64] = edges[1 : times + 1].astype(np.int64) + len(word) * np.arange(times)
    del tape
    return places


def _fold(columns: list[Any]) -> Iterator[_Rows]:
    """The rows of some columns of text of one length, slice by slice; a very long row is a slice of its own."""
    if not columns or not len(columns[0]):
        return
    sizes = np.cumsum(np.sum([lengths(column) for column in columns], axis=0, dtype=np.int64))
    cuts = np.searchsorted(sizes, np.arange(_SLICE, int(sizes[-1]), _SLICE), side="right")
    edges = [0, *distinct(cuts[cuts > 0]).tolist(), len(sizes)]
    for start, stop in pairwise(edges):
        if start < stop:
            yield _folded_rows([column.slice(start, stop - start) for column in columns])


def _folded_rows(columns: list[Any]) -> _Rows:
    rows = pc.binary_join_element_wise(*columns, strings([_CELL])[0]) if len(columns) > 1 else columns[0]
    edges, content = _spans(rows)
    blank = b"".join(piece.translate(_BLANKS) for piece in _pieces(content.data))
    cells = pa.LargeStringArray.from_buffers(len(rows), pa.py_buffer(edges), pa.py_buffer(blank))
    ends = np.array([0, len(rows)], np.int64)
    listed = pa.LargeListArray.from_arrays(pa.Array.from_buffers(pa.int64(), 2, [None, pa.py_buffer(ends)]), cells)
    _edges, marked = _spans(pc.binary_join(listed, strings([_ROW])[0].cast(pa.large_string())))
    text = b"".join((*map(_folded, _pieces(marked.data)), _ROW.encode()))
    marks = np.flatnonzero(np.frombuffer(text, np.uint8) == ord(_ROW))
    return _Rows(text, np.concatenate((np.zeros(1, np.int64), marks + 1)))


def _spans(cells: Any) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:  # noqa: ANN401 - pyarrow ships no types
    """The edges of the cells, from 0, and their bytes."""
    kind = np.int64 if pa.types.is_large_string(cells.type) else np.int32
    _valid, offsets, data = cells.buffers()
    found = np.frombuffer(offsets, kind, len(cells) + 1, cells.offset * np.dtype(kind).itemsize)
    content = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(0, np.uint8)
    return found.astype(np.int64) - int(found[0]), content[int(found[0]) : int(found[-1])]


_Key = tuple[Table, tuple[int, ...]]
"""A table, by its identity, and the columns that are searched."""


class Search:
    """Finds words in tables, and remembers folded texts and recent answers up to a bound.

    One question at a time: another thread waits, at most for one slice where the first was told to stop.
    """

    def __init__(self, bound: int = BOUND) -> None:
        self._bound = bound
        self._lock = Lock()
        self._kept: OrderedDict[_Key, tuple[_Rows, ...]] = OrderedDict()
        self._answers: OrderedDict[tuple[_Key, bytes], Mask] = OrderedDict()

    @property
    def size(self) -> int:
        """The bytes of folded text that are kept now; never more than the bound."""
        return sum(part.size for parts in self._kept.values() for part in parts)

    def forget(self) -> None:
        """Drop everything that is kept, as when memory is short or another archive is opened."""
        with self._lock:
            self._kept.clear()
            self._answers.clear()

    def rows(self, table: Table, columns: tuple[int, ...], word: bytes, monitor: Monitor) -> Mask:
        """Which rows of a table hold a folded word in one of some columns, shape (rows,); raises ``Cancelled``."""
        if not word:
            return np.ones(table.rows, bool)
        with self._lock:
            key = (table, columns)
            answer = self._answers.get((key, word))
            if answer is None:
                answer = self._narrowed(key, word, monitor)
                self._answers[key, word] = answer
            self._answers.move_to_end((key, word))
            while sum(kept.nbytes for kept in self._answers.values()) > _ANSWERS:
                self._answers.popitem(last=False)
            return answer

    def _narrowed(self, key: _Key, word: bytes, monitor: Monitor) -> Mask:
        """The answer, looked for only where a part of the word was found before, where those rows are few."""
        earlier = [answer for (other, part), answer in self._answers.items() if other == key and part in word]
        asked = min(earlier, key=np.count_nonzero, default=None)
        if asked is None or np.count_nonzero(asked) * _FEW > len(asked):
            return _joined(part.holding(word) for part in self._parts(key, monitor))
        if key in self._kept:
            edges = np.cumsum([0, *map(len, self._kept[key])])
            asking = zip(self._parts(key, monitor), np.split(asked, edges[1:-1]), strict=True)
            return _joined(part.holding_among(word, rows) for part, rows in asking)
        rows = np.flatnonzero(asked)
        few = [take(column, rows) for column in _columns(key)]
        found = np.zeros(len(asked), bool)
        found[rows] = _joined(part.holding(word) for part in _fold(few))
        return found

    def _parts(self, key: _Key, monitor: Monitor) -> Iterator[_Rows]:
        """The folded texts of a table: the kept ones, or made now and kept if they fit."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            for part in kept:
                monitor.step(0, 0, "")
                yield part
            return
        made: list[_Rows] | None = []
        size = 0
        for part in _fold(_columns(key)):
            monitor.step(0, 0, "")
            size += part.size
            if made is not None and size <= self._bound:
                made.append(part)
            else:
                made = None
            yield part
        if made is not None:
            self._keep(key, tuple(made))

    def _keep(self, key: _Key, parts: tuple[_Rows, ...]) -> None:
        room = self._bound - sum(part.size for part in parts)
        while self._kept and self.size > room:
            self._kept.popitem(last=False)
        self._kept[key] = parts


def _columns(key: _Key) -> list[Any]:
    table, columns = key
    return [texts(table, column) for column in columns]


def _joined(masks: Iterable[Mask]) -> Mask:
    return np.concatenate([np.zeros(0, bool), *masks])
