"""Exact tests by lot against enumeration and against scipy."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.drawing import EXACT_WIDTH, Drawn, share_p_values
from analysis.permutation import EXACT_ANSWERS, score_p_value, score_p_values, score_sums

stratum = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))


def drawn_of(strata: list[tuple[int, int, int, int]]) -> tuple[np.ndarray, Drawn]:
    """Of each stratum: the group's satisfied and other answers, then the same of the rest."""
    rows = np.array(strata)
    group = rows[:, 0] + rows[:, 1]
    found = np.array([rows[:, 0].sum()])
    return found, Drawn(group[None], rows.sum(axis=1)[None], (rows[:, 0] + rows[:, 2])[None])


def every_choice(pool: list[int], n: int) -> list[int]:
    return [sum(chosen) for chosen in combinations(pool, n)]


def part_as_far(sums: list[int], seen: int, expected: float) -> float:
    return sum(abs(one - expected) >= abs(seen - expected) - 1e-9 for one in sums) / len(sums)


@settings(max_examples=80, deadline=None)
@given(st.lists(stratum, min_size=1, max_size=2))
def test_satisfied_share_agrees_with_every_way_to_draw(strata: list[tuple[int, int, int, int]]) -> None:
    found, drawn = drawn_of(strata)
    pools = [[1] * (a + c) + [0] * (b + d) for a, b, c, d in strata]
    choices = [every_choice(pool, a + b) for pool, (a, b, _, _) in zip(pools, strata, strict=True)]
    # All choices of a stratum are equally likely, and so are all their combinations.
    expected = sum(float(np.mean(chosen)) for chosen in choices)
    distance = abs(int(found[0]) - expected)
    far = 0.0
    for pair in product(*(Counter(chosen).items() for chosen in choices)):
        if abs(sum(total for total, _ in pair) - expected) >= distance - 1e-9:
            far += prod(times for _, times in pair) / prod(len(chosen) for chosen in choices)
    assert share_p_values(found, drawn)[0] == pytest.approx(far, abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=5))
def test_mean_score_agrees_with_every_way_to_draw(counts: list[tuple[int, int]]) -> None:
    first, second = np.array(counts).T
    pool = [score for score, pair in enumerate(counts) for _ in range(sum(pair))][:14]
    first = np.minimum(first, np.bincount(pool, minlength=len(counts)) if pool else 0)
    second = (np.bincount(pool, minlength=len(counts)) if pool else first) - first
    sums = every_choice(pool, int(first.sum()))
    seen = int(first @ np.arange(len(counts)))
    expected = float(np.mean(sums))
    assert score_p_value(first, second) == pytest.approx(part_as_far(sums, seen, expected), abs=1e-9)


def test_one_stratum_at_the_mean_of_a_symmetric_table_is_fishers() -> None:
    # With as many satisfied as not, distance from the mean and small probability order the tables alike.
    found, drawn = drawn_of([(3, 9, 21, 15)])
    fisher = stats.fisher_exact([[3, 9], [21, 15]]).pvalue
    assert share_p_values(found, drawn)[0] == pytest.approx(fisher, rel=1e-9)


def test_tea_tasting() -> None:
    # R. A. Fisher, The Design of Experiments (1935): 3 of 4 right, one-sided 17/70, and as far the other way.
    found, drawn = drawn_of([(3, 1, 1, 3)])
    assert share_p_values(found, drawn)[0] == pytest.approx(34 / 70)


def test_two_scores_are_the_satisfied_share() -> None:
    found, drawn = drawn_of([(4, 11, 40, 25)])
    assert score_p_value(np.array([11, 4]), np.array([25, 40])) == pytest.approx(
        share_p_values(found, drawn)[0]
    )


def test_millions_beside_a_few_are_binomial() -> None:
    found = np.array([14])
    drawn = Drawn(np.array([[20]]), np.array([[10**7 + 20]]), np.array([[9 * 10**6 + 14]]))
    binomial = stats.binom(20, (9 * 10**6 + 14) / (10**7 + 20))
    far = binomial.cdf(14) + binomial.sf(21)
    assert share_p_values(found, drawn)[0] == pytest.approx(far, rel=1e-4)


def test_where_exact_ends_normal_is_near() -> None:
    # 4,000 of 40,000 at 80 %: standard deviation 24, too wide to write out.
    found, drawn = np.array([3152]), Drawn(*(np.array([[x]]) for x in (4000, 40000, 32000)))
    assert 18 * np.sqrt(drawn.variance.sum()) > EXACT_WIDTH
    exact = stats.hypergeom(40000, 32000, 4000)
    assert share_p_values(found, drawn)[0] == pytest.approx(exact.cdf(3152) + exact.sf(3247), rel=0.02)


def test_normal_mean_score_is_near_exact_just_beyond_the_bound() -> None:
    first = np.array([6, 5, 6, 10, 9])
    second = np.array([40, 60, 130, 350, 420])
    assert first.sum() > EXACT_ANSWERS
    near = score_p_values(first[None, None], (first + second)[None, None])[0]
    assert near == pytest.approx(score_p_value(first, second), rel=0.35, abs=2e-3)


def test_score_sums_by_hand() -> None:
    # Two of {0, 1, 2}: 0+1, 0+2, 1+2.
    assert score_sums(2, np.array([1, 1, 1])) == pytest.approx([0, 1 / 3, 1 / 3, 1 / 3, 0])


@pytest.mark.parametrize(("first", "second"), [([0, 0], [3, 4]), ([0, 5], [0, 7]), ([2, 1], [0, 0])])
def test_nothing_that_can_vary_is_no_evidence(first: list[int], second: list[int]) -> None:
    one, two = np.array(first), np.array(second)
    assert score_p_value(one, two) == 1.0
    assert score_p_values(one[None, None], (one + two)[None, None])[0] == 1.0
    found, drawn = drawn_of([(first[1], first[0], second[1], second[0])])
    assert share_p_values(found, drawn)[0] == 1.0


def test_counts_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ValueError, match="same scores"):
        score_p_value(np.array([1, 2]), np.array([1, 2, 3]))
