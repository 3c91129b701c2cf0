"""Parquet: small numbers and words in columns, with the codebook beside them in the file's own metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from feedback.exports.shuffling import Row
from feedback.exports.variables import Variable
from feedback.exports.writing import About

GROUP = 50_000  # rows


def schema(variables: Sequence[Variable], about: About) -> pa.Schema:
    """A column for each variable; `label` and `values` are its metadata."""
    fields = [
        pa.field(
            each.name,
            _type(each),
            metadata={
                "label": each.label,
                "values": json.dumps(dict(each.values), ensure_ascii=False),
            },
        )
        for each in variables
    ]
    return pa.schema(fields, metadata={"title": about.title, "missing": "null"})


def _type(variable: Variable) -> pa.DataType:
    if variable.kind == "row":
        return pa.int64()
    return pa.int8() if variable.is_number else pa.string()


class _Parquet:
    def __init__(self, file: pq.ParquetWriter, schema: pa.Schema) -> None:
        self._file, self._schema = file, schema

    def add(self, rows: Sequence[Row]) -> None:
        for start in range(0, len(rows), GROUP):
            columns = zip(*rows[start : start + GROUP], strict=True)
            arrays = [
                pa.array(column, type=field.type) for column, field in zip(columns, self._schema, strict=True)
            ]
            self._file.write_batch(pa.record_batch(arrays, schema=self._schema))


@contextmanager
def writer(path: Path, variables: Sequence[Variable], about: About) -> Iterator[_Parquet]:
    made = schema(variables, about)
    with pq.ParquetWriter(path, made, compression="zstd") as file:
        yield _Parquet(file, made)
