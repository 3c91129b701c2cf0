"""Counts of closed errands beside hidden answers: hidden too, and not to be had by subtraction."""

from __future__ import annotations

import numpy as np

from feedback.insight.worker.errands_hidden import WIDE, hidden_counts
from feedback.insight.worker.patterns import TableHidden


def pattern(
    rows: int, columns: int, *cells: tuple[int, int], hidden_rows: tuple[int, ...] = ()
) -> TableHidden:
    found = np.zeros((rows, columns), dtype=bool)
    for cell in cells:
        found[cell] = True
    is_row = np.isin(np.arange(rows), hidden_rows)
    return TableHidden(found, is_row, np.zeros(columns, dtype=bool), False)


CLOSED = np.array([[300, 120, 60], [200, 45, 80], [150, 90, 40]])


def test_a_count_beside_hidden_answers_is_hidden_where_few_did_not_answer() -> None:
    silent = np.full((3, 3), 2 * WIDE)
    silent[1, 1] = WIDE - 1
    hidden = hidden_counts(CLOSED, silent, pattern(3, 3, (1, 1), (0, 0)))
    assert hidden.cells[1, 1]
    assert not hidden.cells[0, 0]  # so many without an answer that the count says little


def test_it_cannot_be_had_by_subtraction() -> None:
    silent = np.full((3, 3), 2 * WIDE)
    silent[1, 1] = 20
    hidden = hidden_counts(CLOSED, silent, pattern(3, 3, (1, 1)))
    for line, total in ((hidden.cells[1], hidden.rows[1]), (hidden.cells[:, 1], hidden.columns[1])):
        assert int(line.sum()) + int(total) >= 2
    assert not hidden.total


def test_many_without_an_answer_leave_the_counts_shown() -> None:
    hidden = hidden_counts(CLOSED, np.full((3, 3), WIDE), pattern(3, 3, (1, 1), (2, 2), hidden_rows=(1,)))
    assert not hidden.cells.any()
    assert not hidden.rows.any()


def test_a_hidden_district_hides_its_total_and_a_part_of_it() -> None:
    silent = np.full((3, 3), 2 * WIDE)
    silent[2] = 10
    hidden = hidden_counts(CLOSED, silent, pattern(3, 3, hidden_rows=(2,)))
    assert hidden.rows[2]
    assert hidden.cells[2].any()
    assert int(hidden.rows.sum()) + int(hidden.total) >= 2


def test_an_empty_place_is_known_to_all_and_hides_nothing() -> None:
    closed = CLOSED.copy()
    closed[0, 2] = 0
    hidden = hidden_counts(closed, np.full((3, 3), 2 * WIDE), pattern(3, 3, (0, 2)))
    assert not hidden.cells.any()
