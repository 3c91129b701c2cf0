"""Design-based standard errors against published surveys and brute force."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.faults import InputError
from analysis.sample_design import (
    Design,
    effective_n,
    weighted_mean,
    weighted_means_by,
    weighted_share,
    weighted_total,
)

# The stratified sample of 200 Californian schools in R's package survey (apistrat): school type, award or
# not, schools, sum and sum of squares of api00, how many at 700 or more, the same sums of enroll, and how
# many such schools there are.
SCHOOLS = [
    ("E", "No", 27, 17815, 12244851, 12, 10381, 4420297, 4421),
    ("E", "Yes", 73, 49628, 34793786, 34, 31297, 15680371, 4421),
    ("H", "No", 34, 20699, 12903201, 8, 45265, 78725571, 755),
    ("H", "Yes", 16, 10592, 7264740, 7, 20770, 30553510, 755),
    ("M", "No", 26, 15577, 9658737, 4, 23810, 26651142, 1018),
    ("M", "Yes", 24, 16253, 11281659, 8, 17814, 15659062, 1018),
]


def with_sums(n: int, total: float, squares: float) -> list[float]:
    """n values that have this sum and sum of squares: two of them away from the mean, the others at it."""
    mean = total / n
    away = ((squares - total**2 / n) / 2) ** 0.5
    return [mean - away, mean + away, *[mean] * (n - 2)]


def repeated(column: int) -> list[object]:
    return [row[column] for row in SCHOOLS for _ in range(row[2])]


API = [value for row in SCHOOLS for value in with_sums(row[2], row[3], row[4])]
ENROLLED = [value for row in SCHOOLS for value in with_sums(row[2], row[6], row[7])]
HIGH = [value for row in SCHOOLS for value in [1] * row[5] + [0] * (row[2] - row[5])]


def schools(known: bool = True) -> Design:
    population = np.array(repeated(8), dtype=float)
    strata = repeated(0)
    drawn = {kind: strata.count(kind) for kind in "EHM"}
    weights = [n / drawn[str(kind)] for n, kind in zip(population, strata, strict=True)]
    return Design.of(weights, strata=strata, population=population if known else None)


def test_californian_schools() -> None:
    design = schools()
    mean, total = weighted_mean(API, design), weighted_total(ENROLLED, design)
    # The package's own output prints 662.29 (9.4089) and 3687178 (114642); more digits from a run of it.
    assert (mean.estimate.value, mean.standard_error) == pytest.approx(
        (662.287363159, 9.408940802785), abs=5e-5
    )
    assert (mean.estimate.low, mean.estimate.high) == pytest.approx((643.732188272, 680.842538047), abs=1e-4)
    assert (mean.df, mean.n) == (197, 200)
    assert (total.estimate.value, total.standard_error) == pytest.approx((3687177.532, 114641.716), abs=0.05)
    share = weighted_share(HIGH, design)
    assert (share.estimate.value, share.standard_error) == pytest.approx(
        (0.404339681611, 0.03747539005), abs=1e-8
    )
    assert weighted_mean(API, schools(known=False)).standard_error == pytest.approx(9.536132297, abs=1e-5)


def test_californian_schools_by_stratum_and_across_strata() -> None:
    kinds = weighted_means_by(API, schools(), repeated(0))
    assert [kinds[kind].estimate.value for kind in "EHM"] == pytest.approx([674.43, 625.82, 636.6])
    assert [kinds[kind].standard_error for kind in "EHM"] == pytest.approx(
        [12.382479794, 14.937129185, 16.214707308], abs=1e-6
    )
    awards = weighted_means_by(API, schools(), repeated(1))
    assert [awards[name].estimate.value for name in ("No", "Yes")] == pytest.approx(
        [633.734912, 678.422406], abs=1e-5
    )
    assert [awards[name].standard_error for name in ("No", "Yes")] == pytest.approx(
        [15.334770976, 11.856630987], abs=1e-5
    )


# S. L. Lohr, Sampling: Design and Analysis, example 5.2: all four students of 5 suites out of 100.
GRADES = [3.08, 2.60, 3.44, 3.04, 2.36, 3.04, 3.28, 2.68, 2.00, 2.56]
GRADES += [2.52, 1.88, 3.00, 2.88, 3.44, 3.64, 2.68, 1.92, 3.28, 3.20]
SUITES = [suite for suite in range(5) for _ in range(4)]


def test_students_in_suites() -> None:
    design = Design.of(clusters=SUITES, population=[100] * 20)
    total, mean = weighted_total(GRADES, design), weighted_mean(GRADES, design)
    # Lohr: total 1130.4, variance between suites' totals 2.256, mean 2.826 with SE .164.
    assert total.estimate.value == pytest.approx(1130.4)
    assert total.standard_error == pytest.approx(100 * (0.95 * 2.256 / 5) ** 0.5, rel=1e-3)
    assert (mean.estimate.value, mean.standard_error) == pytest.approx((2.826, 0.164), abs=5e-4)
    assert mean.df == 4
    assert mean.estimate.high - mean.estimate.value == pytest.approx(2.776445 * mean.standard_error, rel=1e-6)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=3), min_size=3, max_size=6), st.data())
def test_the_variance_of_a_total_is_right_on_average(units: list[list[int]], data: st.DataObject) -> None:
    # Every sample of m units out of all: the mean of the estimated variances is the variance of the totals.
    m = data.draw(st.integers(2, len(units) - 1))
    found = []
    for drawn in combinations(range(len(units)), m):
        values = [value for at in drawn for value in units[at]]
        names = [at for at in drawn for _ in units[at]]
        design = Design.of(clusters=names, population=[len(units)] * len(values))
        total = weighted_total(values, design)
        found.append((total.estimate.value, total.standard_error**2))
    totals, variances = np.array(found).T
    assert totals.mean() == pytest.approx(sum(map(sum, units)))
    assert variances.mean() == pytest.approx(totals.var(), abs=1e-9)


def test_strata_and_clusters_together_by_hand() -> None:
    # Stratum A: units with totals 3 and 7 of 10; B: 2, 4 and 9 of 6. Names of units recur between strata.
    strata, units = list("AAAABBBBB"), [1, 1, 2, 2, 1, 1, 2, 3, 3]
    values, held = [1, 2, 3, 4, 1, 1, 4, 4, 5], [10] * 4 + [6] * 5
    found = weighted_total(values, Design.of(strata=strata, clusters=units, population=held))
    # Totals 10/2·10 = 50 and 6/3·15 = 30. Variances 10²·.8·8/2 = 320 and 6²·.5·13/3 = 78.
    assert found.estimate.value == pytest.approx(80)
    assert found.standard_error**2 == pytest.approx(320 + 78)
    assert found.df == 3


def test_without_weights_or_strata_it_is_the_plain_mean() -> None:
    values = [1.0, 4, 4, 7, 9]
    found = weighted_mean(values, Design.of(rows=5))
    low, high = stats.t.interval(0.95, 4, np.mean(values), stats.sem(values))
    assert (found.estimate.low, found.estimate.high) == pytest.approx((low, high))
    missing = weighted_mean([*values, np.nan], Design.of(rows=6))
    assert (missing.estimate.value, missing.n) == (found.estimate.value, 5)


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 5), st.integers(2, 6)), min_size=1, max_size=6)
)
def test_counts_are_as_good_as_answers(rows: list[tuple[str, int, int]]) -> None:
    long = [(stratum, value) for stratum, value, times in rows for _ in range(times)]
    one = weighted_mean(
        [value for _, value, _ in rows],
        Design.of(
            [2 if s == "a" else 3 for s, _, _ in rows],
            strata=[s for s, _, _ in rows],
            times=[t for *_, t in rows],
        ),
    )
    other = weighted_mean(
        [value for _, value in long],
        Design.of([2 if s == "a" else 3 for s, _ in long], strata=[s for s, _ in long]),
    )
    assert one.standard_error == pytest.approx(other.standard_error, abs=1e-7)
    assert (one.n, one.df, one.effective_n) == pytest.approx((other.n, other.df, other.effective_n))


def test_kishs_effective_n_by_hand() -> None:
    assert effective_n(np.array([1.0, 1, 1, 3])) == pytest.approx(36 / 12)
    assert effective_n(np.array([2.0, 5]), np.array([10.0, 0])) == pytest.approx(10)
    assert effective_n(np.zeros(3)) == 0


def test_a_lonely_unit_is_refused_centred_or_certain() -> None:
    with pytest.raises(InputError, match="one unit"):
        Design.of([1, 1, 1], strata=["a", "a", "b"])
    centred = Design.of([1, 1, 1], strata=["a", "a", "b"], lonely="centre")
    # Stratum a: 2·((1 − 2)² + (3 − 2)²)/1 = 4; b: (8 − 4)² from the mean of all.
    assert weighted_total([1, 3, 8], centred).standard_error ** 2 == pytest.approx(4 + 16)
    whole = Design.of(strata=["a", "a", "b"], population=[4, 4, 1])
    assert weighted_total([1, 3, 8], whole).standard_error ** 2 == pytest.approx(2**2 * 0.5 * 4)


def test_faults_are_told_together() -> None:
    with pytest.raises(InputError) as caught:
        Design.of([1.0, 1, 1, 1], strata=["a", "a", "b", "b"], population=[5, 6, 1, 1])
    assert len(caught.value.faults) == 2
    with pytest.raises(InputError, match="weights has 2 rows"):
        Design.of([1.0, 1], strata=["a"] * 3)
    with pytest.raises(InputError, match="nobody"):
        weighted_mean([1, 2], Design.of(rows=2), domain=[False, False])
    with pytest.raises(InputError, match="0 or 1"):
        weighted_share([0.5, 1], Design.of(rows=2))
