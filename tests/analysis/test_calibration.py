"""Raking of designed samples: by hand, and against the same calculation on counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.calibration import raked_design, raked_mean
from analysis.faults import InputError
from analysis.sample_design import Design, weighted_mean
from analysis.weighting import raked_share


def test_post_stratified_mean_by_hand() -> None:
    # Simple sample of 5 out of 50; 20 in level a and 30 in level b are known.
    values, names = [1.0, 3, 4, 6, 8], ["a", "a", "b", "b", "b"]
    design = Design.of(population=[50] * 5)
    found = raked_mean(values, design, [(names, {"a": 20, "b": 30})])
    # Means 2 and 6; weights 10 each. Residuals −1, 1, −2, 0, 2: Var = (1 − .1)·5/4·(10/50)²·10.
    assert found.estimate.value == pytest.approx(0.4 * 2 + 0.6 * 6)
    assert found.standard_error**2 == pytest.approx(0.9 * 5 / 4 * 0.04 * 10)
    assert found.df == 4


def test_post_strata_that_are_the_strata_change_nothing() -> None:
    values, names = [1.0, 3, 4, 6, 8], ["a", "a", "b", "b", "b"]
    design = Design.of(strata=names, population=[20, 20, 30, 30, 30])
    plain = weighted_mean(values, design)
    raked = raked_mean(values, design, [(names, {"a": 20, "b": 30})])
    assert raked.estimate.value == pytest.approx(plain.estimate.value)
    assert raked.standard_error == pytest.approx(plain.standard_error)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.integers(1, 6), min_size=6, max_size=6),
    st.lists(st.integers(5, 40), min_size=6, max_size=6),
    st.data(),
)
def test_one_row_per_answer_or_counts_give_the_same(
    n: list[int], closed: list[int], data: st.DataObject
) -> None:
    satisfied = [data.draw(st.integers(0, most)) for most in n]
    counts, errands = np.array(n).reshape(2, 3), np.array(closed).reshape(2, 3)
    on_counts = raked_share((np.array(satisfied).reshape(2, 3), counts), errands)
    rows = [(cell // 3, cell % 3, int(at < satisfied[cell])) for cell in range(6) for at in range(n[cell])]
    on_rows = raked_mean(
        [y for *_, y in rows],
        Design.of(rows=len(rows)),
        [
            ([a for a, *_ in rows], {str(a): int(errands[a].sum()) for a in range(2)}),
            ([b for _, b, _ in rows], {str(b): int(errands[:, b].sum()) for b in range(3)}),
        ],
    )
    assert on_rows.estimate.value == pytest.approx(on_counts.share.value, abs=1e-8)
    assert on_rows.standard_error == pytest.approx(on_counts.standard_error, abs=1e-7)
    assert on_rows.effective_n == pytest.approx(on_counts.effective_n)


def test_clusters_count_as_units_after_raking() -> None:
    # Two answers in each of four units. Known halves met already: only the variance between units remains.
    values, names = [1.0, 3, 2, 8, 4, 4, 5, 9], ["a", "b"] * 4
    units = [0, 0, 1, 1, 2, 2, 3, 3]
    found = raked_mean(values, Design.of(clusters=units), [(names, {"a": 4, "b": 4})])
    # Means 3 and 6; residuals −2 −3, −1 2, 1 −2, 2 3: units' sums −5, 1, −1, 5; Var = 4/3·52/8².
    assert found.estimate.value == pytest.approx(4.5)
    assert found.standard_error**2 == pytest.approx(4 / 3 * 52 / 64)
    assert found.df == 3


def test_raked_weights_meet_their_totals_and_faults_are_told() -> None:
    design = Design.of([2.0, 1, 1, 3])
    names, others = ["a", "a", "b", "b"], ["x", "y", "x", "y"]
    raked = raked_design(design, [(names, {"a": 6, "b": 4}), (others, {"x": 3, "y": 7})])
    assert raked.weights[:2].sum() == pytest.approx(6)
    assert raked.weights[::2].sum() == pytest.approx(3)
    with pytest.raises(InputError) as caught:
        raked_design(design, [(names, {"a": 6}), (others[:3], {"x": 3, "y": 7})])
    assert len(caught.value.faults) == 2
    with pytest.raises(InputError, match="value for each"):
        raked_mean([1, 2, np.nan, 3], design, [(names, {"a": 6, "b": 4})])
