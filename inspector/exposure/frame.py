"""Every item as a row of a pandas DataFrame, for analysis and for the summary sheets.

The only module that imports pandas, and only when it is asked for.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from inspector.exposure.exposure import OUTCOMES, Exposure
from inspector.items import AUDIENCES, AUTHORS, Item


def build_frame(exposure: Exposure) -> pd.DataFrame:
    """Columns: id, member, kind, row, category, data_category, date, author, audience, text, one a use.

    Every column is of an Arrow type; a missing value is a null, never the text "None".
    """
    has_several_archives = exposure.holdings.has_several_archives
    columns: dict[str, list[object]] = {
        name: [] for name in ("id", "member", "kind", "row", "category", "data_category", "date", "text")
    }
    codes: dict[str, list[np.ndarray]] = {name: [] for name in ("author", "audience", *exposure.pack.uses)}
    for block in exposure.holdings.blocks:
        for index in range(len(block)):
            item_class = Item(block, index).item_class
            row = (
                str(block.ref(index, has_several_archives)),
                block.member,
                block.kind,
                block.record_number(index),
                exposure.pack.find_category(item_class.data_category),
                item_class.data_category,
                block.date(index),
                block.text(index),
            )
            for name, value in zip(columns, row, strict=True):
                columns[name].append(value)
        codes["author"].append(block.author)
        codes["audience"].append(block.audience)
        for use in exposure.pack.uses:
            codes[use].append(exposure.find_outcome_codes(use, block))
    arrays: dict[str, pa.Array[Any]] = {
        name: pa.array(values, pa.int64() if name == "row" else pa.string()) for name, values in columns.items()
    }
    arrays["author"] = _decode_column(codes["author"], [author.value for author in AUTHORS])
    arrays["audience"] = _decode_column(codes["audience"], [audience.value for audience in AUDIENCES])
    for use in exposure.pack.uses:
        arrays[use] = _decode_column(codes[use], [*(outcome.value for outcome in OUTCOMES), None])
    return pa.table(arrays).to_pandas(types_mapper=pd.ArrowDtype)


def _decode_column(codes: Sequence[np.ndarray], labels: Sequence[str | None]) -> "pa.DictionaryArray[Any, Any]":
    """Codes as words, by a dictionary."""
    indices = np.concatenate(codes) if codes else np.zeros(0, np.uint8)
    return pa.DictionaryArray.from_arrays(indices.astype(np.int8), pa.array(labels, pa.string()))
