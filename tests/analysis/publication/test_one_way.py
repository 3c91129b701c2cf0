from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure import hidden_entries
from analysis.publication.one_way import hidden_in_row


def test_a_small_count_takes_the_smallest_other_along() -> None:
    found = hidden_in_row([40, 3, 25, 60])
    assert found.cells == (False, True, True, False)
    assert not found.total


def test_a_row_without_small_counts_is_shown_whole() -> None:
    assert not any(hidden_in_row([10, 11, 300]).cells)


def test_a_row_of_one_small_count_hides_its_total() -> None:
    assert hidden_in_row([4]).total


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        hidden_in_row([12, -1])


@given(st.lists(st.integers(0, 40), min_size=1, max_size=7))
def test_what_is_left_of_the_total_is_shared_by_two_or_more(counts: list[int]) -> None:
    found = hidden_in_row(counts)
    hidden = [n for n, away in zip(counts, found.cells, strict=True) if away]
    assert all(n >= 10 for n, away in zip(counts, found.cells, strict=True) if not away)
    assert found.total or not hidden or (len(hidden) >= 2 and sum(hidden) > 10)


@pytest.mark.parametrize("smallest", [3, 10])
def test_the_published_example_of_four_regions_by_gender(smallest: int) -> None:
    # microdata1 of the R package sdcTable (tests/testthat/test-protectTable.r): regions A to D, female and
    # male; A/female is primary, 3 more are hidden and 11 of the 15 figures published; the methods OPT, HITAS,
    # HYPERCUBE and SIMPLEHEURISTIC all hide A and C of both genders.
    found = hidden_entries([[2, 18], [19, 14], [10, 12], [14, 11]], smallest=smallest)
    assert found.cells == ((True, True), (False, False), (True, True), (False, False))
    assert not any(found.rows)
    assert not any(found.columns)
    assert not found.total
