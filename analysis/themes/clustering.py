"""From rows of features to clusters: smooth, look from several sides, cluster many times, agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.metrics import adjusted_mutual_info_score
from sklearn.preprocessing import normalize

from analysis.themes import consensus
from analysis.themes.joining import best_told, joined_leaves, may_join
from analysis.themes.merge_tree import MergeTree, merge_tree
from analysis.themes.refinement import refined
from analysis.themes.smoothing import neighbours, smoother
from analysis.themes.views import MEANT, views

RUNS = (32, 80)  # of each clustering: least and most, the more the fewer the texts, since chance weighs more
_TEXTS_RUN = 80_000  # texts times runs, in between
MOST_LEAVES = 30  # of the tree: twice the usual most
TEXTS_A_LEAF = 4
FEWEST = 3  # different texts that can be told apart into themes
FITS_NOWHERE = 0.005  # of the texts learned from: the margin that so few fall below is *other*'s limit


@dataclass(frozen=True)
class Clustering:
    """`weights` and `offsets` are the classifier's; a text's theme is where its rows @ weights.T + offsets is
    largest, when that is at least `least`. `stability` is the adjusted mutual information of two clusterings
    begun elsewhere. `nearest`: pairs of themes × (first, second, nearness 0 to 1), the nearest first."""

    labels: np.ndarray
    weights: np.ndarray
    offsets: np.ndarray
    least: float
    stability: float
    tree: MergeTree
    nearest: np.ndarray


def clustered(
    rows: sparse.csr_matrix, words: int, number: int | None, groups: np.ndarray, seed: int
) -> Clustering:
    """Clusters of the rows, `number` of them or as many as the rows speak for; fewer when rows are few.

    The first `words` columns are whole words. `groups`: -1, or a number that texts which must stay together share.
    """
    rows_grouped = _drawn_together(rows, groups)
    if _different(rows_grouped) < FEWEST:
        return _one_theme(rows)
    sides = views(rows_grouped, words, smoother(neighbours(rows_grouped)), seed)
    tree = _tree(sides, number, seed)
    number = tree.number() if number is None else min(number, tree.leaves)
    first, second = (_one(sides, number, seed + side) for side in (0, 1))
    each = [*first[0], *second[0]]
    labels, together = consensus.joined(each, number, seed)
    if may_join(len(labels), tree.leaves, number):
        unlike = joined_leaves(each, sides[MEANT], tree.leaves, number, seed)
        labels = best_told(rows, labels, unlike, seed)
    stability = max(0.0, float(adjusted_mutual_info_score(first[1], second[1])))
    labels = _kept_together(labels, groups)
    return _learned(rows, together, labels, groups >= 0, stability, tree, seed)


def _learned(
    rows: sparse.csr_matrix,
    together: np.ndarray,
    labels: np.ndarray,
    sure: np.ndarray,
    stability: float,
    tree: MergeTree,
    seed: int,
) -> Clustering:
    labels, weights, offsets = refined(rows, together, labels, sure, seed)
    alive, labels = np.unique(labels, return_inverse=True)
    weights, offsets = weights[alive], offsets[alive]
    least = float(np.quantile((rows @ weights.T + offsets).max(axis=1), FITS_NOWHERE))
    return Clustering(labels, weights, offsets, least, stability, tree, _nearest(together, labels))


def _different(rows: sparse.csr_matrix) -> int:
    """Rows that differ, up to `FEWEST`."""
    seen = {
        (row.indices.tobytes(), row.data.tobytes())
        for row in (rows[i] for i in range(min(100, rows.shape[0])))
    }
    return min(len(seen), FEWEST)


def _one_theme(rows: sparse.csr_matrix) -> Clustering:
    """All that there is as one theme; none at all where there are no rows."""
    themes = min(1, rows.shape[0])
    weights = np.asarray(rows.sum(axis=0), dtype=np.float32).reshape(1, -1)[:themes] / max(1, rows.shape[0])
    labels, none = np.zeros(rows.shape[0], dtype=np.int64), np.empty((0, 3))
    tree = MergeTree(themes, np.empty((0, 4)))
    return Clustering(labels, weights, np.zeros(themes, dtype=np.float32), 0.0, 1.0, tree, none)


def _tree(sides: list[np.ndarray], number: int | None, seed: int) -> MergeTree:
    leaves = _leaves(len(sides[0]), number)
    fine, _ = consensus.joined(consensus.runs(sides, leaves, len(sides), seed), leaves, seed)
    return merge_tree(sides[MEANT], np.unique(fine, return_inverse=True)[1])


def _nearest(dense: np.ndarray, labels: np.ndarray) -> np.ndarray:
    middles = normalize(np.vstack([dense[labels == label].mean(axis=0) for label in range(labels.max() + 1)]))
    first, second = np.triu_indices(len(middles), 1)
    pairs = np.column_stack([first, second, np.clip((middles @ middles.T)[first, second], 0, 1)])
    return pairs[np.argsort(-pairs[:, 2], kind="stable")]


def _one(sides: list[np.ndarray], number: int, seed: int) -> tuple[list[np.ndarray], np.ndarray]:
    least, most = RUNS
    count = min(most, max(least, _TEXTS_RUN // len(sides[0])))
    half = -(-count // (2 * len(sides))) * len(sides)
    each = consensus.runs(sides, number, half, seed)
    return each, consensus.joined(each, number, seed)[0]


def _leaves(n: int, number: int | None) -> int:
    usual = min(MOST_LEAVES, max(2, n // TEXTS_A_LEAF))
    return min(n, max(usual, number or 0))


def _drawn_together(rows: sparse.csr_matrix, groups: np.ndarray) -> sparse.csr_matrix:
    """Rows of one group become their mean, so that nothing sets them apart."""
    n = len(groups)
    grouped = groups >= 0
    if not grouped.any():
        return rows
    number = np.unique(groups[grouped], return_inverse=True)[1]
    membership = sparse.csr_matrix(
        (np.ones(len(number)), (np.flatnonzero(grouped), number)), shape=(n, number.max() + 1)
    )
    sizes = np.asarray(membership.sum(axis=0)).ravel()
    means = membership @ sparse.diags(1 / sizes) @ membership.T
    alone = sparse.diags((~grouped).astype(np.float32))
    return sparse.csr_matrix((means + alone) @ rows, dtype=np.float32)


def _kept_together(labels: np.ndarray, groups: np.ndarray) -> np.ndarray:
    kept = labels.copy()
    for group in np.unique(groups[groups >= 0]):
        members = groups == group
        kept[members] = np.bincount(labels[members]).argmax()
    return kept
