"""Each text is read together with the texts most like it: two short answers on one matter may share no word."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize

NEIGHBOURS = 15
_BLOCK = 500  # rows compared at a time, which bounds the memory


def neighbours(rows: sparse.csr_matrix, count: int = NEIGHBOURS) -> sparse.csr_matrix:
    """Texts × texts: the cosine with each text's `count` nearest others, 0 for the rest.

    Rows need one length. Fewer texts than `count` give as many neighbours as there are.
    """
    n = rows.shape[0]
    count = min(count, n - 1)
    if count < 1:
        return sparse.csr_matrix((n, n), dtype=np.float32)
    nearest, cosines = zip(*(_nearest(rows, start, count) for start in range(0, n, _BLOCK)), strict=True)
    ends = np.arange(0, n * count + 1, count)
    values = np.maximum(np.concatenate(cosines).ravel(), 1e-6)
    return sparse.csr_matrix((values, np.concatenate(nearest).ravel(), ends), shape=(n, n))


def _nearest(rows: sparse.csr_matrix, start: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    block = rows[start : start + _BLOCK]
    cosines = (block @ rows.T).toarray()
    cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -1
    nearest = np.sort(np.argpartition(-cosines, count - 1, axis=1)[:, :count], axis=1)
    return nearest, np.take_along_axis(cosines, nearest, 1)


def smoother(near: sparse.csr_matrix) -> sparse.csr_matrix:
    """What mixes each text with its neighbours: itself, and their weighted mean, in equal parts."""
    mixed = normalize(near, "l1") + sparse.identity(near.shape[0], dtype=np.float32)
    return sparse.csr_matrix(mixed, dtype=np.float32)
