"""Standardised shares against published tables and brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.casemix import (
    binomial_exact,
    directly_standardised,
    indirectly_standardised,
    poisson_byar,
    poisson_exact,
)
from analysis.faults import InputError

# Admitted and applied, men then women, departments A to F: Bickel, Hammel and O'Connell, Science 187 (1975)
# 398–404, as in R's table UCBAdmissions.
MEN = (np.array([512, 353, 120, 138, 53, 22]), np.array([825, 560, 325, 417, 191, 373]))
WOMEN = (np.array([89, 17, 202, 131, 94, 24]), np.array([108, 25, 593, 375, 393, 341]))

# Exact Poisson limits, 95 %: Garwood's table, as printed in E. S. Pearson and H. O. Hartley, Biometrika
# Tables for Statisticians, table 40.
GARWOOD = [(0, 0.0, 3.69), (1, 0.0253, 5.57), (2, 0.242, 7.22), (5, 1.62, 11.67), (10, 4.80, 18.39)]


@pytest.mark.parametrize(("observed", "low", "high"), GARWOOD)
def test_exact_poisson_limits_as_printed(observed: int, low: float, high: float) -> None:
    assert poisson_exact(observed) == pytest.approx((low, high), abs=6e-3)


@given(st.integers(1, 400), st.sampled_from([0.9, 0.95, 0.998]))
def test_exact_poisson_limits_leave_each_tail_its_part(observed: int, level: float) -> None:
    low, high = poisson_exact(observed, level)
    assert stats.poisson.sf(observed - 1, low) == pytest.approx((1 - level) / 2)
    assert stats.poisson.cdf(observed, high) == pytest.approx((1 - level) / 2)


def test_byar_is_close_to_exact_and_safe_without_events() -> None:
    # By hand, 10 events: 10(1 − 1/90 − 1.959964/(3√10))³ = 4.79, 11(1 − 1/99 + 1.959964/(3√11))³ = 18.39.
    assert poisson_byar(10) == pytest.approx((4.79, 18.39), abs=0.01)
    assert poisson_byar(0)[0] == 0.0
    assert poisson_byar(0)[1] == pytest.approx(poisson_exact(0)[1], rel=0.02)
    for observed in (20, 100, 1000):
        assert poisson_byar(observed) == pytest.approx(poisson_exact(observed), rel=3e-3)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_binomial_limits_are_clopper_and_pearsons(counts: tuple[int, int]) -> None:
    observed, n = counts
    found = stats.binomtest(observed, n).proportion_ci(method="exact")
    assert binomial_exact(observed, n) == pytest.approx((n * found.low, n * found.high), abs=1e-9)


@given(st.lists(st.tuples(st.integers(1, 8), st.floats(0.02, 0.98)), min_size=1, max_size=5), st.data())
def test_binomial_limits_hold_when_probabilities_differ(
    strata: list[tuple[int, float]], data: st.DataObject
) -> None:
    # At the true mean, the observed counts whose interval misses it have at most about 5 % together. Lower
    # limits may go a hair over their 2.5 % at one event: 1 − Π(1 − p) is at most the mean, .0253 there.
    chances = np.ones(1)
    for n, p in strata:
        chances = np.convolve(chances, stats.binom.pmf(np.arange(n + 1), n, p))
    answers, mean = sum(n for n, _ in strata), sum(n * p for n, p in strata)
    missed = sum(
        chance
        for observed, chance in enumerate(chances)
        if not binomial_exact(observed, answers)[0] <= mean <= binomial_exact(observed, answers)[1]
    )
    assert missed <= 0.0507


def test_berkeley_directly_standardised() -> None:
    weights = MEN[1] + WOMEN[1]
    men, women = directly_standardised(MEN, weights), directly_standardised(WOMEN, weights)
    # Arithmetic on the table: Σ w·p with w the departments' parts of all applicants.
    assert men.rate.value == pytest.approx(0.3873185826894222, abs=1e-12)
    assert women.rate.value == pytest.approx(0.4299553804607252, abs=1e-12)
    assert men.standard_error == pytest.approx(0.009273550887696597, abs=1e-12)
    assert women.standard_error == pytest.approx(0.0157823537696886, abs=1e-12)
    # The crude shares say the opposite: .445 and .304.
    assert men.rate.value < women.rate.value
    assert women.rate.low < women.rate.value - women.standard_error


def test_direct_standardisation_leaves_out_what_has_no_answers() -> None:
    found = directly_standardised((np.array([3, 0]), np.array([10, 0])), [1, 3])
    assert (found.rate.value, found.coverage) == pytest.approx((0.3, 0.25))


def test_equal_answers_in_every_stratum_are_not_certainty() -> None:
    found = directly_standardised((np.array([4, 6]), np.array([4, 6])), [0.4, 0.6])
    assert (found.standard_error, found.effective_n) == (0.0, pytest.approx(10))
    assert found.rate.low == pytest.approx(10 / (10 + 1.959964**2), abs=1e-6)  # Wilson of 10/10


def test_observed_over_expected_by_hand() -> None:
    # Shares of the reference .9, .5 and none: E = 10·.9 + 20·.5 = 19, O = 6 + 8, coverage 30/35.
    group = (np.array([6, 8, 5]), np.array([10, 20, 5]))
    reference = (np.array([90, 50, 0]), np.array([100, 100, 0]))
    found = indirectly_standardised(group, reference)
    assert (found.observed, found.n, found.expected) == (14, 30, pytest.approx(19))
    assert found.coverage == pytest.approx(30 / 35)
    assert found.ratio is not None
    assert found.rate is not None
    assert found.ratio.value == pytest.approx(14 / 19)
    assert found.rate.value == pytest.approx(0.7 * 14 / 19)
    low, high = stats.binomtest(14, 30).proportion_ci(method="exact")
    assert (found.ratio.low, found.ratio.high) == pytest.approx((30 * low / 19, 30 * high / 19))


def test_few_events() -> None:
    group, reference = (
        (np.array([0, 2]), np.array([400, 300])),
        (np.array([40, 30]), np.array([10000, 10000])),
    )
    found = {
        kind: indirectly_standardised(group, reference, limits=kind) for kind in ("exact", "byar", "binomial")
    }
    assert found["exact"].expected == pytest.approx(2.5)
    # Garwood's limits of 2 are .242 and 7.22; over 2.5 they are .0969 and 2.890.
    assert found["exact"].ratio is not None
    assert (found["exact"].ratio.low, found["exact"].ratio.high) == pytest.approx((0.0969, 2.890), abs=1e-3)
    assert found["binomial"].ratio is not None
    assert found["binomial"].ratio.high == pytest.approx(found["exact"].ratio.high, rel=0.01)
    nobody = indirectly_standardised((np.array([0]), np.array([30])), (np.array([5]), np.array([100])))
    assert nobody.ratio is not None
    assert nobody.ratio.low == 0.0
    assert nobody.ratio.high > 1


def test_nothing_expected_has_no_ratio() -> None:
    empty = indirectly_standardised((np.array([1]), np.array([4])), (np.array([0]), np.array([0])))
    assert (empty.ratio, empty.rate, empty.coverage) == (None, None, 0.0)
    assert (
        indirectly_standardised((np.array([0]), np.array([0])), (np.array([1]), np.array([2]))).ratio is None
    )


def test_impossible_counts_are_told_together() -> None:
    with pytest.raises(InputError) as caught:
        indirectly_standardised((np.array([3, -1]), np.array([2, 1])), (np.array([1, 1]), np.array([2, 2])))
    assert len(caught.value.faults) == 2
    with pytest.raises(InputError, match="not all 0"):
        directly_standardised(MEN, np.zeros(6))
    with pytest.raises(InputError, match="no answers"):
        directly_standardised((np.array([0]), np.array([0])), [1])
