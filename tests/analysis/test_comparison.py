"""Groups beside each other: the figures, like with like, the family of comparisons, the ends."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from analysis.comparison import benjamini_hochberg, compare, holm, judged
from analysis.verdict import Standing, Verdict


def shares(*rows: tuple[int, int]) -> np.ndarray:
    """One stratum and two scores, from (satisfied, answers) per group."""
    return np.array([[[n - x, x]] for x, n in rows])


def first(standings: tuple[Standing | None, ...]) -> Standing:
    assert standings[0] is not None
    return standings[0]


def test_one_stratum_is_newcombe_of_the_group_and_the_rest() -> None:
    one = first(compare(shares((56, 70), (30, 50), (18, 30)), satisfied_from=2))
    # R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10: 56/70 − 48/80.
    assert one.gap is not None
    assert (one.gap.value, one.gap.low, one.gap.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert one.adjusted_gap is None
    assert one.judged_gap == one.gap
    assert (one.n, one.satisfied, one.reference_n, one.coverage) == (70, 56, 80, 1.0)
    second_opinion = confint_proportions_2indep(56, 70, 48, 80, method="newcomb")
    assert (one.gap.low, one.gap.high) == pytest.approx(second_opinion)


def test_like_with_like_by_hand() -> None:
    # Two kinds of errand. The rest: 90 of 100 and 20 of 40. The group: 8 of 10 and 16 of 30.
    # Expected 10·0.9 + 30·0.5 = 24 of 40, just what it has; the raw gap is 24/40 − 110/140 = −0.186.
    counts = np.array([[[2, 8], [14, 16]], [[10, 90], [20, 20]]])
    one = first(compare(counts, satisfied_from=2))
    assert one.gap is not None
    assert one.adjusted_gap is not None
    assert one.gap.value == pytest.approx(24 / 40 - 110 / 140)
    assert one.adjusted_gap.value == pytest.approx(0.0)
    assert one.judged_gap == one.adjusted_gap
    # The test conditions on the satisfied of both together: expected 98·10/110 + 36·30/70 = 24.34.
    assert one.p_value is not None
    assert one.p_value > 0.8


def test_equal_strata_change_nothing() -> None:
    flat = shares((30, 50), (120, 150))
    split = np.array([[[10, 15], [10, 15]], [[15, 60], [15, 60]]])
    one, other = first(compare(flat, satisfied_from=2)), first(compare(split, satisfied_from=2))
    assert one.gap is not None
    assert other.adjusted_gap is not None
    assert (other.adjusted_gap.value, other.adjusted_gap.low, other.adjusted_gap.high) == pytest.approx(
        (one.gap.value, one.gap.low, one.gap.high)
    )


def test_a_stratum_the_reference_lacks_is_left_out_of_the_adjusted_gap() -> None:
    counts = np.array([[[5, 15], [20, 0]], [[30, 90], [0, 0]]])
    one = first(compare(counts, satisfied_from=2))
    assert one.coverage == pytest.approx(0.5)
    assert one.adjusted_gap is not None
    assert one.adjusted_gap.value == pytest.approx(0.0)
    assert one.gap is not None
    assert one.gap.value == pytest.approx(15 / 40 - 90 / 120)


@pytest.mark.parametrize(
    "counts",
    [
        np.array([[[5, 15], [0, 0]], [[0, 0], [5, 15]]]),  # no stratum in common
        np.array([[[5, 15]]]),  # alone
        np.array([[[5, 15]], [[0, 0]]]),  # beside nobody
    ],
)
def test_nothing_to_compare_with_is_said(counts: np.ndarray) -> None:
    one = first(compare(counts, satisfied_from=2))
    assert (one.gap, one.adjusted_gap, one.p_value, one.score_p_value, one.p_adjusted) == (None,) * 5
    assert (one.verdict, one.coverage) == (Verdict.CANNOT_TELL, 0.0)
    assert one.share.value == 0.75


def test_a_group_under_the_smallest_is_not_shown_but_counts_among_the_others() -> None:
    standings = compare(shares((9, 9), (10, 20), (0, 0)), satisfied_from=2)
    assert standings[0] is None
    assert standings[2] is None
    assert standings[1] is not None
    assert standings[1].reference_n == 9


def test_one_group_as_reference() -> None:
    standings = compare(shares((20, 40), (90, 100), (70, 80)), satisfied_from=2, reference=1)
    assert standings[0] is not None
    assert standings[1] is not None
    assert standings[0].reference_n == 100
    assert (standings[1].gap, standings[1].verdict) == (None, Verdict.CANNOT_TELL)


def test_groups_with_the_same_mark_are_not_compared_with_each_other() -> None:
    standings = compare(
        shares((20, 40), (90, 100), (70, 80), (5, 10)), satisfied_from=2, unlike=["a", "a", "b", "b"]
    )
    assert [one.reference_n for one in standings if one] == [90, 90, 140, 140]


@pytest.mark.parametrize(
    ("group", "verdict"),
    [
        ((700, 1000), Verdict.LACKING),
        ((900, 1000), Verdict.BETTER),
        ((8000, 10000), Verdict.EQUAL),
        ((15, 20), Verdict.CANNOT_TELL),
        # 1.5 points below and certain, yet within the margin of five points: not a failing.
        ((78500, 100000), Verdict.EQUAL),
    ],
)
def test_the_verdict(group: tuple[int, int], verdict: Verdict) -> None:
    one = first(compare(shares(group, (80000, 100000)), satisfied_from=2))
    assert one.verdict is verdict


@pytest.mark.parametrize("group", [(0, 20), (20, 20), (0, 10_000_000), (10_000_000, 10_000_000)])
@pytest.mark.parametrize("rest", [(0, 3), (3, 3), (0, 10_000_000), (10_000_000, 10_000_000)])
def test_the_ends(group: tuple[int, int], rest: tuple[int, int]) -> None:
    one = first(compare(shares(group, rest), satisfied_from=2))
    assert one.gap is not None
    assert one.p_value is not None
    assert -1 <= one.gap.low <= one.gap.value <= one.gap.high <= 1
    assert one.gap.low < one.gap.high
    assert 0 <= one.p_value <= 1
    assert (one.p_value == 1) == (group[0] * rest[1] == rest[0] * group[1])


@pytest.mark.parametrize(
    ("counts", "satisfied_from", "unlike"),
    [
        (np.array([[1, 2]]), 2, None),
        (np.array([[[1, -2]]]), 2, None),
        (np.array([[[1.0, 2.0]]]), 2, None),
        (np.array([[[1, 2]]]), 1, None),
        (np.array([[[1, 2]]]), 3, None),
        (np.array([[[1, 2]]]), 2, ["a", "b"]),
    ],
)
def test_what_cannot_be_compared_is_refused(
    counts: np.ndarray, satisfied_from: int, unlike: list[str] | None
) -> None:
    with pytest.raises(ValueError, match=r"."):
        compare(counts, satisfied_from=satisfied_from, unlike=unlike)


def test_everything_compared_is_judged_together() -> None:
    clear = compare(shares((60, 100), (800, 1000)), satisfied_from=2)
    alike = [compare(shares((80 + k, 100), (800, 1000)), satisfied_from=2) for k in range(4)]
    families = judged([clear, *alike, (None,)])
    told = [one for family in families for one in family if one is not None]
    assert families[-1] == (None,)
    assert [one.p_adjusted for one in told] == pytest.approx(
        benjamini_hochberg([one.p_value for one in told])
    )
    assert told[0].verdict is Verdict.LACKING
    assert clear[0] is not None
    # Two groups compared with each other share one p value: two of 92.
    nothing = [compare(shares((80, 100), (800, 1000)), satisfied_from=2)] * 45
    among = judged([clear, *nothing])[0][0]
    assert among is not None
    assert among.p_adjusted == pytest.approx(46 * clear[0].p_value)


# Y. Benjamini and Y. Hochberg, JRSS B 57 (1995) 289–300, section 3.2: fifteen p values of thrombolysis
# trials. Adjusted values by R 4.2.2, p.adjust.
P_1995 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0,
]  # fmt: skip
BH_1995 = [
    0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714285714, 0.06385714285714, 0.0645, 0.0765, 0.486,
    0.5811818181818, 0.714875, 0.7532307692308, 0.8132142857143, 1,
]  # fmt: skip
HOLM_1995 = [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, 1, 1, 1, 1, 1, 1]


def test_fifteen_p_values_of_1995() -> None:
    assert benjamini_hochberg(P_1995) == pytest.approx(BH_1995, abs=1e-9)
    assert holm(P_1995) == pytest.approx(HOLM_1995, abs=1e-9)
    assert (benjamini_hochberg(P_1995) < 0.05).sum() == 4


def test_adjusted_in_any_order_as_statsmodels() -> None:
    p = np.random.default_rng(5).permutation(np.concatenate([P_1995, P_1995[:5]]))
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1])
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])
    assert benjamini_hochberg([]).shape == (0,)
    with pytest.raises(ValueError, match="from 0 to 1"):
        holm([0.5, 1.5])
