"""Clusters of unlike size are taken only where texts not learned from say so."""

import numpy as np
import pytest
from scipy import sparse

from analysis.themes.joining import best_told, joined_leaves, may_join, told_again


@pytest.fixture
def planted() -> tuple[sparse.csr_matrix, np.ndarray]:
    """Rows whose first matter is as large as the other three together, each with words of its own."""
    chance = np.random.default_rng(1)
    labels = np.repeat([0, 1, 2, 3], [300, 120, 100, 80])
    words = chance.random((600, 40)) * 0.4
    for row, label in enumerate(labels):
        words[row, label * 10 + chance.integers(0, 10, 4)] += 1
    rows = words / np.linalg.norm(words, axis=1, keepdims=True)
    return sparse.csr_matrix(rows.astype(np.float32)), labels


def test_the_matters_planted_are_found_again_and_chance_is_not(planted):
    rows, labels = planted
    assert told_again(rows, labels, 0) > 0.95
    assert abs(told_again(rows, np.random.default_rng(2).permutation(labels), 0)) < 0.05


def test_one_large_matter_is_not_cut_where_the_words_do_not(planted):
    rows, labels = planted
    assert best_told(rows, _like_sized(labels), labels, 0) is labels


def test_matters_that_words_tell_apart_are_kept(planted):
    rows, labels = planted
    assert best_told(rows, labels, _like_sized(labels), 0) is labels


def test_unlike_sizes_are_taken_where_neither_is_better(planted):
    rows, labels = planted
    other = 3 - labels
    assert best_told(rows, labels, other, 0) is other


def _like_sized(labels: np.ndarray) -> np.ndarray:
    """The large matter cut in two by chance, the two smallest put together."""
    cut = np.where(labels == 3, 2, labels)
    cut[:300] = np.where(np.random.default_rng(3).random(300) < 0.5, 0, 3)
    return cut


def test_small_clusters_join_to_matters_of_unlike_size(planted):
    rows, labels = planted
    chance = np.random.default_rng(4)
    # Runs that cut every matter at random: only the meaning can put the large one together.
    runs = [labels * 3 + chance.permutation(np.arange(600) % 3) for _ in range(8)]
    found = joined_leaves(runs, rows.toarray(), 12, 4, 0)
    pairs = set(zip(labels.tolist(), found.tolist(), strict=True))
    assert len(pairs) == 4


def test_few_texts_and_many_themes_are_left_as_they_are():
    assert may_join(4_000, 30, 9)
    assert not may_join(1_000, 30, 7)  # thirty texts a small cluster
    assert not may_join(11_000, 77, 77)  # nothing smaller than the themes
    assert not may_join(4_000, 30, 1)
