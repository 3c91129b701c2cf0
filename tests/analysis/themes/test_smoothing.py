"""Nearest neighbours, found block by block, are those that comparing all with all finds."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from sklearn.preprocessing import normalize

from analysis.themes.smoothing import neighbours, smoother


def texts(count: int) -> sparse.csr_matrix:
    drawn = sparse.random(count, 400, density=0.05, format="csr", dtype=np.float32, rng=count)
    return sparse.csr_matrix(normalize(drawn))


@pytest.mark.parametrize("count", [2, 16, 501, 1203])
def test_the_nearest_are_those_that_comparing_all_finds(count: int) -> None:
    rows = texts(count)
    found = neighbours(rows).toarray()
    cosines = (rows @ rows.T).toarray()
    np.fill_diagonal(cosines, -1)
    wanted = min(15, count - 1)
    assert ((found > 0).sum(axis=1) == wanted).all()
    assert not found.diagonal().any()
    # By how near they are: of two that are equally near either may be taken.
    best = np.sort(cosines, axis=1)[:, -wanted:]
    held = np.sort(found, axis=1)[:, -wanted:]
    np.testing.assert_allclose(held, np.maximum(best, 1e-6), atol=1e-6)


def test_one_text_has_no_neighbour() -> None:
    assert neighbours(texts(1)).nnz == 0


def test_half_of_what_is_read_is_the_text_itself() -> None:
    mixed = smoother(neighbours(texts(40)))
    np.testing.assert_allclose(mixed.diagonal(), 1)
    np.testing.assert_allclose(mixed.sum(axis=1), 2, rtol=1e-5)
