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
    found = _Nearest(n, count)
    for start in range(0, n, _BLOCK):
        stop = min(start + _BLOCK, n)
        # With the texts before these, the cosines were found in their blocks.
        cosines = (rows[start:stop] @ rows[start:].T).toarray()
        np.fill_diagonal(cosines, -1)
        found.among(slice(start, stop), cosines, start)
        found.among(slice(stop, n), np.ascontiguousarray(cosines[:, stop - start :].T), start)
    order = np.argsort(found.places, axis=1)
    nearest, nearness = (np.take_along_axis(each, order, 1) for each in (found.places, found.cosines))
    ends = np.arange(0, n * count + 1, count)
    return sparse.csr_matrix((np.maximum(nearness, 1e-6).ravel(), nearest.ravel(), ends), shape=(n, n))


class _Nearest:
    """The nearest texts found so far of each text."""

    def __init__(self, texts: int, count: int) -> None:
        self.cosines = np.full((texts, count), -2, dtype=np.float32)  # farther than any text can be
        self.places = np.zeros((texts, count), dtype=np.int64)

    def among(self, texts: slice, cosines: np.ndarray, first: int) -> None:
        """Take in `texts` × others, the others being `first` and those that follow it."""
        count = self.places.shape[1]
        places = np.broadcast_to(np.arange(first, first + cosines.shape[1]), cosines.shape)
        cosines = np.concatenate([self.cosines[texts], cosines], axis=1)
        places = np.concatenate([self.places[texts], places], axis=1)
        best = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
        self.cosines[texts] = np.take_along_axis(cosines, best, 1)
        self.places[texts] = np.take_along_axis(places, best, 1)


def smoother(near: sparse.csr_matrix) -> sparse.csr_matrix:
    """What mixes each text with its neighbours: itself, and their weighted mean, in equal parts."""
    mixed = normalize(near, "l1") + sparse.identity(near.shape[0], dtype=np.float32)
    return sparse.csr_matrix(mixed, dtype=np.float32)
