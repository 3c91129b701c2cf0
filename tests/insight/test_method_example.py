"""The worked example comes to what the methods say."""

from __future__ import annotations

from math import sqrt

import pytest
from scipy import stats

from analysis.uncertainty import wilson
from feedback.insight.method_example import WORKED


def test_the_shares_and_their_difference() -> None:
    own = wilson(WORKED.satisfied, WORKED.n)
    others = wilson(WORKED.others_satisfied, WORKED.others_n)
    for worked, made in ((WORKED.share, own), (WORKED.others_share, others)):
        assert (worked.value, worked.low, worked.high) == pytest.approx(
            (made.value, made.low, made.high), abs=5e-4
        )
    # Newcombe 1998, method 10.
    gap = own.value - others.value
    low = gap - sqrt((own.value - own.low) ** 2 + (others.high - others.value) ** 2)
    high = gap + sqrt((own.high - own.value) ** 2 + (others.value - others.low) ** 2)
    worked_gap = (WORKED.gap.value, WORKED.gap.low, WORKED.gap.high)
    assert worked_gap == pytest.approx((gap, low, high), abs=6e-4)


def test_like_with_like() -> None:
    expected = sum(n * p for n, p in zip(WORKED.kinds_n, WORKED.kinds_others, strict=True))
    assert sum(WORKED.kinds_n) == WORKED.n
    assert pytest.approx(expected) == WORKED.expected
    assert WORKED.like_with_like == pytest.approx((WORKED.satisfied - expected) / WORKED.n)


def test_use_per_thousand_residents() -> None:
    per = 1000 / WORKED.residents
    limits = (
        stats.chi2.ppf(0.025, 2 * WORKED.visits) / 2 * per,
        stats.chi2.ppf(0.975, 2 * WORKED.visits + 2) / 2 * per,
    )
    assert WORKED.visits_per_thousand.value == pytest.approx(WORKED.visits * per)
    assert (WORKED.visits_per_thousand.low, WORKED.visits_per_thousand.high) == pytest.approx(
        limits, abs=0.05
    )
