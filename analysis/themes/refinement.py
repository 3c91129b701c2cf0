"""A linear classifier learns each theme from its central texts, then says where every text belongs.

It both mends the edges between clusters and labels answers that come later.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from sklearn.svm import LinearSVC

CENTRAL = 0.8  # the share of a cluster nearest its middle: what lies at the edge is as often wrong as right
ROUNDS = 2
_SOFTNESS = 0.3  # of the classifier's margin: answers are short and labels uncertain


def refined(
    rows: sparse.csr_matrix, dense: np.ndarray, labels: np.ndarray, sure: np.ndarray, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(labels, weights themes × features, offsets) after `ROUNDS` of learning from the central texts.

    `dense` has rows of length 1, where the middle of a cluster is taken; `sure` marks texts whose label stands.
    A theme may lose all its texts; numbers are kept.
    """
    given = labels
    for _ in range(ROUNDS):
        weights, offsets = _learned(rows, labels, _central(dense, labels) | sure, seed)
        labels = np.where(sure, given, (rows @ weights.T + offsets).argmax(axis=1))
    return labels, weights, offsets


def _central(dense: np.ndarray, labels: np.ndarray) -> np.ndarray:
    central = np.zeros(len(labels), dtype=bool)
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        nearness = dense[members] @ dense[members].mean(axis=0)
        order = np.argsort(-nearness, kind="stable")
        central[members[order[: max(1, round(CENTRAL * len(members)))]]] = True
    return central


def _learned(
    rows: sparse.csr_matrix, labels: np.ndarray, central: np.ndarray, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    themes = int(labels.max()) + 1
    present = np.unique(labels[central])
    weights = np.zeros((themes, rows.shape[1]), dtype=np.float32)
    offsets = np.full(themes, -np.inf, dtype=np.float32)
    if len(present) == 1:
        weights[present] = rows.mean(axis=0)
        offsets[present] = 0
        return weights, offsets
    model = LinearSVC(C=_SOFTNESS, random_state=seed).fit(rows[central], labels[central])
    two = len(present) == 2
    weights[present] = np.vstack([-model.coef_, model.coef_]) if two else model.coef_
    offsets[present] = np.concatenate([-model.intercept_, model.intercept_]) if two else model.intercept_
    return weights, offsets
