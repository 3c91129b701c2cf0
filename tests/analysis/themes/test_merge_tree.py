"""The merge tree against scipy's own, and the number it speaks for."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import linkage

from analysis.themes.merge_tree import merge_tree


def test_single_texts_merge_as_scipy_merges_them() -> None:
    rows = np.random.default_rng(1).normal(size=(12, 3))
    ours = merge_tree(rows, np.arange(12)).merges
    theirs = linkage(rows, "ward")
    assert ours[:, [0, 1, 3]] == pytest.approx(theirs[:, [0, 1, 3]])
    assert ours[:, 2] * np.sqrt(2) == pytest.approx(
        theirs[:, 2]
    )  # scipy's loss of two single points is their distance


def test_a_cut_merges_the_nearest() -> None:
    rows = np.array([[0.0], [0.1], [5.0], [5.1], [9.0]])
    tree = merge_tree(rows, np.arange(5))
    assert tree.cut(5).tolist() == [0, 1, 2, 3, 4]
    member = tree.cut(3)
    assert member[0] == member[1] != member[2] == member[3] != member[4]
    assert set(tree.cut(1)) == {0}


def test_well_parted_clusters_are_counted() -> None:
    chance = np.random.default_rng(2)
    middles = np.repeat(np.eye(4) * 10, 5, axis=0)
    assert merge_tree(middles + chance.normal(size=middles.shape) * 0.1, np.arange(20)).number() == 4


def test_without_evidence_the_number_is_the_usual() -> None:
    rows = np.random.default_rng(3).normal(size=(30, 10))
    assert 8 <= merge_tree(rows, np.arange(30)).number() <= 15


@pytest.mark.parametrize("leaves", [1, 2])
def test_few_leaves_are_few_themes(leaves: int) -> None:
    assert merge_tree(np.eye(2)[:leaves], np.arange(leaves)).number() == leaves
