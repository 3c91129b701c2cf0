"""Answers needed where the gap is on the edge of a verdict."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.comparison import compare
from analysis.settling import answers_to_settle
from analysis.uncertainty import Estimate
from analysis.verdict import Verdict


def test_four_times_the_answers_halve_the_reach() -> None:
    gap = Estimate(0.0, -0.10, 0.10)
    assert answers_to_settle(100, gap, p_value=1.0, p_adjusted=1.0, margin=0.05) == 300


def test_the_way_to_a_difference_is_taken_where_it_is_shorter() -> None:
    # z is 1.96 at p = 0.05; 0.05 · 0.05/0.1 = 0.025 needs z = 2.2414: 1000 · (2.2414/1.95996)² = 1307.8.
    gap = Estimate(-0.08, -0.16, 0.0)
    assert answers_to_settle(1000, gap, p_value=0.05, p_adjusted=0.1, margin=0.05) == 308


def test_no_number_settles_a_gap_on_the_margin_that_is_no_gap() -> None:
    assert answers_to_settle(50, Estimate(0.0, -0.2, 0.2), p_value=1.0, p_adjusted=1.0, margin=0.0) is None


def test_no_answers_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="begin with"):
        answers_to_settle(0, Estimate(0.0, 0.0, 0.0), p_value=1.0, p_adjusted=1.0, margin=0.05)


def test_nothing_that_cannot_be_told_is_said_to_need_no_answers() -> None:
    satisfied = np.array([1210, 1600, 1655, 1590, 1640])
    counts = np.stack([2000 - satisfied, satisfied], axis=-1)[:, None, :]
    counts[0] = [[780 - 60, 1220 + 60]]
    for n in (900, 1000, 1250, 2000, 4000):
        counts[1] = [[round(n * 0.235), n - round(n * 0.235)]]
        for standing in compare(counts, satisfied_from=2):
            assert standing is not None
            if standing.verdict is Verdict.CANNOT_TELL:
                assert standing.answers_needed is None or standing.answers_needed > 0
