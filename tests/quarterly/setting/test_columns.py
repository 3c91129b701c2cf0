"""Widths of columns: no word broken while there is room, a page turned only where there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feedback.quarterly.document import Cell, Grid
from feedback.quarterly.setting.columns import full, layout, number_columns
from tests.quarterly.setting import samples


def test_a_matrix_of_eight_channels_fits_upright_in_boxes_of_the_same_width() -> None:
    laid = layout(samples.verdicts())
    assert laid.is_boxed
    assert not laid.is_turned
    assert len(set(laid.shares[1:])) == 1


def test_a_list_with_one_column_of_verdicts_is_no_matrix() -> None:
    assert not layout(samples.long_table(1)).is_boxed
    assert not layout(samples.changes()).is_boxed


def test_longer_texts_get_more_room() -> None:
    shares = layout(samples.changes()).shares
    assert shares[3] == max(shares)


def test_the_reference_has_a_column_of_its_own() -> None:
    with_refs = samples.long_table(1)
    assert len(layout(with_refs).shares) == len(layout(replace(with_refs, refs=())).shares) + 1


@pytest.mark.parametrize("columns", [1, 2, 4, 7, 13, 25])
def test_columns_never_take_more_than_the_line(columns: int) -> None:
    heading = "Tillgänglighetsmått"
    grid = Grid("", "", "", (heading,) * columns, ((Cell(heading * 3),) * columns,))
    laid = layout(grid)
    assert all(share > 0 for share in laid.shares)
    assert laid.is_turned == (columns > 4)
    assert (laid.longest_word < len(heading)) == (columns > 7)


def test_a_table_with_no_rows_or_short_rows_is_laid_out() -> None:
    assert layout(Grid("", "", "", ("A", "B"), ())).shares
    assert full((Cell("x"),), 3) == (Cell("x"), Cell(""), Cell(""))
    assert number_columns(Grid("", "", "", ("A", "B"), ((Cell("x"),),))) == (False, False)
