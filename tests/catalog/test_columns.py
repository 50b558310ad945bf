"""The cells of some rows are the same however a column is cut into pieces."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from inspector.catalog.columns import cells_at
from inspector.table import Table, strings

PIECES = st.lists(st.lists(st.text(max_size=3), max_size=4), min_size=1, max_size=4).filter(any)


@given(PIECES, st.data())
def test_the_cells_of_some_rows_come_in_the_order_asked_for(pieces, data):
    cells = [cell for piece in pieces for cell in piece]
    column = pa.chunked_array([strings(piece) for piece in pieces], type=pa.string())
    table = Table(("Text",), pa.Table.from_arrays([column], names=["0"]), len(cells))
    rows = data.draw(st.lists(st.integers(0, len(cells) - 1), max_size=6))

    found = cells_at(table, 0, np.array(rows, np.int64))

    assert found.to_pylist() == [cells[row] for row in rows]
