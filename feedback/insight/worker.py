"""The analysis desk's work. Runs in its own process: the only module that imports `analysis`."""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np

from analysis.disclosure import SMALLEST, hidden_entries
from analysis.uncertainty import Estimate, index_of_counts, wilson
from feedback.insight.figures import Figure, Line, Measure, Scores, TableFigures, TableRequest

SATISFIED = 2  # the two best steps of the scale count as satisfied


def ready() -> int:
    """Says that the process is warm; gives its id."""
    table_figures(TableRequest((((3, 9, 14, 20, 30), (1, 2, 3, 4, 5)),), ((False, False),)))
    return os.getpid()


def table_figures(request: TableRequest) -> TableFigures:
    """Figures of every group that may be shown; the rules are the same whoever looks."""
    scores = np.array(request.scores, dtype=np.int64)
    empty = np.array(request.empty, dtype=bool)
    hidden = hidden_entries(scores.sum(axis=2).tolist(), request.rest, empty.tolist())
    lines = [
        _line(scores[row], empty[row, :], hidden.cells[row], hidden.rows[row])
        for row in range(len(request.scores))
    ]
    everything = _line(scores.sum(axis=0), np.all(empty, axis=0), hidden.columns, hidden.total)
    if request.own is None:
        return TableFigures(tuple(lines), None, everything)
    own = [lines[row] for row in request.own]
    others = [row for row in range(len(scores)) if row not in request.own]
    if not others:
        return TableFigures(tuple(own), None, everything)
    return TableFigures(tuple(own), _others(scores[others], empty[others], own, everything), everything)


def _others(scores: np.ndarray, empty: np.ndarray, own: Sequence[Line], everything: Line) -> Line:
    """The rows of others together. Shown only where it follows from what is shown already: where every own
    figure is hidden or shown as in the whole table, the difference tells nothing more."""
    lines = (everything, *own)
    hidden = [any(_is_hidden(line, channel) for line in lines) for channel in range(scores.shape[1])]
    total_is_hidden = any(line.total is None for line in lines)
    return _line(scores.sum(axis=0), np.all(empty, axis=0), hidden, total_is_hidden)


def _is_hidden(line: Line, channel: int) -> bool:
    return line.cells[channel] is None and not line.empty[channel]


def _line(scores: np.ndarray, empty: np.ndarray, hidden_cells: Sequence[bool], total_is_hidden: bool) -> Line:
    """One row's figures: `scores` is channels × steps."""
    cells = tuple(
        None if hidden else _figure(tuple(int(n) for n in cell))
        for cell, hidden in zip(scores, hidden_cells, strict=True)
    )
    total = None if total_is_hidden else _figure(tuple(int(n) for n in scores.sum(axis=0)))
    return Line(cells, tuple(empty.tolist()), total)


def _figure(scores: Scores) -> Figure | None:
    n = sum(scores)
    if n < SMALLEST:
        return None
    return Figure(n, _measure(wilson(sum(scores[-SATISFIED:]), n)), _measure(index_of_counts(scores)))


def _measure(estimate: Estimate) -> Measure:
    return Measure(estimate.value, estimate.low, estimate.high)
