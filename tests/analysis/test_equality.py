"""Verdicts, equivalence and the slope of inequality."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.weightstats import ttost_ind

from analysis.equality import verdict_of
from analysis.equivalence import (
    equal_means,
    equal_shares,
    power_of_equal_means,
    power_of_equal_shares,
)
from analysis.slope import ridits, slope_index
from analysis.uncertainty import Estimate, wilson
from analysis.verdict import Verdict


@pytest.mark.parametrize(
    ("low", "high", "p", "verdict"),
    [
        (-0.04, 0.03, 0.9, Verdict.EQUAL),
        (-0.04, -0.01, 0.001, Verdict.EQUAL),  # certain, yet trivial
        (-0.15, -0.02, 0.01, Verdict.LACKING),
        (0.02, 0.15, 0.01, Verdict.BETTER),
        (-0.15, -0.02, 0.05, Verdict.CANNOT_TELL),  # does not survive
        (-0.15, 0.001, 0.01, Verdict.CANNOT_TELL),  # the interval holds 0
        (-0.05, 0.03, 0.9, Verdict.CANNOT_TELL),  # on the margin is not inside it
        (-0.15, -0.02, None, Verdict.CANNOT_TELL),
    ],
)
def test_verdicts(low: float, high: float, p: float | None, verdict: Verdict) -> None:
    assert verdict_of(Estimate((low + high) / 2, low, high), p, 0.05) is verdict


def test_no_gap_no_verdict() -> None:
    assert verdict_of(None, 0.001, 0.05) is Verdict.CANNOT_TELL
    with pytest.raises(ValueError, match="not negative"):
        verdict_of(None, None, -0.1)


def test_equal_shares_by_hand() -> None:
    # 80/100 and 156/200: d = 0.02, s = √(0.16/100 + 0.1716/200) = 0.04958; z = 0.12/s = 2.420, 0.08/s = 1.6135.
    found = equal_shares(80, 100, 156, 200, 0.1)
    assert (found.p_not_below, found.p_not_above) == pytest.approx((0.00776, 0.0533), abs=1e-4)
    assert found.p_value == found.p_not_above


def test_equal_at_the_ends_is_not_certainty() -> None:
    assert equal_shares(5, 5, 5, 5, 0.05).p_value > 0.3
    assert equal_shares(5000, 5000, 5000, 5000, 0.05).p_value < 1e-6


@pytest.mark.parametrize("pooled", [True, False])
def test_equal_means_as_statsmodels(pooled: bool) -> None:
    first, second = np.array([2, 3, 8, 20, 17]), np.array([5, 2, 10, 40, 25])
    one, two = (np.repeat(np.arange(5), counts) for counts in (first, second))
    p, below, above = ttost_ind(one, two, -0.4, 0.4, usevar="pooled" if pooled else "unequal")
    found = equal_means(first, second, 0.4, pooled)
    assert (found.p_not_below, found.p_not_above, found.p_value) == pytest.approx((below[1], above[1], p))


def test_power_of_equal_means_as_published() -> None:
    # R package PowerTOST, power.TOST(CV = 0.25, n = 24): a crossover on the log scale, Owen's Q: 0.7391155.
    error = sqrt(log(1 + 0.25**2)) * sqrt(2 / 24)
    assert power_of_equal_means(log(0.95), error, 22, log(1.25)) == pytest.approx(0.7391155, abs=1e-5)


def test_power_of_equal_shares_by_counting() -> None:
    # 300 and 300 answers, both 80 %: s = 0.03266, 0.1/s = 3.0619; 2Φ(3.0619 − 1.6449) − 1 = 0.8435.
    assert power_of_equal_shares(0.8, 300, 0.8, 300, 0.1) == pytest.approx(0.8435, abs=2e-4)
    drawn = np.random.default_rng(1).binomial(300, 0.8, (4000, 2))
    found = np.mean([equal_shares(int(x), 300, int(y), 300, 0.1).p_value < 0.05 for x, y in drawn])
    assert found == pytest.approx(0.8435, abs=0.025)
    assert power_of_equal_shares(0.8, 10, 0.8, 10, 0.05) == 0


def test_what_equality_cannot_be_judged_on_is_refused() -> None:
    with pytest.raises(ValueError, match="spread"):
        equal_means(np.array([0, 5]), np.array([0, 7]), 0.1)
    with pytest.raises(ValueError, match="at least two"):
        equal_means(np.array([0, 1]), np.array([3, 7]), 0.1)
    with pytest.raises(ValueError, match="positive"):
        equal_shares(1, 2, 1, 2, 0)
    with pytest.raises(ValueError, match="at least one"):
        equal_shares(0, 0, 1, 2, 0.1)


def test_ridits_by_hand() -> None:
    assert ridits([10, 20, 70]) == pytest.approx([0.05, 0.2, 0.65])


def test_a_perfect_line_is_its_own_slope() -> None:
    # Two districts of one half each: ridits 0.25 and 0.75, shares 0.6 and 0.8: the line runs from 0.5 to 0.9.
    found = slope_index([60, 80], [100, 100], [500, 500])
    assert found is not None
    assert found.relative is not None
    assert found.ridits == (0.25, 0.75)
    assert found.absolute.value == pytest.approx(0.4)
    assert found.relative.value == pytest.approx(0.9 / 0.5)
    # Twice the difference, so twice Newcombe's distances.
    worse, better = wilson(60, 100), wilson(80, 100)
    down = 2 * np.hypot(better.value - better.low, worse.high - worse.value)
    assert found.absolute.low == pytest.approx(0.4 - down)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 900)), min_size=3, max_size=9)
)
def test_slope_as_weighted_least_squares(rows: list[tuple[int, int, int]]) -> None:
    satisfied, others, people = np.array(rows).T
    n = satisfied + others + 1
    found = slope_index(satisfied.tolist(), n.tolist(), people.tolist())
    fitted = np.polyfit(ridits(people.tolist()), satisfied / n, 1, w=np.sqrt(people))
    assert found is not None
    assert found.absolute.value == pytest.approx(fitted[0], abs=1e-8)
    assert found.absolute.low < found.absolute.value < found.absolute.high


def test_a_district_without_answers_keeps_its_place() -> None:
    found = slope_index([60, 0, 80], [100, 0, 100], [300, 400, 300])
    assert found is not None
    assert found.absolute.value == pytest.approx(0.2 / 0.7)
    assert slope_index([60, 0], [100, 0], [1, 1]) is None
    with pytest.raises(ValueError, match="one per district"):
        slope_index([1], [2, 3], [1, 1])
