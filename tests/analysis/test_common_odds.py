"""Stratified two by two tables, published and sparse ones."""

from __future__ import annotations

from itertools import product
from math import comb, inf

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable

from analysis.common_odds import common_odds, exact_odds_limits
from analysis.faults import InputError

# UCBAdmissions (Bickel, Hammel and O'Connell, Science 1975): per department men and women, admitted and not.
BERKELEY = np.array(
    [
        [[512, 313], [89, 19]],
        [[353, 207], [17, 8]],
        [[120, 205], [202, 391]],
        [[138, 279], [131, 244]],
        [[53, 138], [94, 299]],
        [[22, 351], [24, 317]],
    ]
)
# Penicillin for rabbits at five doses, two of them uninformative: Mantel, Biometrics 19 (1963), as in R's
# help page of mantelhaen.test. Rows: no delay and 1.5 hours; columns: cured and died.
RABBITS = np.array([[[0, 6], [0, 5]], [[3, 3], [0, 6]], [[6, 0], [2, 4]], [[5, 1], [6, 0]], [[2, 0], [5, 0]]])

tables_of_few = st.lists(
    st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=1, max_size=4
).map(lambda rows: np.array(rows).reshape(-1, 2, 2))  # fmt: skip


def test_berkeley() -> None:
    found = common_odds(BERKELEY)
    assert found.ratio is not None
    # R's mantelhaen.test(UCBAdmissions), with and without correction.
    assert found.ratio.value == pytest.approx(0.9046968, abs=1e-7)
    assert (found.ratio.low, found.ratio.high) == pytest.approx((0.7719074, 1.0603298), abs=1e-6)
    assert found.test is not None
    assert found.test.value == pytest.approx(1.524606660443, abs=1e-8)
    assert found.test_corrected is not None
    assert found.test_corrected.value == pytest.approx(1.426946228587, abs=1e-8)
    assert found.test_corrected.p_value == pytest.approx(0.232263462817, abs=1e-8)
    # statsmodels' StratifiedTable.test_equal_odds.
    assert found.breslow_day is not None
    assert found.breslow_day.value == pytest.approx(18.825513705236514, abs=1e-6)
    assert (found.breslow_day.df, found.breslow_day.p_value) == (5, pytest.approx(0.00207139035, abs=1e-9))


def test_rabbits_two_strata_of_five_say_nothing() -> None:
    found = common_odds(RABBITS)
    assert found.strata == 3
    assert found.ratio is not None
    # R prints M² = 3.9286 (corrected), p = .04747, ratio 7 and 1.026713 to 47.725133.
    assert found.ratio.value == pytest.approx(7)
    assert (found.ratio.low, found.ratio.high) == pytest.approx((1.026713, 47.725133), abs=1e-5)
    assert found.test_corrected is not None
    assert found.test_corrected.value == pytest.approx(3.9286, abs=5e-5)
    assert found.test_corrected.p_value == pytest.approx(0.04747, abs=5e-6)


@given(st.lists(st.lists(st.integers(1, 40), min_size=4, max_size=4), min_size=2, max_size=6))
def test_as_statsmodels_has_it(rows: list[list[int]]) -> None:
    tables = np.array(rows).reshape(-1, 2, 2)
    ours, theirs = common_odds(tables), StratifiedTable(list(tables.astype(float)))
    assert ours.ratio is not None
    assume(abs(ours.ratio.value - 1) > 1e-3)  # theirs divides by 0 at an odds ratio of 1
    assert ours.ratio.value == pytest.approx(theirs.oddsratio_pooled)
    assert (ours.ratio.low, ours.ratio.high) == pytest.approx(theirs.oddsratio_pooled_confint())
    for test, other in (
        (ours.test, theirs.test_null_odds(correction=False)),
        (ours.breslow_day, theirs.test_equal_odds(adjust=False)),
        (ours.tarone, theirs.test_equal_odds(adjust=True)),
    ):
        assert test is not None
        assert (test.value, test.p_value) == pytest.approx(
            (other.statistic, other.pvalue), abs=1e-7, rel=1e-6
        )


