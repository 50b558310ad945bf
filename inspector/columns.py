"""Arrow's columns of text: the only module that knows their buffers.

A string array is one buffer of UTF-8 bytes and one of ``len + 1`` int32 offsets into it (Arrow columnar format,
"Variable-size Binary Layout"; large strings have int64 offsets). A slice keeps both buffers and starts at
``array.offset``. A chunked array is a column in several string arrays.

Everything here reads and writes these buffers. The comfortable ways (``pa.array``, ``to_numpy``) make pyarrow import
pandas, which costs more time than reading an ordinary archive.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Bytes = bytes | bytearray
ByteArray = npt.NDArray[np.uint8]
Indices = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
TextChunks: TypeAlias = "pa.ChunkedArray[pa.StringScalar]"
"""A column of a table: text, no nulls, in any number of chunks."""
TextColumn: TypeAlias = "pa.StringArray | TextChunks"
_Column = TypeVar("_Column", pa.StringArray, TextChunks)

CR, LF, QUOTE, NUL = 0x0D, 0x0A, 0x22, 0x00
_COUNT_CHUNK_SIZE = 1 << 20
_MAX_SPARSITY = 16
"""Values with larger gaps than this on average are sorted, others are counted."""
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def configure_memory_pool() -> None:
    """Use jemalloc for Arrow. Call it once, before any table is read.

    Arrow's default pool keeps about a fifth of a table's size when one thread allocates and another one frees.
    """
    with suppress(NotImplementedError):  # not every platform's build has jemalloc
        pa.set_memory_pool(pa.jemalloc_memory_pool())


# ---- buffers


def view_bytes(data: Bytes | memoryview, offset: int = 0) -> ByteArray:
    """View bytes as numbers, from ``offset`` on, without a copy."""
    return np.frombuffer(data, dtype=np.uint8, offset=offset) if len(data) > offset else np.empty(0, np.uint8)


def _view_buffer(buffer: pa.Buffer | None) -> memoryview:
    """View a buffer; Arrow leaves out the data buffer where all cells are empty."""
    return memoryview(b"" if buffer is None else cast("bytes", buffer))  # the stubs do not know the buffer protocol


def _wrap_array(values: npt.NDArray[Any]) -> pa.Buffer:
    return pa.py_buffer(np.ascontiguousarray(values).data)


def _wrap_integers(values: Indices) -> pa.Int64Array:
    array = pa.Array.from_buffers(pa.int64(), len(values), [None, _wrap_array(values.astype(np.int64, copy=False))])
    return cast("pa.Int64Array", array)


_Number = TypeVar("_Number", np.int32, np.uint8, np.uint64)


def _read_numbers(array: "pa.Array[Any]", dtype: type[_Number]) -> npt.NDArray[_Number]:
    """View the values of a fixed-width array without nulls, shape (len(array),)."""
    start = array.offset * np.dtype(dtype).itemsize
    return np.frombuffer(_view_buffer(array.buffers()[1]), dtype, len(array), start)


def _read_offsets(array: pa.StringArray | pa.LargeStringArray) -> npt.NDArray[np.int32] | Indices:
    """View the ``len + 1`` offsets in their own width: callers that need only lengths avoid a copy."""
    if not len(array):  # Arrow may leave out the offsets of an empty array
        return np.zeros(1, np.int32)
    offsets = _view_buffer(array.buffers()[1])
    if isinstance(array, pa.LargeStringArray):
        return np.frombuffer(offsets, np.int64, len(array) + 1, array.offset * 8)
    return np.frombuffer(offsets, np.int32, len(array) + 1, array.offset * 4)


def get_offsets_and_bytes(array: pa.StringArray | pa.LargeStringArray) -> tuple[Indices, ByteArray]:
    """Give the ``len + 1`` offsets of the cells and the bytes that they point into."""
    return _read_offsets(array).astype(np.int64), view_bytes(_view_buffer(array.buffers()[2]))


# ---- build


def build_string_array(cells: Sequence[str]) -> pa.StringArray:
    """Build a string array of the same length, without nulls."""
    encoded = [cell.encode() for cell in cells]
    offsets = np.zeros(len(encoded) + 1, dtype=np.int32)
    np.cumsum(np.fromiter(map(len, encoded), dtype=np.int32, count=len(encoded)), out=offsets[1:])
    return pa.StringArray.from_buffers(len(encoded), _wrap_array(offsets), pa.py_buffer(b"".join(encoded)))


def wrap_cells(offsets: Indices, content: ByteArray) -> pa.StringArray:
    """Build a string array from its ``len + 1`` offsets and its bytes, which must be UTF-8."""
    return pa.StringArray.from_buffers(len(offsets) - 1, _wrap_array(offsets.astype(np.int32)), _wrap_array(content))


def wrap_large_cells(offsets: Indices, content: Bytes) -> pa.LargeStringArray:
    """Build a large string array without a copy from its ``len + 1`` offsets and its bytes, which must be UTF-8."""
    array = pa.LargeStringArray.from_buffers(len(offsets) - 1, _wrap_array(offsets), pa.py_buffer(content))
    return cast("pa.LargeStringArray", array)


def build_blank_cells(count: int) -> pa.StringArray:
    """Build that many empty cells."""
    return wrap_cells(np.zeros(count + 1, np.int64), np.empty(0, np.uint8))


def repeat_text(text: str, count: int) -> pa.StringArray:
    """Build that many cells with the same text."""
    return take_cells(build_string_array([text]), np.zeros(count, np.int64))


def format_integers(numbers: Indices) -> pa.StringArray:
    """Write numbers as decimal digits."""
    return cast("pa.StringArray", pc.cast(_wrap_integers(numbers), pa.string()))


def replace_blank_with_null(cells: pa.StringArray) -> pa.StringArray:
    """Make empty cells null, without a copy of the text: Arrow sorts nulls last in both directions."""
    bitmap = np.packbits(np.append(np.zeros(cells.offset, np.bool_), find_filled(cells)), bitorder="little")
    _, offsets, data = cells.buffers()
    if offsets is None:
        return cells
    return pa.StringArray.from_buffers(
        len(cells), offsets, data or pa.py_buffer(b""), _wrap_array(bitmap), offset=cells.offset
    )


def widen_offsets(cells: pa.StringArray) -> pa.LargeStringArray:
    """Give the same cells with int64 offsets, so that columns of over 2 GiB together can be joined."""
    return cast("pa.LargeStringArray", cells.cast(pa.large_string()))


# ---- take apart


def list_chunks(column: TextColumn) -> list[pa.StringArray]:
    """Give the chunks of a column; a plain array is its own only chunk."""
    return cast("list[pa.StringArray]", column.chunks) if isinstance(column, pa.ChunkedArray) else [column]


def combine_chunks(column: TextChunks) -> pa.StringArray:
    """Give a column as one array, shape (rows,); one chunk is not copied."""
    chunks = list_chunks(column)
    if len(chunks) == 1:
        return chunks[0]
    return pa.concat_arrays(chunks) if chunks else build_string_array(())


def take_cells(column: _Column, rows: npt.NDArray[np.integer[Any]]) -> _Column:
    """Pick the cells at ``rows`` (indices from 0), in that order."""
    return column.take(_wrap_integers(rows.astype(np.int64, copy=False)))


def list_texts(column: TextColumn) -> list[str]:
    """Give all cells of a column without nulls as strings."""
    return cast("list[str]", column.to_pylist())


def list_cell_bytes(array: pa.StringArray) -> list[bytes]:
    """Give all cells as UTF-8."""
    ends = _read_offsets(array).tolist()
    content = _view_buffer(array.buffers()[2])
    return [bytes(content[start:end]) for start, end in pairwise(ends)]


def view_cells(array: pa.StringArray | pa.LargeStringArray) -> memoryview:
    """View all cells one after another as UTF-8."""
    offsets = _read_offsets(array)
    return _view_buffer(array.buffers()[2])[int(offsets[0]) : int(offsets[-1])]


def view_cell(column: TextChunks, row: int) -> memoryview:
    """View one cell as UTF-8; ``column[row]`` would copy it. ``row`` must be within the column."""
    return view_cells(next(chunk for chunk in list_chunks(column.slice(row, 1)) if len(chunk)))


def get_text_field(fields: pa.StructArray, name: str) -> pa.StringArray:
    """Give one field of the struct that ``pc.extract_regex`` makes: the text of a named group."""
    return cast("pa.StringArray", fields.field(name))


# ---- ask all rows at once


def to_bool_array(booleans: pa.BooleanArray) -> BoolArray:
    """Unpack Arrow's booleans, which are bits, shape (rows,); null counts as false."""
    values = _read_numbers(pc.cast(booleans, pa.uint8()), np.uint8).astype(np.bool_)
    return values & to_bool_array(pc.is_valid(booleans)) if booleans.null_count else values


