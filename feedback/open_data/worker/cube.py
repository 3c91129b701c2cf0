"""All quarters as one Parquet file. pyarrow is heavy: only a command or a worker process imports this."""

from __future__ import annotations

import csv
import io

import pyarrow as pa
import pyarrow.parquet as pq

from feedback.open_data.schema import EXTRA_COLUMNS
from feedback.quarterly.columns import COLUMN_TEXTS

_TYPES = {"text": pa.string(), "number": pa.float64(), "whole": pa.int64()}
_READ = {"text": str, "number": float, "whole": int}


def cube_parquet(content: bytes) -> bytes:
    """The file of all quarters as Parquet: the same rows, what is empty there null here; the same bytes every time."""
    columns = (*EXTRA_COLUMNS, *COLUMN_TEXTS)
    rows = list(csv.reader(io.StringIO(content.decode())))[1:]
    schema = pa.schema(
        [
            pa.field(
                each.name,
                _TYPES[each.kind],
                nullable=not each.is_required,
                metadata={"description": each.en, "description:sv": each.sv},
            )
            for each in columns
        ]
    )
    values = [
        pa.array([_READ[each.kind](row[place]) if row[place] else None for row in rows], _TYPES[each.kind])
        for place, each in enumerate(columns)
    ]
    written = io.BytesIO()
    pq.write_table(pa.table(values, schema=schema), written, compression="zstd", version="2.6")
    return written.getvalue()
