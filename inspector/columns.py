"""Text as Arrow keeps it: one run of UTF-8 bytes and the offsets into it.

Everything here goes through buffers. The comfortable ways (``pa.array``, ``to_numpy``) make pyarrow import
pandas, which costs more than reading an ordinary archive.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Bytes = bytes | bytearray
ByteArray = npt.NDArray[np.uint8]
Indices = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

CR, LF, QUOTE, NUL = 0x0D, 0x0A, 0x22, 0x00
_COUNT_CHUNK_SIZE = 1 << 20
_MAX_SPARSITY = 16
"""Values that lie wider apart than that on average are sorted, others are counted."""
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def view_bytes(data: Bytes, offset: int = 0) -> ByteArray:
    """View bytes as numbers, from ``offset`` on, without a copy."""
    return np.frombuffer(data, dtype=np.uint8, offset=offset) if len(data) > offset else np.empty(0, np.uint8)


def build_string_array(cells: Sequence[str]) -> pa.StringArray:
    """Build a string array of the same length, without nulls."""
    encoded = [cell.encode() for cell in cells]
    offsets = np.zeros(len(encoded) + 1, dtype=np.int32)
    np.cumsum(np.fromiter(map(len, encoded), dtype=np.int32, count=len(encoded)), out=offsets[1:])
    return pa.StringArray.from_buffers(len(encoded), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded)))


def get_offsets_and_bytes(array: pa.StringArray) -> tuple[Indices, ByteArray]:
    """Give the ``len + 1`` offsets of the cells and the bytes that they point into."""
    if len(array) == 0:
        return np.zeros(1, np.int64), np.empty(0, np.uint8)
    _, offsets, data = array.buffers()
    end_offsets = np.frombuffer(offsets, dtype=np.int32, count=len(array) + 1, offset=4 * array.offset).astype(np.int64)
    return end_offsets, view_bytes(data) if data is not None and data.size else np.empty(0, np.uint8)


def list_chunks(column: pa.ChunkedArray | pa.StringArray) -> list[pa.StringArray]:
    """Give the pieces of a column; a plain array is its own only piece."""
    pieces: list[pa.StringArray] = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    return pieces


def take_cells(array: pa.StringArray, rows: Indices) -> pa.StringArray:
    """Pick the cells at ``rows`` (indices from 0)."""
    indices = np.ascontiguousarray(rows, dtype=np.int64)
    return array.take(pa.Array.from_buffers(pa.int64(), len(indices), [None, pa.py_buffer(indices)]))


def unique(values: Indices) -> Indices:
    """Give each value once, in order. numpy's own ``unique`` loads its masked arrays to find that there are none."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def factorize(values: Indices) -> tuple[Indices, Indices]:
    """Give the distinct values in order, and for each value its place among them."""
    if not len(values):
        return values, values
    low, high = int(values.min()), int(values.max())
    if high - low > _MAX_SPARSITY * len(values):
        uniques_and_codes: tuple[Indices, Indices] = np.unique(values, return_inverse=True)
        return uniques_and_codes
    is_present = np.bincount(values - low) > 0
    return np.flatnonzero(is_present) + low, (np.cumsum(is_present) - 1)[values - low]


def find_valid(array: pa.Array) -> BoolArray:
    """Tell for each slot whether it is filled (not null)."""
    bitmap = array.buffers()[0]
    if bitmap is None:
        return np.ones(len(array), np.bool_)
    bits = np.unpackbits(view_bytes(bitmap), bitorder="little")[array.offset : array.offset + len(array)]
    return bits.astype(np.bool_)


def find_rows_with_byte(data: pa.Table, byte: int) -> Indices:
    """Find the rows (from 0) in which any cell holds the ASCII byte."""
    row_arrays: list[Indices] = []
    for column in data.columns:
        first_row = 0
        for chunk in column.chunks:
            offsets, content = get_offsets_and_bytes(chunk)
            used = content[offsets[0] : offsets[-1]]
            byte_offsets = np.flatnonzero(used == byte) + offsets[0]
            row_arrays.append(np.searchsorted(offsets, byte_offsets, side="right") - 1 + first_row)
            first_row += len(chunk)
    return unique(np.concatenate(row_arrays)) if row_arrays else np.empty(0, np.int64)


def find_rows_longer_than(data: pa.Table, characters: int) -> Indices:
    """Find the rows (from 0) in which any cell has more than that many characters."""
    long_rows: list[int] = []
    for column in data.columns:
        first_row = 0
        for chunk in column.chunks:
            if chunk.nbytes > characters:  # most pieces are told apart by their size alone
                offsets, content = get_offsets_and_bytes(chunk)
                long_rows += [
                    first_row + int(row)
                    for row in np.flatnonzero(np.diff(offsets) > characters)
                    if _count_characters(content[offsets[row] : offsets[row + 1]]) > characters
                ]
            first_row += len(chunk)
    return unique(np.array(long_rows, dtype=np.int64))


def _count_characters(cell: ByteArray) -> int:
    """Count characters: only bytes that begin one count, continuation bytes are 10xxxxxx."""
    pieces = (cell[start : start + _COUNT_CHUNK_SIZE] for start in range(0, len(cell), _COUNT_CHUNK_SIZE))
    return sum(int(np.count_nonzero((piece & 0xC0) != 0x80)) for piece in pieces)


def split_lines(data: Bytes, start: int, end: int | None = None) -> Iterator[bytes]:
    """Cut bytes into lines with their ends; only CR, LF and CRLF end a line."""
    stop = len(data) if end is None else end
    return (match.group() for match in _LINE.finditer(data, start, stop))


def find_line_starts(content: ByteArray) -> Indices:
    """Find where each line begins; a line end at the very end begins no further line."""
    if len(content) == 0:
        return np.empty(0, np.int64)
    starts = np.concatenate((np.zeros(1, np.int64), _find_line_ends(content) + 1))
    return starts[starts < len(content)]


def find_lines_at(content: ByteArray, offsets: Indices) -> Indices:
    """Find the lines (from 0, each once) that hold the bytes at ``places``."""
    return unique(np.searchsorted(_find_line_ends(content), offsets, side="left"))


def _find_line_ends(content: ByteArray) -> Indices:
    line_ends = np.flatnonzero(content == LF)
    carriage_returns = np.flatnonzero(content == CR)
    if not len(carriage_returns):
        return line_ends
    is_followed = np.zeros(len(carriage_returns), np.bool_)
    inner_returns = carriage_returns[: len(carriage_returns) - (carriage_returns[-1] == len(content) - 1)]
    is_followed[: len(inner_returns)] = content[inner_returns + 1] == LF
    lone_returns = carriage_returns[~is_followed]
    return np.sort(np.concatenate((line_ends, lone_returns))) if len(lone_returns) else line_ends


def match_template(cells: npt.NDArray[Any], template: bytes) -> BoolArray:
    """Tell which rows of a byte matrix look like the template, in which ``d`` stands for any digit."""
    is_match = np.ones(len(cells), np.bool_)
    for index, expected in enumerate(template):
        column = cells[:, index]
        is_match &= ((column >= 0x30) & (column <= 0x39)) if expected == ord("d") else column == expected
    return is_match
