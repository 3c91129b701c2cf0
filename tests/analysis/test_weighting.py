"""Raking and post-stratification on tables of counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.faults import InputError
from analysis.sample_design import Design, weighted_share
from analysis.uncertainty import wilson
from analysis.weighting import post_stratified, rake, raked_share, trimmed

# G. Kalton and I. Flores-Cervantes, Journal of Official Statistics 19 (2003) 81–97: sample and population.
SAMPLE = np.array([[20, 40, 40], [50, 140, 310], [100, 50, 50], [30, 100, 70]])
POPULATION = np.array([[80, 40, 55], [60, 150, 340], [170, 60, 200], [55, 165, 125]])


def test_kalton_and_flores_cervantes() -> None:
    assert post_stratified(SAMPLE, POPULATION) == pytest.approx(
        np.array([[4, 1, 1.375], [1.2, 1.0714286, 1.0967742], [1.7, 1.2, 4], [1.8333333, 1.65, 1.7857143]])
    )
    found = rake(SAMPLE, [((0,), POPULATION.sum(axis=1)), ((1,), POPULATION.sum(axis=0))])
    # R's package survey prints two decimals of these; more from a run of it.
    assert found.factors == pytest.approx(
        np.array(
            [
                [1.810805093, 1.452821945, 2.016775509],
                [1.083564444, 0.869351544, 1.206814715],
                [2.196089100, 1.761938073, 2.445883727],
                [1.833225532, 1.470810024, 2.041746166],
            ]
        ),
        abs=1e-7,
    )


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 50), min_size=12, max_size=12),
    st.lists(st.integers(1, 90), min_size=12, max_size=12),
)
def test_raked_tables_meet_their_margins_and_keep_their_odds_ratios(
    sample: list[int], wanted: list[int]
) -> None:
    table, target = np.array(sample).reshape(2, 3, 2), np.array(wanted).reshape(2, 3, 2)
    found = rake(table, [((0, 1), target.sum(axis=2)), ((2,), target.sum(axis=(0, 1)))])
    assert found.fitted.sum(axis=2) == pytest.approx(target.sum(axis=2))
    assert found.fitted.sum(axis=(0, 1)) == pytest.approx(target.sum(axis=(0, 1)))
    # Factors are a product of one number per level of each margin.
    logs = np.log(found.factors)
    assert np.ptp(logs[..., 1] - logs[..., 0]) == pytest.approx(0, abs=1e-9)


def test_all_faults_of_margins_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        rake(
            np.array([[1, 2], [0, 0]]),
            [((0,), np.array([3, 2])), ((1,), np.array([4, 4])), ((0,), np.ones(3))],
        )
    assert [fault.split(" ")[0:2] for fault in caught.value.faults] == [
        ["margin", "1"],
        ["margin", "3"],
        ["the", "margins"],
    ]
    assert "at (1,)" in caught.value.faults[0]
    assert "5, 8, 3" in caught.value.faults[2]


def test_margins_that_contradict_the_empty_cells_do_not_converge() -> None:
    with pytest.raises(InputError, match="not met after 50 rounds"):
        rake(np.eye(2), [((0,), np.array([1.0, 3])), ((1,), np.array([2.0, 2]))], most_rounds=50)


@pytest.mark.parametrize("margins", [[((2,), np.ones(2))], [((1, 0), np.ones((2, 2)))], []])
def test_margins_on_axes_that_are_not_there(margins: list[tuple[tuple[int, ...], np.ndarray]]) -> None:
    with pytest.raises(InputError, match="margin"):
        rake(np.ones((2, 2)), margins)


def test_a_level_wanted_empty_gets_no_weight() -> None:
    found = rake(np.array([[2, 2], [2, 2]]), [((0,), np.array([8, 0])), ((1,), np.array([4, 4]))])
    assert found.factors.tolist() == [[2, 2], [0, 0]]


def test_post_stratified_share_by_hand() -> None:
    # Two kinds of errand: 8 of 10 and 10 of 20 satisfied, 300 and 100 closed.
    found = raked_share((np.array([8, 10]), np.array([10, 20])), np.array([300, 100]))
    assert found.share.value == pytest.approx(0.75 * 0.8 + 0.25 * 0.5)
    # Residuals are from the cell's own share: Var = 30/29·(.75²·.8·.2/10 + .25²·.5·.5/20).
    assert found.standard_error == pytest.approx((30 / 29 * (0.5625 * 0.016 + 0.0625 * 0.0125)) ** 0.5)
    assert found.effective_n == pytest.approx(400**2 / (10 * 30**2 + 20 * 5**2))
    assert found.design_effect == pytest.approx(30 / found.effective_n)
    assert (found.unweighted.value, found.n, found.coverage) == (0.6, 30, 1.0)


def test_the_standard_error_is_that_of_repeated_samples() -> None:
    random = np.random.default_rng(3)
    mix = random.dirichlet(np.full(12, 3.0)).reshape(4, 3)
    response = np.array([0.1, 0.2, 0.3, 0.4])[:, None] * np.array([0.5, 1, 1.5])
    shares = np.clip(np.array([0.2, 0.5, 0.7, 0.9])[:, None] + np.array([-0.1, 0, 0.08]), 0, 1)
    found, inside, truth = [], 0, float((mix * shares).sum())
    closed = np.rint(mix * 4000).astype(int)
    for _ in range(400):
        n = random.binomial(closed, response)
        found.append(raked_share((random.binomial(n, shares), n), closed))
        inside += found[-1].share.low <= truth <= found[-1].share.high
    assert np.mean([one.standard_error for one in found]) == pytest.approx(
        np.std([one.share.value for one in found]), rel=0.12
    )
    assert np.mean([one.share.value for one in found]) == pytest.approx(truth, abs=0.005)
    assert np.mean([one.unweighted.value for one in found]) > truth + 0.05
    assert inside >= 0.93 * 400


def test_margins_already_met_change_nothing() -> None:
    found = raked_share(
        (np.array([[3, 5], [2, 9]]), np.array([[5, 10], [5, 10]])), np.array([[10, 20], [10, 20]])
    )
    assert found.share.value == pytest.approx(19 / 30)
    assert (found.effective_n, found.design_effect) == (pytest.approx(30), pytest.approx(1))
    # Regression on the margins explains a little, so the plain standard error is an upper bound.
    plain = weighted_share([1] * 19 + [0] * 11, Design.of(rows=30)).standard_error
    assert 0.9 * plain < found.standard_error <= plain + 1e-12


def test_errands_nobody_answers_for_lower_the_coverage() -> None:
    found = raked_share(
        (np.array([[4, 0], [0, 0]]), np.array([[5, 0], [0, 0]])), np.array([[30, 10], [50, 10]])
    )
    assert found.coverage == pytest.approx(0.3)
    assert found.share.value == pytest.approx(0.8)


def test_equal_answers_are_not_certainty() -> None:
    found = raked_share((np.array([5, 5]), np.array([5, 5])), np.array([10, 10]))
    assert found.standard_error == 0
    assert found.share.low == pytest.approx(wilson(10, 10).low)
    with pytest.raises(InputError, match="no answers lie"):
        raked_share((np.array([1, 0]), np.array([1, 0])), np.array([0, 5]))


def test_weights_are_trimmed_and_their_sum_kept() -> None:
    # Mean 2.5, cut at 5: 7 → 5 and its 2 spread over 1 + 1 + 1, which become 5/3.
    assert trimmed(np.array([1.0, 1, 1, 7]), 2) == pytest.approx([5 / 3, 5 / 3, 5 / 3, 5])
    # The spread may carry another over the limit: it is cut too.
    again = trimmed(np.array([1.0, 4.9, 10]), 1.2)
    assert (again.sum(), again.max()) == (pytest.approx(15.9), pytest.approx(1.2 * 5.3))
    assert trimmed(np.array([1.0, 4]), 1, np.array([2, 1])) == pytest.approx([2, 2])
    with pytest.raises(InputError, match="above"):
        trimmed(np.array([1.0, 2]), 0.5)
