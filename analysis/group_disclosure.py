"""Which groups of a comparison may be shown: one-way tables of any length, and two-way tables with their totals.

The rules are those of `analysis.disclosure`. A one-way table shown with its total needs no audit: whoever
subtracts is left with the sum of all hidden groups, so it is enough that these are at least two and hold at
least `smallest` answers together. A two-way table is audited by linear programming as long as it has at most
AUDITED_CELLS cells. A larger one is hidden in whole lines, which can be audited by a formula.
"""

from __future__ import annotations

import numpy as np

from analysis.disclosure import SMALLEST

AUDITED_CELLS = 600


def hidden_groups(counts: np.ndarray, small: np.ndarray, smallest: int = SMALLEST) -> np.ndarray:
    """Which groups of a one-way table to hide, given which are too small themselves. True is hidden.

    While the hidden ones are a single group, or fewer than `smallest` answers together, the smallest shown
    group that has answers is hidden too. Source: as `analysis.disclosure`.
    """
    hidden = np.asarray(small, dtype=bool).copy()
    for place in np.argsort(counts, kind="stable"):
        if not hidden.any() or (hidden.sum() > 1 and counts[hidden].sum() >= smallest):
            break
        hidden[place] |= counts[place] > 0
    return hidden


def hidden_table(counts: np.ndarray, smallest: int = SMALLEST) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(cells, rows, columns) to hide of a two-way table of answers shown with its totals. True is hidden.

    Source: as `analysis.disclosure`; above AUDITED_CELLS see `_whole_lines`.
    """
    if counts.sum() < smallest:
        return np.ones(counts.shape, bool), np.ones(counts.shape[0], bool), np.ones(counts.shape[1], bool)
    if counts.size > AUDITED_CELLS:
        return _whole_lines(counts, smallest)
    from analysis.disclosure import hidden_entries

    found = hidden_entries(counts.tolist(), smallest=smallest)
    return np.array(found.cells), np.array(found.rows), np.array(found.columns)


def _whole_lines(counts: np.ndarray, smallest: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A row with a cell too small has all its cells hidden, so the hidden cells are a block of whole rows.

    In a block whose totals by row and by column are all known, a cell lies between max(0, r + c − t) and
    min(r, c) (Fréchet), r, c and t being its row's, its column's and the block's total. Rows whose own total
    is hidden are known only together, as the columns' totals less the others, and are taken as one row. The
    smallest shown row is hidden until every cell's range is at least `smallest`.
    """
    row_totals, column_totals = counts.sum(axis=1), counts.sum(axis=0)
    rows = hidden_groups(row_totals, row_totals < smallest, smallest)
    columns = hidden_groups(column_totals, column_totals < smallest, smallest)
    whole = rows | (counts < smallest).any(axis=1)
    for place in np.argsort(row_totals, kind="stable"):
        if not whole.any() or _is_wide(_known_rows(counts, rows, whole), smallest):
            break
        whole[place] = True
    return np.broadcast_to(whole[:, None], counts.shape) | columns, rows, columns


def _known_rows(counts: np.ndarray, rows: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """The block, its rows with hidden totals added up to one."""
    apart = counts[whole & ~rows]
    return np.vstack([apart, counts[rows].sum(axis=0, keepdims=True)]) if rows.any() else apart


def _is_wide(block: np.ndarray, smallest: int) -> bool:
    by_row, by_column = block.sum(axis=1)[:, None], block.sum(axis=0)[None, :]
    low = np.maximum(0, by_row + by_column - block.sum())
    return bool((np.minimum(by_row, by_column) - low >= smallest).all())
