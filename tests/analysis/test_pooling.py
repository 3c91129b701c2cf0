"""Pooled estimates against published fits, and at their edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.faults import InputError
from analysis.pooling import james_stein, pooled_means, pooled_means_of, pooled_shares

# Yield of dyestuff, six batches of five: O. L. Davies and P. L. Goldsmith, Statistical Methods in Research and
# Production (1972), as in R's package lme4.
DYESTUFF = [
    [1545, 1440, 1440, 1520, 1580],
    [1540, 1555, 1490, 1560, 1495],
    [1595, 1550, 1605, 1510, 1560],
    [1445, 1440, 1595, 1465, 1545],
    [1595, 1630, 1515, 1635, 1625],
    [1520, 1455, 1450, 1480, 1445],
]
# Hits in the first 45 times at bat in 1970, and the share over the rest of the season: B. Efron and C. Morris,
# JASA 70 (1975) 311–319.
HITS = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
PRINTED = (
    [0.4, 0.378, 0.356, 0.333, 0.311, 0.311, 0.289, 0.267, 0.244, 0.244] + [0.222] * 5 + [0.2, 0.178, 0.156]
)
LATER = [0.346, 0.298, 0.276, 0.222, 0.273, 0.27, 0.263, 0.21, 0.269]
LATER += [0.23, 0.264, 0.256, 0.303, 0.264, 0.226, 0.285, 0.316, 0.2]


def test_dyestuff() -> None:
    found = pooled_means_of(DYESTUFF)
    # lme4, lmer(Yield ~ 1 + (1 | Batch)): its own tests and ranef().
    assert found.grand_mean == pytest.approx(1527.5)
    assert found.standard_error == pytest.approx(19.383412, abs=1e-3)
    assert found.between_variance == pytest.approx(1764.05, abs=0.05)
    assert found.residual_sd == pytest.approx(49.5101, abs=1e-3)
    assert found.deviations == pytest.approx(
        [-17.6068514, 0.3912634, 28.5622256, -23.0845385, 56.7331877, -44.9952868], abs=0.01
    )
    assert found.conditional_sd == pytest.approx([19.58657] * 6, abs=0.01)
    assert pooled_means_of(DYESTUFF, method="ml").between_variance == pytest.approx(1388.3333, abs=0.05)


def test_balanced_groups_have_the_closed_form() -> None:
    # Analysis of variance: σ² = mean square within, τ² = (mean square between − within)/5.
    between = 5 * np.var(np.mean(DYESTUFF, axis=1), ddof=1)
    within = np.mean(np.var(DYESTUFF, axis=1, ddof=1))
    found = pooled_means_of(DYESTUFF)
    assert found.residual_sd**2 == pytest.approx(within, rel=1e-6)
    assert found.between_variance == pytest.approx((between - within) / 5, rel=1e-6)


def test_groups_that_differ_less_than_chance_have_no_between_variance() -> None:
    # Box and Tiao's made-up data in lme4 (Dyestuff2) have the same property: REML's τ² is 0.
    groups = [[1.0, 5, 9], [2.0, 5, 8, 5], [0.0, 5, 10, 5, 5.1]]
    found = pooled_means_of(groups)
    everybody = np.concatenate(groups)
    assert found.between_variance == 0
    assert found.grand_mean == pytest.approx(everybody.mean())
    assert found.residual_sd == pytest.approx(everybody.std(ddof=1))
    assert found.standard_error == pytest.approx(stats.sem(everybody))
    assert (found.deviations == 0).all()
    assert {value.value for value in found.values} == {found.grand_mean}


def restricted_log_likelihood(groups: list[np.ndarray], between: float, residual: float) -> float:
    """Straight from the covariance matrix V of all answers: −½(log|V| + log 1ᵀV⁻¹1 + rᵀV⁻¹r)."""
    y = np.concatenate(groups)
    member = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    covariance = between * np.equal.outer(member, member) + residual * np.eye(len(y))
    inverse = np.linalg.inv(covariance)
    mean = inverse.sum(axis=0) @ y / inverse.sum()
    quadratic = (y - mean) @ inverse @ (y - mean)
    return float(-(np.linalg.slogdet(covariance)[1] + np.log(inverse.sum()) + quadratic) / 2)


def unbalanced(seed: int, between: float) -> list[np.ndarray]:
    random = np.random.default_rng(seed)
    return [random.normal(random.normal(0, between), 1, size) for size in (2, 3, 5, 9, 14, 1)]


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.floats(0, 3))
def test_unbalanced_groups_have_no_better_fit(seed: int, between: float) -> None:
    groups = unbalanced(seed, between)
    found = pooled_means_of(groups)
    best = restricted_log_likelihood(groups, found.between_variance, found.residual_sd**2)
    for more in (0.5, 0.9, 0.999, 1.001, 1.1, 2):
        for other in (0.5, 0.9, 1, 1.1, 2):
            tried = found.between_variance * more + 0.01 * abs(more - 1)
            assert restricted_log_likelihood(groups, tried, found.residual_sd**2 * other) <= best + 1e-7


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_unbalanced_groups_as_statsmodels_fits_them(seed: int) -> None:
    groups = unbalanced(seed, 2)
    ours = pooled_means_of(groups)
    frame = pd.DataFrame([(at, y) for at, group in enumerate(groups) for y in group], columns=["group", "y"])
    theirs = sm.MixedLM(frame["y"], np.ones(len(frame)), frame["group"]).fit(reml=True)
    assert ours.between_variance == pytest.approx(float(theirs.cov_re.iloc[0, 0]), rel=2e-3)
    assert ours.residual_sd**2 == pytest.approx(theirs.scale, rel=2e-3)
    assert ours.grand_mean == pytest.approx(theirs.fe_params.iloc[0], abs=2e-3)
    assert ours.deviations == pytest.approx(
        [float(theirs.random_effects[at].iloc[0]) for at in range(6)], abs=5e-3
    )
    # statsmodels inverts the joint Hessian for its standard error; the model's own is (1ᵀV⁻¹1)^−½.
    alike = np.equal.outer(frame["group"].to_numpy(), frame["group"].to_numpy())
    covariance = ours.between_variance * alike + ours.residual_sd**2 * np.eye(len(frame))
    assert ours.standard_error == pytest.approx(np.linalg.inv(covariance).sum() ** -0.5)


def test_no_spread_within_groups_leaves_them_as_they_are() -> None:
    found = pooled_means([4, 4, 4], [1.0, 2.0, 6.0], [0, 0, 0])
    assert found.between_variance == pytest.approx(7)
    assert [value.value for value in found.values] == pytest.approx([1, 2, 6])
    assert (found.residual_sd, found.conditional_sd.max()) == (0, 0)


def test_everything_equal_an_empty_group_and_a_lone_group() -> None:
    same = pooled_means([3, 4], [2.0, 2.0], [0, 0])
    assert (same.grand_mean, same.standard_error, same.between_variance) == (2, 0, 0)
    beside = pooled_means([5, 5, 0], [10.0, 20.0, np.nan], [4, 4, np.nan])
    assert beside.values[2].value == pytest.approx(15)
    assert beside.values[2].high - beside.values[2].low > beside.values[0].high - beside.values[0].low
    alone = pooled_means([10], [3.0], [4.0])
    assert (alone.grand_mean, alone.between_variance) == (3, 0)
    assert alone.standard_error == pytest.approx((4 / 10) ** 0.5)


def test_means_that_cannot_be_pooled_are_refused() -> None:
    for n, variance, told in (
        [[1, 1], [0, 0], "more than one"],
        [[3, 3], [1, -1], "negative"],
        [[0, 0], [0, 0], "no"],
    ):
        with pytest.raises(InputError, match=str(told)):
            pooled_means(n, [1.0, 2.0], variance)


def test_baseball_by_james_and_stein() -> None:
    mean = float(np.mean(PRINTED))
    factor, values = james_stein(PRINTED, mean * (1 - mean) / 45)
    # Efron and Morris 1977 print .212; with their rounded averages it is .21239.
    assert factor == pytest.approx(0.2123905377, abs=1e-9)
    assert float(((values - LATER) ** 2).sum()) == pytest.approx(0.0213098, abs=1e-6)
    assert james_stein([0.3] * 5, 0.01)[0] == 0


def test_baseball_pooled_is_nearer_the_truth_than_the_raw_table() -> None:
    found = pooled_shares(HITS, [45] * 18)
    raw = float(((np.array(PRINTED) - LATER) ** 2).sum())
    ours = float(((np.array([value.value for value in found.values]) - LATER) ** 2).sum())
    assert raw == pytest.approx(0.075374)
    assert ours < 0.45 * raw
    inside = [value.low <= truth <= value.high for value, truth in zip(found.values, LATER, strict=True)]
    assert sum(inside) >= 17


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=8))
def test_the_likelihood_is_as_great_as_any_on_a_grid(groups: list[tuple[int, int]]) -> None:
    s, n = np.array([a for a, _ in groups]), np.array([a + b for a, b in groups])
    assume(n.sum() > 0)
    found = pooled_shares(s, n)
    assume(0 < found.likeness < 0.99)

    def log_likelihood(mean: float, likeness: float) -> float:
        strength = 1 / likeness - 1
        return float(stats.betabinom.logpmf(s, n, mean * strength, (1 - mean) * strength).sum())

    best = log_likelihood(found.mean, found.likeness)
    for mean in np.linspace(0.05, 0.95, 19):
        for likeness in (0.001, 0.01, 0.05, 0.1, 0.3, 0.6, 0.9):
            assert log_likelihood(mean, likeness) <= best + 1e-6


@given(
    st.lists(
        st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=6
    )
)
@settings(deadline=None)
def test_shares_are_drawn_between_their_own_and_the_mean(groups: list[tuple[int, int]]) -> None:
    s, n = np.array([a for a, _ in groups]), np.array([b for _, b in groups])
    assume(n.sum() > 0)
    found = pooled_shares(s, n)
    for own, size, value in zip(s, n, found.values, strict=True):
        assert 0 <= value.low <= value.value <= value.high <= 1
        ends = (found.mean, own / size if size else found.mean)
        assert found.likeness == 0 or min(ends) - 1e-9 <= value.value <= max(ends) + 1e-9


def test_shares_without_overdispersion_are_the_pooled_share() -> None:
    for s, n in ([[8, 16, 4], [10, 20, 5]], [[0, 0], [5, 9]], [[5, 9], [5, 9]], [[3], [7]]):
        found = pooled_shares(s, n)
        assert found.likeness == 0
        assert [value.value for value in found.values] == pytest.approx([sum(s) / sum(n)] * len(s))
        assert found.values[0].low < found.values[0].high
    with pytest.raises(InputError, match="at least one answer"):
        pooled_shares([0], [0])


def test_limits_hold_in_repeated_samples_also_where_groups_hardly_differ() -> None:
    # The fit alone, its between-variance taken as known, held in .76 to .89 of such samples.
    random = np.random.default_rng(5)
    for between in (0.0, 0.05, 0.1):
        inside: list[bool] = []
        for _ in range(40):
            n = random.integers(8, 120, 8)
            truth = np.clip(random.normal(0.75, between, 8), 0.01, 0.99)
            found = pooled_shares(random.binomial(n, truth), n)
            inside += [v.low <= t <= v.high for v, t in zip(found.values, truth, strict=True)]
        assert np.mean(inside) >= 0.9
