"""Intervals against published values."""

from __future__ import annotations

import pytest

from analysis.uncertainty import index_of_counts, share, wilson

# R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3 (Wilson, 95 %).
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("successes", "n", "low", "high"), NEWCOMBE)
def test_wilson_as_newcombe_printed_it(successes: int, n: int, low: float, high: float) -> None:
    found = wilson(successes, n)
    assert found.value == pytest.approx(successes / n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_wilson_at_the_ends_is_exact_and_mirrored() -> None:
    none, everyone = wilson(0, 20), wilson(20, 20)
    assert none.low == 0.0
    assert everyone.high == 1.0
    assert everyone.low == pytest.approx(1 - none.high)


def test_a_higher_level_is_a_wider_interval() -> None:
    assert wilson(7, 12, 0.998).low < wilson(7, 12).low < wilson(7, 12).high < wilson(7, 12, 0.998).high


@pytest.mark.parametrize(("successes", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_not_a_share_is_refused(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="not a share"):
        share(successes, n)


def test_index_by_hand() -> None:
    # Scores 1, 3, 5, 5 → 0, 50, 100, 100: mean 62.5, s = 47.87, t(3, .975) = 3.1824, s/√4 = 23.94.
    found = index_of_counts([1, 0, 1, 0, 2])
    assert found.value == pytest.approx(62.5)
    assert found.low == 0.0  # 62.5 − 76.2, cut
    assert found.high == 100.0
    # 1 to 5 once each: mean 50, s² = 1562.5, t(4, .975) = 2.7764, reach = 2.7764 · √(1562.5/5) = 49.08.
    evenly = index_of_counts([1, 1, 1, 1, 1])
    assert (evenly.value, evenly.low, evenly.high) == pytest.approx((50, 0.92, 99.08), abs=0.01)


def test_equal_answers_are_not_certainty() -> None:
    found = index_of_counts([0, 0, 0, 0, 10])
    assert (found.value, found.high) == (100, 100)
    assert found.low == pytest.approx(100 * (1 - wilson(0, 10).high))


@pytest.mark.parametrize("counts", [[], [3], [0, 0, 0], [1, -1, 3]])
def test_what_is_not_answers_on_a_scale_is_refused(counts: list[int]) -> None:
    with pytest.raises(ValueError, match="not counts"):
        index_of_counts(counts)
