"""Which counts of closed errands may be shown beside answers that may not.

An errand is answered or not, so a count of closed errands is the most that can have answered. Beside a hidden
number of answers it is therefore hidden too, together with every rate made from it, unless many errands went
without an answer: then the count leaves the answers a wide range. What is hidden for this is hidden from
subtraction as well: a line whose total is shown never lacks just one count.
"""

from __future__ import annotations

import numpy as np

from analysis.disclosure import hidden_entries
from feedback.funnel import Stage
from feedback.insight.figures import Scope
from feedback.insight.worker.holdings import Holdings
from feedback.insight.worker.matrix import service_filter
from feedback.insight.worker.patterns import TableHidden, hidden_offices, table_hidden
from feedback.insight.worker.slots import SMALLEST

WIDE = 50
"""So many errands without an answer hide how many had one: the range is five times the smallest group."""


def closed_hidden(holdings: Holdings, scope: Scope) -> TableHidden:
    """Counts of closed errands by named district and channel, with their totals: which are hidden."""
    stages = holdings.stages(scope.quarters, "district", "channel", **service_filter(scope))[:-1]
    pattern = table_hidden(holdings, scope)
    return hidden_counts(
        stages[..., Stage.CLOSED - 1],
        silent_of(stages),
        TableHidden(pattern.cells[:-1], pattern.rows[:-1], pattern.columns, pattern.total),
    )


def visitors_hidden(holdings: Holdings, scope: Scope, visit: str) -> TableHidden:
    """Counts of closed visits by office and the visitor's district, with the offices' totals. A district's
    visits that are hidden elsewhere are hidden office by office too, since the offices add up to them."""
    where = {"channel": visit, **service_filter(scope)}
    stages = holdings.stages(scope.quarters, "office", "district", **where)
    column = holdings.labels["channel"].index(visit)
    districts = np.append(closed_hidden(holdings, scope).cells[:, column], False)
    cells = np.broadcast_to(districts, stages.shape[:2])
    closed, silent = stages[..., Stage.CLOSED - 1], silent_of(stages)
    is_narrow = hidden_offices(holdings, scope) & (silent.sum(axis=1) < WIDE)
    return _settled(closed, cells, is_narrow, np.zeros(stages.shape[1], dtype=bool))


def hidden_counts(closed: np.ndarray, silent: np.ndarray, answers: TableHidden) -> TableHidden:
    """Counts rows × columns and those of them without an answer, beside the pattern of the answers: hidden is
    what the pattern hides where fewer than `WIDE` are without an answer, what is under ten, and what protects
    these from being subtracted."""
    found = _settled(
        closed,
        answers.cells & (silent < WIDE),
        answers.rows & (silent.sum(axis=1) < WIDE),
        answers.columns & (silent.sum(axis=0) < WIDE),
    )
    is_total = found.total or bool(answers.total and silent.sum() < WIDE)
    return TableHidden(found.cells, found.rows, found.columns, is_total)


def silent_of(stages: np.ndarray) -> np.ndarray:
    """Closed errands that nobody answered, by whatever the other axes are."""
    silent: np.ndarray = np.maximum(stages[..., Stage.CLOSED - 1] - stages[..., Stage.ANSWERED - 1], 0)
    return silent


def _settled(closed: np.ndarray, cells: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> TableHidden:
    """Every count that must be hidden, and what protects it. The procedure hides an entry that leaves 1 to 9
    outside it: a cell that must be hidden is said to leave one, others ten; in a row whose total must be
    hidden the others leave none, so that the total leaves as few."""
    known = closed == 0
    must = cells & ~known
    bare = rows & ~must.any(axis=1) & ~known.all(axis=1)
    for row in np.flatnonzero(bare):  # a hidden total needs a hidden part, or the parts would give it
        must[row, int(np.argmin(np.where(known[row], np.inf, closed[row])))] = True
    outside = np.where(must, 1, np.where(rows[:, None] | known, 0, SMALLEST))
    found = hidden_entries(closed.tolist(), outside.tolist(), known.tolist())
    return TableHidden(
        np.array(found.cells, dtype=bool),
        np.array(found.rows, dtype=bool) | (rows & ~known.all(axis=1)),
        np.array(found.columns, dtype=bool) | (columns & ~known.all(axis=0)),
        bool(found.total),
    )
