"""Clusters of unlike size, where the words speak for them: small clusters joined by what they mean.

Clusters that many runs agree on are of like size, and cut a matter that most write about into several. Small
clusters of the same runs, joined by Ward's tree, are not bound to one size. Which of the two is right differs
from one set of answers to another, and the answers say it themselves: labels that a classifier finds again in texts
it has not seen are about words, and those that it does not are about chance.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.metrics import adjusted_mutual_info_score

from analysis.themes import consensus
from analysis.themes.merge_tree import merge_tree
from analysis.themes.refinement import classifier

# Texts of a small cluster, on average: with fewer, two drawings of the halves differ more than the ways do.
LEAST_A_LEAF = 100
LEEWAY = 0.01  # of what is told again: two drawings of the halves differ by about half of it
LEAST_LEAVES = 2  # small clusters a theme, on average: with fewer there is little to join


def may_join(texts: int, leaves: int, number: int) -> bool:
    """Whether `leaves` small clusters of so many texts are worth joining into `number` themes."""
    return number > 1 and leaves >= LEAST_LEAVES * number and texts >= LEAST_A_LEAF * leaves


def joined_leaves(
    each: Sequence[np.ndarray], meant: np.ndarray, leaves: int, number: int, seed: int
) -> np.ndarray:
    """Labels 0 to `number` - 1: the small clusters the runs speak for, joined by their middles in `meant`."""
    fine = np.unique(consensus.joined(each, leaves, seed)[0], return_inverse=True)[1]
    return merge_tree(meant, fine).cut(number)[fine]


def best_told(rows: sparse.csr_matrix, like: np.ndarray, unlike: np.ndarray, seed: int) -> np.ndarray:
    """The labels of unlike size, unless those of like size are surely better found again."""
    return like if told_again(rows, like, seed) > told_again(rows, unlike, seed) + LEEWAY else unlike


def told_again(rows: sparse.csr_matrix, labels: np.ndarray, seed: int) -> float:
    """The adjusted mutual information of the labels and what a classifier taught one half says of the other."""
    first = np.random.default_rng(seed).permutation(len(labels)) % 2 == 0
    said = np.empty_like(labels)
    for taught in (first, ~first):
        weights, offsets = classifier(rows, labels, taught, seed)
        said[~taught] = (rows[~taught] @ weights.T + offsets).argmax(axis=1)
    return float(adjusted_mutual_info_score(labels, said))
