"""Control charts, funnels and change against published examples and the binomial itself."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.trend import Place, change, exact_limits, funnel, inverted_wilson_limits, p_chart

# D. C. Montgomery, Introduction to Statistical Quality Control, section 7.2: frozen orange juice, 30 samples
# of 50 cans. The book's centre lines are 0.2313, and 0.2150 without samples 15 and 23.
CANS = [
    12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6,
]  # fmt: skip


def test_orange_juice_with_revised_limits() -> None:
    first = p_chart(CANS, [50] * 30)
    assert first[0].baseline == pytest.approx(0.2313, abs=5e-5)
    assert [k + 1 for k, point in enumerate(first) if point.place is Place.FAR_ABOVE] == [15, 23]
    revised = p_chart(CANS, [50] * 30, leave_out={14, 22})
    assert revised[0].baseline == pytest.approx(0.2150, abs=5e-5)
    # The book's normal limit, 0.389, now leaves out sample 21 (20 of 50) as well. That many or more has
    # probability 0.0024: beyond the exact 95 %, not beyond the exact 99.8 %.
    assert [k + 1 for k, point in enumerate(revised) if point.place is Place.FAR_ABOVE] == [15, 23]
    assert revised[20].place is Place.ABOVE


def test_a_shift_begins_a_new_baseline() -> None:
    points = p_chart([80, 82, 60, 61], [100] * 4, shifts=[2])
    assert [point.baseline for point in points] == pytest.approx([0.81, 0.81, 0.605, 0.605])
    assert {point.place for point in points} == {Place.WITHIN}


def test_a_fixed_baseline() -> None:
    points = p_chart([80, 82, 60, 0], [100, 100, 100, 0], baseline_until=2)
    assert points[2].baseline == pytest.approx(0.81)
    assert points[2].place is Place.FAR_BELOW
    assert (points[3].share, points[3].warning, points[3].place) == (None, None, None)


def test_no_baseline_no_limits() -> None:
    points = p_chart([5, 7], [10, 10], leave_out={0, 1})
    assert [(point.share, point.baseline, point.place) for point in points] == [
        (0.5, None, None),
        (0.7, None, None),
    ]
    with pytest.raises(ValueError, match="within 0 and n"):
        p_chart([5], [4])


@pytest.mark.parametrize("n", [1, 2, 3, 7, 20, 111])
@pytest.mark.parametrize("share", [0.0, 0.03, 0.5, 0.8064, 1.0])
@pytest.mark.parametrize("level", [0.95, 0.998])
def test_exact_limits_by_adding_up(n: int, share: float, level: float) -> None:
    chance = stats.binom(n, share)
    inside = [k for k in range(n + 1) if min(chance.cdf(k), chance.sf(k - 1)) > (1 - level) / 2]
    low, high = exact_limits(n, share, level)
    assert (low, high) == (inside[0] / n, inside[-1] / n)


def test_funnel_around_the_pooled_share() -> None:
    points = funnel([400, 8, 30, 0], [500, 10, 60, 0])
    assert points[0].baseline == pytest.approx(438 / 570)
    assert [point.place for point in points] == [Place.WITHIN, Place.WITHIN, Place.FAR_BELOW, None]
    assert funnel([0], [0])[0].baseline is None


# Public Health England, test data of PHEindicatormethods 2.1.1: 303 trusts, limits in per cent by population.
BASELINE = 0.8064244785714955
FUNNEL = [
    (1, 3.204264, 100.0, 0.0, 100.0),
    (2, 25.885383, 100.0, 0.0, 100.0),
    (3, 35.933491, 100.0, 10.150815, 100.0),
    (10, 56.154344, 100.0, 42.03259, 100.0),
    (539, 77.306949, 83.977947, 75.38344, 85.901456),
    (110000, 80.408963, 80.875933, 80.274317, 81.010578),
]


def test_public_health_englands_funnel() -> None:
    rows = np.array(FUNNEL)
    two, three = (inverted_wilson_limits(rows[:, 0], BASELINE, tail) for tail in (0.025, 0.001))
    assert 100 * np.stack([*two, *three], axis=1) == pytest.approx(rows[:, 1:], abs=1e-4)
    with pytest.raises(ValueError, match="positive"):
        inverted_wilson_limits([0], BASELINE, 0.025)


def test_another_mix_is_no_change() -> None:
    # The same shares per errand kind, 90 % and 50 %, but now mostly of the hard kind.
    before = np.array([[20, 180], [25, 25]])
    now = np.array([[5, 45], [100, 100]])
    found = change(now, before, satisfied_from=2)
    assert found.standing is not None
    assert found.standing.gap is not None
    assert found.standing.adjusted_gap is not None
    assert found.standing.gap.high < -0.1
    assert found.standing.adjusted_gap.value == pytest.approx(0)
    assert found.is_beyond_chance is False


def test_a_real_change_and_too_few() -> None:
    before = np.array([[40, 160]])
    assert change(np.array([[80, 120]]), before, satisfied_from=2).is_beyond_chance is True
    assert change(np.array([[4, 2]]), before, satisfied_from=2).standing is None
    assert change(np.array([[8, 12]]), 0 * before, satisfied_from=2).is_beyond_chance is None