def find_valid(array: "pa.Array[Any]") -> BoolArray:
    """Tell for each slot whether it is filled (not null)."""
    bitmap = array.buffers()[0]
    if bitmap is None:
        return np.ones(len(array), np.bool_)
    bits = np.unpackbits(view_bytes(_view_buffer(bitmap)), bitorder="little")
    return bits[array.offset : array.offset + len(array)].astype(np.bool_)


def count_cell_bytes(column: TextColumn) -> npt.NDArray[np.int32]:
    """Count the bytes of each cell, shape (rows,)."""
    return _concatenate(
        [np.diff(_read_offsets(chunk)).astype(np.int32, copy=False) for chunk in list_chunks(column)], np.int32
    )


def _concatenate(arrays: Sequence[npt.NDArray[Any]], dtype: type[np.generic]) -> npt.NDArray[Any]:
    """Join the answers for the chunks of a column; an empty array of ``dtype`` where there is no chunk."""
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype)


def find_filled(column: TextColumn) -> BoolArray:
    """Tell which cells are not empty, shape (rows,)."""
    return count_cell_bytes(column) > 0


def map_distinct(column: TextColumn, function: Callable[[pa.StringArray], npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """Call ``function`` with the distinct cells of each chunk and spread its answers to the rows, shape (rows,).

    Names, addresses and states repeat from row to row, so this is far less work.
    """
    results = []
    for chunk in list_chunks(column):
        encoded = chunk.dictionary_encode()
        answers = function(cast("pa.StringArray", encoded.dictionary))
        results.append(answers[_read_numbers(encoded.indices, np.int32)])
    return _concatenate(results, np.bool_)


def equals_any(column: TextColumn, values: Sequence[str]) -> BoolArray:
    """Tell which cells equal one of the values, ignoring case and outer blanks, shape (rows,)."""
    if not values or not len(column):
        return np.zeros(len(column), np.bool_)
    value_set = build_string_array([word.strip().lower() for word in values])
    return map_distinct(
        column,
        lambda cells: to_bool_array(pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(cells)), value_set=value_set)),
    )


