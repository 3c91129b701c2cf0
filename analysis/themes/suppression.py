"""Which numbers of one theme by group may be shown, beside the comments of each group.

A theme parts a group's comments in two: those that carry it and those that do not. Both classes are protected:
a number is hidden where either is 1 to 9 (none at all is hidden too: a shown 0 helps to work out its neighbours),
where the group's comments are hidden, and where it protects another from being subtracted. An outsider knows
that a number lies between 0 and the comments of its group, where these are shown.
"""

from __future__ import annotations

import numpy as np

from analysis.disclosure import SMALLEST, hidden_entries
from analysis.themes.beside_comments import BesideComments, with_totals

RANGE = SMALLEST + 1

__all__ = ["hidden_row", "hidden_table", "with_totals"]


def hidden_table(
    carrying: np.ndarray,
    comments: np.ndarray,
    hidden: np.ndarray,
    empty: np.ndarray | None = None,
    small: np.ndarray | None = None,
) -> np.ndarray:
    """(rows + 1) × (columns + 1), the totals last; True is hidden.

    `carrying` and `comments` are rows × columns. `hidden` (with totals) is where the comments themselves are
    hidden, or the place is for another reason; `empty` cells are known to all to have nothing; `small` (with
    totals) are those to be hidden as too small for a reason of the caller's. Raises as `hidden_entries`.
    Source: `analysis.disclosure`, with the comments shown as the most each entry can be; then `BesideComments`.
    """
    known = with_totals(comments).astype(float)
    also = hidden if small is None else hidden | small
    found = hidden_entries(
        carrying.tolist(),
        (comments - carrying).tolist(),
        None if empty is None else empty.tolist(),
        hidden=also,
        most=np.where(hidden, np.inf, known),
    )
    grid = np.zeros(known.shape, dtype=bool)
    grid[:-1, :-1], grid[:-1, -1], grid[-1, :-1] = found.cells, found.rows, found.columns
    grid[-1, -1] = found.total
    if grid.all() or not hidden.any():
        return grid  # with every group's comments shown, all that is known has been audited
    return BesideComments(carrying, comments, hidden).widened(grid)


def hidden_row(carrying: np.ndarray, comments: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """Which groups of a one-way table to hide whose total is shown; True is hidden.

    `hidden`: where the comments of a group are. While a hidden number can be told to less than RANGE, from what
    the total leaves for all hidden ones and from their comments, the smallest shown one is hidden too. Groups
    without comments are neither hidden nor of any help. Raises nothing.

    Source: the threshold rule, A. Hundepool et al., Statistical Disclosure Control (2012), section 4.2; the range
    is that of one part of a sum whose parts have known bounds.
    """
    there = (comments > 0) | hidden
    rest = comments - carrying
    found = there & (hidden | (carrying < SMALLEST) | ((rest > 0) & (rest < SMALLEST)))
    for place in np.argsort(carrying, kind="stable"):
        if not found.any() or _is_wide(carrying, comments, hidden, found):
            return found
        found[place] |= there[place]
    return there if found.any() and not _is_wide(carrying, comments, hidden, found) else found


def _is_wide(carrying: np.ndarray, comments: np.ndarray, hidden: np.ndarray, found: np.ndarray) -> bool:
    """Comments that are hidden are known together, as the total less the others."""
    left, block = carrying[found].sum(), comments[hidden & found].sum()
    own = comments[found & ~hidden]
    known = own.sum() + block
    is_block = hidden[found]
    most = np.where(is_block, block, comments[found])
    alone = is_block.sum() == 1
    others = np.where(is_block, own.sum() + (0 if alone else block), known - comments[found])
    low = np.maximum(0, left - others)
    return bool((np.minimum(most, left) - low >= np.minimum(RANGE, most)).all())
