"""Lifts against published limits, brute force, and municipalities where nothing differs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from analysis.themes.ratio import ratio_limits
from analysis.themes.spread import BAND, Link, Place, judged, judged_within, links, together
from analysis.uncertainty import Estimate

pytestmark = pytest.mark.slow


def test_the_limits_that_koopman_published() -> None:
    """36 of 40 against 16 of 80: 2.94 to 7.15 (Biometrics 40, 1984)."""
    low, high = ratio_limits(36, 40, 16, 80)
    assert (round(float(low), 2), round(float(high), 2)) == (2.94, 7.15)


@pytest.mark.parametrize("table", [(7, 34, 1, 34), (1, 12, 30, 400), (3, 10, 4, 9), (200, 400, 190, 3000)])
def test_another_program_finds_the_same_limits(table: tuple[int, int, int, int]) -> None:
    other = confint_proportions_2indep(*table, method="score", compare="ratio", correction=False)
    np.testing.assert_allclose(ratio_limits(*table), other, rtol=1e-6)


def test_limits_at_none_and_at_all() -> None:
    low, high = ratio_limits([0, 5, 20, 0], [20, 20, 20, 5], [5, 0, 40, 0], [40, 40, 40, 5])
    np.testing.assert_allclose(low[:3], [0, 2.7545, 0.8389], atol=1e-4)
    np.testing.assert_allclose(high[:3], [1.3816, np.inf, 1 + 1.959964**2 / 40], atol=1e-4)
    assert np.isnan([low[3], high[3]]).all(), "nothing of nothing says nothing"


def test_turning_the_ratio_round_turns_its_limits_round() -> None:
    low, high = ratio_limits(7, 50, 30, 400)
    other_low, other_high = ratio_limits(30, 400, 7, 50)
    np.testing.assert_allclose([low, high], [1 / other_high, 1 / other_low], rtol=1e-9)


@pytest.mark.parametrize(
    ("n", "m", "worst", "mean"), [(10, 200, 0.91, 0.94), (20, 60, 0.93, 0.945), (50, 500, 0.93, 0.945)]
)
def test_how_often_the_limits_hold_the_true_ratio(n: int, m: int, worst: float, mean: float) -> None:
    """Every possible pair of counts, weighted by its probability; a pair without any has no limits."""
    x, y = np.meshgrid(np.arange(n + 1), np.arange(m + 1), indexing="ij")
    low, high = ratio_limits(x, n, y, m)
    held = []
    for p in (0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.9):
        for q in (0.02, 0.05, 0.1, 0.3, 0.5):
            weight = stats.binom.pmf(x, n, p) * stats.binom.pmf(y, m, q) * (x + y > 0)
            held.append(float((weight * ((low <= p / q) & (p / q <= high))).sum() / weight.sum()))
    assert min(held) >= worst
    assert np.mean(held) >= mean


def test_a_lift_worked_out_by_hand() -> None:
    """30 of 100 here, 45 of 300 elsewhere: twice as common."""
    here, there = links(np.array([[30], [45]]), np.array([[100], [300]]))
    assert here.lift is not None
    assert here.lift.value == pytest.approx(2.0)
    assert (here.n, here.comments, here.others_n, here.others_comments) == (30, 100, 45, 300)
    assert there.lift is not None
    assert there.lift.value == pytest.approx(0.5)
    assert here.like_lift == here.lift, "with one stratum nothing is held alike"


def test_the_p_value_is_fishers_by_distance() -> None:
    x, n, k, total = 9, 30, 20, 150
    mean = n * k / total
    numbers = np.arange(n + 1)
    chances = stats.hypergeom.pmf(numbers, total, k, n)
    expected = chances[np.abs(numbers - mean) >= abs(x - mean) - 1e-9].sum()
    found = links(np.array([[x], [k - x]]), np.array([[n], [total - n]]))[0]
    assert found.p_value == pytest.approx(float(expected), rel=1e-9)


def test_who_uses_the_phone_more_has_no_more_of_the_phones_theme() -> None:
    """In both districts 40 % of phone comments and 2 % of the rest; one has mostly phone."""
    comments = np.array([[800, 200], [500, 4500]])
    carrying = np.array([[320, 4], [200, 90]])
    first, _ = judged([links(carrying, comments)])[0]
    assert first is not None
    assert first.lift is not None
    assert first.like_lift is not None
    assert first.lift.low > 4
    assert first.like_lift.value == pytest.approx(1.0)
    assert first.place in (Place.LEVEL, Place.UNCLEAR)


def test_a_group_without_comments_or_without_others_says_nothing() -> None:
    nobody, everybody = links(np.array([[0], [5]]), np.array([[0], [50]]))
    assert (nobody.lift, nobody.p_value) == (None, 1.0)
    assert (everybody.lift, everybody.p_value) == (None, 1.0)
    only_here, _ = links(np.array([[5], [0]]), np.array([[50], [50]]))
    assert only_here.lift is None, "none elsewhere: no number of times"
    none_here, _ = links(np.array([[0], [20]]), np.array([[50], [500]]))
    assert none_here.lift is not None
    assert (none_here.lift.value, none_here.lift.low) == (0, 0)
    assert 0 < none_here.lift.high < 4


def link(value: float, low: float, high: float, p: float) -> Link:
    estimate = Estimate(value, low, high)
    return Link(30, 100, 90, 900, estimate, estimate, p, 1.0, Place.UNCLEAR)


@pytest.mark.parametrize(
    ("lift", "p", "place"),
    [
        ((2.0, 1.5, 2.6), 0.001, "higher"),
        ((0.5, 0.3, 0.8), 0.001, "lower"),
        ((1.0, BAND[0], BAND[1]), 0.9, "level"),
        ((1.15, 1.06, 1.24), 0.001, "level"),  # certain and trivial
        ((1.4, 1.02, 1.9), 0.2, "unclear"),
        ((1.4, 0.98, 1.9), 0.01, "unclear"),  # two methods that disagree at the edge
    ],
)
def test_what_may_be_said(lift: tuple[float, float, float], p: float, place: str) -> None:
    [[found]] = judged([[link(*lift, p)]])
    assert found is not None
    assert found.place == place


def test_all_themes_and_groups_are_judged_at_once_and_what_is_hidden_takes_no_place() -> None:
    sure, other = link(2.0, 1.5, 2.6, 0.02), link(1.0, 0.5, 2.0, 0.9)
    [[alone], _] = judged([[sure], [None, None, None]])
    [[among], _] = judged([[sure], [other, other, other]])
    assert alone is not None
    assert among is not None
    assert (alone.place, alone.p_adjusted) == (Place.HIGHER, 0.02)
    assert among.place is Place.UNCLEAR
    assert among.p_adjusted == pytest.approx(0.08)


def test_what_is_sure_of_known_themes_lets_nothing_through_about_one_nobody_vouches_for() -> None:
    """0.02 among five is 0.033 by Benjamini-Hochberg beside two that are surer; by Holm over its own three, 0.06."""
    sure, weak, level_ = link(2.0, 1.5, 2.6, 0.0001), link(2.0, 1.5, 2.6, 0.02), link(1.0, 0.9, 1.1, 0.9)
    _, [known, *_] = judged([[sure, sure], [weak, level_, level_]])
    _, [doubtful, *_] = judged([[sure, sure], [weak, level_, level_]], doubtful=[False, True])
    assert known is not None
    assert doubtful is not None
    assert (known.place, known.p_adjusted) == (Place.HIGHER, pytest.approx(0.1 / 3))
    assert (doubtful.place, doubtful.p_adjusted) == (Place.UNCLEAR, pytest.approx(0.06))


def test_a_theme_nobody_vouches_for_is_told_only_where_it_is_surely_much_more_common() -> None:
    near, far = link(1.6, 1.2, 2.1, 0.0001), link(2.0, 1.3, 2.6, 0.0001)
    [each] = judged([[near, far]], doubtful=[True])
    assert [one.place for one in each if one] == [Place.UNCLEAR, Place.HIGHER]


def test_the_parts_of_a_theme_nobody_vouches_for_are_judged_strictly_though_the_whole_is_told() -> None:
    told, level_ = link(2.0, 1.5, 2.6, 0.0001), link(1.0, 0.9, 1.1, 0.9)
    wholes, _ = judged([[told, told], []], doubtful=[True, True])
    parts = [[link(2.0, 1.5, 2.6, 0.02), level_], [link(2.0, 1.5, 2.6, 0.02), level_]]
    vouched, doubtful = judged_within(wholes, parts, doubtful=[False, True])
    assert [each.p_adjusted for each in vouched if each] == pytest.approx([0.04, 0.9])
    assert [each.p_adjusted for each in doubtful if each] == pytest.approx([0.08, 1.0])


def test_the_parts_of_what_is_told_are_judged_among_themselves_and_others_strictly() -> None:
    """Two of four wholes are told: their parts' Benjamini-Hochberg is doubled. The others' is Holm over all six."""
    told, level_ = link(2.0, 1.5, 2.6, 0.0001), link(1.0, 0.9, 1.1, 0.9)
    wholes, _ = judged([[told, told, level_, level_], []])
    parts = [[link(2.0, 1.5, 2.6, 0.02), link(1.3, 0.9, 1.9, 0.04)], [None, None]]
    parts += [[link(2.0, 1.5, 2.6, 0.02), None], [link(2.0, 1.5, 2.6, 0.0001), link(1.0, 0.5, 2.0, 0.8)]]
    first, second, third, fourth = judged_within(wholes, parts)
    assert [each.p_adjusted for each in first if each] == pytest.approx([0.08, 0.08])
    assert second == (None, None)
    assert third[0] is not None
    assert fourth[0] is not None
    assert third[0].p_adjusted == pytest.approx(4 * 0.02)
    assert fourth[0].p_adjusted == pytest.approx(5 * 0.0001)
    assert (third[0].place, fourth[0].place) == (Place.UNCLEAR, Place.HIGHER)


def test_where_nothing_differs_links_are_seldom_found() -> None:
    """400 municipalities of 6 districts × 2 channels and 3 themes, none of them linked to any place: with the
    false discovery rate held at 5 %, at most about 5 % of the municipalities have any finding."""
    chance = np.random.default_rng(4)
    shares = np.array([0.03, 0.1, 0.3])
    with_findings = 0
    for _ in range(400):
        comments = chance.poisson([[60, 30], [200, 80], [40, 10], [300, 100], [90, 90], [20, 5]])
        families = [links(chance.binomial(comments, share), comments) for share in shares]
        told = [one for family in judged(families) for one in family if one is not None]
        with_findings += any(one.place in (Place.HIGHER, Place.LOWER) for one in told)
    assert with_findings <= 400 * 0.08


def test_two_themes_named_together() -> None:
    """20 of 50 with the one and 30 of 450 without: six times as common."""
    found = together(20, 50, 50, 500)
    assert found is not None
    assert found.value == pytest.approx(6.0)
    assert together(0, 0, 10, 100) is None
    assert together(10, 20, 10, 100) is None, "never without the other"
    with pytest.raises(ValueError, match="do not fit"):
        together(5, 4, 10, 100)


def test_tables_that_do_not_fit_are_told() -> None:
    with pytest.raises(ValueError, match="groups × strata"):
        links(np.array([[3]]), np.array([[2]]))