def count_matches(column: TextColumn, pattern: str) -> npt.NDArray[np.int32]:
    """Count how often a regular expression (RE2, case ignored) matches in each cell, shape (rows,)."""
    if not len(column):
        return np.zeros(0, np.int32)

    def count(cells: pa.StringArray) -> npt.NDArray[np.int32]:
        counts = pc.count_substring_regex(cells, pattern=pattern, ignore_case=True)
        return _read_numbers(counts, np.int32)

    return map_distinct(column, count)


def find_matches(cells: pa.StringArray | pa.LargeStringArray, pattern: str) -> BoolArray:
    """Tell in which cells a regular expression (RE2) matches, shape (rows,)."""
    return to_bool_array(pc.match_substring_regex(cells, pattern=pattern))


def find_starts(cells: pa.StringArray, pattern: str, first_bytes: bytes) -> BoolArray:
    """Tell which cells a regular expression (RE2, beginning with ``^``) matches, shape (rows,).

    ``first_bytes`` are the UTF-8 bytes that a match can begin with. Only cells that begin so are looked at.
    """
    is_candidate_byte = np.zeros(256, np.bool_)
    is_candidate_byte[list(first_bytes)] = True
    offsets = _read_offsets(cells)
    is_match = np.zeros(len(cells), np.bool_)
    nonempty = np.flatnonzero(np.diff(offsets))
    if len(nonempty):
        content = view_bytes(_view_buffer(cells.buffers()[2]))
        candidates = nonempty[is_candidate_byte[content[offsets[nonempty]]]]
        if len(candidates):
            is_match[candidates] = find_matches(take_cells(cells, candidates), pattern)
    return is_match


def factorize_cells(column: TextColumn) -> Indices:
    """Give each cell a number, equal for equal cells, shape (rows,)."""
    return encode_distinct(column)[0]


