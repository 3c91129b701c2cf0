"""Many rough clusterings, joined: what most of them put together belongs together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd


def runs(views: Sequence[np.ndarray], clusters: int, count: int, seed: int) -> list[np.ndarray]:
    """`count` clusterings of the same rows, taking the views in turn, each begun elsewhere."""
    return [
        MiniBatchKMeans(clusters, n_init=1, batch_size=1024, random_state=seed * 1000 + number)
        .fit_predict(views[number % len(views)])
        for number in range(count)
    ]  # fmt: skip


def joined(each: Sequence[np.ndarray], clusters: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """(labels, rows × dimensions of agreement): texts that runs put together lie near each other."""
    together = _together(each, clusters, seed)
    return KMeans(clusters, n_init=5, random_state=seed).fit_predict(together), together


def _together(each: Sequence[np.ndarray], clusters: int, seed: int) -> np.ndarray:
    memberships = sparse.hstack([_membership(labels) for labels in each], format="csr")
    width = min(clusters + 10, min(memberships.shape) - 1)
    left, strength, _ = randomized_svd(memberships, width, random_state=seed)
    return normalize(left * strength)


def _membership(labels: np.ndarray) -> sparse.csr_matrix:
    """Texts × clusters; a text counts less in a large cluster, which says less of it."""
    sizes = np.maximum(np.bincount(labels), 1)
    n = len(labels)
    return sparse.csr_matrix((1 / np.sqrt(sizes[labels]), labels, np.arange(n + 1)), shape=(n, len(sizes)))
