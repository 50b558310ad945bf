"""Text as Arrow keeps it: one run of UTF-8 bytes and the offsets into it.

Everything here goes through buffers. The comfortable ways (``pa.array``, ``to_numpy``) make pyarrow import
pandas, which costs more than reading an ordinary archive.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Bytes = bytes | bytearray
Octets = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# Arrow's usual pool keeps about a fifth of a table's size of what one thread took and another let go.
with suppress(NotImplementedError):  # not built in on every system
    pa.set_memory_pool(pa.jemalloc_memory_pool())

CR, LF, QUOTE, NUL = 0x0D, 0x0A, 0x22, 0x00
_PIECE = 1 << 20
_SCATTERED = 16
"""Values that lie wider apart than that on average are sorted, others are counted."""
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def octets(data: Bytes, offset: int = 0) -> Octets:
    """View bytes as numbers, from ``offset`` on, without a copy."""
    return np.frombuffer(data, dtype=np.uint8, offset=offset) if len(data) > offset else np.empty(0, np.uint8)


def strings(cells: Sequence[str]) -> pa.StringArray:
    """Build a string array of the same length, without nulls."""
    encoded = [cell.encode() for cell in cells]
    offsets = np.zeros(len(encoded) + 1, dtype=np.int32)
    np.cumsum(np.fromiter(map(len, encoded), dtype=np.int32, count=len(encoded)), out=offsets[1:])
    return pa.StringArray.from_buffers(len(encoded), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded)))


def spans(array: pa.StringArray) -> tuple[Places, Octets]:
    """Give the ``len + 1`` offsets of the cells and the bytes that they point into."""
    if len(array) == 0:
        return np.zeros(1, np.int64), np.empty(0, np.uint8)
    _, offsets, data = array.buffers()
    ends = np.frombuffer(offsets, dtype=np.int32, count=len(array) + 1, offset=4 * array.offset).astype(np.int64)
    return ends, octets(data) if data is not None and data.size else np.empty(0, np.uint8)


def chunks(column: pa.ChunkedArray | pa.StringArray) -> list[pa.StringArray]:
    """Give the pieces of a column; a plain array is its own only piece."""
    pieces: list[pa.StringArray] = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    return pieces


def take(array: pa.StringArray, rows: Places) -> pa.StringArray:
    """Pick the cells at ``rows`` (indices from 0)."""
    places = np.ascontiguousarray(rows, dtype=np.int64)
    return array.take(pa.Array.from_buffers(pa.int64(), len(places), [None, pa.py_buffer(places)]))


def distinct(values: Places) -> Places:
    """Give each value once, in order. numpy's own ``unique`` loads its masked arrays to find that there are none."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def numbered(values: Places) -> tuple[Places, Places]:
    """Give the distinct values in order, and for each value its place among them."""
    if not len(values):
        return values, values
    low, high = int(values.min()), int(values.max())
    if high - low > _SCATTERED * len(values):
        scattered: tuple[Places, Places] = np.unique(values, return_inverse=True)
        return scattered
    there = np.bincount(values - low) > 0
    return np.flatnonzero(there) + low, (np.cumsum(there) - 1)[values - low]


def present(array: pa.Array) -> Flags:
    """Tell for each slot whether it is filled (not null)."""
    bitmap = array.buffers()[0]
    if bitmap is None:
        return np.ones(len(array), np.bool_)
    bits = np.unpackbits(octets(bitmap), bitorder="little")[array.offset : array.offset + len(array)]
    return bits.astype(np.bool_)


def rows_with_byte(data: pa.Table, byte: int) -> Places:
    """Find the rows (from 0) in which any cell holds the ASCII byte."""
    found: list[Places] = []
    for column in data.columns:
        base = 0
        for chunk in column.chunks:
            ends, content = spans(chunk)
            used = content[ends[0] : ends[-1]]
            places = np.flatnonzero(used == byte) + ends[0]
            found.append(np.searchsorted(ends, places, side="right") - 1 + base)
            base += len(chunk)
    return distinct(np.concatenate(found)) if found else np.empty(0, np.int64)


def rows_longer(data: pa.Table, characters: int) -> Places:
    """Find the rows (from 0) in which any cell has more than that many characters."""
    found: list[int] = []
    for column in data.columns:
        base = 0
        for chunk in column.chunks:
            if chunk.nbytes > characters:  # most pieces are told apart by their size alone
                ends, content = spans(chunk)
                found += [
                    base + int(row)
                    for row in np.flatnonzero(np.diff(ends) > characters)
                    if _characters(content[ends[row] : ends[row + 1]]) > characters
                ]
            base += len(chunk)
    return distinct(np.array(found, dtype=np.int64))


def _characters(cell: Octets) -> int:
    """Count characters: only bytes that begin one count, continuation bytes are 10xxxxxx."""
    pieces = (cell[start : start + _PIECE] for start in range(0, len(cell), _PIECE))
    return sum(int(np.count_nonzero((piece & 0xC0) != 0x80)) for piece in pieces)


def physical_lines(data: Bytes, start: int, end: int | None = None) -> Iterator[bytes]:
    """Cut bytes into lines with their ends; only CR, LF and CRLF end a line."""
    stop = len(data) if end is None else end
    return (found.group() for found in _LINE.finditer(data, start, stop))


def line_starts(content: Octets) -> Places:
    """Find where each line begins; a line end at the very end begins no further line."""
    if len(content) == 0:
        return np.empty(0, np.int64)
    starts = np.concatenate((np.zeros(1, np.int64), _line_ends(content) + 1))
    return starts[starts < len(content)]


def lines_of(content: Octets, places: Places) -> Places:
    """Find the lines (from 0, each once) that hold the bytes at ``places``."""
    return distinct(np.searchsorted(_line_ends(content), places, side="left"))


def _line_ends(content: Octets) -> Places:
    ends = np.flatnonzero(content == LF)
    returns = np.flatnonzero(content == CR)
    if not len(returns):
        return ends
    followed = np.zeros(len(returns), np.bool_)
    within = returns[: len(returns) - (returns[-1] == len(content) - 1)]
    followed[: len(within)] = content[within + 1] == LF
    lone = returns[~followed]
    return np.sort(np.concatenate((ends, lone))) if len(lone) else ends


def fits(cells: npt.NDArray[Any], template: bytes) -> Flags:
    """Tell which rows of a byte matrix look like the template, in which ``d`` stands for any digit."""
    good = np.ones(len(cells), np.bool_)
    for place, wanted in enumerate(template):
        column = cells[:, place]
        good &= ((column >= 0x30) & (column <= 0x39)) if wanted == ord("d") else column == wanted
    return good
