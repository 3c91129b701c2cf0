"""The figures file as Parquet: the same rows and columns, typed. Loads pyarrow, so only a worker imports it."""

from __future__ import annotations

from dataclasses import fields
from typing import get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from feedback.quarterly.published import COLUMNS, Figure, read_figures

_TYPES = {str: pa.string(), float | None: pa.float64(), int | None: pa.int64()}


def parquet_of(figures_file: bytes) -> bytes:
    """The same file gives the same bytes, with the same version of the library."""
    figures = read_figures(figures_file)
    kinds = get_type_hints(Figure)
    schema = pa.schema([(field.name, _TYPES[kinds[field.name]]) for field in fields(Figure)])
    columns = {name: [getattr(figure, name) for figure in figures] for name in COLUMNS}
    written = pa.BufferOutputStream()
    pq.write_table(pa.table(columns, schema=schema), written, compression="zstd")
    return bytes(written.getvalue().to_pybytes())
