"""Several short descriptions of the same texts; where they agree, the themes are in the texts and not in the view."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize

BROAD, MIDDLE, NARROW = 100, 60, 40  # dimensions: from shades to the main lines only
MEANT = 2  # the view in which distances are nearest to what a reader means by alike
_RARE = 0.75  # an exponent below 1 keeps rare features from looking more telling than they are
_PASSES, _SPARE = 4, 10  # of the subspace iteration, and dimensions beyond those kept


def views(rows: sparse.csr_matrix, words: int, smoother: sparse.csr_matrix, seed: int) -> list[np.ndarray]:
    """Dense rows of length 1: weighted features as they are, and how much more often than by chance they meet.

    The first `words` columns are whole words; `smoother` (texts × texts) mixes each text with its neighbours.
    """
    words_only = sparse.csr_matrix(rows[:, :words])
    unmixed = sparse.identity(rows.shape[0], dtype=np.float32, format="csr")
    together = reduced(beyond_chance(sparse.csr_matrix(smoother @ words_only)), unmixed, BROAD, seed)
    main_lines = reduced(rows, smoother, NARROW, seed)
    telling = reduced(beyond_chance(words_only), smoother, MIDDLE, seed)
    return [
        normalize(smoother @ reduced(rows, smoother, BROAD, seed)),
        main_lines,
        normalize(smoother @ main_lines),
        together,
        normalize(smoother @ together),
        normalize(together[:, :NARROW]),
        telling,
        normalize(smoother @ telling),
    ]


def reduced(rows: sparse.csr_matrix, smoother: sparse.csr_matrix, dimensions: int, seed: int) -> np.ndarray:
    """The strongest `dimensions` of smoother @ rows, each scaled by its strength; rows of length 1.

    The product, far denser than either, is never made (Halko, Martinsson and Tropp 2011, algorithm 4.4).
    """
    width = max(1, min(dimensions + _SPARE, *rows.shape))
    start = np.random.default_rng(seed).standard_normal((rows.shape[1], width), dtype=np.float32)
    across, down = smoother.T.tocsr(), rows.T.tocsr()
    basis = np.linalg.qr(smoother @ (rows @ start))[0]
    for _ in range(_PASSES):
        basis = np.linalg.qr(smoother @ (rows @ (down @ (across @ basis))))[0]
    inner = down @ (across @ basis)
    squares, left = np.linalg.eigh(inner.T @ inner)
    strength, left = np.sqrt(np.maximum(squares[::-1], 0)), left[:, ::-1]
    kept = max(1, min(dimensions, width))
    return normalize((basis @ left)[:, :kept] * strength[:kept])


def beyond_chance(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Positive pointwise mutual information of text and feature: log of seen over expected, where above 0.

    Church and Hanks (1990); the smoothing of rare features after Levy, Goldberg and Dagan (2015).
    """
    entries = rows.tocoo()
    of_row = np.bincount(entries.row, entries.data, rows.shape[0])
    of_column = np.bincount(entries.col, entries.data, rows.shape[1]) ** _RARE
    expected = of_row[entries.row] * (of_column / max(of_column.sum(), 1e-12))[entries.col]
    told = np.maximum(np.log(entries.data / expected), 0).astype(np.float32)
    return sparse.csr_matrix((told, (entries.row, entries.col)), shape=rows.shape)
