"""A two-way table with its totals, as figures over its cells."""

from __future__ import annotations

import numpy as np
from scipy import sparse

LINE_WEIGHT, TOTAL_WEIGHT = 3.0, 9.0


def margins(rows: int, columns: int) -> sparse.csr_array:
    """Places × cells: which cells each place holds. Places run row by row over (rows + 1) × (columns + 1), the
    totals last."""
    return sparse.csr_array(sparse.kron(_with_total(rows), _with_total(columns)))


def lines(rows: int, columns: int) -> tuple[np.ndarray, sparse.csr_array]:
    """(totals, parts): per line of the table the place of its total, and lines × places marking its parts."""
    places = np.arange((rows + 1) * (columns + 1)).reshape(rows + 1, columns + 1)
    across = [(line[-1], line[:-1]) for line in places]
    down = [(line[-1], line[:-1]) for line in places.T]
    both = across + down
    parts = sparse.lil_array((len(both), places.size))
    for number, (_, members) in enumerate(both):
        parts[number, members] = 1.0
    return np.array([total for total, _ in both]), parts.tocsr()


def weights(rows: int, columns: int) -> np.ndarray:
    """Per place, how much more an answer counts in it than in a cell: totals are looked at most."""
    row = np.append(np.ones(rows), LINE_WEIGHT)
    column = np.append(np.ones(columns), LINE_WEIGHT)
    weight = np.outer(row, column).ravel()
    weight[-1] = TOTAL_WEIGHT
    return weight


def _with_total(count: int) -> sparse.csr_array:
    return sparse.csr_array(sparse.vstack([sparse.eye_array(count), np.ones((1, count))]))