@given(tables_of_few)
def test_empty_strata_change_nothing(tables: np.ndarray) -> None:
    silent = np.array([[[0, 0], [0, 0]], [[3, 2], [0, 0]], [[3, 0], [1, 0]], [[0, 0], [0, 9]]])
    assert common_odds(np.concatenate([tables, silent])) == common_odds(tables)


@given(tables_of_few)
def test_sparse_tables_always_give_an_ordered_interval_or_nothing(tables: np.ndarray) -> None:
    found = common_odds(tables)
    if found.ratio is None:
        assert found.strata == 0
        return
    assert 0 <= found.ratio.low <= found.ratio.value <= found.ratio.high
    assert found.test is not None
    assert 0 <= found.test.p_value <= 1
    for test in (found.breslow_day, found.tarone):
        assert test is None or np.isfinite(test.value)


@given(tables_of_few)
def test_the_columns_exchanged_turn_the_ratio_over(tables: np.ndarray) -> None:
    one, other = common_odds(tables).ratio, common_odds(tables[:, :, ::-1]).ratio
    assume(one is not None and other is not None)
    assert one is not None
    assert other is not None
    for ours, theirs in ((one.value, other.value), (one.low, other.high), (one.high, other.low)):
        assert (inf if ours == 0 else 1 / ours) == pytest.approx(theirs, rel=1e-6)


@given(tables_of_few, st.sampled_from([0.8, 0.95]))
def test_exact_limits_by_counting_every_table(tables: np.ndarray, level: float) -> None:
    low, high = exact_odds_limits(tables, level)
    observed = int(tables[:, 0, 0].sum())
    sums = chances_of_sums(tables)
    if low > 0:
        assert tail(sums, low, range(observed, 100)) == pytest.approx((1 - level) / 2, rel=1e-6)
    else:
        assert observed == min(sums)
    if high < inf:
        assert tail(sums, high, range(observed + 1)) == pytest.approx((1 - level) / 2, rel=1e-6)
    else:
        assert observed == max(sums)


def chances_of_sums(tables: np.ndarray) -> dict[int, float]:
    """How many ways there are to each Σa, given all the margins, one table at a time."""
    sums: dict[int, float] = {}
    ways = [
        [
            (a, comb(int(t[0].sum()), a) * comb(int(t[1].sum()), int(t[:, 0].sum()) - a))
            for a in range(int(t[:, 0].sum()) + 1)
        ]
        for t in tables
    ]
    for chosen in product(*ways):
        weight = int(np.prod([way for _, way in chosen]))
        if weight:
            total = sum(a for a, _ in chosen)
            sums[total] = sums.get(total, 0) + weight
    return sums


def tail(sums: dict[int, float], odds: float, wanted: range) -> float:
    base = min(sums)
    mass = {t: ways * odds ** (t - base) for t, ways in sums.items()}
    return sum(value for t, value in mass.items() if t in wanted) / sum(mass.values())


def test_all_of_one_group_satisfied_has_an_exact_lower_limit() -> None:
    found = common_odds(np.array([[[5, 0], [3, 4]], [[6, 0], [2, 3]]]))
    assert found.ratio is not None
    assert (found.ratio.value, found.ratio.high) == (inf, inf)
    assert found.ratio.low > 1
    assert found.breslow_day is None


def test_a_long_one_sided_table_keeps_its_digits() -> None:
    # None of 2,000 against 1,000 of 2,000: the observed table's own probability is below the smallest float.
    found = common_odds(np.array([[[0, 2000], [1000, 1000]]]))
    assert found.ratio is not None
    # One stratum: P(T = 0 | ψ) = .025 is near (1 + ψ)⁻²⁰⁰⁰ = .025 for small ψ, ψ near .0018.
    assert found.ratio.high == pytest.approx(-np.log(0.025) / 2000, rel=0.03)


def test_what_is_no_table_is_refused() -> None:
    for wrong in (np.zeros((2, 2)), np.array([[[1, 2], [3, -1]]]), np.array([[[0.5, 1], [1, 1]]])):
        with pytest.raises(InputError, match="tables must"):
            common_odds(wrong)
    assert common_odds(np.zeros((0, 2, 2))).ratio is None
