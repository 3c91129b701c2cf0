"""The analysis desk's work. Runs in its own process: the only module that imports `analysis`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

import numpy as np

from analysis.disclosure import SMALLEST, hidden_entries
from analysis.uncertainty import Estimate, index_of_counts, wilson
from feedback.insight.figures import Figure, Line, Measure, Scores, TableFigures, TableRequest

SATISFIED = 2  # the two best steps of the scale count as satisfied


def ready() -> int:
    """Says that the process is warm; gives its id."""
    table_figures(TableRequest(scores=(((3, 9, 14, 20, 30), (1, 2, 3, 4, 5)),)))
    return os.getpid()


def table_figures(request: TableRequest) -> TableFigures:
    """Figures of every group that may be shown; the rules are the same whoever looks."""
    scores = np.array(request.scores, dtype=np.int64)
    hidden = hidden_entries(scores.sum(axis=2).tolist(), request.rest)
    lines = [_line(scores[row], hidden.cells[row], hidden.rows[row]) for row in range(len(request.scores))]
    everything = _line(scores.sum(axis=0), hidden.columns, hidden.total)
    if request.own is None:
        return TableFigures(tuple(lines), None, everything)
    own = [lines[row] for row in request.own]
    return TableFigures(tuple(own), _others(scores, request.own, own, everything), everything)


def _others(scores: np.ndarray, own: Sequence[int], lines: Sequence[Line], everything: Line) -> Line | None:
    """The rows of others together. Shown only where it follows from what is shown already: where every own
    figure is hidden or shown as in the whole table, the difference tells nothing more."""
    others = [row for row in range(len(scores)) if row not in own]
    if not others:
        return None
    channels = range(scores.shape[1])
    cells = tuple(
        any(figure is None for figure in _column(lines, everything, channel)) for channel in channels
    )
    total = everything.total is None or any(line.total is None for line in lines)
    return _line(scores[others].sum(axis=0), cells, total)


def _column(lines: Iterable[Line], everything: Line, channel: int) -> list[Figure | None]:
    return [everything.cells[channel], *(line.cells[channel] for line in lines)]


def _line(scores: np.ndarray, hidden_cells: Sequence[bool], total_is_hidden: bool) -> Line:
    """One row's figures: `scores` is channels × steps."""
    cells = tuple(
        None if hidden else _figure(tuple(int(n) for n in cell))
        for cell, hidden in zip(scores, hidden_cells, strict=True)
    )
    return Line(cells, None if total_is_hidden else _figure(tuple(int(n) for n in scores.sum(axis=0))))


def _figure(scores: Scores) -> Figure | None:
    n = sum(scores)
    if n < SMALLEST:
        return None
    return Figure(n, _measure(wilson(sum(scores[-SATISFIED:]), n)), _measure(index_of_counts(scores)))


def _measure(estimate: Estimate) -> Measure:
    return Measure(estimate.value, estimate.low, estimate.high)
