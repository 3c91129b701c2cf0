"""The tables district × channel of all closed quarters, with their windows, as one system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.publication.closing import Closing, grid_of
from analysis.publication.grid import lines, margins, weights
from analysis.publication.history import History, periods
from analysis.publication.told import System

LOOK_BACK = 8


@dataclass(frozen=True)
class OverTime:
    """`system`: figures are periods × places, atoms are quarters × cells. `periods`: the distinct sets of
    quarters told of, as numbers of quarters; `places`: how many figures a table has."""

    system: System
    periods: tuple[tuple[int, ...], ...]
    places: int

    def figures(self, period: tuple[int, ...]) -> slice:
        """Where a period's table is among the figures."""
        number = self.periods.index(period)
        return slice(number * self.places, (number + 1) * self.places)


def over_time(history: History, earlier: Sequence[Closing], look_back: int = LOOK_BACK) -> OverTime:
    """The system at the closing of the last quarter, whose own tables are free.

    `earlier` has the closings before it, all of them and in order; with the last quarter's own, nothing is
    free. Of the quarters, the last `look_back` are
    looked at; a window reaching further back is left out.
    """
    last = len(history.quarters) - 1
    first = max(0, last + 1 - look_back)
    closed: dict[tuple[int, ...], np.ndarray | None] = {}
    for number in range(first, last + 1):
        for period, quarters in periods(history.quarters, number).items():
            if quarters[0] >= first and quarters not in closed:
                closed[quarters] = grid_of(earlier[number].tables[period]) if number < len(earlier) else None
    found = tuple(closed)
    _, rows, columns = history.channels.answers.shape
    return OverTime(_system(history, first, closed), found, (rows + 1) * (columns + 1))


def _system(history: History, first: int, closed: dict[tuple[int, ...], np.ndarray | None]) -> System:
    _, rows, columns = history.channels.answers.shape
    quarters = len(history.quarters) - first
    span = np.zeros((len(closed), quarters))
    for number, period in enumerate(closed):
        span[number, np.array(period) - first] = 1.0
    sets = sparse.csr_array(sparse.kron(span, margins(rows, columns)))
    counts = np.hstack([history.channels.over((n,)).measures() for n in range(first, first + quarters)])
    empty = history.channels.empty[first:].ravel()
    places = (rows + 1) * (columns + 1)
    settled = np.concatenate([np.full(places, grid is not None) for grid in closed.values()])
    marks = np.concatenate([np.zeros(places, bool) if g is None else g.ravel() for g in closed.values()])
    totals, parts = _equations(span, rows, columns)
    return System(
        sets=sets,
        counts=counts,
        known=np.stack([empty, empty]),
        shown=settled & ~marks,
        hidden=settled & marks,
        loss=(sets @ counts[0] + 1.0) * np.tile(weights(rows, columns), len(closed)),
        links=sparse.csr_array((0, sets.shape[1])),
        totals=totals,
        parts=parts,
    )


def _equations(span: np.ndarray, rows: int, columns: int) -> tuple[np.ndarray, sparse.csr_array]:
    """The lines of every table, and every figure of several quarters as the sum of those quarters'."""
    places = (rows + 1) * (columns + 1)
    line_totals, line_parts = lines(rows, columns)
    totals = [line_totals + number * places for number in range(len(span))]
    parts = [sparse.kron(sparse.eye_array(len(span)), line_parts)]
    single = {int(np.flatnonzero(span[n])[0]): n for n in range(len(span)) if span[n].sum() == 1}
    for number in np.flatnonzero(span.sum(axis=1) > 1):
        mark = np.zeros((1, len(span)))
        mark[0, [single[int(quarter)] for quarter in np.flatnonzero(span[number])]] = 1.0
        totals.append(np.arange(places) + number * places)
        parts.append(sparse.kron(mark, sparse.eye_array(places)))
    return np.concatenate(totals), sparse.csr_array(sparse.vstack(parts))
