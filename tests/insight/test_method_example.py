"""Every number of the page Så räknar vi is what `analysis` makes of the example's counts."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.comparison import compare
from analysis.disclosure import feasible_range, hidden_entries
from analysis.multiplicity import benjamini_hochberg
from analysis.slope import slope_index
from analysis.themes.spread import judged, links
from analysis.trend import ACTION, exact_limits
from analysis.uncertainty import Estimate, index_of_counts, wilson
from analysis.use import rate_per_thousand, rate_ratio
from analysis.verdict import Standing, Verdict
from analysis.weighting import raked_share
from feedback.insight.figures import Measure
from feedback.insight.method_example import WORKED
from feedback.insight.selection import MARGIN


def is_same(printed: Measure, made: Estimate | None, within: float = 5e-5) -> bool:
    assert made is not None
    return (printed.value, printed.low, printed.high) == pytest.approx(
        (made.value, made.low, made.high), abs=within
    )


def beside(counts: list[list[tuple[int, int]]]) -> Standing:
    """The first group beside the second; (satisfied, n) per stratum."""
    table = np.array([[(n - x, x) for x, n in group] for group in counts])
    standing = compare(table, satisfied_from=2, margin=MARGIN, reference=1)[0]
    assert standing is not None
    return standing


def test_shares_and_their_difference() -> None:
    one = WORKED.compared
    made = beside([[(one.satisfied, one.n)], [(one.others_satisfied, one.others_n)]])
    assert is_same(one.share, made.share)
    assert is_same(one.others_share, made.reference_share)
    assert is_same(one.gap, made.gap)


def test_like_with_like_and_its_verdict() -> None:
    one = WORKED.compared
    assert sum(kind.n for kind in one.kinds) == one.n
    assert sum(kind.satisfied for kind in one.kinds) == one.satisfied
    assert sum(kind.others_n for kind in one.kinds) == one.others_n
    assert sum(kind.others_satisfied for kind in one.kinds) == one.others_satisfied
    assert sum(kind.n * kind.others_share for kind in one.kinds) == pytest.approx(one.expected)
    assert (one.satisfied - one.expected) / one.n == pytest.approx(one.like_gap.value)
    made = beside(
        [
            [(kind.satisfied, kind.n) for kind in one.kinds],
            [(kind.others_satisfied, kind.others_n) for kind in one.kinds],
        ]
    )
    assert is_same(one.like_gap, made.adjusted_gap)
    assert made.p_value == pytest.approx(one.p_value, abs=5e-7)
    assert made.verdict == Verdict(one.verdict)


def test_judged_among_many() -> None:
    one = WORKED.compared
    smaller, larger = one.rank - 1, one.comparisons - one.rank
    adjusted = benjamini_hochberg([one.p_value / 10] * smaller + [one.p_value] + [1.0] * larger)
    assert adjusted[smaller] == pytest.approx(one.p_adjusted, abs=5e-6)
    assert one.p_adjusted < 0.05


def test_too_few_answers_to_tell() -> None:
    one, others = WORKED.too_few, WORKED.compared
    made = beside([[(one.satisfied, one.n)], [(others.others_satisfied, others.others_n)]])
    assert is_same(one.gap, made.gap)
    assert made.detectable_gap == pytest.approx(one.detectable, abs=5e-5)
    assert made.answers_needed == one.needed
    assert made.verdict is Verdict.CANNOT_TELL


def test_the_index() -> None:
    one = WORKED.indexed
    assert is_same(one.index, index_of_counts(one.counts))
    assert one.sum == "2 × 0 + 3 × 25 + 5 × 50 + 12 × 75 + 18 × 100"


def test_one_hidden_cell_is_not_enough_and_two_are() -> None:
    one = WORKED.hidden
    column = [[one.small], [one.beside], [one.others]]
    assert one.whole - one.others - one.beside == one.small
    hidden = hidden_entries(column)
    assert [row[0] for row in hidden.cells] == [True, True, False]
    table = np.array([[one.small], [one.beside], [one.others], [one.whole]]).repeat(2, axis=1)
    alone = feasible_range(table, [(0, 0), (0, 1)], (0, 0))
    assert alone == pytest.approx((one.small, one.small))


def test_weighted_to_every_errand() -> None:
    one = WORKED.voices
    made = raked_share((np.array(one.satisfied), np.array(one.answered)), np.array(one.closed))
    assert made.share.value == pytest.approx(one.weighted)
    assert made.unweighted.value == pytest.approx(one.unweighted)
    assert made.effective_n == pytest.approx(one.effective_n)


def test_normal_variation() -> None:
    one = WORKED.quarterly
    low, high = exact_limits(one.n, one.level, ACTION)
    assert (one.low, one.high) == pytest.approx((float(low), float(high)), abs=5e-5)


def test_use_per_thousand_residents() -> None:
    one = WORKED.visits
    assert is_same(one.rate, rate_per_thousand(one.visits, one.residents), within=5e-4)
    assert one.others_rate == pytest.approx(1000 * one.others_visits / one.others_residents)
    made = rate_ratio(one.visits, one.residents, one.others_visits, one.others_residents)
    assert is_same(one.ratio, made)


def test_the_slope() -> None:
    one = WORKED.ordered
    made = slope_index(one.satisfied, one.n, one.residents)
    assert made is not None
    assert is_same(one.slope, made.absolute)


def test_how_common_a_theme_is() -> None:
    one = WORKED.theme
    table = [np.array(each) for each in ((one.own, one.others), (one.own_comments, one.others_comments))]
    [[made, _]] = judged([links(*table)])
    assert made is not None
    assert is_same(one.lift, made.lift)
    assert is_same(one.like_lift, made.like_lift)
    assert made.place == one.standing


def test_shares_of_the_steps_are_the_printed_ones() -> None:
    assert wilson(WORKED.compared.satisfied, WORKED.compared.n).value == WORKED.compared.share.value
    assert WORKED.ordered.shares == pytest.approx((0.70, 0.75, 0.78, 0.80))
