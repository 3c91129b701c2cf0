"""Somebody who keeps every figure ever shown and puts them all together.

She knows nothing of how what is hidden was chosen: figures are masks over the dense array quarter × district ×
channel (× service), written down from the definition of each table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from analysis.disclosure import Hidden
from analysis.publication.closing import Closing
from analysis.publication.history import History


@dataclass(frozen=True)
class Figure:
    name: tuple[object, ...]
    mask: np.ndarray  # over all atoms, flat
    hidden: bool


def quarters_of(history: History, period: str, last: int) -> list[int]:
    if period == "quarter":
        return [last]
    if period == "twelve_months":
        return [last - 3, last - 2, last - 1, last]
    year = history.quarters[last][0]
    return [number for number, (other, _) in enumerate(history.quarters) if other == year and number <= last]


def collected(history: History, closings: tuple[Closing, ...]) -> list[Figure]:
    """Every figure of every table by district, channel and service at every closing."""
    atoms = history.services or history.channels
    form = atoms.answers.shape
    found = []
    for last, closing in enumerate(closings):
        for period, table in closing.tables.items():
            found += _of_table((last, period, None), form, quarters_of(history, period, last), None, table)
        for service, table in enumerate(closing.services):
            months = quarters_of(history, "twelve_months", last)
            found += _of_table((last, "twelve_months", service), form, months, service, table)
    empty = atoms.empty.ravel()
    return [figure for figure in found if not empty[figure.mask].all()]


def _of_table(
    name: tuple[object, ...], form: tuple[int, ...], quarters: list[int], service: int | None, table: Hidden
) -> Iterator[Figure]:
    districts, channels = form[1], form[2]
    for district in [*range(districts), None]:
        for channel in [*range(channels), None]:
            mask = np.zeros(form, dtype=bool)
            rows = range(districts) if district is None else [district]
            columns = range(channels) if channel is None else [channel]
            for quarter in quarters:
                for row in rows:
                    for column in columns:
                        mask[(quarter, row, column) + (() if service is None else (service,))] = True
            yield Figure((*name, district, channel), mask.ravel(), _is_hidden(table, district, channel))


def _is_hidden(table: Hidden, district: int | None, channel: int | None) -> bool:
    if district is None:
        return table.total if channel is None else table.columns[channel]
    return table.rows[district] if channel is None else table.cells[district][channel]


class Attacker:
    """What one person can work out about one measure; `own` is her own atom, of which she knows one."""

    def __init__(
        self, figures: list[Figure], counts: np.ndarray, empty: np.ndarray, own: int | None = None
    ) -> None:
        self.counts = counts.ravel().astype(float)
        shown = np.array([figure.mask for figure in figures if not figure.hidden], dtype=float)
        self.shown = shown.reshape(-1, len(self.counts))
        self.told = self.shown @ self.counts
        lowest = np.zeros(len(self.counts))
        if own is not None:
            lowest[own] = 1
        self.bounds = [
            (low, 0 if nothing else None) for low, nothing in zip(lowest, empty.ravel(), strict=True)
        ]

    def range_of(self, mask: np.ndarray) -> tuple[float, float]:
        ends = []
        for sign in (1.0, -1.0):
            solved = linprog(sign * mask.astype(float), A_eq=self.shown, b_eq=self.told, bounds=self.bounds)
            assert solved.status in (0, 3), solved.message
            ends.append(sign * solved.fun if solved.status == 0 else -sign * np.inf)
        return ends[0], ends[1]

    def follows(self, mask: np.ndarray) -> bool:
        """Whether the figure is a sum of multiples of shown ones (least squares leaves nothing over)."""
        if not len(self.shown):
            return False
        found = np.linalg.lstsq(self.shown.T, mask.astype(float), rcond=None)[0]
        return bool(np.allclose(self.shown.T @ found, mask, atol=1e-7))


def small_differences(
    figures: list[Figure], counts: np.ndarray, empty: np.ndarray
) -> list[tuple[object, ...]]:
    """Pairs of shown figures, one inside the other, that tell of 1 to 9 people."""
    shown = [figure for figure in figures if not figure.hidden]
    flat, known = counts.ravel(), empty.ravel()
    found = []
    for outer in shown:
        for inner in shown:
            beyond = outer.mask & ~inner.mask & ~known
            if beyond.any() and not (inner.mask & ~outer.mask & ~known).any() and 0 < flat[beyond].sum() < 10:
                found.append((outer.name, inner.name))
    return found
