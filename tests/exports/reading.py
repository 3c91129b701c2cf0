"""The files read back, each by another program than the one that wrote it: rows by the names of their columns."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pyreadstat

from feedback.exports.making import made
from feedback.exports.plan import Order, chosen, plans
from feedback.insight.closed import closed_quarters
from feedback.insight.desk import Desk
from feedback.service import Service

Rows = list[dict[str, Any]]
Place = tuple[str, str]  # district and channel, "" where they are blank
NUMBERS = {"row", "helped", "bemotande", "enkelhet", "tydlighet", "overall", "language"}


def read(path: Path) -> Rows:
    """Numbers as whole numbers, what is blank as None; places by their ids, in SPSS by their names."""
    return {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet, ".sav": _sav}[path.suffix](path)


def _csv(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [{name: _number(name, text) if text else None for name, text in row.items()} for row in rows]


def _number(name: str, text: str) -> int | str:
    return int(text) if name in NUMBERS else text


def _xlsx(path: Path) -> Rows:
    book = openpyxl.load_workbook(path, read_only=True)
    headings, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def _parquet(path: Path) -> Rows:
    rows: Rows = pq.read_table(path).to_pylist()
    return rows


def _sav(path: Path) -> Rows:
    frame, meta = pyreadstat.read_sav(str(path))
    labels = meta.variable_value_labels
    return [
        {
            name: None
            if value is None or value != value or (name == "comment" and value == "")
            else labels[name][value]
            if name in ("quarter", "survey_version", "district", "channel")
            else int(value)
            if name in NUMBERS
            else value
            for name, value in row.items()
        }
        for row in frame.to_dict("records")
    ]


async def taken(folder: Path, desk: Desk, service: Service) -> dict[str, Rows]:
    """A file of each quarter by itself."""
    folder.mkdir()
    found = {}
    for listed in await closed_quarters():
        order = Order(await plans(service, desk, chosen([listed], [listed.code])), "parquet")
        target = folder / f"{listed.code}.parquet"
        await made(service, order, target, lambda share: None)
        found[listed.code] = read(target)
    return found


def places(rows: Rows) -> Counter[Place]:
    """How many rows have each place."""
    return Counter((row["district"] or "", row["channel"] or "") for row in rows)
