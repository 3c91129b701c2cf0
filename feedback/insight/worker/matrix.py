"""District × channel judged: every cell against the same channel elsewhere, like with like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from feedback.insight.figures import Matrix, Scope, Slot
from feedback.insight.worker.holdings import OVERALL, Holdings
from feedback.insight.worker.patterns import TableHidden, table_hidden
from feedback.insight.worker.slots import (
    Standings,
    compared,
    judged_together,
    level_slot,
    slot_of,
)


@dataclass(frozen=True)
class Counts:
    """Answers of a scope: district × channel × service × mode × score, the unknown district last; and where
    nobody had an errand."""

    scores: np.ndarray
    empty: np.ndarray
    hidden: TableHidden

    @property
    def named(self) -> int:
        """How many of the rows are districts with a name."""
        return int(self.scores.shape[0]) - 1


def service_filter(scope: Scope) -> dict[str, str]:
    return {"service": scope.service} if scope.service else {}


def counted(holdings: Holdings, scope: Scope) -> Counts:
    where = service_filter(scope)
    scores = holdings.scores(scope.quarters, OVERALL, "district", "channel", "service", "mode", **where)
    closed = holdings.closed(scope.quarters, "district", "channel", **where)
    empty = (closed == 0) & (scores.sum(axis=(2, 3, 4)) == 0)
    return Counts(scores, empty, table_hidden(holdings, scope))


def matrix(holdings: Holdings, scope: Scope) -> Matrix:
    """Every verdict of a scope, all compared at once: cells, districts and channels."""
    return judged_matrix(holdings, scope, counted(holdings, scope))


def judged_matrix(holdings: Holdings, scope: Scope, counts: Counts) -> Matrix:
    """The same from counts that are there already."""
    cells, rows, columns = _standings(counts, scope.margin)
    labels = holdings.labels
    hidden, empty = counts.hidden, counts.empty
    return Matrix(
        rows=(*labels["district"][:-1], None),
        columns=labels["channel"],
        cells=_cells(counts, cells),
        row_totals=(
            *(
                slot_of(rows[d], bool(hidden.rows[d]), bool(empty[d].all()), not hidden.total)
                for d in range(counts.named)
            ),
            level_slot(counts.scores[-1].sum(axis=(0, 1, 2)), bool(hidden.rows[-1]), bool(empty[-1].all())),
        ),
        column_totals=tuple(
            slot_of(columns[c], bool(hidden.columns[c]), bool(empty[:, c].all()), not hidden.total)
            for c in range(len(labels["channel"]))
        ),
        total=level_slot(counts.scores.sum(axis=(0, 1, 2, 3)), hidden.total),
    )


def _cells(counts: Counts, standings: list[Standings]) -> tuple[tuple[Slot, ...], ...]:
    hidden, empty = counts.hidden, counts.empty
    named = [
        tuple(
            slot_of(standings[c][d], bool(hidden.cells[d, c]), bool(empty[d, c]), not bool(hidden.columns[c]))
            for c in range(empty.shape[1])
        )
        for d in range(counts.named)
    ]
    unknown = tuple(
        level_slot(counts.scores[-1, c].sum(axis=(0, 1)), bool(hidden.cells[-1, c]), bool(empty[-1, c]))
        for c in range(empty.shape[1])
    )
    return (*named, unknown)


def _standings(counts: Counts, margin: float) -> tuple[list[Standings], Standings, Standings]:
    hidden = counts.hidden
    return compared_together(counts.scores, hidden.cells, hidden.rows, hidden.columns, margin)


def compared_together(
    scores: np.ndarray, cells: np.ndarray, rows: np.ndarray, columns: np.ndarray, margin: float
) -> tuple[list[Standings], Standings, Standings]:
    """Cells by channel, districts, channels; `cells`, `rows` and `columns` say what is hidden. That is not
    compared, so it takes no place among the comparisons either. The last row is the unknown district."""
    channels = range(scores.shape[1])
    families = [
        *(_visible(compared(scores[:, c], margin)[:-1], cells[:-1, c]) for c in channels),
        _visible(compared(scores, margin)[:-1], rows[:-1]),
        _visible(compared(_by_channel(scores), margin), columns),
    ]
    *by_channel, by_row, by_column = judged_together(families, margin)
    return list(by_channel), by_row, by_column


def _by_channel(scores: np.ndarray) -> np.ndarray:
    """Channel × service × district × score: a channel is compared over the same services and districts; the
    answering mode follows the channel and cannot be told from it."""
    by_channel: np.ndarray = scores.sum(axis=3).transpose(1, 2, 0, 3)
    return by_channel


def _visible(standings: Standings, hidden: np.ndarray) -> Standings:
    return tuple(
        None if is_hidden else each for each, is_hidden in zip(standings, hidden.tolist(), strict=True)
    )
