"""Several short descriptions of the same texts; where they agree, the themes are in the texts and not in the view."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

BROAD, NARROW = 100, 30  # dimensions: shades, and the main lines only
_RARE = 0.75  # an exponent below 1 keeps rare features from looking more telling than they are


def views(smooth: sparse.csr_matrix, smoother: sparse.csr_matrix, seed: int) -> list[np.ndarray]:
    """Dense rows of length 1: weighted words as they are, and how much more often than by chance they meet."""
    return [
        reduced(smooth, BROAD, seed),
        reduced(smoother, BROAD, seed),
        reduced(beyond_chance(smooth), BROAD, seed, 0.5),
        reduced(beyond_chance(smoother), NARROW, seed, 0.5),
    ]


def reduced(rows: sparse.csr_matrix, dimensions: int, seed: int, power: float = 1.0) -> np.ndarray:
    """The strongest `dimensions` of the rows, each scaled by its strength to `power`."""
    dimensions = max(1, min(dimensions, min(rows.shape) - 1))
    left, strength, _ = randomized_svd(rows, dimensions, random_state=seed)
    return normalize(left * strength**power)


def beyond_chance(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Positive pointwise mutual information of text and feature: log of seen over expected, where above 0.

    Church and Hanks (1990); the smoothing of rare features after Levy, Goldberg and Dagan (2015).
    """
    entries = rows.tocoo()
    of_row = np.bincount(entries.row, entries.data, rows.shape[0])
    of_column = np.bincount(entries.col, entries.data, rows.shape[1]) ** _RARE
    expected = of_row[entries.row] * (of_column / of_column.sum())[entries.col]
    told = np.maximum(np.log(entries.data / expected), 0).astype(np.float32)
    return sparse.csr_matrix((told, (entries.row, entries.col)), shape=rows.shape)
