"""A linear classifier learns each theme from its central texts, then says where every text belongs.

It both mends the edges between clusters and labels answers that come later.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

CENTRAL = 0.88  # the share of a cluster that is clearest: at the edge labels are as often wrong as right
_SOFTNESS = 0.3  # of the classifier's margin: answers are short and labels uncertain


def refined(
    rows: sparse.csr_matrix, together: np.ndarray, labels: np.ndarray, sure: np.ndarray, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(labels, weights themes × features, offsets) as learned from the central texts.

    `together` (rows of length 1) is where runs' agreement is measured; `sure` marks texts whose label stands.
    A theme may lose all its texts; numbers are kept.
    """
    weights, offsets = classifier(rows, labels, _central(together, labels) | sure, seed)
    return np.where(sure, labels, (rows @ weights.T + offsets).argmax(axis=1)), weights, offsets


def _central(together: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Texts that are clearly nearer their own cluster's middle than any other's."""
    present, place = np.unique(labels, return_inverse=True)
    nearness = (
        together @ normalize(np.vstack([together[labels == label].mean(axis=0) for label in present])).T
    )
    own = nearness[np.arange(len(labels)), place]
    nearness[np.arange(len(labels)), place] = -np.inf
    clear = own - (nearness.max(axis=1) if len(present) > 1 else 0)
    central = np.zeros(len(labels), dtype=bool)
    for label in present:
        members = np.flatnonzero(labels == label)
        order = np.argsort(-clear[members], kind="stable")
        central[members[order[: max(1, round(CENTRAL * len(members)))]]] = True
    return central


def classifier(
    rows: sparse.csr_matrix, labels: np.ndarray, central: np.ndarray, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """(weights themes × features, offsets) of a linear classifier of the rows marked; numbers are kept."""
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
