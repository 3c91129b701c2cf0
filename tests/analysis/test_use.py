"""Use per resident: exact limits, ratios, every district beside the rest."""

from __future__ import annotations

import pytest
from scipy import stats

from analysis.comparison import benjamini_hochberg
from analysis.use import rate_per_thousand, rate_ratio, rate_ratio_p_value, use_of_districts


def test_rate_with_garwoods_limits() -> None:
    found = rate_per_thousand(10, 2000)
    assert (found.value, found.low, found.high) == pytest.approx((5, 2.3977, 9.1952), abs=1e-4)
    assert rate_per_thousand(0, 1000).low == 0


def test_ratio_as_r_has_it() -> None:
    # R, ?poisson.test: 11 in 800 person-years against 21 in 3,011.
    found = rate_ratio(11, 800, 21, 3011)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((1.971488, 0.8584264, 4.2772659), abs=2e-3)


@pytest.mark.parametrize(
    ("x", "people", "y", "others"), [(11, 800, 21, 3011), (0, 50, 9, 70), (30, 40, 5, 60)]
)
def test_p_value_as_two_exact_tails(x: int, people: int, y: int, others: int) -> None:
    tails = [
        stats.binomtest(x, x + y, people / (people + others), alternative=side).pvalue
        for side in ("less", "greater")
    ]
    assert rate_ratio_p_value(x, people, y, others) == pytest.approx(min(1, 2 * min(tails)))


def test_p_value_and_limits_agree() -> None:
    for x in range(30):
        found = rate_ratio(x, 100, 12, 100)
        assert found is not None
        assert (rate_ratio_p_value(x, 100, 12, 100) < 0.05) == (not found.low <= 1 <= found.high)


def test_nothing_on_either_side() -> None:
    assert rate_ratio(0, 10, 0, 10) is None
    assert rate_ratio_p_value(0, 10, 0, 10) == 1
    one_sided = rate_ratio(4, 10, 0, 10)
    assert one_sided is not None
    assert (one_sided.value, one_sided.high) == (float("inf"), float("inf"))
    assert one_sided.low > 0


def test_districts_beside_the_rest() -> None:
    found = use_of_districts([50, 100, 210, 0], [1000, 1000, 2000, 0])
    assert found[3] is None
    told = [one for one in found if one is not None]
    assert [one.rate.value for one in told] == [50, 100, 105]
    assert told[0].ratio is not None
    assert told[0].ratio.value == pytest.approx(50 / (310 / 3))
    assert [one.p_adjusted for one in told] == pytest.approx(
        benjamini_hochberg([one.p_value for one in told])
    )
    assert told[0].p_adjusted < 0.001


def test_one_district_alone_has_no_ratio() -> None:
    (alone,) = use_of_districts([5], [1000])
    assert alone is not None
    assert (alone.ratio, alone.p_value, alone.p_adjusted) == (None, None, None)


def test_what_is_not_a_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="not a rate"):
        rate_per_thousand(5, 0)
    with pytest.raises(ValueError, match="none negative"):
        use_of_districts([1, -1], [5, 5])
