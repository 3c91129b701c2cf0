"""What a closed quarter hides: the form it is stored in and every surface reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.disclosure import Hidden
from analysis.publication.history import Quarter


@dataclass(frozen=True)
class Beside:
    """A table whose other totals are another table's: `cells` rows × columns, and the totals it adds itself."""

    cells: tuple[tuple[bool, ...], ...]
    totals: tuple[bool, ...]


@dataclass(frozen=True)
class Closing:
    """Which figures of the tables that came with one quarter are hidden. True is hidden.

    `tables`: by period (`quarter`, `twelve_months`, `year_to_date`), district × channel, all services. Of the
    twelve months also: `services`, one such table per service; `offices`, office × service, its totals being the
    offices' own (a service's total is the visits of `services`); `languages`, district × language, its totals
    the languages' own. `narrow` counts figures that could not be given their full range; it is 0 unless
    something settled at an earlier closing stood in the way.
    """

    quarter: Quarter
    tables: Mapping[str, Hidden]
    services: tuple[Hidden, ...] = ()
    offices: Beside | None = None
    languages: Beside | None = None
    narrow: int = 0

    def as_json(self) -> dict[str, Any]:
        """Plain lists, names and booleans, to be stored with the quarter."""
        return {
            "quarter": list(self.quarter),
            "tables": {period: _plain(table) for period, table in self.tables.items()},
            "services": [_plain(table) for table in self.services],
            "offices": _plain(self.offices),
            "languages": _plain(self.languages),
            "narrow": self.narrow,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Closing:
        """What `as_json` gave."""
        year, number = stored["quarter"]
        return cls(
            quarter=(int(year), int(number)),
            tables={period: _hidden(table) for period, table in stored["tables"].items()},
            services=tuple(_hidden(table) for table in stored["services"]),
            offices=_beside(stored["offices"]),
            languages=_beside(stored["languages"]),
            narrow=int(stored["narrow"]),
        )


def marked(grid: np.ndarray) -> Hidden:
    """A table's pattern from its grid, whose last row and column are the totals."""
    return Hidden(
        cells=_rows(grid[:-1, :-1]),
        rows=tuple(grid[:-1, -1].tolist()),
        columns=tuple(grid[-1, :-1].tolist()),
        total=bool(grid[-1, -1]),
    )


def grid_of(hidden: Hidden) -> np.ndarray:
    """The other way: (rows + 1) × (columns + 1), True is hidden."""
    cells = np.array(hidden.cells, dtype=bool)
    grid = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), dtype=bool)
    grid[:-1, :-1], grid[:-1, -1], grid[-1, :-1], grid[-1, -1] = (
        cells,
        hidden.rows,
        hidden.columns,
        hidden.total,
    )
    return grid


def beside(cells: np.ndarray, totals: np.ndarray) -> Beside:
    """The pattern of a table that stands beside another."""
    return Beside(_rows(cells), tuple(totals.tolist()))


def _rows(cells: np.ndarray) -> tuple[tuple[bool, ...], ...]:
    return tuple(tuple(row) for row in cells.tolist())


def _plain(table: Hidden | Beside | None) -> dict[str, Any] | None:
    if table is None:
        return None
    cells = [list(row) for row in table.cells]
    if isinstance(table, Beside):
        return {"cells": cells, "totals": list(table.totals)}
    return {"cells": cells, "rows": list(table.rows), "columns": list(table.columns), "total": table.total}


def _hidden(stored: Mapping[str, Any]) -> Hidden:
    cells = tuple(tuple(row) for row in stored["cells"])
    return Hidden(cells, tuple(stored["rows"]), tuple(stored["columns"]), bool(stored["total"]))


def _beside(stored: Mapping[str, Any] | None) -> Beside | None:
    if stored is None:
        return None
    return Beside(tuple(tuple(row) for row in stored["cells"]), tuple(stored["totals"]))
