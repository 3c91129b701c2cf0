"""Attacks on a suppressed table: every subtraction over totals, and the full linear programme."""

from __future__ import annotations

import random

import numpy as np
import pytest

from analysis.disclosure import SMALLEST, Hidden, feasible_range, hidden_entries


def with_totals(counts: list[list[int]]) -> np.ndarray:
    cells = np.array(counts)
    wide = np.hstack([cells, cells.sum(axis=1, keepdims=True)])
    return np.vstack([wide, wide.sum(axis=0, keepdims=True)])


def places(hidden: Hidden) -> set[tuple[int, int]]:
    rows, columns = len(hidden.rows), len(hidden.columns)
    found = {(r, c) for r in range(rows) for c in range(columns) if hidden.cells[r][c]}
    found |= {(r, columns) for r in range(rows) if hidden.rows[r]}
    found |= {(rows, c) for c in range(columns) if hidden.columns[c]}
    return found | ({(rows, columns)} if hidden.total else set())


def random_table(seed: int) -> list[list[int]]:
    chance = random.Random(seed)
    rows, columns = chance.randint(2, 9), chance.randint(2, 8)
    sizes = [chance.choice([0.2, 1, 5, 30]) for _ in range(columns)]
    return [[int(chance.expovariate(1 / (8 * size))) for size in sizes] for _ in range(rows)]


TABLES = [random_table(seed) for seed in range(25)]


def test_a_table_of_large_cells_is_shown_whole() -> None:
    assert places(hidden_entries([[10, 200], [35, 10]])) == set()


def test_a_small_cell_takes_company_along_both_its_lines() -> None:
    hidden = hidden_entries([[4, 50, 90], [19, 60, 80], [240, 70, 60]])
    found = places(hidden)
    assert {(0, 0), (1, 0)} <= found, "the smallest other of the column"
    assert len([place for place in found if place[0] == 0]) >= 2
    assert not any(hidden.rows)
    assert not any(hidden.columns)


def test_no_answers_at_all_hides_everything() -> None:
    hidden = hidden_entries([[0, 0], [0, 0]])
    assert hidden.total
    assert all(hidden.rows)
    assert all(hidden.columns)


def test_a_small_total_takes_another_total_along() -> None:
    hidden = hidden_entries([[40, 3], [50, 4], [60, 0]])
    assert all(hidden.columns), "with one column total left, the small one is what remains of all"


def test_two_tables_with_the_same_column_totals_hide_the_same_of_them() -> None:
    by_district = hidden_entries([[40, 3, 100], [50, 4, 12], [60, 0, 30]])
    by_office = hidden_entries([[150, 5, 42], [0, 2, 100]])
    assert by_district.columns == by_office.columns


def test_what_a_filter_leaves_over_is_protected_too() -> None:
    shown = [[50, 60, 70], [55, 65, 75], [40, 45, 50]]
    left = [[3, 60, 70], [55, 65, 75], [40, 45, 50]]
    assert places(hidden_entries(shown)) == set()
    assert (0, 0) in places(hidden_entries(shown, left))


@pytest.mark.parametrize("counts", TABLES)
def test_nothing_small_is_shown(counts: list[list[int]]) -> None:
    table, hidden = with_totals(counts), places(hidden_entries(counts))
    assert all(table[place] >= SMALLEST for place in np.ndindex(table.shape) if place not in hidden)


@pytest.mark.parametrize("counts", TABLES)
def test_no_subtraction_along_a_line_leaves_fewer_than_ten(counts: list[list[int]]) -> None:
    table, hidden = with_totals(counts), places(hidden_entries(counts))
    rows, columns = table.shape[0] - 1, table.shape[1] - 1
    lines = [[(r, c) for c in range(columns)] + [(r, columns)] for r in range(rows + 1)]
    lines += [[(r, c) for r in range(rows)] + [(rows, c)] for c in range(columns + 1)]
    for *parts, total in lines:
        among = [place for place in parts if place in hidden]
        if among and total not in hidden:
            assert len(among) >= 2
            assert sum(table[place] for place in among) >= SMALLEST


@pytest.mark.parametrize("counts", TABLES[:12])
def test_no_hidden_entry_is_pinned_down(counts: list[list[int]]) -> None:
    table, hidden = with_totals(counts), places(hidden_entries(counts))
    if (table.shape[0] - 1, table.shape[1] - 1) in hidden:
        return  # nothing at all is shown
    for place in hidden:
        low, high = feasible_range(table, hidden, place)
        assert low - 1e-6 <= table[place] <= high + 1e-6
        assert high - low >= SMALLEST - 1e-6


def test_the_audit_finds_what_counting_neighbours_does_not() -> None:
    # Two hidden in every line, yet all four lie in one square whose row of 10 allows no more than 10.
    table = with_totals([[3, 7, 90], [8, 2, 95], [80, 85, 99]])
    low, high = feasible_range(table, {(0, 0), (0, 1), (1, 0), (1, 1)}, (0, 0))
    assert (low, high) == pytest.approx((1, 10))
    assert high - low < SMALLEST
    assert len(places(hidden_entries([[3, 7, 90], [8, 2, 95], [80, 85, 99]]))) > 4


def test_what_is_known_to_be_nothing_is_not_hidden_and_hides_nothing() -> None:
    counts = [[200, 0, 0], [80, 0, 0], [0, 300, 90]]
    empty = [[n == 0 for n in row] for row in counts]
    assert places(hidden_entries(counts, None, empty)) == set()
    assert len(places(hidden_entries(counts))) > 4


def test_what_is_known_cannot_hide_a_small_neighbour() -> None:
    counts = [[4, 0, 90, 70], [50, 60, 80, 75], [55, 65, 85, 95]]
    empty = [[False, True, False, False], [False] * 4, [False] * 4]
    hidden = places(hidden_entries(counts, None, empty))
    assert (0, 1) not in hidden
    assert {(0, 0), (0, 3)} <= hidden
    assert feasible_range(with_totals(counts), hidden, (0, 0))[1] >= SMALLEST


def test_bad_tables_are_refused() -> None:
    with pytest.raises(ValueError, match="none negative"):
        hidden_entries([[1, -1]])
    with pytest.raises(ValueError, match="has answers"):
        hidden_entries([[10, 11]], None, [[True, False]])
    with pytest.raises(ValueError, match="form of the table"):
        hidden_entries([[10, 11]], [[1]])