def encode_distinct(column: TextColumn) -> tuple[Indices, pa.StringArray]:
    """Give each cell the index of its text among the distinct cells, shape (rows,), and these cells."""
    chunks = [chunk for chunk in list_chunks(column) if len(chunk)]
    if not chunks:
        return np.zeros(0, np.int64), build_string_array(())
    encoded = pa.chunked_array([chunk.dictionary_encode() for chunk in chunks]).unify_dictionaries()
    encoded_chunks = cast("list[pa.DictionaryArray[Any, Any]]", encoded.chunks)
    codes = [_read_numbers(chunk.indices, np.int32) for chunk in encoded_chunks]
    return np.concatenate(codes).astype(np.int64), cast("pa.StringArray", encoded_chunks[0].dictionary)


def sort_indices(cells: pa.StringArray | pa.LargeStringArray, *, descending: bool) -> Indices:
    """Give the rows in the order of their bytes, nulls last; equal cells keep their order."""
    order = pc.array_sort_indices(cells, order="descending" if descending else "ascending")
    return _read_numbers(order, np.uint64).astype(np.int64)


def join_columns(columns: Iterable[pa.StringArray], separator: str) -> pa.StringArray:
    """Join the cells of each row with ``separator`` between them; all columns have the same length."""
    return cast("pa.StringArray", pc.binary_join_element_wise(*columns, _build_text_scalar(separator)))


def _build_text_scalar(text: str) -> Any:  # noqa: ANN401 - the stubs ask for scalars and arrays not to be mixed
    return build_string_array([text])[0]


def join_cells(cells: pa.LargeStringArray, separator: str) -> memoryview:
    """Join all cells into one text with ``separator`` between them, as UTF-8."""
    bounds = _wrap_integers(np.array([0, len(cells)], np.int64))
    cell_list = pa.LargeListArray.from_arrays(bounds, cells)
    joined = pc.binary_join(cell_list, build_string_array([separator])[0].cast(pa.large_string()))
    return view_cells(cast("pa.LargeStringArray", joined))


def is_utf8(data: Bytes, start: int, end: int | None = None) -> bool:
    """Check bytes strictly, without building a Python string of the whole."""
    offsets = np.array([start, len(data) if end is None else end], dtype=np.int64)
    try:
        wrap_large_cells(offsets, data).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def find_rows_with_byte(data: pa.Table, byte: int) -> Indices:
    """Find the rows (from 0) in which any cell holds the ASCII byte."""
    row_arrays: list[Indices] = []
    for column in data.columns:
        first_row = 0
        for chunk in list_chunks(column):
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
        for chunk in list_chunks(column):
            if chunk.nbytes > characters:  # the size alone rules out most chunks
                offsets, content = get_offsets_and_bytes(chunk)
                long_rows += [
                    first_row + int(row)
                    for row in np.flatnonzero(np.diff(offsets) > characters)
                    if _count_characters(content[offsets[row] : offsets[row + 1]]) > characters
                ]
            first_row += len(chunk)
    return unique(np.array(long_rows, dtype=np.int64))


def _count_characters(cell: ByteArray) -> int:
    """Count UTF-8 characters: every byte but a continuation byte (10xxxxxx) begins one (RFC 3629)."""
    pieces = (cell[start : start + _COUNT_CHUNK_SIZE] for start in range(0, len(cell), _COUNT_CHUNK_SIZE))
    return sum(int(np.count_nonzero((piece & 0xC0) != 0x80)) for piece in pieces)


# ---- numbers


def unique(values: Indices) -> Indices:
    """Give each value once, in order. numpy's own ``unique`` imports ``numpy.ma``, which slows the start."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def factorize(values: Indices) -> tuple[Indices, Indices]:
    """Give the distinct values in order, and for each value its index among them."""
    if not len(values):
        return values, values
    low, high = int(values.min()), int(values.max())
    if high - low > _MAX_SPARSITY * len(values):
        uniques_and_codes: tuple[Indices, Indices] = np.unique(values, return_inverse=True)
        return uniques_and_codes
    is_present = np.bincount(values - low) > 0
    return np.flatnonzero(is_present) + low, (np.cumsum(is_present) - 1)[values - low]


# ---- lines of raw text


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
    """Find the lines (from 0, each once) that hold the bytes at ``offsets``."""
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
    """Tell which rows of a byte matrix match the template, in which ``d`` stands for any digit."""
    is_match = np.ones(len(cells), np.bool_)
    for index, expected in enumerate(template):
        column = cells[:, index]
        is_match &= ((column >= 0x30) & (column <= 0x39)) if expected == ord("d") else column == expected
    return is_match
