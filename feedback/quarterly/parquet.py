"""The published figures as Parquet. pyarrow is heavy: only a worker process or a command imports this.

The same numbers as in the CSV, six decimals and all, so that either file recomputes the other. What is empty there
is null here.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from feedback.quarterly.columns import COLUMN_TEXTS, Column
from feedback.quarterly.published import COLUMNS, Figure, number_text

_TYPES = {"text": pa.string(), "number": pa.float64(), "whole": pa.int64()}


def parquet_of(figures: Sequence[Figure]) -> bytes:
    """The figures as one Parquet file, zstd, with what each column holds in the columns' metadata (`description` in
    English, `description:sv` in Swedish). The same figures give the same bytes."""
    table = pa.table([_values(column, figures) for column in COLUMN_TEXTS], schema=_schema())
    written = io.BytesIO()
    pq.write_table(table, written, compression="zstd", version="2.6")
    return written.getvalue()


def figures_of_parquet(content: bytes) -> tuple[Figure, ...]:
    """The figures of such a file."""
    rows = pq.read_table(io.BytesIO(content), columns=list(COLUMNS)).to_pylist()
    return tuple(Figure(**{name: _given(name, row[name]) for name in COLUMNS}) for row in rows)


def _schema() -> pa.Schema:
    return pa.schema(
        [
            pa.field(
                column.name,
                _TYPES[column.kind],
                nullable=not column.is_required,
                metadata={"description": column.en, "description:sv": column.sv},
            )
            for column in COLUMN_TEXTS
        ]
    )


def _values(column: Column, figures: Sequence[Figure]) -> pa.Array:
    given = [getattr(figure, column.name) for figure in figures]
    if column.kind == "number":
        given = [None if value is None else float(number_text(value)) for value in given]
    elif not column.is_required:
        given = [None if value == "" else value for value in given]
    return pa.array(given, _TYPES[column.kind])


def _given(name: str, value: Any) -> Any:
    """Text that is null is empty in a figure; a number that is null is none."""
    return "" if value is None and name in _TEXTS else value


_TEXTS = frozenset(column.name for column in COLUMN_TEXTS if column.kind == "text")
